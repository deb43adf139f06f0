/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-case.h"
#include "obd-keys.h"
#include "obd-observations.h"
#include "obd-report-writer.h"

/* What is not set is left out: a batch writes a hundred thousand of these. */

static void
put_nick (ObdReportWriter *w, const char *name, const char *value)
{
  if (value != NULL)
    obd_report_put_nick (w, name, value);
}

static void
put_name (ObdReportWriter *w, const char *name, const char *value)
{
  g_autofree char *shown = obd_report_mask_name (w->mask, value);

  put_nick (w, name, shown);
}

static void
put_words (ObdReportWriter *w, const char *name, const char *value)
{
  g_autofree char *shown = obd_report_mask_words (w->mask, value);

  put_nick (w, name, shown);
}

static void
put_int (ObdReportWriter *w, const char *name, gint64 value)
{
  if (value != 0)
    obd_report_put_int (w, name, value);
}

static void
put_flag (ObdReportWriter *w, const char *name, gboolean value)
{
  if (value)
    obd_report_put_flag (w, name, TRUE);
}

/* --- the target ------------------------------------------------------------------------------- */

static void
write_target_flags (ObdReportWriter *w, const ObdTarget *target)
{
  put_flag (w, "password_given", target->password_given);
  put_flag (w, "password_withheld", target->password_withheld);
  put_flag (w, "password_empty", target->password_empty);
  put_flag (w, "allow_plaintext_password", target->allow_plaintext_password);
  put_flag (w, "only_typed", target->only_typed);
  put_flag (w, "offline", target->offline);
  put_flag (w, "practice", target->practice);
  put_flag (w, "incoming_only", target->incoming_only);
}

static void
write_incoming (ObdReportWriter *w, const ObdTarget *target)
{
  obd_json_open_array (w->json, "incoming");
  for (guint i = 0; i < target->incoming->len; i++)
    {
      const ObdIncomingSetting *setting = g_ptr_array_index (target->incoming, i);
      const ObdEndpoint *endpoint = setting->endpoint;

      obd_json_open_object (w->json, NULL);
      obd_report_put_nick (w, "protocol", obd_protocol_to_nick (setting->protocol));
      if (endpoint != NULL)
        {
          put_name (w, "host", endpoint->host);
          put_int (w, "port", endpoint->port);
          put_nick (w, "security", obd_security_to_nick (endpoint->security));
        }
      obd_json_close (w->json);
    }
  obd_json_close (w->json);
}

static void
write_target (ObdReportWriter *w, const ObdTarget *target)
{
  obd_json_open_object (w->json, "target");
  put_name (w, "address", target->address);
  put_name (w, "host", target->host);
  put_name (w, "host_typed", target->host_typed);
  put_name (w, "host_correct", target->host_correct);
  put_int (w, "port", target->port);
  put_nick (w, "security", obd_security_to_nick (target->security));
  put_words (w, "username", target->username);
  put_nick (w, "authentication", obd_authentication_to_nick (target->authentication));
  put_name (w, "sender", target->sender);
  put_name (w, "recipient", target->recipient);
  put_name (w, "test_recipient", target->test_recipient);
  put_int (w, "message_size", MIN (target->message_size, G_MAXINT64));
  put_nick (w, "device", target->device);
  put_nick (w, "device_version", target->device_version);
  write_target_flags (w, target);
  if (target->incoming->len > 0)
    write_incoming (w, target);
  obd_json_close (w->json);
}

/* --- what the words meant --------------------------------------------------------------------- */

static ObdFinding *
copy_with_reply (const ObdFinding *finding, const char *words)
{
  ObdFinding *copy = obd_finding_new (finding->probe, finding->id);

  g_hash_table_unref (copy->facts);
  copy->facts = g_hash_table_ref (finding->facts);
  copy->endpoint = finding->endpoint != NULL ? obd_endpoint_ref (finding->endpoint) : NULL;
  copy->typed = finding->typed;
  copy->signed_in = finding->signed_in;
  copy->outcome = finding->outcome;
  copy->stage = finding->stage;
  copy->fault = finding->fault;
  copy->reply = obd_reply_new (finding->reply->code, words);
  return copy;
}

