/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report.h"

#include "obd-report-private.h"

gboolean
obd_report_format_from_name (const char      *name,
                             ObdReportFormat *format)
{
  static const char *const endings[] = {
    [OBD_REPORT_JSON] = ".json",
    [OBD_REPORT_HTML] = ".html",
    [OBD_REPORT_MARKDOWN] = ".md",
    [OBD_REPORT_TEXT] = ".txt",
  };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

ObdReport *
obd_report_new (const ObdFindings *findings,
                ObdConclusion     *conclusion,
                GDateTime         *started,
                double             duration_ms)
{
  ObdReport *report = g_new0 (ObdReport, 1);

  g_atomic_ref_count_init (&report->ref_count);
  report->findings = obd_findings_ref (findings);
  report->conclusion = obd_conclusion_ref (conclusion);
  report->started = g_date_time_to_utc (started);
  report->duration_ms = duration_ms;
  return report;
}

void
obd_report_unref (ObdReport *report)
{
  if (!g_atomic_ref_count_dec (&report->ref_count))
    return;
  obd_findings_unref (report->findings);
  obd_conclusion_unref (report->conclusion);
  g_date_time_unref (report->started);
  g_free (report);
}

char *
obd_report_render (ObdReport       *report,
                   ObdReportFormat  format,
                   ObdRedaction     redaction,
                   gboolean         with_transcript)
{
  g_autoptr (ObdReportMask) mask = NULL;
  g_autoptr (GPtrArray) blocks = NULL;

  mask = obd_report_mask_new (obd_findings_get_target (report->findings), redaction);
  obd_report_mask_learn (mask, report->findings);
  if (format == OBD_REPORT_JSON)
    return obd_report_to_json (report, mask, with_transcript);
  blocks = obd_report_to_blocks (report, mask, with_transcript);
  switch (format)
    {
    case OBD_REPORT_HTML:
      return obd_blocks_to_html (blocks);
    case OBD_REPORT_MARKDOWN:
      return obd_blocks_to_markdown (blocks);
    case OBD_REPORT_JSON:
    case OBD_REPORT_TEXT:
    default:
      return obd_blocks_to_text (blocks);
    }
}

char *
obd_report_render_row (ObdReport          *report,
                       const ObdReportRow *row,
                       ObdRedaction        redaction,
                       gboolean            with_transcript)
{
  g_autoptr (ObdReportMask) mask = NULL;

  mask = obd_report_mask_new (obd_findings_get_target (report->findings), redaction);
  obd_report_mask_learn (mask, report->findings);
  return obd_report_row_to_json (report, row, mask, with_transcript);
}
