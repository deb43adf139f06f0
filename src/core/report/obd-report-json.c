/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-writer.h"

/* The schema is the contract's: add fields freely, never rename or repurpose one. */
#define SCHEMA 1

static void
write_account (ObdReportWriter *w)
{
  const ObdTarget *target = obd_findings_get_target (w->report->findings);

  obd_json_open_object (w->json, "account");
  obd_report_put_text (w, "address", target->address);
  obd_report_put_text (w, "host", target->host_typed != NULL ? target->host_typed : target->host);
  obd_report_put_port (w, "port", target->port);
  obd_report_put_nick (w, "security", obd_security_to_nick (target->security));
  obd_report_put_text (w, "username", target->username);
  obd_report_put_nick (w, "authentication", obd_authentication_to_nick (target->authentication));
  obd_report_put_text (w, "sender", target->sender);
  obd_report_put_text (w, "recipient", target->recipient);
  obd_report_write_incoming_settings (w);
  obd_json_close (w->json);
}

/* Two decimals: more would pretend to a certainty that nobody has. */
static void
put_confidence (ObdReportWriter *w, ObdDiagnosis *diagnosis)
{
  double confidence = obd_diagnosis_get_confidence (diagnosis);

  obd_json_put_real (w->json, "confidence", (int)(confidence * 100.0 + 0.5) / 100.0);
}

static void
write_others (ObdReportWriter *w)
{
  GPtrArray *others = w->report->conclusion->others;

  obd_json_open_array (w->json, "others");
  for (guint i = 0; i < others->len; i++)
    {
      ObdDiagnosis *other = g_ptr_array_index (others, i);
      g_autofree char *title = obd_diagnosis_dup_title (other);

      obd_json_open_object (w->json, NULL);
      obd_report_put_nick (w, "cause", obd_cause_to_nick (obd_diagnosis_get_cause (other)));
      put_confidence (w, other);
      obd_report_put_nick (w, "rule", obd_diagnosis_get_rule (other));
      obd_report_put_text (w, "summary", title);
      obd_report_put_list (w, "because", obd_diagnosis_get_because (other), TRUE);
      obd_json_close (w->json);
    }
  obd_json_close (w->json);
}

static void
write_verdict (ObdReportWriter *w)
{
  ObdDiagnosis *verdict = w->report->conclusion->verdict;
  g_autofree char *title = obd_diagnosis_dup_title (verdict);
  g_autofree char *apart = obd_diagnosis_dup_apart (verdict);

  obd_json_open_object (w->json, "verdict");
  obd_report_put_nick (w, "cause", obd_cause_to_nick (obd_diagnosis_get_cause (verdict)));
  put_confidence (w, verdict);
  obd_report_put_nick (w, "rule", obd_diagnosis_get_rule (verdict));
  obd_report_put_text (w, "summary", title);
  obd_report_put_list (w, "because", obd_diagnosis_get_because (verdict), TRUE);
  obd_report_put_text (w, "tells_apart", apart);
  write_others (w);
  obd_report_put_list (w, "remedies", obd_diagnosis_get_remedies (verdict), FALSE);
  obd_json_close (w->json);
}

/* Who names the settings; @service (nullable). */
static void
write_source (ObdReportWriter  *w,
              const ObdService *service)
{
  obd_report_put_nick (w, "source", service != NULL ? obd_source_to_nick (service->source) : NULL);
  obd_report_put_nick (w, "as_of", service != NULL ? service->as_of : NULL);
  if (service != NULL)
    obd_report_put_flag (w, "trusted", service->trusted);
  else
    obd_report_put_nick (w, "trusted", NULL);
}

static void
write_working (ObdReportWriter *w)
{
  const ObdWorkingSettings *working = w->report->conclusion->working;

  if (working == NULL)
    {
      obd_report_put_nick (w, "working_settings", NULL);
      return;
    }
  obd_json_open_object (w->json, "working_settings");
  obd_report_put_nick (w, "protocol", obd_protocol_to_nick (working->protocol));
  obd_report_put_text (w, "host", working->endpoint->host);
  obd_report_put_port (w, "port", working->endpoint->port);
  obd_report_put_nick (w, "security", obd_security_to_nick (working->endpoint->security));
  obd_report_put_text (w, "username", working->username);
  obd_report_put_nick (w, "authentication", working->authentication);
  obd_report_put_nick (w, "verified", obd_verified_to_nick (working->verified));
  write_source (w, working->service);
  obd_json_close (w->json);
}

