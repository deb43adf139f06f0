/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exam-fixture.h"

/* The famous case: the device signs in with nothing. The cure is found at the same time, with one
 * sign-in in all. */
static void
test_relay_denied (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *port25 = fixture_serve (fixture, 25, &(FakeScript) { .starttls = TRUE,
                                                                   .auth_tls = "PLAIN LOGIN",
                                                                   .auth_code = 235 });
  FakeServer *port587 = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                     .auth_tls = "PLAIN LOGIN",
                                                                     .auth_code = 235 });
  const ObdFinding *typed;
  const ObdFinding *cure;

  fixture->mailbox.port = "25";
  fixture->mailbox.security = OBD_SECURITY_NONE;
  fixture->mailbox.authentication = OBD_AUTHENTICATION_NONE;
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:25:none:anonymous");
  cure = obd_findings_find_role (obd_exam_get_findings (fixture->exam), "cure");
  g_assert_nonnull (typed);
  g_assert_nonnull (cure);
  g_assert_true (typed->typed);
  g_assert_false (typed->signed_in);
  g_assert_cmpint (typed->outcome, ==, OBD_OUTCOME_FAILED);
  g_assert_cmpint (typed->stage, ==, OBD_STAGE_RCPT);
  g_assert_cmpuint (typed->reply->code, ==, 554);
  /* The typed port, with encryption, goes first. */
  g_assert_cmpstr (cure->id, ==, "smtp:mail.example.test:25:starttls:signed-in");
  g_assert_true (obd_finding_get_flag (cure, OBD_KEY_SMTP_AUTHENTICATED));
  g_assert_true (obd_finding_get_flag (cure, OBD_KEY_SMTP_RECIPIENT_OK));
  g_assert_cmpuint (fake_server_count (port25, "AUTH", -1) + fake_server_count (port587, "AUTH", -1),
                    ==, 1);
  g_assert_cmpuint (fake_server_count (port25, "AUTH", FALSE), ==, 0);
  g_assert_cmpuint (fake_server_count (port25, "DATA", -1), ==, 0);
  fixture_assert_verdict (fixture, OBD_CAUSE_AUTH_REQUIRED);
  g_assert_true (obd_exam_get_conclusion (fixture->exam)->examined);
}

/* One 535, and the password goes nowhere else; nothing is said after it. */
static void
test_wrong_password (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeScript script = { .starttls = TRUE, .auth_tls = "PLAIN", .auth_code = 535 };
  FakeScript tls = { .tls = TRUE, .auth_tls = "PLAIN", .auth_code = 235 };
  FakeServer *typed = fixture_serve (fixture, 587, &script);
  FakeServer *others[] = { fixture_serve (fixture, 465, &tls), fixture_serve (fixture, 25, &script) };

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  g_assert_cmpuint (fake_server_count (typed, "AUTH", -1), ==, 1);
  g_assert_cmpuint (fake_server_count_after (typed, "AUTH"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpuint (fake_server_count (others[i], "AUTH", -1), ==, 0);
  fixture_assert_verdict (fixture, OBD_CAUSE_AUTH_FAILED);
}

/* The device signs in: relaying without sign-in is tried beside it, once, on its own connection;
 * and everything that is said about mail is said inside TLS. */
static void
test_healthy_with_control (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .auth_plain = "PLAIN",
                                                                    .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });
  const ObdFinding *control;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  control = obd_findings_find_role (obd_exam_get_findings (fixture->exam), "control");
  g_assert_nonnull (control);
  g_assert_cmpstr (control->id, ==, "smtp:mail.example.test:587:starttls:anonymous");
  g_assert_false (control->typed);
  g_assert_cmpuint (control->reply->code, ==, 554);
  g_assert_cmpuint (fake_server_count (server, "MAIL", -1), ==, 2);
  g_assert_cmpuint (fake_server_count (server, "AUTH", -1), ==, 1);
  g_assert_cmpuint (fake_server_count (server, "AUTH", FALSE), ==, 0);
  g_assert_cmpuint (fake_server_count (server, "MAIL", FALSE), ==, 0);
  g_assert_cmpuint (fake_server_count (server, "RCPT", FALSE), ==, 0);
  g_assert_cmpuint (fake_server_count (server, "DATA", -1), ==, 0);
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
}

/* STARTTLS is typed and not offered: neither conversation of the device says anything of mail. */
static void
test_no_starttls (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .auth_plain = "PLAIN",
                                                                    .auth_code = 235 });
  const ObdFinding *typed;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:starttls:signed-in");
  g_assert_cmpint (typed->fault, ==, OBD_FAULT_NO_STARTTLS);
  g_assert_cmpuint (fake_server_count (server, "AUTH", -1), ==, 0);
  g_assert_cmpuint (fake_server_count (server, "MAIL", -1), ==, 0);
  g_assert_cmpuint (fake_server_count (server, "RCPT", -1), ==, 0);
}

