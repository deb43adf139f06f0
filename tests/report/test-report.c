/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-json.h"
#include "obd-report-mask.h"
#include "report-fixture.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PASSWORD FIXTURE_PASSWORD

static char *
mask_words (const char   *password,
            ObdRedaction  level,
            const char   *text)
{
  g_autoptr (ObdTarget) target = fixture_target (password);
  g_autoptr (ObdReportMask) mask = obd_report_mask_new (target, level);

  return obd_report_mask_words (mask, text);
}

static void
check_words (const char   *password,
             ObdRedaction  level,
             const char   *text,
             const char   *expected)
{
  g_autofree char *words = mask_words (password, level, text);

  g_assert_cmpstr (words, ==, expected);
}

/* Base64 of the password behind @before bytes of something else, as in a PLAIN response. */
static void
check_base64 (const char *before)
{
  g_autofree char *plain = g_strconcat (before, PASSWORD, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  g_autofree char *inner = g_base64_encode ((const guchar *) PASSWORD, strlen (PASSWORD));
  g_autofree char *line = g_strdup_printf ("334 %s is what you said", encoded);
  g_autofree char *words = mask_words (PASSWORD, OBD_REDACTION_SECRETS, line);

  g_assert_nonnull (strstr (words, "[hidden]"));
  g_assert_null (strstr (words, encoded));
  inner[strlen (inner) - 6] = '\0';
  g_assert_null (strstr (words, inner + 4));
}

static void
test_password (void)
{
  check_words (PASSWORD, OBD_REDACTION_SECRETS, "no: " PASSWORD ".", "no: [hidden].");
  check_words (PASSWORD, OBD_REDACTION_SECRETS, "4b616e617269652f34372b2276c3b667656c22203cc3bc3e",
               "[hidden]");
  check_words (PASSWORD, OBD_REDACTION_SECRETS, "Kanarie%2F47%2B%22v%C3%B6gel%22%20%3C%C3%BC%3E",
               "[hidden]");
  check_base64 ("");
  check_base64 ("x");
  check_base64 ("xy");
  check_base64 ("xyz");
  g_assert_null (mask_words (PASSWORD, OBD_REDACTION_PUBLIC, NULL));
}

/* A password that is a common word is hidden where it stands alone; the rest stays readable. */
static void
test_short_password (void)
{
  check_words ("ok", OBD_REDACTION_SECRETS, "250 ok, broken", "250 [hidden], broken");
  check_words (NULL, OBD_REDACTION_SECRETS, "250 ok", "250 ok");
}

static void
test_provider (void)
{
  check_words (NULL, OBD_REDACTION_PROVIDER,
               "tom@otherplace.example to anna@larkspur.example by mail.larkspur.example [192.0.2.7]",
               "person1@otherplace.example to anna@larkspur.example by mail.larkspur.example "
               "[192.0.2.7]");
}

static void
test_public (void)
{
  check_words (NULL, OBD_REDACTION_PUBLIC, "250-mail.larkspur.example greets 192.0.2.7.",
               "250-host1.site1.example greets address1.");
  check_words (NULL, OBD_REDACTION_PUBLIC,
               "Tom@otherplace.example, tom@otherplace.example; anna@larkspur.example.",
               "person1@site1.example, person1@site1.example; person2@site2.example.");
  check_words (NULL, OBD_REDACTION_PUBLIC, "user anna.larkspur at [2001:db8::1] at 04:10:31",
               "user user1 at [address1] at 04:10:31");
  check_words (NULL, OBD_REDACTION_PUBLIC, "550 5.7.1 TLS 1.3 and v0.1.0 stay",
               "550 5.7.1 TLS 1.3 and v0.1.0 stay");
}

/* What stands before the @ alone, as some servers want it for the user name; a part of another name or
 * word is none. */
static void
test_public_local_part (void)
{
  check_words (NULL, OBD_REDACTION_PUBLIC, "anna", "person1");
  check_words (NULL, OBD_REDACTION_PUBLIC, "refused the sign-in of anna: anna.", "refused the "
                                           "sign-in of person1: person1.");
  check_words (NULL, OBD_REDACTION_PUBLIC, "anna@larkspur.example or anna",
               "person1@site1.example or person1");
  check_words (NULL, OBD_REDACTION_PUBLIC, "Johanna, annals, anna.host, x-anna", "Johanna, annals, "
                                           "site1.example, x-anna");
  check_words (NULL, OBD_REDACTION_PROVIDER, "anna", "anna");
}

/* Who belongs to whom is still to be seen, and nothing but that. */
static void
test_public_sites (void)
{
  check_words (NULL, OBD_REDACTION_PUBLIC,
               "mail.larkspur.example smtp.larkspur.example larkspur.example x.otherplace.example",
               "host1.site1.example host2.site1.example site1.example host3.site2.example");
  check_words (NULL, OBD_REDACTION_PUBLIC, "tom@larkspur.example at Larkspur.Example",
               "person1@site1.example at site1.example");
  check_words (NULL, OBD_REDACTION_PUBLIC, "a.mail.larkspur.example mail.larkspur.example",
               "host1.host2.site1.example host2.site1.example");
  check_words (NULL, OBD_REDACTION_PUBLIC, "mail.larkspur.co.uk mail.otherplace.co.uk",
               "host1.site1.example host2.site2.example");
  check_words (NULL, OBD_REDACTION_PUBLIC, "*.larkspur.example, .larkspur.example",
               "*.site1.example, .site1.example");
  check_words (NULL, OBD_REDACTION_PUBLIC, "anna@[192.0.2.7]", "person1@[address1]");
}

/* Certificates: what names the organisation goes, what names everybody's authority stays. */
static const struct
{
  const char *subject;
  const char *issuer;
  gboolean    is_public;
  guint       problems;
  const char *shown_subject;
  const char *shown_issuer;
} certificates[] = {
  { "CN=mail.larkspur.example,O=Canary Works\\, Ltd,L=Ulm,C=DE", "CN=R3,O=Let's Encrypt,C=US", TRUE, 0,
    "CN=host1.site1.example,O=organisation1,L=organisation2,C=DE", "CN=R3,O=Let's Encrypt,C=US" },
  { "OU=Post+CN=Canary Mail,EMAIL=it@larkspur.example", "CN=Canary Root CA,O=Canary", FALSE,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY, "OU=organisation1+CN=organisation2,EMAIL=person1@site1.example",
    "CN=organisation3,O=organisation4" },
  /* Its own authority may put in what public ones do. */
  { "CN=mail.larkspur.example,O=Canary", "CN=mail.larkspur.example,O=Canary", TRUE,
    OBD_TLS_PROBLEM_SELF_SIGNED, "CN=host1.site1.example,O=organisation1",
    "CN=host1.site1.example,O=organisation1" },
  /* The maker's own authority; the same product, run by an organisation. */
  { "CN=mail.larkspur.example", "CN=avast! Web/Mail Shield Root,O=avast! Web/Mail Shield", FALSE,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY, "CN=host1.site1.example",
    "CN=avast! Web/Mail Shield Root,O=avast! Web/Mail Shield" },
  { "CN=mail.larkspur.example", "CN=Canary Zscaler Root,O=Canary Works", FALSE,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY, "CN=host1.site1.example",
    "CN=organisation1 (zscaler),O=organisation2" },
  { "canary", NULL, FALSE, 0, "organisation1", NULL },
};

static void
test_certificates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autoptr (ObdTarget) target = fixture_target (NULL);
      g_autoptr (ObdReportMask) open = obd_report_mask_new (target, OBD_REDACTION_PROVIDER);
      g_autoptr (ObdReportMask) mask = obd_report_mask_new (target, OBD_REDACTION_PUBLIC);
      g_autoptr (ObdTlsFacts) tls = obd_tls_facts_new ();
      g_autofree char *whole = NULL;
      g_autofree char *subject = NULL;
      g_autofree char *issuer = NULL;

      tls->subject = g_strdup (certificates[i].subject);
      tls->issuer = g_strdup (certificates[i].issuer);
      tls->public_issuer = certificates[i].is_public;
      tls->problems = certificates[i].problems;
      subject = obd_report_mask_subject (mask, tls);
      issuer = obd_report_mask_issuer (mask, tls, tls->issuer);
      g_assert_cmpstr (subject, ==, certificates[i].shown_subject);
      g_assert_cmpstr (issuer, ==, certificates[i].shown_issuer);
      whole = obd_report_mask_issuer (open, tls, tls->issuer);
      g_assert_cmpstr (whole, ==, tls->issuer);
    }
}