static gboolean
is_same_reading (const ObdReading *a, const ObdReading *b)
{
  return a->cause == b->cause && ABS (a->confidence - b->confidence) < 0.005;
}

static void
put_reading (ObdReportWriter *w, const ObdReading *reading)
{
  obd_json_open_object (w->json, "reading");
  obd_report_put_nick (w, "cause", obd_cause_to_nick (reading->cause));
  obd_report_put_int (w, "percent", (int) (reading->confidence * 100.0 + 0.5));
  put_words (w, "matched", reading->matched);
  obd_json_close (w->json);
}

/* A name that was hidden may have been what the words were recognised by ("see
 * support.provider.example/blocked"); only then is what they meant written down as well. */
static void
write_reading (ObdReportWriter *w, const ObdFinding *finding, const char *shown)
{
  const ObdFindings *findings = w->report->findings;
  g_auto (ObdCase) before = { 0 };
  g_auto (ObdCase) after = { 0 };
  g_autoptr (ObdFinding) hidden = copy_with_reply (finding, shown);

  obd_case_init (&before, findings, finding);
  obd_case_init (&after, findings, hidden);
  if (!is_same_reading (&before.reading, &after.reading))
    put_reading (w, &before.reading);
}

static void
write_reply (ObdReportWriter *w, const ObdFinding *finding)
{
  const ObdReply *reply = finding->reply;
  g_autofree char *words = NULL;
  g_autofree char *shown = NULL;

  if (reply == NULL)
    return;
  words = reply->enhanced != NULL ? g_strdup_printf ("%s %s", reply->enhanced, reply->text)
                                  : g_strdup (reply->text);
  shown = obd_report_mask_words (w->mask, words);
  obd_json_open_object (w->json, "reply");
  obd_report_put_int (w, "code", reply->code);
  put_nick (w, "text", shown);
  obd_json_close (w->json);
  if (g_strcmp0 (words, shown) != 0)
    write_reading (w, finding, shown != NULL ? shown : "");
}

/* --- findings --------------------------------------------------------------------------------- */

static void
write_tls (ObdReportWriter *w, const ObdTlsFacts *tls)
{
  g_auto (GStrv) problems = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *missing = NULL;

  if (tls == NULL)
    return;
  problems = obd_tls_problems_to_strv (tls->problems);
  obd_json_open_object (w->json, "tls");
  put_nick (w, "version", tls->version);
  put_nick (w, "cipher", tls->cipher);
  subject = obd_report_mask_subject (w->mask, tls);
  put_nick (w, "subject", subject);
  issuer = obd_report_mask_issuer (w->mask, tls, tls->issuer);
  put_nick (w, "issuer", issuer);
  if (tls->names != NULL)
    obd_report_put_list (w, "names", (const char *const *) tls->names, TRUE);
  put_int (w, "not_before", tls->not_before);
  put_int (w, "not_after", tls->not_after);
  put_nick (w, "key_type", tls->key_type);
  put_int (w, "key_bits", tls->key_bits);
  put_nick (w, "signature", tls->signature);
  /* It finds the certificate in public logs, and with it the name of the server. */
  if (!obd_report_mask_hides_hosts (w->mask))
    put_nick (w, "fingerprint", tls->fingerprint);
  put_int (w, "chain_length", tls->chain_length);
  missing = obd_report_mask_issuer (w->mask, tls, tls->missing_issuer);
  put_nick (w, "missing_issuer", missing);
  put_flag (w, "public_issuer", tls->public_issuer);
  if (problems[0] != NULL)
    obd_report_put_list (w, "problems", (const char *const *) problems, FALSE);
  obd_json_close (w->json);
}

