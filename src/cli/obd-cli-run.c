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
  if (!obd_cli_show (report, output))
    return OBD_CLI_USAGE;
  if (store)
    obd_cli_keyring_store (obd_exam_get_findings (exam));
  return obd_cli_judge (obd_exam_get_findings (exam), obd_exam_get_conclusion (exam));
}
