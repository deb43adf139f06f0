/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exam-fixture.h"
#include "name-table.h"
#include "obd-script-server.h"

/* Runs that search for the incoming server while they examine. The name service is a table: it
 * knows where "_imaps._tcp" of every domain is. */

#define PORT 4993
#define FOUND_ID "imap:" FIXTURE_HOST ":4993:tls:signed-in"
#define GOOD "T\nS:* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC:a1\nS:a1 OK in\n" \
             "C:a2 STATUS\nS:a2 OK done\nC:a3 LOGOUT"
/* The other mode of the same port is looked at too: whoever is first, the server gets rid of it. */
#define GOOD_STARTTLS "S:* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\n" \
                      "C:a1 STARTTLS\nS:a1 OK go\nT\nC:a2\nS:* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\n" \
                      "S:a2 OK done\nC:a3\nS:a3 OK in\n" \
                      "C:a4 STATUS\nS:a4 OK done\nC:a5 LOGOUT"
/* "\0anna@example.test\0exam-password" */
#define RESPONSE "AGFubmFAZXhhbXBsZS50ZXN0AGV4YW0tcGFzc3dvcmQ="
#define HEARD "a1 AUTHENTICATE PLAIN " RESPONSE "|a2 STATUS INBOX (UIDVALIDITY)|a3 LOGOUT|"

static const char *const imap[] = { "imap", NULL };

static ObdScriptServer *
serve (const char *script)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "certs", "good.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return obd_script_server_new (script, certificate);
}

static Fixture *
receiving_fixture_new (ObdScriptServer *server)
{
  static const guint16 usual[] = { 110, 143, 993, 995 };
  Fixture *fixture = fixture_new ();

  name_table_install ("_imaps._tcp", PORT);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    fixture_map (fixture, usual[i], fake_closed_port ());
  fixture_map (fixture, PORT, obd_script_server_get_port (server));
  fixture->mailbox.no_discovery = FALSE;
  fixture->mailbox.incoming = imap;
  return fixture;
}

static void
assert_heard (ObdScriptServer *server,
              const char      *expected)
{
  g_autofree char *heard = obd_script_server_finish (server);

  g_assert_cmpstr (heard, ==, expected);
}

/* Sending works and is done; the incoming server that a record names is signed in to all the
 * same. */
static void
test_found (void)
{
  g_autoptr (ObdScriptServer) server = serve (GOOD);
  g_autoptr (Fixture) fixture = receiving_fixture_new (server);
  FakeScript script = { .starttls = TRUE, .auth_tls = "PLAIN", .auth_code = 235,
                        .open_relay = TRUE };

  fixture_serve (fixture, 587, &script);
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture_run (fixture);
  g_assert_cmpint (fixture_find (fixture, FOUND_ID)->outcome, ==, OBD_OUTCOME_OK);
  fixture_assert_step (fixture, "receiving", OBD_STATION_GOOD);
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
  assert_heard (server, HEARD);
}

/* Only receiving is asked about, the server's name is mistyped, and a record knows the right
 * one. */
static void
test_mistyped (void)
{
  static const char *const typed[] = { "imap:imap.exmaple.test:993:tls", NULL };
  g_autoptr (ObdScriptServer) server = serve (GOOD);
  g_autoptr (Fixture) fixture = receiving_fixture_new (server);
  const ObdConclusion *conclusion;

  fixture->mailbox.host = NULL;
  fixture->mailbox.incoming = typed;
  fixture->mailbox.incoming_only = TRUE;
  fixture_run (fixture);
  conclusion = obd_exam_get_conclusion (fixture->exam);
  fixture_assert_verdict (fixture, OBD_CAUSE_HOST_NOT_FOUND);
  g_assert_nonnull (conclusion->working);
  g_assert_cmpuint (conclusion->working->endpoint->port, ==, PORT);
  g_assert_cmpint (conclusion->working->verified, ==, OBD_VERIFIED_SIGNED_IN);
  assert_heard (server, HEARD);
}

/* Only receiving is asked about, and works: nobody waits for a name service that does not
 * answer. */
static void
test_needless (void)
{
  static const char *const typed[] = { "imap:" FIXTURE_HOST ":4993:starttls", NULL };
  g_autoptr (ObdScriptServer) server = serve (GOOD_STARTTLS);
  g_autoptr (Fixture) fixture = receiving_fixture_new (server);

  fixture->mailbox.host = NULL;
  fixture->mailbox.incoming = typed;
  fixture->mailbox.incoming_only = TRUE;
  name_table_hold ();
  fixture_run (fixture);
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
  g_assert_cmpstr (obd_finding_get_text (fixture_find (fixture, "discovery:srv"),
                                         OBD_KEY_SEARCH_OUTCOME),
                   ==,
                   "skipped");
  name_table_let_go ();
}

/* The record may be forged, and leads out of the mailbox's domain: looked at, and no password. */
static void
test_untrusted (void)
{
  g_autoptr (ObdScriptServer) server = serve ("T\nS:* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\n"
                                              "C:a1 LOGOUT");
  g_autoptr (Fixture) fixture = receiving_fixture_new (server);

  fixture->mailbox.address = "anna@larkspur.example";
  fixture->mailbox.host = NULL;
  fixture->mailbox.incoming_only = TRUE;
  fixture_run (fixture);
  g_assert_cmpint (fixture_find (fixture, "imap:" FIXTURE_HOST ":4993:tls:offer")->outcome,
                   ==,
                   OBD_OUTCOME_OK);
  assert_heard (server, "a1 LOGOUT|");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exam-incoming/found", test_found);
  g_test_add_func ("/exam-incoming/mistyped", test_mistyped);
  g_test_add_func ("/exam-incoming/needless", test_needless);
  g_test_add_func ("/exam-incoming/untrusted", test_untrusted);
  return g_test_run ();
}