/* An EHLO without AUTH is never taken for "no sign-in needed". */
static void
test_no_auth (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .open_relay = TRUE });
  const ObdFinding *typed;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->mailbox.recipient = NULL; /* so that no control says MAIL */
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:starttls:signed-in");
  g_assert_cmpint (typed->fault, ==, OBD_FAULT_NO_AUTH);
  g_assert_cmpint (typed->stage, ==, OBD_STAGE_AUTH);
  g_assert_cmpuint (fake_server_count (server, "MAIL", -1), ==, 0);
  fixture_assert_verdict (fixture, OBD_CAUSE_AUTH_MECHANISM);
}

/* The device has no encryption: our password still goes inside it. */
static void
test_upgraded (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .auth_plain = "PLAIN",
                                                                    .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });
  const ObdFinding *typed;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_NONE;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:none:signed-in");
  g_assert_true (obd_finding_get_flag (typed, OBD_KEY_SMTP_UPGRADED));
  g_assert_true (obd_finding_get_flag (typed, OBD_KEY_SMTP_AUTHENTICATED));
  g_assert_true (obd_finding_texts_contain (typed, OBD_KEY_SMTP_AUTH_PLAIN, "PLAIN"));
  g_assert_cmpuint (fake_server_count (server, "AUTH", TRUE), ==, 1);
  g_assert_cmpuint (fake_server_count (server, "AUTH", FALSE), ==, 0);
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
}

/* … even where its certificate does not pass, if the password could go in plain text here (the
 * connection does not leave this machine): the device would not have looked at it either. */
static void
test_upgraded_untrusted (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .auth_plain = "PLAIN",
                                                                    .auth_tls = "PLAIN",
                                                                    .auth_code = 235,
                                                                    .certificate = "expired.pem" });
  const ObdFinding *typed;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_NONE;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:none:signed-in");
  g_assert_true (obd_finding_get_flag (typed, OBD_KEY_SMTP_AUTHENTICATED));
  g_assert_false (obd_finding_get_flag (typed, OBD_KEY_SMTP_VERIFIED));
  g_assert_cmpuint (fake_server_count (server, "AUTH", TRUE), ==, 1);
  g_assert_cmpuint (fake_server_count (server, "AUTH", FALSE), ==, 0);
}

/* An address that the server cannot take (RFC 6531) is no fault of its answers, but the cause. */
static void
test_unsayable (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });
  const ObdFinding *typed;

  fixture->mailbox.address = "j\303\274rgen@example.test";
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "juergen";
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:starttls:signed-in");
  g_assert_cmpint (typed->outcome, ==, OBD_OUTCOME_SKIPPED);
  g_assert_cmpint (typed->stage, ==, OBD_STAGE_MAIL);
  g_assert_cmpstr (obd_finding_get_text (typed, OBD_KEY_SMTP_UNSAYABLE), ==, "sender");
  g_assert_cmpuint (fake_server_count (server, "MAIL", -1), ==, 0);
  g_assert_true (obd_exam_get_conclusion (fixture->exam)->examined);
}

/* Only the name was mistyped: what was told of the port still goes first. */
static void
test_mistyped_host (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *told = fixture_serve (fixture, 2525, &(FakeScript) { .starttls = TRUE,
                                                                   .auth_tls = "PLAIN",
                                                                   .auth_code = 235 });

  fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN", .auth_code = 235 });
  fixture->mailbox.host = "smtp://mail.example.test";
  fixture->mailbox.port = "2525";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  g_assert_cmpuint (fake_server_count (told, "AUTH", -1), ==, 1);
  g_assert_cmpint (fixture_find (fixture, "name:smtp://mail.example.test")->fault, ==,
                   OBD_FAULT_NAME_UNKNOWN);
  fixture_assert_verdict (fixture, OBD_CAUSE_HOST_NOT_FOUND);
}

static void
test_only_typed (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeScript script = { .starttls = TRUE, .auth_tls = "PLAIN", .auth_code = 235 };
  FakeServer *typed = fixture_serve (fixture, 587, &script);
  FakeServer *other = fixture_serve (fixture, 25, &script);

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->mailbox.only_typed = TRUE;
  fixture_run (fixture);
  g_assert_cmpuint (fake_server_count_connections (other), ==, 0);
  g_assert_cmpuint (fake_server_count_connections (typed), ==, 2); /* typed and control */
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
}

