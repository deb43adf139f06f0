/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-private.h"

#include <json-glib/json-glib.h>

#include "obd-keys.h"

/* The schema is the contract's: add fields freely, never rename or repurpose one. */
#define SCHEMA 1

typedef struct
{
  const ObdReport *report;
  ObdReportMask     *mask;
  JsonBuilder     *builder;
} Writer;

static void
put_nick (Writer     *w,
          const char *name,
          const char *value)
{
  json_builder_set_member_name (w->builder, name);
  if (value != NULL)
    json_builder_add_string_value (w->builder, value);
  else
    json_builder_add_null_value (w->builder);
}

/* Everything that is not a word of the contract goes through the mask. */
static void
put_text (Writer     *w,
          const char *name,
          const char *value)
{
  g_autofree char *words = obd_report_mask_words (w->mask, value);

  put_nick (w, name, words);
}

static void
put_int (Writer     *w,
         const char *name,
         gint64      value)
{
  json_builder_set_member_name (w->builder, name);
  json_builder_add_int_value (w->builder, value);
}

static void
put_port (Writer     *w,
          const char *name,
          guint16     port)
{
  if (port != 0)
    put_int (w, name, port);
  else
    put_nick (w, name, NULL);
}

/* Microseconds as milliseconds, with no more digits than were measured. */
static void
put_ms (Writer     *w,
        const char *name,
        gint64      microseconds)
{
  json_builder_set_member_name (w->builder, name);
  if (microseconds < 0)
    json_builder_add_null_value (w->builder);
  else
    json_builder_add_double_value (w->builder, microseconds / 1000.0);
}

static void
put_flag (Writer     *w,
          const char *name,
          gboolean    value)
{
  json_builder_set_member_name (w->builder, name);
  json_builder_add_boolean_value (w->builder, value);
}

static void
put_time (Writer     *w,
          const char *name,
          gint64      seconds)
{
  g_autoptr (GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  put_nick (w, name, text);
}

static void
put_list (Writer            *w,
          const char        *name,
          const char *const *values,
          gboolean           redact)
{
  json_builder_set_member_name (w->builder, name);
  json_builder_begin_array (w->builder);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *words = redact ? obd_report_mask_words (w->mask, values[i])
                                      : g_strdup (values[i]);

      json_builder_add_string_value (w->builder, words);
    }
  json_builder_end_array (w->builder);
}

static void
open_object (Writer     *w,
             const char *name)
{
  if (name != NULL)
    json_builder_set_member_name (w->builder, name);
  json_builder_begin_object (w->builder);
}

static void
open_array (Writer     *w,
            const char *name)
{
  json_builder_set_member_name (w->builder, name);
  json_builder_begin_array (w->builder);
}

static void
write_account (Writer *w)
{
  const ObdTarget *target = obd_findings_get_target (w->report->findings);

  open_object (w, "account");
  put_text (w, "address", target->address);
  put_text (w, "host", target->host_typed != NULL ? target->host_typed : target->host);
  put_port (w, "port", target->port);
  put_nick (w, "security", obd_security_to_nick (target->security));
  put_text (w, "username", target->username);
  put_nick (w, "authentication", obd_authentication_to_nick (target->authentication));
  put_text (w, "sender", target->sender);
  put_text (w, "recipient", target->recipient);
  json_builder_end_object (w->builder);
}

/* Two decimals: more would pretend to a certainty that nobody has. */
static void
put_confidence (Writer       *w,
                ObdDiagnosis *diagnosis)
{
  double confidence = obd_diagnosis_get_confidence (diagnosis);

  json_builder_set_member_name (w->builder, "confidence");
  json_builder_add_double_value (w->builder, (int) (confidence * 100.0 + 0.5) / 100.0);
}

static void
write_others (Writer *w)
{
  GPtrArray *others = w->report->conclusion->others;

  open_array (w, "others");
  for (guint i = 0; i < others->len; i++)
    {
      ObdDiagnosis *other = g_ptr_array_index (others, i);
      g_autofree char *title = obd_diagnosis_dup_title (other);

      open_object (w, NULL);
      put_nick (w, "cause", obd_cause_to_nick (obd_diagnosis_get_cause (other)));
      put_confidence (w, other);
      put_nick (w, "rule", obd_diagnosis_get_rule (other));
      put_text (w, "summary", title);
      put_list (w, "because", obd_diagnosis_get_because (other), TRUE);
      json_builder_end_object (w->builder);
    }
  json_builder_end_array (w->builder);
}

