/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "obd-exam.h"

typedef struct
{
  GMainLoop *loop;
  ObdExam   *exam;
  guint      signals;
} Run;

static void
finished_cb (ObdExam  *exam,
             gpointer  data)
{
  Run *run = data;

  g_main_loop_quit (run->loop);
}

/* What was found so far is shown; whoever asks twice gets the prompt back at once. */
static gboolean
signal_cb (gpointer data)
{
  Run *run = data;

  if (run->signals++ > 0)
    exit (OBD_CLI_NOT_EXAMINED);
  obd_exam_cancel (run->exam);
  return G_SOURCE_CONTINUE;
}

static void
examine (ObdExam *exam)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { loop, exam, 0 };
  guint interrupt = g_unix_signal_add (SIGINT, signal_cb, &run);
  guint terminate = g_unix_signal_add (SIGTERM, signal_cb, &run);
  gulong finished = g_signal_connect (exam, "finished", G_CALLBACK (finished_cb), &run);

  obd_exam_start (exam);
  g_main_loop_run (loop);
  g_signal_handler_disconnect (exam, finished);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

static int
judge (ObdExam *exam)
{
  const ObdConclusion *conclusion = obd_exam_get_conclusion (exam);

  if (!conclusion->examined || obd_findings_is_interrupted (obd_exam_get_findings (exam)))
    return OBD_CLI_NOT_EXAMINED;
  return obd_diagnosis_get_cause (conclusion->verdict) == OBD_CAUSE_HEALTHY ? OBD_CLI_HEALTHY
                                                                          : OBD_CLI_NAMED;
}

/* Whole or not at all, and for the owner's eyes: a report tells who mails whom. */
static gboolean
write_report (ObdReport          *report,
              const ObdCliOutput *output)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (output->report_path == NULL)
    return TRUE;
  text = obd_report_render (report, output->report_format, output->redaction, output->transcript);
  if (g_file_set_contents_full (output->report_path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &error))
    return TRUE;
  obd_cli_fail ("--report: %s", error->message);
  return FALSE;
}

static void
print_report (ObdReport          *report,
              const ObdCliOutput *output)
{
  ObdReportFormat format = output->json ? OBD_REPORT_JSON : OBD_REPORT_TEXT;
  g_autofree char *text = obd_report_render (report, format, output->redaction, output->transcript);

  /* JSON is UTF-8 in every locale (RFC 8259 section 8.1), text is what the terminal can show. */
  if (output->json)
    fputs (text, stdout);
  else
    g_print ("%s", text);
}

int
obd_cli_run (const ObdTarget    *target,
             ObdWireContext     *context,
             const ObdCliOutput *output,
             gboolean            store)
{
  g_autoptr (ObdExam) exam = obd_exam_new (target, context, output->timeout);
  g_autoptr (ObdReport) report = NULL;

  examine (exam);
  report = obd_report_new (obd_exam_get_findings (exam), obd_exam_get_conclusion (exam),
                           obd_exam_get_started (exam), obd_exam_get_elapsed (exam));
  if (!write_report (report, output))
    return OBD_CLI_USAGE;
  print_report (report, output);
  if (store)
    obd_cli_keyring_store (obd_exam_get_findings (exam));
  /* A monitor that got half a JSON must not take it for an answer. */
  if (fflush (stdout) != 0 || ferror (stdout))
    return obd_cli_fail (_("Standard output cannot be written."));
  return judge (exam);
}
