/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reports read back: whole ones come back whole, damaged and hostile ones are one sentence. */

#include "config.h"

#include "obd-json-check.h"
#include "obd-keys.h"
#include "obd-observations.h"
#include "report-fixture.h"

#include <string.h>

#define WORDS "5.7.8 not today, tom@otherplace.example"

static char *
make_report (const char   *words,
             ObdStage      stage,
             ObdRedaction  level)
{
  g_autoptr (ObdFindings) findings = fixture_findings (words, stage);

  return fixture_render (findings, OBD_REPORT_JSON, level);
}

static ObdObservations *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  ObdObservations *seen = obd_observations_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (seen);
  return seen;
}

/* --- whole ------------------------------------------------------------------------------------ */

static void
check_target (const ObdTarget *a,
              const ObdTarget *b)
{
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpstr (a->host, ==, b->host);
  g_assert_cmpstr (a->username, ==, b->username);
  g_assert_cmpstr (a->sender, ==, b->sender);
  g_assert_cmpstr (a->recipient, ==, b->recipient);
  g_assert_cmpstr (a->device, ==, b->device);
  g_assert_cmpstr (a->device_version, ==, b->device_version);
  g_assert_cmpuint (a->port, ==, b->port);
  g_assert_cmpuint (a->security, ==, b->security);
  g_assert_cmpuint (a->authentication, ==, b->authentication);
  g_assert_cmpuint (a->message_size, ==, b->message_size);
  g_assert_true (a->password_given && b->password_given);
  g_assert_true (b->replayed);
  g_assert_null (b->password);
}

static void
check_facts (GHashTable *a,
             GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  g_assert_cmpuint (g_hash_table_size (a), ==, g_hash_table_size (b));
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GVariant *other = g_hash_table_lookup (b, key);

      g_assert_nonnull (other);
      g_assert_cmpvariant (value, other);
    }
}

static void
check_trace (ObdTrace *a,
             ObdTrace *b)
{
  g_assert_cmpuint (obd_trace_get_n_spans (a), ==, obd_trace_get_n_spans (b));
  g_assert_cmpuint (obd_trace_get_n_lines (a), ==, obd_trace_get_n_lines (b));
  for (guint i = 0; i < obd_trace_get_n_spans (a); i++)
    {
      g_assert_cmpuint (obd_trace_get_span (a, i)->stage, ==, obd_trace_get_span (b, i)->stage);
      g_assert_cmpint (obd_trace_get_span (a, i)->start, ==, obd_trace_get_span (b, i)->start);
      g_assert_cmpint (obd_trace_get_span (a, i)->end, ==, obd_trace_get_span (b, i)->end);
    }
  for (guint i = 0; i < obd_trace_get_n_lines (a); i++)
    g_assert_cmpstr (obd_trace_get_line (a, i), ==, obd_trace_get_line (b, i));
}

static void
check_tls (const ObdTlsFacts *a,
           const ObdTlsFacts *b)
{
  g_assert_cmpstr (a->version, ==, b->version);
  g_assert_cmpstr (a->cipher, ==, b->cipher);
  g_assert_cmpstr (a->subject, ==, b->subject);
  g_assert_cmpstr (a->issuer, ==, b->issuer);
  g_assert_cmpstrv (a->names, b->names);
  g_assert_cmpint (a->not_before, ==, b->not_before);
  g_assert_cmpint (a->not_after, ==, b->not_after);
  g_assert_cmpstr (a->key_type, ==, b->key_type);
  g_assert_cmpuint (a->key_bits, ==, b->key_bits);
  g_assert_cmpstr (a->signature, ==, b->signature);
  g_assert_cmpstr (a->fingerprint, ==, b->fingerprint);
  g_assert_cmpuint (a->chain_length, ==, b->chain_length);
  g_assert_cmpstr (a->missing_issuer, ==, b->missing_issuer);
  g_assert_cmpint (a->public_issuer, ==, b->public_issuer);
  g_assert_cmpuint (a->problems, ==, b->problems);
}