/* Microseconds since the run began. */
static void
write_spans (ObdReportWriter *w, ObdTrace *trace)
{
  obd_json_open_array (w->json, "spans");
  for (guint i = 0; i < obd_trace_get_n_spans (trace); i++)
    {
      const ObdSpan *span = obd_trace_get_span (trace, i);

      obd_json_open_object (w->json, NULL);
      obd_report_put_nick (w, "stage", obd_stage_to_nick (span->stage));
      obd_report_put_int (w, "start", span->start);
      obd_report_put_int (w, "end", MAX (span->end, span->start));
      obd_json_close (w->json);
    }
  obd_json_close (w->json);
}

static void
write_trace (ObdReportWriter *w, ObdTrace *trace)
{
  if (trace == NULL)
    return;
  write_spans (w, trace);
  obd_json_open_array (w->json, "lines");
  for (guint i = 0; i < obd_trace_get_n_lines (trace); i++)
    obd_report_put_text (w, NULL, obd_trace_get_line (trace, i));
  obd_json_close (w->json);
}

/* Facts in words of our own, which rules compare: a password that is such a word hides none. */
static const char *const own_words[] = {
  OBD_KEY_SMTP_ROLE, OBD_KEY_SMTP_IPV4,    OBD_KEY_SMTP_IPV6,           OBD_KEY_SMTP_MECHANISM,
  OBD_KEY_CLOCK_SOURCE, OBD_KEY_NETWORK_CONNECTIVITY, OBD_KEY_READING_CAUSE,
  OBD_KEY_INCOMING_PROTOCOL, OBD_KEY_INCOMING_CODE, OBD_KEY_SEARCH_SOURCE, OBD_KEY_SEARCH_OUTCOME,
  OBD_KEY_RECIPIENT_MAIL,
  NULL,
};

static void
write_fact (ObdReportWriter *w, const char *key, GVariant *value)
{
  if (g_strv_contains (own_words, key) && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    obd_report_put_nick (w, key, g_variant_get_string (value, NULL));
  else
    obd_report_put_fact (w, key, value);
}

static void
write_facts (ObdReportWriter *w, const ObdFinding *finding)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (finding->facts),
                                        (GCompareFunc) g_strcmp0);

  obd_json_open_object (w->json, "facts");
  for (GList *l = keys; l != NULL; l = l->next)
    write_fact (w, l->data, g_hash_table_lookup (finding->facts, l->data));
  obd_json_close (w->json);
}

static void
write_where (ObdReportWriter *w, const ObdFinding *finding)
{
  const ObdEndpoint *endpoint = finding->endpoint;

  if (endpoint != NULL)
    {
      put_name (w, "host", endpoint->host);
      put_int (w, "port", endpoint->port);
      put_nick (w, "security", obd_security_to_nick (endpoint->security));
    }
  put_name (w, "address", finding->address);
  put_flag (w, "typed", finding->typed);
  put_flag (w, "signed_in", finding->signed_in);
}

static void
write_finding (ObdReportWriter *w, const ObdFinding *finding)
{
  obd_json_open_object (w->json, NULL);
  obd_report_put_nick (w, "probe", finding->probe);
  put_name (w, "id", finding->id);
  write_where (w, finding);
  obd_report_put_nick (w, "outcome", obd_outcome_to_nick (finding->outcome));
  if (finding->stage != OBD_STAGE_NONE)
    obd_report_put_nick (w, "stage", obd_stage_to_nick (finding->stage));
  if (finding->fault != OBD_FAULT_NONE)
    obd_report_put_nick (w, "fault", obd_fault_to_nick (finding->fault));
  write_reply (w, finding);
  write_tls (w, finding->tls);
  write_trace (w, finding->trace);
  write_facts (w, finding);
  obd_json_close (w->json);
}

void
obd_report_write_observations (ObdReportWriter *w)
{
  const ObdFindings *findings = w->report->findings;

  obd_json_open_object (w->json, "observations");
  obd_report_put_int (w, "version", OBD_OBSERVATIONS_VERSION);
  put_flag (w, "interrupted", obd_findings_is_interrupted (findings));
  write_target (w, obd_findings_get_target (findings));
  obd_json_open_array (w->json, "findings");
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    write_finding (w, obd_findings_get (findings, i));
  obd_json_close (w->json);
  obd_json_close (w->json);
}
