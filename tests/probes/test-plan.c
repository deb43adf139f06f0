/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-clock.h"
#include "obd-probes.h"
#include "obd-test-message.h"

#include <string.h>

/* Beside the conversations: remarks to them, whose probes are tested apart. */
static gboolean
is_remark (const ObdJob *job)
{
  return g_str_equal (job->probe, "time-setting") || g_str_equal (job->probe, "portal")
         || g_str_equal (job->probe, "reach") || job->role == OBD_ROLE_FAMILY;
}

/* "role host:port:security" of every conversation, in the order of the plan. */
static char *
describe_plan (ObdMailbox *mailbox)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdTarget) target = obd_target_new (mailbox, &error);
  g_autoptr (GPtrArray) jobs = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  jobs = obd_probes_plan (target);
  for (guint i = 0; i < jobs->len; i++)
    {
      const ObdJob *job = g_ptr_array_index (jobs, i);
      g_autofree char *where = job->endpoint != NULL ? obd_endpoint_to_string (job->endpoint)
                                                     : g_strdup ("");

      if (is_remark (job))
        continue;
      if (job->role != OBD_ROLE_NONE && job->protocol != OBD_PROTOCOL_SMTP)
        g_string_append_printf (text, "%s %s %s\n", obd_role_to_nick (job->role),
                                obd_protocol_to_nick (job->protocol), where);
      else if (job->role != OBD_ROLE_NONE)
        g_string_append_printf (text, "%s %s\n", obd_role_to_nick (job->role), where);
      else if (job->endpoint != NULL)
        g_string_append_printf (text, "%s %s%s\n", job->probe, job->endpoint->host,
                                job->unusable ? " (unusable)" : "");
      else if (job->source != OBD_N_SOURCES)
        g_string_append_printf (text, "%s %s\n", job->probe, obd_source_to_nick (job->source));
      else
        g_string_append_printf (text, "%s\n", job->probe);
    }
  return g_string_free (text, FALSE);
}

/* Without a search: those have tests of their own, in test-found.c. */
static void
check_plan (ObdMailbox  mailbox,
            const char *expected)
{
  g_autofree char *plan = NULL;

  mailbox.address = "anna@larkspur.example";
  mailbox.no_discovery = TRUE;
  plan = describe_plan (&mailbox);
  g_assert_cmpstr (plan, ==, expected);
}

/* An incoming server beside the outgoing one: its other usual port and its other mode are looked at
 * too. */
static void
test_incoming (void)
{
  const char *const incoming[] = { "imap:imap.larkspur.example:143:none", NULL };

  check_plan ((ObdMailbox) { .host = "mail.larkspur.example", .port = "465", .only_typed = FALSE,
                             .security = OBD_SECURITY_TLS, .incoming = incoming },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "name imap.larkspur.example\n"
              "typed mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n"
              "offer mail.larkspur.example:465:starttls\n"
              "typed imap imap.larkspur.example:143:none\n"
              "offer imap imap.larkspur.example:993:tls\n"
              "offer imap imap.larkspur.example:143:starttls\n"
              "offer imap imap.larkspur.example:143:tls\n");
}

static void
test_incoming_only (void)
{
  const char *const incoming[] = { "imap:mail.larkspur.example:993:tls",
                                   "pop3:mail.larkspur.example:995:tls", NULL };

  check_plan ((ObdMailbox) { .host = "smtp.larkspur.example", .port = "465",
                             .security = OBD_SECURITY_TLS, .incoming = incoming,
                             .incoming_only = TRUE },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "typed imap mail.larkspur.example:993:tls\n"
              "typed pop3 mail.larkspur.example:995:tls\n"
              "offer imap mail.larkspur.example:143:starttls\n"
              "offer imap mail.larkspur.example:993:starttls\n"
              "offer pop3 mail.larkspur.example:110:starttls\n"
              "offer pop3 mail.larkspur.example:995:starttls\n");
  /* Nothing is sent to what was mistyped as the outgoing server, and nothing said about it. */
  check_plan ((ObdMailbox) { .host = "smtp://x", .incoming = incoming, .incoming_only = TRUE,
                             .only_typed = TRUE },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "typed imap mail.larkspur.example:993:tls\n"
              "typed pop3 mail.larkspur.example:995:tls\n");
}

