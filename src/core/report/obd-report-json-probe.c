/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-writer.h"

static void
write_reply (ObdReportWriter *w, const ObdReply *reply)
{
  if (reply == NULL)
    {
      obd_report_put_nick (w, "reply", NULL);
      return;
    }
  obd_json_open_object (w->json, "reply");
  obd_report_put_int (w, "code", reply->code);
  obd_report_put_nick (w, "enhanced", reply->enhanced);
  obd_report_put_text (w, "text", reply->text);
  obd_json_close (w->json);
}

static void
write_spans (ObdReportWriter *w, ObdTrace *trace)
{
  obd_json_open_array (w->json, "spans");
  for (guint i = 0; trace != NULL && i < obd_trace_get_n_spans (trace); i++)
    {
      const ObdSpan *span = obd_trace_get_span (trace, i);

      obd_json_open_object (w->json, NULL);
      obd_report_put_nick (w, "stage", obd_stage_to_nick (span->stage));
      obd_report_put_ms (w, "start_ms", span->start);
      obd_report_put_ms (w, "end_ms", span->end);
      obd_json_close (w->json);
    }
  obd_json_close (w->json);
}

/* What the rules read beyond the names and the days. The fingerprint finds the certificate in
 * public logs, and with it the server's name. */
static void
write_certificate (ObdReportWriter *w, const ObdTlsFacts *tls)
{
  g_autofree char *missing = obd_report_mask_issuer (w->mask, tls, tls->missing_issuer);

  obd_report_put_nick (w, "key_type", tls->key_type);
  obd_report_put_int (w, "key_bits", tls->key_bits);
  obd_report_put_nick (w, "signature", tls->signature);
  obd_report_put_nick (w, "fingerprint",
                       obd_report_mask_hides_hosts (w->mask) ? NULL : tls->fingerprint);
  obd_report_put_int (w, "chain_length", tls->chain_length);
  obd_report_put_nick (w, "missing_issuer", missing);
  obd_report_put_flag (w, "public_issuer", tls->public_issuer);
}

static void
write_tls (ObdReportWriter *w, const ObdTlsFacts *tls)
{
  g_auto (GStrv) problems = tls != NULL ? obd_tls_problems_to_strv (tls->problems) : NULL;
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;

  if (tls == NULL)
    {
      obd_report_put_nick (w, "tls", NULL);
      return;
    }
  subject = obd_report_mask_subject (w->mask, tls);
  issuer = obd_report_mask_issuer (w->mask, tls, tls->issuer);
  obd_json_open_object (w->json, "tls");
  obd_report_put_nick (w, "version", tls->version);
  obd_report_put_nick (w, "cipher", tls->cipher);
  obd_report_put_nick (w, "subject", subject);
  obd_report_put_nick (w, "issuer", issuer);
  obd_report_put_list (w, "names", (const char *const *)tls->names, TRUE);
  obd_report_put_time (w, "not_before", tls->not_before);
  obd_report_put_time (w, "not_after", tls->not_after);
  obd_report_put_list (w, "problems", (const char *const *)problems, FALSE);
  write_certificate (w, tls);
  obd_json_close (w->json);
}

/* What the probe published, under its own keys and in a stable order. */
static void
write_facts (ObdReportWriter *w, const ObdFinding *finding)
{
  g_autoptr (GList) keys = g_hash_table_get_keys (finding->facts);

  keys = g_list_sort (keys, (GCompareFunc)g_strcmp0);
  obd_json_open_object (w->json, "facts");
  for (GList *l = keys; l != NULL; l = l->next)
    obd_report_put_fact (w, l->data, g_hash_table_lookup (finding->facts, l->data));
  obd_json_close (w->json);
}

static void
write_where (ObdReportWriter *w, const ObdFinding *finding)
{
  const ObdEndpoint *endpoint = finding->endpoint;

  obd_report_put_text (w, "host", endpoint != NULL ? endpoint->host : NULL);
  obd_report_put_text (w, "address", finding->address);
  obd_report_put_port (w, "port", endpoint != NULL ? endpoint->port : 0);
  obd_report_put_nick (
      w, "security", endpoint != NULL ? obd_security_to_nick (endpoint->security) : NULL);
}

void
obd_report_write_probe (ObdReportWriter *w, const ObdFinding *finding)
{
  ObdCause cause = obd_diagnose_finding (w->report->findings, finding);

  obd_json_open_object (w->json, NULL);
  obd_report_put_text (w, "id", finding->id);
  obd_report_put_nick (w, "probe", finding->probe);
  write_where (w, finding);
  obd_report_put_flag (w, "typed", finding->typed);
  obd_report_put_flag (w, "signed_in", finding->signed_in);
  obd_report_put_nick (w, "outcome", obd_outcome_to_nick (finding->outcome));
  obd_report_put_nick (
      w, "stage", finding->stage != OBD_STAGE_NONE ? obd_stage_to_nick (finding->stage) : NULL);
  obd_report_put_nick (
      w, "fault", finding->fault != OBD_FAULT_NONE ? obd_fault_to_nick (finding->fault) : NULL);
  write_reply (w, finding->reply);
  obd_report_put_nick (w, "cause", cause != OBD_CAUSE_UNKNOWN ? obd_cause_to_nick (cause) : NULL);
  write_spans (w, finding->trace);
  write_tls (w, finding->tls);
  write_facts (w, finding);
  obd_json_close (w->json);
}
