/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-fixture.h"

#include "obd-keys.h"

ObdTarget *
fixture_target (const char *password)
{
  g_autoptr (ObdSecret) secret = password != NULL ? obd_secret_new (password, -1) : NULL;
  ObdMailbox mailbox = {
    .address = "anna@larkspur.example",
    .host = "mail.larkspur.example",
    .port = "587",
    .security = OBD_SECURITY_STARTTLS,
    .username = "anna.larkspur",
    .recipient = "tom@otherplace.example",
    .message_size = 4711,
    .device = "iphone",
    .device_version = "17.2",
    .password = secret,
  };
  g_autoptr (GError) error = NULL;
  ObdTarget *target = obd_target_new (&mailbox, &error);

  g_assert_no_error (error);
  return target;
}

static ObdTlsFacts *
make_tls (void)
{
  static const char *const names[] = { "*.larkspur.example", "larkspur.example", NULL };
  ObdTlsFacts *tls = obd_tls_facts_new ();

  tls->version = g_strdup ("TLS 1.3");
  tls->cipher = g_strdup ("AES-256-GCM");
  tls->subject = g_strdup ("CN=mail.larkspur.example");
  tls->issuer = g_strdup ("CN=Meadow Authority");
  tls->names = g_strdupv ((char **) names);
  tls->not_before = 1700000000;
  tls->not_after = 1800000000;
  tls->key_type = g_strdup ("RSA");
  tls->key_bits = 2048;
  tls->signature = g_strdup ("SHA256");
  tls->fingerprint = g_strdup ("5bd1f3c2");
  tls->chain_length = 2;
  tls->missing_issuer = g_strdup ("CN=Meadow Root");
  tls->public_issuer = TRUE;
  return tls;
}

static ObdTrace *
make_trace (const char *words)
{
  static const ObdSpan spans[] = {
    { OBD_STAGE_DNS, 12, 40 }, { OBD_STAGE_CONNECT, 40, 812 }, { OBD_STAGE_AUTH, 812, 900 },
  };
  ObdTrace *trace = obd_trace_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    obd_trace_add_span (trace, &spans[i]);
  obd_trace_say (trace, 'C', "EHLO [192.0.2.7]");
  obd_trace_say (trace, 'S', words);
  obd_trace_say (trace, '*', "closed");
  return trace;
}

ObdFindings *
fixture_findings (const char *words,
                  ObdStage    stage)
{
  static const char *const extensions[] = { "SIZE 10240000", "8BITMIME", NULL };
  g_autoptr (ObdTarget) target = fixture_target (FIXTURE_PASSWORD);
  g_autoptr (ObdFindings) empty = obd_findings_new (target);
  g_autoptr (ObdFinding) finding = NULL;
  g_autoptr (ObdFindings) some = NULL;
  ObdFinding *draft = obd_finding_new ("smtp", "smtp:mail.larkspur.example:587:starttls:signed-in");

  draft->endpoint = obd_endpoint_new ("mail.larkspur.example", 587, OBD_SECURITY_STARTTLS);
  draft->address = g_strdup ("192.0.2.25");
  draft->typed = TRUE;
  draft->signed_in = TRUE;
  draft->outcome = OBD_OUTCOME_FAILED;
  draft->stage = stage;
  draft->fault = OBD_FAULT_REPLY;
  draft->reply = obd_reply_new (stage == OBD_STAGE_AUTH ? 535 : 550, words);
  draft->tls = make_tls ();
  draft->trace = make_trace (words);
  obd_finding_set_text (draft, OBD_KEY_SMTP_ROLE, "typed");
  obd_finding_set_text (draft, OBD_KEY_SMTP_BANNER, words);
  obd_finding_set_flag (draft, OBD_KEY_SMTP_ENCRYPTED, TRUE);
  obd_finding_set_flag (draft, OBD_KEY_SMTP_VERIFIED, FALSE);
  obd_finding_set_int (draft, OBD_KEY_SMTP_SIZE_LIMIT, G_MAXINT64);
  obd_finding_set_texts (draft, OBD_KEY_SMTP_EXTENSIONS, extensions);
  obd_finding_set_texts (draft, OBD_KEY_SMTP_AUTH_PLAIN, extensions + 2);
  finding = obd_finding_seal (draft);
  some = obd_findings_with (empty, finding);
  return obd_findings_finish (some, FALSE);
}

char *
fixture_render (const ObdFindings *findings,
                ObdReportFormat    format,
                ObdRedaction       level)
{
  g_autoptr (ObdConclusion) conclusion = obd_diagnose (findings);
  g_autoptr (GDateTime) started = g_date_time_new_utc (2026, 11, 24, 4, 5, 6);
  g_autoptr (ObdReport) report = obd_report_new (findings, conclusion, started, 812.4);

  return obd_report_render (report, format, level, TRUE);
}