static void
write_differences (ObdReportWriter *w)
{
  GPtrArray *differences = w->report->conclusion->differences;

  obd_json_open_array (w->json, "differences");
  for (guint i = 0; i < differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (differences, i);

      obd_json_open_object (w->json, NULL);
      obd_report_put_nick (w, "setting", difference->setting);
      obd_report_put_text (w, "now", difference->now);
      obd_report_put_text (w, "should_be", difference->should_be);
      obd_report_put_text (w, "reason", difference->reason);
      obd_json_close (w->json);
    }
  obd_json_close (w->json);
}

static void
write_clock (ObdReportWriter *w)
{
  const ObdConclusion *conclusion = w->report->conclusion;

  obd_json_open_object (w->json, "clock");
  if (g_strcmp0 (conclusion->clock_source, "none") == 0)
    obd_report_put_nick (w, "offset_ms", NULL);
  else
    obd_report_put_int (w, "offset_ms", conclusion->clock_offset_ms);
  obd_report_put_nick (w, "source", conclusion->clock_source);
  if (conclusion->clock_setting == OBD_CLOCK_SETTING_UNKNOWN)
    obd_report_put_nick (w, "automatic", NULL);
  else
    obd_report_put_flag (w, "automatic",
                         conclusion->clock_setting == OBD_CLOCK_SETTING_AUTOMATIC);
  obd_json_close (w->json);
}

static void
write_probes (ObdReportWriter *w)
{
  obd_json_open_array (w->json, "probes");
  for (guint i = 0; i < obd_findings_get_size (w->report->findings); i++)
    obd_report_write_probe (w, obd_findings_get (w->report->findings, i));
  obd_json_close (w->json);
}

static void
write_conversation (ObdReportWriter *w, const ObdFinding *finding)
{
  obd_json_open_object (w->json, NULL);
  obd_report_put_text (w, "probe", finding->id);
  obd_json_open_array (w->json, "lines");
  for (guint i = 0; i < obd_trace_get_n_lines (finding->trace); i++)
    {
      g_autofree char *line =
          obd_report_mask_words (w->mask, obd_trace_get_line (finding->trace, i));

      obd_json_put_text (w->json, NULL, line);
    }
  obd_json_close (w->json);
  obd_json_close (w->json);
}

static void
write_transcript (ObdReportWriter *w, gboolean wanted)
{
  obd_json_open_array (w->json, "transcript");
  for (guint i = 0; wanted && i < obd_findings_get_size (w->report->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (w->report->findings, i);

      if (finding->trace != NULL && obd_trace_get_n_lines (finding->trace) > 0)
        write_conversation (w, finding);
    }
  obd_json_close (w->json);
}

static void
write_run (ObdReportWriter *w)
{
  g_autofree char *started = g_date_time_format (w->report->started, "%Y-%m-%dT%H:%M:%SZ");

  obd_report_put_int (w, "schema", SCHEMA);
  obd_report_put_nick (w, "version", PACKAGE_VERSION);
  if (obd_findings_get_target (w->report->findings)->practice)
    obd_report_put_flag (w, "practice", TRUE);
  obd_report_put_nick (w, "started", started);
  obd_report_put_ms (w, "duration_ms", (gint64)(w->report->duration_ms * 1000.0));
  if (obd_findings_get_target (w->report->findings)->replayed)
    obd_report_put_flag (w, "replayed", TRUE);
  obd_report_put_flag (w, "interrupted", obd_findings_is_interrupted (w->report->findings));
}

static void
write_report (ObdReportWriter *w, gboolean with_transcript)
{
  write_run (w);
  write_account (w);
  write_verdict (w);
  write_working (w);
  write_differences (w);
  write_clock (w);
  obd_report_write_discovery (w);
  obd_report_write_incoming (w);
  write_probes (w);
  write_transcript (w, with_transcript);
  obd_report_write_observations (w);
}

char *
obd_report_to_json (const ObdReport *report, ObdReportMask *mask, gboolean with_transcript)
{
  ObdReportWriter w = { report, mask, obd_json_new () };

  obd_json_open_object (w.json, NULL);
  write_report (&w, with_transcript);
  return obd_json_finish (w.json);
}

char *
obd_report_row_to_json (const ObdReport *report,
                        const ObdReportRow *row,
                        ObdReportMask *mask,
                        gboolean with_transcript)
{
  ObdReportWriter w = { report, mask, obd_json_new_line () };

  obd_json_open_object (w.json, NULL);
  obd_report_put_int (&w, "row", row->number);
  obd_report_put_int (&w, "line", row->line);
  obd_report_put_nick (&w, "input", row->input);
  obd_report_put_int (&w, "status", row->status);
  obd_report_put_nick (&w, "sign_in", row->sign_in);
  write_report (&w, with_transcript);
  return obd_json_finish (w.json);
}