static void
write_verdict (Writer *w)
{
  ObdDiagnosis *verdict = w->report->conclusion->verdict;
  g_autofree char *title = obd_diagnosis_dup_title (verdict);

  open_object (w, "verdict");
  put_nick (w, "cause", obd_cause_to_nick (obd_diagnosis_get_cause (verdict)));
  put_confidence (w, verdict);
  put_nick (w, "rule", obd_diagnosis_get_rule (verdict));
  put_text (w, "summary", title);
  put_list (w, "because", obd_diagnosis_get_because (verdict), TRUE);
  write_others (w);
  put_list (w, "remedies", obd_diagnosis_get_remedies (verdict), FALSE);
  json_builder_end_object (w->builder);
}

static void
write_working (Writer *w)
{
  const ObdWorkingSettings *working = w->report->conclusion->working;

  if (working == NULL)
    {
      put_nick (w, "working_settings", NULL);
      return;
    }
  open_object (w, "working_settings");
  put_text (w, "host", working->endpoint->host);
  put_port (w, "port", working->endpoint->port);
  put_nick (w, "security", obd_security_to_nick (working->endpoint->security));
  put_text (w, "username", working->username);
  put_nick (w, "authentication", working->authentication);
  put_nick (w, "verified", obd_verified_to_nick (working->verified));
  json_builder_end_object (w->builder);
}

static void
write_differences (Writer *w)
{
  GPtrArray *differences = w->report->conclusion->differences;

  open_array (w, "differences");
  for (guint i = 0; i < differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (differences, i);

      open_object (w, NULL);
      put_nick (w, "setting", difference->setting);
      put_text (w, "now", difference->now);
      put_text (w, "should_be", difference->should_be);
      json_builder_end_object (w->builder);
    }
  json_builder_end_array (w->builder);
}

static void
write_clock (Writer *w)
{
  const ObdConclusion *conclusion = w->report->conclusion;

  open_object (w, "clock");
  if (g_strcmp0 (conclusion->clock_source, "none") == 0)
    put_nick (w, "offset_ms", NULL);
  else
    put_int (w, "offset_ms", conclusion->clock_offset_ms);
  put_nick (w, "source", conclusion->clock_source);
  json_builder_end_object (w->builder);
}

static void
write_reply (Writer         *w,
             const ObdReply *reply)
{
  if (reply == NULL)
    {
      put_nick (w, "reply", NULL);
      return;
    }
  open_object (w, "reply");
  put_int (w, "code", reply->code);
  put_nick (w, "enhanced", reply->enhanced);
  put_text (w, "text", reply->text);
  json_builder_end_object (w->builder);
}

static void
write_spans (Writer   *w,
             ObdTrace *trace)
{
  open_array (w, "spans");
  for (guint i = 0; trace != NULL && i < obd_trace_get_n_spans (trace); i++)
    {
      const ObdSpan *span = obd_trace_get_span (trace, i);

      open_object (w, NULL);
      put_nick (w, "stage", obd_stage_to_nick (span->stage));
      put_ms (w, "start_ms", span->start);
      put_ms (w, "end_ms", span->end);
      json_builder_end_object (w->builder);
    }
  json_builder_end_array (w->builder);
}

static void
write_tls (Writer            *w,
           const ObdTlsFacts *tls)
{
  g_auto (GStrv) problems = tls != NULL ? obd_tls_problems_to_strv (tls->problems) : NULL;

  if (tls == NULL)
    {
      put_nick (w, "tls", NULL);
      return;
    }
  open_object (w, "tls");
  put_nick (w, "version", tls->version);
  put_nick (w, "cipher", tls->cipher);
  put_text (w, "subject", tls->subject);
  put_text (w, "issuer", tls->issuer);
  put_list (w, "names", (const char *const *) tls->names, TRUE);
  put_time (w, "not_before", tls->not_before);
  put_time (w, "not_after", tls->not_after);
  put_list (w, "problems", (const char *const *) problems, FALSE);
  json_builder_end_object (w->builder);
}