/* Where it is to be found: the sister of the outgoing server, then the usual names. */
static void
test_incoming_found (void)
{
  const char *const incoming[] = { "imap", NULL };

  check_plan ((ObdMailbox) { .host = "smtp.provider.example", .incoming = incoming,
                             .incoming_only = TRUE },
              "clock\n"
              "network\n"
              "name imap.provider.example\n"
              "name imap.larkspur.example\n"
              "name mail.larkspur.example\n"
              "name larkspur.example\n"
              "offer imap imap.provider.example:993:tls\n"
              "offer imap imap.provider.example:143:starttls\n"
              "offer imap imap.larkspur.example:993:tls\n"
              "offer imap imap.larkspur.example:143:starttls\n"
              "offer imap mail.larkspur.example:993:tls\n"
              "offer imap mail.larkspur.example:143:starttls\n"
              "offer imap larkspur.example:993:tls\n"
              "offer imap larkspur.example:143:starttls\n");
  check_plan ((ObdMailbox) { .incoming = incoming, .incoming_only = TRUE, .practice = TRUE },
              "clock\n"
              "network\n");
}

/* The famous case: port 25, no encryption, no sign-in. */
static void
test_anonymous (void)
{
  check_plan ((ObdMailbox) { .host = "mail.larkspur.example", .port = "25",
                             .security = OBD_SECURITY_NONE,
                             .authentication = OBD_AUTHENTICATION_NONE,
                             .recipient = "tom@otherplace.example" },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "typed mail.larkspur.example:25:none\n"
              "offer mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n"
              "offer mail.larkspur.example:25:tls\n");
}

/* Signing in: relaying without sign-in is tried beside it, and the typed endpoint not again. */
static void
test_signed_in (void)
{
  check_plan ((ObdMailbox) { .host = "mail.larkspur.example", .port = "587",
                             .security = OBD_SECURITY_STARTTLS, .username = "anna",
                             .recipient = "tom@otherplace.example" },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "typed mail.larkspur.example:587:starttls\n"
              "control mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n"
              "offer mail.larkspur.example:587:tls\n");
}

/* Without a recipient there is nothing to control. */
static void
test_no_recipient (void)
{
  check_plan ((ObdMailbox) { .host = "mail.larkspur.example", .port = "465",
                             .security = OBD_SECURITY_TLS, .username = "anna" },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "typed mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n"
              "offer mail.larkspur.example:465:starttls\n");
}

/* A port of its own: both its modes, STARTTLS there being the nearest cure. */
static void
test_odd_port (void)
{
  check_plan ((ObdMailbox) { .host = "mail.larkspur.example", .port = "26",
                             .security = OBD_SECURITY_NONE,
                             .authentication = OBD_AUTHENTICATION_NONE },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "typed mail.larkspur.example:26:none\n"
              "offer mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n"
              "offer mail.larkspur.example:26:tls\n"
              "offer mail.larkspur.example:26:starttls\n");
}

static void
test_only_typed (void)
{
  check_plan ((ObdMailbox) { .host = "mail.larkspur.example", .port = "587",
                             .security = OBD_SECURITY_STARTTLS, .username = "anna",
                             .recipient = "tom@otherplace.example", .only_typed = TRUE },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "typed mail.larkspur.example:587:starttls\n"
              "control mail.larkspur.example:587:starttls\n");
  check_plan ((ObdMailbox) { .only_typed = TRUE },
              "clock\n"
              "network\n");
}

static void
test_only_host (void)
{
  check_plan ((ObdMailbox) { .host = "mail.larkspur.example" },
              "clock\n"
              "network\n"
              "name mail.larkspur.example\n"
              "offer mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n");
}

