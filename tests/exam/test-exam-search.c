/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exam-fixture.h"
#include "name-table.h"

/* Runs that search for the right settings while they examine. The name service is a table. */

#define SRV_ID "discovery:srv"

static Fixture *
search_fixture_new (guint16 port)
{
  Fixture *fixture = fixture_new ();

  name_table_install ("_submissions._tcp", port);
  fixture->mailbox.no_discovery = FALSE;
  return fixture;
}

static const ObdWorkingSettings *
get_working (Fixture *fixture)
{
  return obd_exam_get_conclusion (fixture->exam)->working;
}

static guint
count_auth (FakeServer *server)
{
  return fake_server_count (server, "AUTH", -1);
}

/* Nothing was typed; a record names a server at a port of its own. It joins the run, gets the one
 * password, and is what works. */
static void
test_found (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (4465);
  FakeServer *server = fixture_serve (fixture, 4465, &(FakeScript) { .tls = TRUE,
  .auth_tls = "PLAIN",
                                                                     .auth_code = 235 });
  const ObdFinding *srv;

  fixture->mailbox.host = NULL;
  fixture_run (fixture);
  srv = fixture_find (fixture, SRV_ID);
  g_assert_cmpstr (obd_finding_get_text (srv, OBD_KEY_SEARCH_OUTCOME), ==, "found");
  g_assert_cmpuint (count_auth (server), ==, 1);
  g_assert_nonnull (get_working (fixture));
  g_assert_cmpstr (get_working (fixture)->endpoint->host, ==, FIXTURE_HOST);
  g_assert_cmpuint (get_working (fixture)->endpoint->port, ==, 4465);
  g_assert_cmpint (get_working (fixture)->verified, ==, OBD_VERIFIED_SIGNED_IN);
  fixture_assert_step (fixture, "search", OBD_STATION_GOOD);
}

/* Rows are fixed at the start: what is found joins one of them. */
static void
test_rows (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (4465);
  GListModel *steps;
  guint n;

  fixture_serve (fixture, 4465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN",
  .auth_code = 235 });
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture_prepare (fixture);
  steps = obd_exam_get_steps (fixture->exam);
  n = g_list_model_get_n_items (steps);
  fixture_assert_step (fixture, "search", OBD_STATION_WAITING);
  fixture_assert_step (fixture, "others", OBD_STATION_WAITING);
  fixture_finish (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, n);
  fixture_assert_step (fixture, "search", OBD_STATION_GOOD);
  fixture_assert_step (fixture, "others", OBD_STATION_GOOD);
}

/* A guess that a record confirms is the same conversation, with what the record says of it. */
static void
test_confirmed_guess (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (465);
  FakeServer *server = fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE,
  .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });

  fixture->mailbox.host = NULL;
  fixture_run (fixture);
  g_assert_cmpuint (count_auth (server), ==, 1);
  g_assert_cmpint (get_working (fixture)->verified, ==, OBD_VERIFIED_SIGNED_IN);
}

/* Nobody names a server: as soon as that is known, and not only when patience ends, a guess gets the
 * password. The run is shorter than patience,
 * which is three seconds at least. */
static void
test_guess (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (0);
  FakeServer *server = fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });

  fixture->mailbox.host = NULL;
  fixture->timeout = 2;
  fixture_run (fixture);
  g_assert_cmpuint (count_auth (server), ==, 1);
}

/* The typed server works: nobody waits for a name service that does not answer, nor for a server
 * that was found and stays silent. */
static void
test_needless (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (0);
  FakeScript script = { .starttls = TRUE, .auth_tls = "PLAIN", .auth_code = 235,
  .open_relay = TRUE };

  fixture_serve (fixture, 587, &script);
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  name_table_hold ();
  fixture_run (fixture);
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
  g_assert_cmpstr (obd_finding_get_text (fixture_find (fixture, SRV_ID), OBD_KEY_SEARCH_OUTCOME),
                   ==,
                   "skipped");
  name_table_let_go ();
}

static void
test_needless_server (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (4465);
  g_autoptr (GSocket) hanging = NULL;
  FakeScript script = { .starttls = TRUE, .auth_tls = "PLAIN", .auth_code = 235,
  .open_relay = TRUE };
  const ObdFinding *found;
  guint16 real;

  fixture_serve (fixture, 587, &script);
  hanging = fake_hanging_port_new (&real);
  fixture_map (fixture, 4465, real);
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
  found = obd_findings_find (obd_exam_get_findings (fixture->exam),
                             "smtp:mail.example.test:4465:tls:offer");
  /* It may not even have joined: the device's own conversation is quick. */
  if (found != NULL)
    g_assert_cmpint (found->outcome, ==, OBD_OUTCOME_CANCELLED);
}

/* The typed server refused the password: it goes nowhere else, however certain the source is. */
static void
test_nothing_after_a_refusal (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (4465);
  FakeServer *found = fixture_serve (fixture, 4465, &(FakeScript) { .tls = TRUE,
  .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });
  FakeServer *typed = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                   .auth_tls = "PLAIN",
                                                                   .auth_code = 535 });

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  g_assert_cmpuint (count_auth (typed), ==, 1);
  g_assert_cmpuint (count_auth (found), ==, 0);
  fixture_assert_verdict (fixture, OBD_CAUSE_AUTH_FAILED);
}

/* A record that may be forged leads out of the mailbox's domain: looked at, and no password. */
static void
test_untrusted (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (4465);
  FakeServer *server = fixture_serve (fixture, 4465, &(FakeScript) { .tls = TRUE,
  .auth_tls = "PLAIN",
                                                                     .auth_code = 235 });

  fixture->mailbox.address = "anna@larkspur.example";
  fixture->mailbox.host = NULL;
  fixture_run (fixture);
  g_assert_cmpuint (fake_server_count (server, "EHLO", TRUE), ==, 1);
  g_assert_cmpuint (count_auth (server), ==, 0);
  g_assert_cmpint (get_working (fixture)->verified, ==, OBD_VERIFIED_CONNECTS);
}

/* Closing the window while a name service hangs. */
static void
test_cancel (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (0);

  fixture->mailbox.host = NULL;
  name_table_hold ();
  fixture_prepare (fixture);
  obd_exam_start (fixture->exam);
  name_table_await_asked ();
  obd_exam_cancel (fixture->exam);
  while (obd_exam_is_running (fixture->exam))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture_find (fixture, SRV_ID)->outcome, ==, OBD_OUTCOME_CANCELLED);
  name_table_let_go ();
}

/* Who asks nobody is told so. */
static void
test_nobody_knows (void)
{
  g_autoptr (Fixture) fixture = search_fixture_new (0);

  fixture->mailbox.host = NULL;
  fixture_run (fixture);
  fixture_assert_step (fixture, "search", OBD_STATION_NOT_TESTED);
  fixture_assert_step (fixture, "others", OBD_STATION_NOT_TESTED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exam-search/found", test_found);
  g_test_add_func ("/exam-search/rows", test_rows);
  g_test_add_func ("/exam-search/confirmed-guess", test_confirmed_guess);
  g_test_add_func ("/exam-search/guess", test_guess);
  g_test_add_func ("/exam-search/needless", test_needless);
  g_test_add_func ("/exam-search/needless-server", test_needless_server);
  g_test_add_func ("/exam-search/nothing-after-a-refusal", test_nothing_after_a_refusal);
  g_test_add_func ("/exam-search/untrusted", test_untrusted);
  g_test_add_func ("/exam-search/cancel", test_cancel);
  g_test_add_func ("/exam-search/nobody-knows", test_nobody_knows);
  return g_test_run ();
}