static void
write_fact (Writer     *w,
            const char *key,
            GVariant   *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    put_flag (w, key, g_variant_get_boolean (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    put_int (w, key, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    put_text (w, key, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    {
      g_autofree const char **texts = g_variant_get_strv (value, NULL);

      put_list (w, key, texts, TRUE);
    }
}

/* What the probe published, under its own keys and in a stable order. */
static void
write_facts (Writer           *w,
             const ObdFinding *finding)
{
  g_autoptr (GList) keys = g_hash_table_get_keys (finding->facts);

  keys = g_list_sort (keys, (GCompareFunc) g_strcmp0);
  open_object (w, "facts");
  for (GList *l = keys; l != NULL; l = l->next)
    write_fact (w, l->data, g_hash_table_lookup (finding->facts, l->data));
  json_builder_end_object (w->builder);
}

static void
write_where (Writer           *w,
             const ObdFinding *finding)
{
  const ObdEndpoint *endpoint = finding->endpoint;

  put_text (w, "host", endpoint != NULL ? endpoint->host : NULL);
  put_text (w, "address", finding->address);
  put_port (w, "port", endpoint != NULL ? endpoint->port : 0);
  put_nick (w, "security", endpoint != NULL ? obd_security_to_nick (endpoint->security) : NULL);
}

static void
write_probe (Writer           *w,
             const ObdFinding *finding)
{
  ObdCause cause = obd_diagnose_finding (w->report->findings, finding);

  open_object (w, NULL);
  put_text (w, "id", finding->id);
  put_nick (w, "probe", finding->probe);
  write_where (w, finding);
  put_flag (w, "typed", finding->typed);
  put_flag (w, "signed_in", finding->signed_in);
  put_nick (w, "outcome", obd_outcome_to_nick (finding->outcome));
  put_nick (w, "stage", finding->stage != OBD_STAGE_NONE ? obd_stage_to_nick (finding->stage)
                                                         : NULL);
  put_nick (w, "fault", finding->fault != OBD_FAULT_NONE ? obd_fault_to_nick (finding->fault)
                                                         : NULL);
  write_reply (w, finding->reply);
  put_nick (w, "cause", cause != OBD_CAUSE_UNKNOWN ? obd_cause_to_nick (cause) : NULL);
  write_spans (w, finding->trace);
  write_tls (w, finding->tls);
  write_facts (w, finding);
  json_builder_end_object (w->builder);
}

static void
write_probes (Writer *w)
{
  open_array (w, "probes");
  for (guint i = 0; i < obd_findings_get_size (w->report->findings); i++)
    write_probe (w, obd_findings_get (w->report->findings, i));
  json_builder_end_array (w->builder);
}

static void
write_conversation (Writer           *w,
                    const ObdFinding *finding)
{
  open_object (w, NULL);
  put_text (w, "probe", finding->id);
  open_array (w, "lines");
  for (guint i = 0; i < obd_trace_get_n_lines (finding->trace); i++)
    {
      g_autofree char *line = obd_report_mask_words (w->mask,
                                                  obd_trace_get_line (finding->trace, i));

      json_builder_add_string_value (w->builder, line);
    }
  json_builder_end_array (w->builder);
  json_builder_end_object (w->builder);
}

static void
write_transcript (Writer   *w,
                  gboolean  wanted)
{
  open_array (w, "transcript");
  for (guint i = 0; wanted && i < obd_findings_get_size (w->report->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (w->report->findings, i);

      if (finding->trace != NULL && obd_trace_get_n_lines (finding->trace) > 0)
        write_conversation (w, finding);
    }
  json_builder_end_array (w->builder);
}

static void
write_run (Writer *w)
{
  g_autofree char *started = g_date_time_format (w->report->started, "%Y-%m-%dT%H:%M:%SZ");

  put_int (w, "schema", SCHEMA);
  put_nick (w, "version", PACKAGE_VERSION);
  if (obd_findings_get_target (w->report->findings)->practice)
    put_flag (w, "practice", TRUE);
  put_nick (w, "started", started);
  put_ms (w, "duration_ms", (gint64) (w->report->duration_ms * 1000.0));
  put_flag (w, "interrupted", obd_findings_is_interrupted (w->report->findings));
}

char *
obd_report_to_json (const ObdReport *report,
                    ObdReportMask     *mask,
                    gboolean         with_transcript)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  Writer w = { report, mask, builder };

  open_object (&w, NULL);
  write_run (&w);
  write_account (&w);
  write_verdict (&w);
  write_working (&w);
  write_differences (&w);
  write_clock (&w);
  open_array (&w, "discovery");
  json_builder_end_array (builder);
  write_probes (&w);
  write_transcript (&w, with_transcript);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}
