/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report of unknown origin: read, diagnosed, and rendered in every format. Seeds are reports, such
 * as `outbox-doctor-cli practice relay-denied --json` prints. */

#include "config.h"

#include "obd-observations.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
check_format (ObdReport       *report,
              ObdReportFormat  format)
{
  for (guint level = OBD_REDACTION_SECRETS; level <= OBD_REDACTION_PUBLIC; level++)
    {
      g_autofree char *text = obd_report_render (report, format, level, TRUE);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

/* What was written of what was read can be read again. */
static void
check_again (ObdReport *report)
{
  g_autofree char *text = obd_report_render (report, OBD_REPORT_JSON, OBD_REDACTION_PUBLIC, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdObservations) again = obd_observations_read (text, strlen (text), &error);

  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdObservations) seen = NULL;
  g_autoptr (ObdConclusion) conclusion = NULL;
  g_autoptr (ObdReport) report = NULL;

  seen = obd_observations_read ((const char *) data, size, &error);
  g_assert_true ((seen == NULL) == (error != NULL));
  if (seen == NULL)
    return 0;
  conclusion = obd_diagnose (seen->findings);
  report = obd_report_new (seen->findings, conclusion, seen->started, seen->duration_ms);
  for (guint format = OBD_REPORT_JSON; format <= OBD_REPORT_TEXT; format++)
    check_format (report, format);
  check_again (report);
  return 0;
}