static void
check_finding (const ObdFinding *a,
               const ObdFinding *b)
{
  g_assert_cmpstr (a->probe, ==, b->probe);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_true (obd_endpoint_equal (a->endpoint, b->endpoint));
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpuint (a->typed, ==, b->typed);
  g_assert_cmpuint (a->signed_in, ==, b->signed_in);
  g_assert_cmpuint (a->outcome, ==, b->outcome);
  g_assert_cmpuint (a->stage, ==, b->stage);
  g_assert_cmpuint (a->fault, ==, b->fault);
  g_assert_cmpuint (a->reply->code, ==, b->reply->code);
  g_assert_cmpstr (a->reply->enhanced, ==, b->reply->enhanced);
  g_assert_cmpstr (a->reply->text, ==, b->reply->text);
  check_tls (a->tls, b->tls);
  check_trace (a->trace, b->trace);
  check_facts (a->facts, b->facts);
}

static void
test_whole (void)
{
  g_autoptr (ObdFindings) before = fixture_findings (WORDS, OBD_STAGE_AUTH);
  g_autofree char *text = fixture_render (before, OBD_REPORT_JSON, OBD_REDACTION_SECRETS);
  g_autoptr (ObdObservations) seen = read_good (text);
  g_autofree char *started = g_date_time_format (seen->started, "%FT%TZ");

  g_assert_cmpstr (started, ==, "2026-11-24T04:05:06Z");
  g_assert_cmpfloat_with_epsilon (seen->duration_ms, 812.4, 0.0005);
  g_assert_true (obd_findings_is_finished (seen->findings));
  g_assert_false (obd_findings_is_interrupted (seen->findings));
  g_assert_cmpuint (obd_findings_get_size (seen->findings), ==, 1);
  check_target (obd_findings_get_target (before), obd_findings_get_target (seen->findings));
  check_finding (obd_findings_get (before, 0), obd_findings_get (seen->findings, 0));
}

static void
test_interrupted (void)
{
  g_autoptr (ObdFindings) some = fixture_findings (WORDS, OBD_STAGE_AUTH);
  g_autoptr (ObdFindings) before = obd_findings_finish (some, TRUE);
  g_autofree char *text = fixture_render (before, OBD_REPORT_JSON, OBD_REDACTION_SECRETS);
  g_autoptr (ObdObservations) seen = read_good (text);

  g_assert_true (obd_findings_is_interrupted (seen->findings));
}

/* --- names hidden ----------------------------------------------------------------------------- */

static ObdCause
diagnose (const char *text)
{
  g_autoptr (ObdObservations) seen = read_good (text);
  g_autoptr (ObdConclusion) conclusion = obd_diagnose (seen->findings);

  return obd_diagnosis_get_cause (conclusion->verdict);
}

/* The name of the list is all that tells the reason, and it is hidden like any other name. */
static void
test_name_is_the_reason (void)
{
  const char *words = "5.7.1 refused, see https://www.spamhaus.org/query/ip/192.0.2.7";
  g_autofree char *whole = make_report (words, OBD_STAGE_RCPT, OBD_REDACTION_SECRETS);
  g_autofree char *public = make_report (words, OBD_STAGE_RCPT, OBD_REDACTION_PUBLIC);

  g_assert_null (strstr (whole, "\"reading\""));
  g_assert_null (strstr (public, "spamhaus.org"));
  g_assert_cmpuint (diagnose (whole), ==, OBD_CAUSE_IP_BLOCKED);
  g_assert_cmpuint (diagnose (public), ==, OBD_CAUSE_IP_BLOCKED);
}

/* Where hiding names changed nothing, a newer program may read the words in a newer way. */
static void
test_name_is_no_reason (void)
{
  g_autofree char *public = make_report ("5.7.1 <tom@otherplace.example>: Relay access denied",
                                         OBD_STAGE_RCPT, OBD_REDACTION_PUBLIC);

  g_assert_null (strstr (public, "\"reading\""));
  g_assert_cmpuint (diagnose (public), ==, OBD_CAUSE_AUTH_REQUIRED);
}

/* --- damaged ---------------------------------------------------------------------------------- */

static void
check_complaint (const char           *text,
                 gssize                length,
                 ObdObservationsError  code,
                 const char           *says)
{
  g_autoptr (GError) error = NULL;
  ObdObservations *seen = obd_observations_read (text, length < 0 ? strlen (text) : (gsize) length,
                                                 &error);

  g_assert_null (seen);
  g_assert_error (error, OBD_OBSERVATIONS_ERROR, (int) code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 300);
}