/* In sentences and greetings too; a part of another word is none. */
static void
test_learnt (void)
{
  g_autoptr (ObdTarget) target = fixture_target (NULL);
  g_autoptr (ObdReportMask) mask = obd_report_mask_new (target, OBD_REDACTION_PUBLIC);
  g_autoptr (ObdFindings) empty = obd_findings_new (target);
  ObdFinding *draft = obd_finding_new ("smtp", "smtp:mail.larkspur.example:587:tls:offer");
  g_autoptr (ObdFinding) finding = NULL;
  g_autoptr (ObdFindings) findings = NULL;
  g_autofree char *words = NULL;

  draft->tls = obd_tls_facts_new ();
  draft->tls->subject = g_strdup ("CN=x.larkspur.example,O=Canary Works,OU=Canary,L=IT");
  finding = obd_finding_seal (draft);
  findings = obd_findings_with (empty, finding);
  obd_report_mask_learn (mask, findings);
  words = obd_report_mask_words (mask, "220 Canary Works greets; Canary, Canaryland, IT");
  g_assert_cmpstr (words, ==, "220 organisation1 greets; organisation2, Canaryland, IT");
}

static char *
render (const char      *words,
        ObdReportFormat  format,
        ObdRedaction     level)
{
  g_autoptr (ObdFindings) findings = fixture_findings (words, OBD_STAGE_AUTH);

  return fixture_render (findings, format, level);
}

