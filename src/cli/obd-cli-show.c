/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* Whole or not at all, and for the owner's eyes: a report tells who mails whom. */
gboolean
obd_cli_write_report (ObdReport          *report,
                      const ObdCliOutput *output,
                      const char         *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  text = obd_report_render (report, output->report_format, output->redaction, output->transcript);
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
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

gboolean
obd_cli_show (ObdReport          *report,
              const ObdCliOutput *output)
{
  if (output->report_path != NULL && !obd_cli_write_report (report, output, output->report_path))
    return FALSE;
  print_report (report, output);
  return obd_cli_flush ();
}

gboolean
obd_cli_flush (void)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  /* A monitor that got half a JSON must not take it for an answer. */
  obd_cli_fail (_("Standard output cannot be written."));
  return FALSE;
}

int
obd_cli_judge (const ObdFindings   *findings,
               const ObdConclusion *conclusion)
{
  if (!conclusion->examined || obd_findings_is_interrupted (findings))
    return OBD_CLI_NOT_EXAMINED;
  return obd_diagnosis_get_cause (conclusion->verdict) == OBD_CAUSE_HEALTHY ? OBD_CLI_HEALTHY
                                                                          : OBD_CLI_NAMED;
}