static void
test_no_host (void)
{
  check_plan ((ObdMailbox) { .host = "" },
              "clock\n"
              "network\n"
              "name smtp.larkspur.example\n"
              "name mail.larkspur.example\n"
              "name outgoing.larkspur.example\n"
              "name larkspur.example\n"
              "offer smtp.larkspur.example:465:tls\n"
              "offer smtp.larkspur.example:587:starttls\n"
              "offer smtp.larkspur.example:25:starttls\n"
              "offer smtp.larkspur.example:2525:starttls\n"
              "offer mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n"
              "offer outgoing.larkspur.example:465:tls\n"
              "offer outgoing.larkspur.example:587:starttls\n"
              "offer outgoing.larkspur.example:25:starttls\n"
              "offer outgoing.larkspur.example:2525:starttls\n"
              "offer larkspur.example:465:tls\n"
              "offer larkspur.example:587:starttls\n"
              "offer larkspur.example:25:starttls\n"
              "offer larkspur.example:2525:starttls\n");
}

/* Nothing is ever sent for what cannot be a name; what was probably meant is looked at. */
static void
test_mistyped_host (void)
{
  check_plan ((ObdMailbox) { .host = "smtp://mail.larkspur.example", .port = "2587",
                             .security = OBD_SECURITY_STARTTLS, .username = "anna" },
              "clock\n"
              "network\n"
              "name smtp://mail.larkspur.example (unusable)\n"
              "name mail.larkspur.example\n"
              "offer mail.larkspur.example:2587:starttls\n"
              "offer mail.larkspur.example:465:tls\n"
              "offer mail.larkspur.example:587:starttls\n"
              "offer mail.larkspur.example:25:starttls\n"
              "offer mail.larkspur.example:2525:starttls\n");
}

static ObdTlsFacts *
make_facts (const char *issuer,
            gint64      not_before,
            gint64      not_after,
            guint       problems)
{
  ObdTlsFacts *facts = obd_tls_facts_new ();

  facts->issuer = g_strdup (issuer);
  facts->not_before = not_before;
  facts->not_after = not_after;
  facts->problems = problems;
  return facts;
}

#define NOW G_GINT64_CONSTANT (1800000000)
#define DAY 86400

/* One certificate proves nothing; two authorities that agree do, if nothing contradicts. */
static void
test_clock_by_certificates (void)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_tls_facts_unref);
  gint64 offset = 0;

  g_assert_false (obd_clock_judge (seen, NOW, &offset));
  g_ptr_array_add (seen, make_facts ("CA one", NOW - 90 * DAY, NOW - 3 * DAY,
                                     OBD_TLS_PROBLEM_EXPIRED));
  g_assert_false (obd_clock_judge (seen, NOW, &offset));
  g_ptr_array_add (seen, make_facts ("CA one", NOW - 90 * DAY, NOW - 3 * DAY,
                                     OBD_TLS_PROBLEM_EXPIRED));
  g_assert_false (obd_clock_judge (seen, NOW, &offset));
  g_ptr_array_add (seen, make_facts ("CA two", NOW - 60 * DAY, NOW - 5 * DAY,
                                     OBD_TLS_PROBLEM_EXPIRED));
  g_assert_true (obd_clock_judge (seen, NOW, &offset));
  g_assert_cmpint (offset, ==, -5 * DAY);
  g_ptr_array_add (seen, make_facts ("CA three", NOW - DAY, NOW + DAY, OBD_TLS_PROBLEM_NONE));
  g_assert_false (obd_clock_judge (seen, NOW, &offset));
}

/* A Date counts whole seconds, and was written somewhere between question and answer. */
static void
test_clock_by_date (void)
{
  const gint64 second = G_USEC_PER_SEC;

  g_assert_cmpint (obd_clock_read_date (NOW, NOW * second + second / 2, NOW * second + second / 2),
                   ==, 0);
  g_assert_cmpint (obd_clock_read_date (NOW + 3 * DAY, NOW * second, NOW * second + second), ==,
                   3 * DAY * G_GINT64_CONSTANT (1000));
  g_assert_cmpint (obd_clock_read_date (NOW, (NOW + DAY) * second, (NOW + DAY + 4) * second), ==,
                   -DAY * G_GINT64_CONSTANT (1000) - 1500);
}