/* Whatever a server echoes: no format and no level lets the password through. */
static void
test_no_format_tells (void)
{
  for (guint format = OBD_REPORT_JSON; format <= OBD_REPORT_TEXT; format++)
    for (guint level = OBD_REDACTION_SECRETS; level <= OBD_REDACTION_PUBLIC; level++)
      {
        g_autofree char *text = render ("5.7.8 not " PASSWORD, format, level);

        g_assert_null (strstr (text, "Kanarie"));
        g_assert_null (strstr (text, "gel"));
        g_assert_nonnull (strstr (text, "hidden"));
        g_assert_true (g_utf8_validate (text, -1, NULL));
      }
}

/* What a server says is text, never markup. */
static void
test_escaping (void)
{
  const char *nasty = "<script>alert(1)</script> & \"q\" \\ ``` [a](b)\ttab";
  g_autofree char *html = render (nasty, OBD_REPORT_HTML, OBD_REDACTION_SECRETS);
  g_autofree char *markdown = render (nasty, OBD_REPORT_MARKDOWN, OBD_REDACTION_SECRETS);
  g_autofree char *json = render (nasty, OBD_REPORT_JSON, OBD_REDACTION_SECRETS);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (strstr (html, "<script"));
  g_assert_nonnull (strstr (html, "&lt;script&gt;"));
  /* The words stand in a fence that is longer than any row of backticks in them. */
  g_assert_nonnull (strstr (markdown, "\n````\n"));
  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
}