/* The report with the first @from behind "observations" (or anywhere, if it is not there) changed. */
static char *
change (const char *from,
        const char *to)
{
  g_autofree char *text = make_report (WORDS, OBD_STAGE_AUTH, OBD_REDACTION_SECRETS);
  char *part = strstr (text, "\"observations\"");
  char *at = strstr (part, from) != NULL ? strstr (part, from) : strstr (text, from);

  if (at == NULL)
    g_error ("the report does not say %s", from);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, to, at + strlen (from));
}

typedef struct
{
  const char           *from;
  const char           *to;
  ObdObservationsError  code;
  const char           *says;
} Change;

static const Change changes[] = {
  { "\"observations\"", "\"observation\"", OBD_OBSERVATIONS_ERROR_NO_REPORT, "no observations" },
  { "\"schema\"", "\"scheme\"", OBD_OBSERVATIONS_ERROR_NO_REPORT, "no report of Outbox Doctor" },
  { "\"version\": 1", "\"version\": 2", OBD_OBSERVATIONS_ERROR_NEWER, "newer version" },
  { "\"version\": 1", "\"v\": 1", OBD_OBSERVATIONS_ERROR_DAMAGED, "observations.version is missing" },
  { "\"version\": 1", "\"version\": 0", OBD_OBSERVATIONS_ERROR_DAMAGED, "observations.version" },
  { "\"address\": \"anna@", "\"a\": \"anna@", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "observations.target.address is missing" },
  { "\"port\": 587", "\"port\": 65536", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "observations.target.port has to be a whole number from 0 to 65535" },
  { "\"port\": 587", "\"port\": \"587\"", OBD_OBSERVATIONS_ERROR_DAMAGED, "target.port" },
  { "\"port\": 587", "\"port\": 587.0", OBD_OBSERVATIONS_ERROR_DAMAGED, "target.port" },
  { "\"port\": 587", "\"port\": -1", OBD_OBSERVATIONS_ERROR_DAMAGED, "target.port" },
  { "\"port\": 587", "\"port\": {}", OBD_OBSERVATIONS_ERROR_DAMAGED, "target.port" },
  { "\"port\": 587", "\"port\": 99999999999999999999", OBD_OBSERVATIONS_ERROR_NO_JSON, "too large" },
  { "\"port\": 587", "\"port\": 9223372036854775808", OBD_OBSERVATIONS_ERROR_NO_JSON, "too large" },
  { "\"security\": \"starttls\"", "\"security\": \"ssl\"", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "observations.target.security says “ssl”" },
  { "\"password_given\": true", "\"password_given\": 1", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "password_given has to be true or false" },
  { "\"findings\": [", "\"findings\": [7, ", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "observations.findings[0] has to be an object" },
  { "\"probe\": \"smtp\"", "\"probe\": null", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "observations.findings[0].probe is missing" },
  { "\"id\": \"smtp", "\"id\": [], \"x\": \"smtp", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "observations.findings[0].id has to be a text" },
  { "\"host\": \"mail.larkspur.example\",\n        \"port\": 587", "\"port\": 587",
    OBD_OBSERVATIONS_ERROR_DAMAGED, "observations.findings[0].host is missing" },
  { "\"fault\": \"reply\"", "\"fault\": \"gremlins \\u001b[31m\"", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "observations.findings[0].fault says “gremlins \357\277\275[31m”" },
  { "\"stage\": \"auth\"", "\"stage\": \"unknown\"", OBD_OBSERVATIONS_ERROR_DAMAGED, "stage" },
  { "\"outcome\": \"failed\"", "\"outcome\": \"?\"", OBD_OBSERVATIONS_ERROR_DAMAGED, "outcome" },
  { "\"code\": 535", "\"code\": 5350", OBD_OBSERVATIONS_ERROR_DAMAGED, "reply.code" },
  { "\"names\": [", "\"names\": [1, ", OBD_OBSERVATIONS_ERROR_DAMAGED, "tls.names" },
  { "\"not_after\": ", "\"not_after\": 0.5, \"x\": ", OBD_OBSERVATIONS_ERROR_DAMAGED, "tls.not_after" },
  { "\"spans\": [", "\"spans\": [[], ", OBD_OBSERVATIONS_ERROR_DAMAGED, "findings[0].spans[0]" },
  { "\"stage\": \"dns\"", "\"s\": \"dns\"", OBD_OBSERVATIONS_ERROR_DAMAGED,
    "spans[0].stage is missing" },
  { "\"start\": 12", "\"start\": -12", OBD_OBSERVATIONS_ERROR_DAMAGED, "spans[0].start" },
  { "\"encrypted\": true", "\"encrypted\": 1.5", OBD_OBSERVATIONS_ERROR_DAMAGED, "facts.encrypted" },
  { "\"encrypted\": true", "\"encrypted\": [[]]", OBD_OBSERVATIONS_ERROR_DAMAGED, "facts.encrypted" },
  { "\"started\": \"2026", "\"started\": \"0202", OBD_OBSERVATIONS_ERROR_DAMAGED, "started" },
  { "\"started\": \"2026", "\"started\": \"soon", OBD_OBSERVATIONS_ERROR_DAMAGED, "started" },
  { "\"duration_ms\": 812.4", "\"duration_ms\": 1e400", OBD_OBSERVATIONS_ERROR_DAMAGED, "duration_ms" },
  { "\"duration_ms\": 812.4", "\"duration_ms\": -1", OBD_OBSERVATIONS_ERROR_DAMAGED, "duration_ms" },
  { "\"schema\": 1", "/* */ \"schema\": 1", OBD_OBSERVATIONS_ERROR_NO_JSON, "Line 2: this is not JSON" },
  { "\"schema\": 1", "'schema': 1", OBD_OBSERVATIONS_ERROR_NO_JSON, "Line 2: this is not JSON" },
  { "\"schema\": 1,", "\"schema\": 1,,", OBD_OBSERVATIONS_ERROR_NO_JSON, "not JSON" },
  { "not today", "not\\u0000today", OBD_OBSERVATIONS_ERROR_NO_JSON, "character zero" },
  { "not today", "not\ntoday", OBD_OBSERVATIONS_ERROR_NO_JSON, "not JSON" },
  { "not today", "not \\q today", OBD_OBSERVATIONS_ERROR_NO_JSON, "not JSON" },
  { "not today", "not \xff today", OBD_OBSERVATIONS_ERROR_NO_JSON, "not UTF-8" },
};