/* Plain text on 465: it would wait for ever; the twin that greeted inside TLS ends that. */
static void
test_outdone (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });
  const ObdFinding *typed;

  fixture->mailbox.port = "465";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->timeout = 600; /* not the end of the run is what ends the wait */
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:465:starttls:signed-in");
  g_assert_cmpint (typed->outcome, ==, OBD_OUTCOME_FAILED);
  g_assert_cmpint (typed->fault, ==, OBD_FAULT_TIMEOUT);
  g_assert_cmpint (typed->stage, ==, OBD_STAGE_BANNER);
  g_assert_true (obd_finding_get_flag (typed, OBD_KEY_SMTP_OUTDONE));
  g_assert_cmpuint (fake_server_count (server, "AUTH", TRUE), ==, 1);
  fixture_assert_verdict (fixture, OBD_CAUSE_TLS_MODE_MISMATCH);
}

/* A healthy 465 does not wait for its twin, whose answer nobody needs. */
static void
test_twin_outdone (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  const ObdFinding *twin;

  fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN", .auth_code = 235 });
  fixture->mailbox.port = "465";
  fixture->mailbox.security = OBD_SECURITY_TLS;
  fixture->mailbox.username = "anna";
  fixture->timeout = 600;
  fixture_run (fixture);
  twin = fixture_find (fixture, "smtp:mail.example.test:465:starttls:offer");
  g_assert_cmpint (twin->outcome, ==, OBD_OUTCOME_CANCELLED);
  g_assert_true (obd_finding_get_flag (twin, OBD_KEY_SMTP_OUTDONE));
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
}

/* Nothing is said to a server whose certificate does not pass. */
static void
test_expired (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN",
                                                                    .auth_code = 235,
                                                                    .certificate = "expired.pem" });
  const ObdFinding *typed;

  fixture->mailbox.port = "465";
  fixture->mailbox.security = OBD_SECURITY_TLS;
  fixture->mailbox.username = "anna";
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:465:tls:signed-in");
  g_assert_cmpint (typed->fault, ==, OBD_FAULT_CERTIFICATE);
  g_assert_cmpuint (typed->tls->problems, ==, OBD_TLS_PROBLEM_EXPIRED);
  g_assert_cmpuint (fake_server_count (server, "", -1), ==, 0);
  fixture_assert_verdict (fixture, OBD_CAUSE_TLS_CERTIFICATE);
}

/* Really one message, and only because it was asked for. */
static void
test_message (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->mailbox.test_recipient = "anna@example.test";
  fixture_run (fixture);
  g_assert_cmpuint (fake_server_count (server, "DATA", -1), ==, 1);
  g_assert_cmpuint (fake_server_count (server, "RCPT TO:<anna@example.test>", TRUE), ==, 1);
  g_assert_true (obd_finding_get_flag (fixture_find (fixture,
                                                     "smtp:mail.example.test:587:starttls:signed-in"),
                                       OBD_KEY_SMTP_MESSAGE_SENT));
  fixture_assert_step (fixture, "test-message", OBD_STATION_GOOD);
}

/* Without a password nothing is tried with one; everything else is told all the same. */
static void
test_no_password (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  FakeServer *server = fixture_serve (fixture, 587, &(FakeScript) { .starttls = TRUE,
                                                                    .auth_tls = "PLAIN",
                                                                    .auth_code = 235 });
  const ObdFinding *typed;

  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->mailbox.password = NULL;
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:starttls:signed-in");
  g_assert_cmpint (typed->fault, ==, OBD_FAULT_NO_PASSWORD);
  g_assert_cmpuint (fake_server_count (server, "AUTH", -1), ==, 0);
  g_assert_false (obd_exam_get_conclusion (fixture->exam)->examined);
  fixture_assert_step (fixture, "sign-in", OBD_STATION_NOT_TESTED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exam/relay-denied", test_relay_denied);
  g_test_add_func ("/exam/wrong-password", test_wrong_password);
  g_test_add_func ("/exam/healthy-with-control", test_healthy_with_control);
  g_test_add_func ("/exam/no-starttls", test_no_starttls);
  g_test_add_func ("/exam/no-auth", test_no_auth);
  g_test_add_func ("/exam/upgraded", test_upgraded);
  g_test_add_func ("/exam/upgraded-untrusted", test_upgraded_untrusted);
  g_test_add_func ("/exam/unsayable", test_unsayable);
  g_test_add_func ("/exam/mistyped-host", test_mistyped_host);
  g_test_add_func ("/exam/only-typed", test_only_typed);
  g_test_add_func ("/exam/outdone", test_outdone);
  g_test_add_func ("/exam/twin-outdone", test_twin_outdone);
  g_test_add_func ("/exam/expired", test_expired);
  g_test_add_func ("/exam/test-message", test_message);
  g_test_add_func ("/exam/no-password", test_no_password);
  return g_test_run ();
}
