/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server with two Internet addresses: each is examined apart. */

#include "config.h"

#include "exam-fixture.h"

/* The two addresses of a server are two machines, and one of them has an expired certificate. The
 * device's own connection uses whichever answers first; the other one is looked at all the same,
 * and gets neither a password nor a word of mail. */
static void
test_other_family (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeScript good = { .starttls = TRUE, .auth_tls = "PLAIN", .auth_code = 235 };
  FakeScript bad = { .starttls = TRUE, .auth_tls = "PLAIN", .auth_code = 235,
                     .certificate = "expired.pem" };
  FakeServer *servers[] = { fixture_serve (fixture, 587, &good),
                            fixture_serve_other_family (fixture, 587, &bad) };
  const ObdFinding *typed;
  const ObdFinding *family;
  guint expired = 0;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->mailbox.recipient = NULL; /* so that no control says MAIL */
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:starttls:signed-in");
  family = fixture_find (fixture, "smtp:mail.example.test:587:starttls:other-address");
  g_assert_cmpstr (typed->address, !=, family->address);
  expired += typed->fault == OBD_FAULT_CERTIFICATE;
  expired += family->fault == OBD_FAULT_CERTIFICATE;
  g_assert_cmpuint (expired, ==, 1);
  g_assert_false (obd_finding_has (family, OBD_KEY_SMTP_USERNAME));
  g_assert_cmpuint (fake_server_count (servers[1], "AUTH", -1), ==, 0);
  g_assert_cmpuint (fake_server_count (servers[1], "MAIL", -1), ==, 0);
  g_assert_cmpuint (fake_server_count (servers[0], "AUTH", -1), <=, 1);
}

/* One family is the usual thing, and no finding that says anything. */
static void
test_one_family (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });
  const ObdFinding *family;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  family = fixture_find (fixture, "smtp:mail.example.test:587:starttls:other-address");
  g_assert_cmpint (family->outcome, ==, OBD_OUTCOME_SKIPPED);
  /* typed and control, and the same port with TLS from the first byte */
  g_assert_cmpuint (fake_server_count_connections (server), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exam/other-family", test_other_family);
  g_test_add_func ("/exam/one-family", test_one_family);
  return g_test_run ();
}