static void
test_changed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text = change (changes[i].from, changes[i].to);

      check_complaint (text, -1, changes[i].code, changes[i].says);
    }
}

static void
test_two_with_one_id (void)
{
  g_autofree char *text = change ("\"findings\": [", "\"findings\": [{\"probe\": \"clock\", \"id\": "
                                  "\"clock\"}, {\"probe\": \"clock\", \"id\": \"clock\"},");

  check_complaint (text, -1, OBD_OBSERVATIONS_ERROR_DAMAGED, "findings[1].id has to be an id of");
}

static void
test_two_reports (void)
{
  g_autofree char *text = make_report (WORDS, OBD_STAGE_AUTH, OBD_REDACTION_SECRETS);
  g_autofree char *twice = g_strconcat (text, text, NULL);

  check_complaint (twice, -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "more follows behind the end");
}

/* Whatever is cut off: never a report, and never silence. */
static void
test_cut (void)
{
  g_autofree char *text = make_report (WORDS, OBD_STAGE_AUTH, OBD_REDACTION_SECRETS);
  gsize length = strlen (g_strchomp (text));

  for (gsize i = 0; i < length; i++)
    check_complaint (text, i, OBD_OBSERVATIONS_ERROR_NO_JSON, ".");
}

static void
test_no_report (void)
{
  check_complaint ("[]", -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "no report");
  check_complaint ("{}", -1, OBD_OBSERVATIONS_ERROR_NO_REPORT, "no report");
  check_complaint ("true", -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "too early");
  check_complaint ("{}}", -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "more follows");
  check_complaint ("}{", -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "not JSON");
  check_complaint ("{\"\\", -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "not JSON");
  check_complaint ("{\"\\u12", -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "not JSON");
  check_complaint ("{\0}", 3, OBD_OBSERVATIONS_ERROR_NO_JSON, "not");
  check_complaint ("<html>", -1, OBD_OBSERVATIONS_ERROR_NO_JSON, "Line 1: this is not JSON");
}