static void
test_clock_slow (void)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_tls_facts_unref);
  gint64 offset = 0;

  g_ptr_array_add (seen, make_facts ("CA one", NOW + 3 * DAY, NOW + 90 * DAY,
                                     OBD_TLS_PROBLEM_NOT_YET_VALID));
  g_ptr_array_add (seen, make_facts ("CA two", NOW + 7 * DAY, NOW + 90 * DAY,
                                     OBD_TLS_PROBLEM_NOT_YET_VALID));
  g_assert_true (obd_clock_judge (seen, NOW, &offset));
  g_assert_cmpint (offset, ==, 7 * DAY);
}

/* No time lies within both: then it is the certificates that are wrong. */
static void
test_clock_disjoint (void)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_tls_facts_unref);
  gint64 offset = 0;

  g_ptr_array_add (seen, make_facts ("CA one", NOW - 90 * DAY, NOW - 60 * DAY,
                                     OBD_TLS_PROBLEM_EXPIRED));
  g_ptr_array_add (seen, make_facts ("CA two", NOW - 30 * DAY, NOW - 3 * DAY,
                                     OBD_TLS_PROBLEM_EXPIRED));
  g_assert_false (obd_clock_judge (seen, NOW, &offset));
}

static void
test_clock_ancient (void)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  gint64 offset = 0;

  g_assert_true (obd_clock_judge (seen, 0, &offset));
  g_assert_cmpint (offset, >, 50 * 365 * (gint64) DAY);
}

static void
test_message (void)
{
  g_autofree char *message = obd_test_message_compose ("anna@larkspur.example", "tom@other.example");
  const char *body = strstr (message, "\n\n");

  g_assert_nonnull (body);
  g_assert_true (g_str_has_prefix (message, "Date: "));
  g_assert_true (g_regex_match_simple ("^Date: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d \\w{3} \\d{4} "
                                       "\\d\\d:\\d\\d:\\d\\d \\+0000$", message, G_REGEX_MULTILINE,
                                       0));
  g_assert_nonnull (strstr (message, "\nFrom: <anna@larkspur.example>\n"));
  g_assert_nonnull (strstr (message, "\nTo: <tom@other.example>\n"));
  g_assert_true (g_regex_match_simple ("^Message-ID: <[^@>]+@larkspur\\.example>$", message,
                                       G_REGEX_MULTILINE, 0));
  g_assert_nonnull (strstr (message, "\nSubject: "));
  g_assert_cmpuint (strlen (body), >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/anonymous", test_anonymous);
  g_test_add_func ("/plan/signed-in", test_signed_in);
  g_test_add_func ("/plan/no-recipient", test_no_recipient);
  g_test_add_func ("/plan/odd-port", test_odd_port);
  g_test_add_func ("/plan/only-typed", test_only_typed);
  g_test_add_func ("/plan/only-host", test_only_host);
  g_test_add_func ("/plan/no-host", test_no_host);
  g_test_add_func ("/plan/mistyped-host", test_mistyped_host);
  g_test_add_func ("/plan/incoming", test_incoming);
  g_test_add_func ("/plan/incoming-only", test_incoming_only);
  g_test_add_func ("/plan/incoming-found", test_incoming_found);
  g_test_add_func ("/clock/certificates", test_clock_by_certificates);
  g_test_add_func ("/clock/clock-by-date", test_clock_by_date);
  g_test_add_func ("/clock/slow", test_clock_slow);
  g_test_add_func ("/clock/disjoint", test_clock_disjoint);
  g_test_add_func ("/clock/ancient", test_clock_ancient);
  g_test_add_func ("/test-message", test_message);
  return g_test_run ();
}