static void
test_json (void)
{
  g_autofree char *text = render ("5.7.8 no", OBD_REPORT_JSON, OBD_REDACTION_SECRETS);

  g_assert_nonnull (strstr (text, "\"started\": \"2026-11-24T04:05:06Z\""));
  g_assert_nonnull (strstr (text, "\"duration_ms\": 812.4"));
  g_assert_nonnull (strstr (text, "\"enhanced\": \"5.7.8\""));
  g_assert_nonnull (strstr (text, "\"cause\": \"auth-failed\""));
  g_assert_null (strstr (text, "\"practice\""));
}

/* How sure the diagnosis is, and what else it may be, in every format for people. */
static void
test_sureness (void)
{
  for (guint format = OBD_REPORT_JSON + 1; format <= OBD_REPORT_TEXT; format++)
    {
      g_autofree char *clear = render ("5.7.8 authentication failed", format,
                                       OBD_REDACTION_SECRETS);
      g_autofree char *vague = render ("5.0.0 Error", format, OBD_REDACTION_SECRETS);

      g_assert_nonnull (strstr (clear, "This is proved by what was seen."));
      g_assert_null (strstr (clear, "Possible:"));
      g_assert_nonnull (strstr (vague, "This is likely, not proved:"));
      g_assert_nonnull (strstr (vague, "Possible: Your provider wants an app password here"));
    }
}

static void
test_writer (void)
{
  ObdJson *json = obd_json_new ();
  g_autofree char *text = NULL;

  obd_json_open_object (json, NULL);
  obd_json_put_text (json, "a\"b", "x\n\x01\\ü");
  obd_json_put_text (json, "n", NULL);
  obd_json_put_real (json, "r", 0.99);
  obd_json_put_real (json, "s", 100.0);
  obd_json_put_int (json, "i", -5);
  obd_json_open_array (json, "e");
  obd_json_close (json);
  obd_json_put_flag (json, "f", TRUE);
  text = obd_json_finish (json);
  g_assert_cmpstr (text, ==,
                   "{\n  \"a\\\"b\": \"x\\n\\u0001\\\\ü\",\n  \"n\": null,\n  \"r\": 0.99,\n"
                   "  \"s\": 100.0,\n  \"i\": -5,\n  \"e\": [],\n  \"f\": true\n}\n");
}

static void
test_format_from_name (void)
{
  static const struct
  {
    const char *name;
    int         format; /* -1: none */
  } rows[] = {
    { "report.json", OBD_REPORT_JSON },
    { "/home/anna/Mail report.html", OBD_REPORT_HTML },
    { "REPORT.HTML", OBD_REPORT_HTML },
    { "notes.txt.md", OBD_REPORT_MARKDOWN },
    { "report.txt", OBD_REPORT_TEXT },
    { "report", -1 },
    { "report.pdf", -1 },
    { "txt", -1 },
    { "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ObdReportFormat format = G_MAXUINT8;
      gboolean known = obd_report_format_from_name (rows[i].name, &format);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (known, ==, rows[i].format >= 0);
      g_assert_cmpuint (format, ==, known ? (guint) rows[i].format : G_MAXUINT8);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/password", test_password);
  g_test_add_func ("/report/short-password", test_short_password);
  g_test_add_func ("/report/provider", test_provider);
  g_test_add_func ("/report/public", test_public);
  g_test_add_func ("/report/public-local-part", test_public_local_part);
  g_test_add_func ("/report/public-sites", test_public_sites);
  g_test_add_func ("/report/certificates", test_certificates);
  g_test_add_func ("/report/learnt", test_learnt);
  g_test_add_func ("/report/no-format-tells", test_no_format_tells);
  g_test_add_func ("/report/escaping", test_escaping);
  g_test_add_func ("/report/json", test_json);
  g_test_add_func ("/report/sureness", test_sureness);
  g_test_add_func ("/report/format-from-name", test_format_from_name);
  g_test_add_func ("/report/writer", test_writer);
  return g_test_run ();
}