static void
test_deep_and_large (void)
{
  gsize length = OBD_OBSERVATIONS_MAX_BYTES + 1;
  g_autofree char *text = g_malloc (length);

  memset (text, '[', length);
  check_complaint (text, length - 1, OBD_OBSERVATIONS_ERROR_NO_JSON, "nested too deeply");
  check_complaint (text, length, OBD_OBSERVATIONS_ERROR_NO_JSON, "larger than a report");
}

/* What a later version adds does not disturb this one. */
static void
test_future (void)
{
  g_autofree char *text = change ("\"version\": 1,", "\"version\": 1, \"future\": [{\"a\": 1.5}],");
  g_autofree char *mark = g_strconcat ("\xef\xbb\xbf", text, NULL);
  g_autoptr (ObdObservations) seen = read_good (text);
  g_autoptr (ObdObservations) marked = read_good (mark);

  g_assert_cmpuint (obd_findings_get_size (seen->findings), ==, 1);
  g_assert_cmpuint (obd_findings_get_size (marked->findings), ==, 1);
}

/* --- hostile ---------------------------------------------------------------------------------- */

/* Pieces that a forger would put anywhere. */
static const char *const pieces[] = {
  "null", "true", "0", "-1", "65535", "\"\"", "[]", "{}", "\"typed\"", "\"cure\"", "\"smtp\"",
  "\"name\"", "\"auth\"", "\"none\"", "\"\\u202e\\u001b\"", "\"reply\"", "\"certificate\"",
};

/* One value of the observations becomes another one. */
static char *
forge (const char *text,
       GRand      *chance)
{
  const char *part = strstr (text, "\"observations\"");
  gsize at = g_rand_int_range (chance, 0, strlen (part) - 1);
  const char *from = strchr (part + at, ':');
  const char *piece = pieces[g_rand_int_range (chance, 0, G_N_ELEMENTS (pieces))];
  gsize skip;

  if (from == NULL)
    return g_strdup (text);
  from += 2;
  if (strchr ("{[", *from) != NULL)
    return g_strdup (text);
  skip = *from == '"' ? strcspn (from + 1, "\"") + 2 : strcspn (from, ",\n");
  return g_strdup_printf ("%.*s%s%s", (int) (from - text), text, piece, from + skip);
}

/* A forged report is refused, or diagnosed like any other; nothing crashes on the way. */
static void
test_forged (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (20261126);
  g_autofree char *good = make_report (WORDS, OBD_STAGE_AUTH, OBD_REDACTION_SECRETS);
  guint diagnosed = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *once = forge (good, chance);
      g_autofree char *twice = forge (once, chance);
      g_autofree char *text = forge (twice, chance);
      g_autoptr (ObdObservations) seen = obd_observations_read (text, strlen (text), NULL);

      if (seen != NULL)
        {
          g_autofree char *shown = fixture_render (seen->findings, OBD_REPORT_TEXT,
                                                   OBD_REDACTION_PUBLIC);

          g_assert_null (strchr (shown, '\x1b'));
          diagnosed++;
        }
    }
  g_assert_cmpuint (diagnosed, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/observations/whole", test_whole);
  g_test_add_func ("/observations/interrupted", test_interrupted);
  g_test_add_func ("/observations/name-is-the-reason", test_name_is_the_reason);
  g_test_add_func ("/observations/name-is-no-reason", test_name_is_no_reason);
  g_test_add_func ("/observations/changed", test_changed);
  g_test_add_func ("/observations/two-with-one-id", test_two_with_one_id);
  g_test_add_func ("/observations/two-reports", test_two_reports);
  g_test_add_func ("/observations/cut", test_cut);
  g_test_add_func ("/observations/no-report", test_no_report);
  g_test_add_func ("/observations/deep-and-large", test_deep_and_large);
  g_test_add_func ("/observations/future", test_future);
  g_test_add_func ("/observations/forged", test_forged);
  return g_test_run ();
}
