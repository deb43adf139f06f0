/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-smtp-fixture.h"

#include <string.h>

/* --- EHLO ------------------------------------------------------------------------------------- */

static void
test_extensions (void)
{
  ObdSmtpFixture fixture;
  g_autofree char *mechanisms = NULL;

  obd_smtp_fixture_begin (&fixture,
      "S:220-mail.example\nS:220 ESMTP\nC:EHLO [127.0.0.1]\nS:250-AUTH.example\n"
                   "S:250-size 10240000\nS:250-AUTH PLAIN LOGIN\nS:250-AUTH=LOGIN cram-md5\n"
                   "S:250-XXXXXXXA\nS:250-STARTTLSX\nS:250 PIPELINING\nH");
  obd_smtp_fixture_greet (&fixture);
  g_assert_true (obd_smtp_has_extension (fixture.smtp, "SIZE"));
  g_assert_true (obd_smtp_has_extension (fixture.smtp, "pipelining"));
  g_assert_true (obd_smtp_has_extension (fixture.smtp, "XXXXXXXA"));
  g_assert_false (obd_smtp_has_extension (fixture.smtp, "STARTTLS"));
  g_assert_cmpuint (obd_smtp_get_size_limit (fixture.smtp), ==, 10240000);
  mechanisms = g_strjoinv (" ", (char **) obd_smtp_get_mechanisms (fixture.smtp));
  g_assert_cmpstr (mechanisms, ==, "PLAIN LOGIN CRAM-MD5");
  g_assert_false (obd_smtp_is_helo_only (fixture.smtp));
  obd_smtp_fixture_end (&fixture, "EHLO [127.0.0.1]|");
}

/* The server's own name in the first line is no extension. */
static void
test_no_auth_offered (void)
{
  ObdSmtpFixture fixture;

  obd_smtp_fixture_begin (&fixture, "S:220 x\nC:EHLO\nS:250 AUTH PLAIN\nH");
  obd_smtp_fixture_greet (&fixture);
  g_assert_cmpuint (g_strv_length ((GStrv) obd_smtp_get_mechanisms (fixture.smtp)), ==, 0);
  g_assert_null (obd_smtp_choose_mechanism (fixture.smtp, NULL));
  g_assert_cmpuint (obd_smtp_get_size_limit (fixture.smtp), ==, 0);
  obd_smtp_fixture_end (&fixture, NULL);
}

static void
test_helo (void)
{
  static const char *const codes[] = { "500", "502", "504" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *script = g_strdup_printf (
          "S:220 x\nC:EHLO\nS:%s what\nC:HELO [127.0.0.1]\nS:250-old\nS:250 AUTH PLAIN\nH", codes[i]);
      ObdSmtpFixture fixture;

      obd_smtp_fixture_begin (&fixture, script);
      obd_smtp_fixture_greet (&fixture);
      obd_wire_test_assert_reply (obd_smtp_get_last_reply (fixture.smtp), 250);
      g_assert_true (obd_smtp_is_helo_only (fixture.smtp));
      g_assert_false (obd_smtp_has_extension (fixture.smtp, "AUTH"));
      obd_smtp_fixture_end (&fixture, "EHLO [127.0.0.1]|HELO [127.0.0.1]|");
    }
}

static void
test_endless_reply (void)
{
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  obd_smtp_fixture_begin (&fixture, "M:220-more");
  reply = obd_smtp_greeting (fixture.smtp, fixture.deadline, NULL, &error);
  g_assert_null (reply);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
  obd_smtp_fixture_end (&fixture, NULL);
}

/* 421 and close: our next command is reset, and the server's words still reach us. */
static void
test_last_words (void)
{
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (ObdReply) hello = NULL;
  g_autoptr (GError) error = NULL;

  obd_smtp_fixture_begin (&fixture, "S:220 x\nS:421 4.3.2 too many connections");
  reply = obd_smtp_greeting (fixture.smtp, fixture.deadline, NULL, &error);
  g_assert_no_error (error);
  hello = obd_smtp_hello (fixture.smtp, fixture.deadline, NULL, &error);
  g_assert_no_error (error);
  obd_wire_test_assert_reply (hello, 421);
  obd_smtp_fixture_end (&fixture, NULL);
}

/* --- Envelope --------------------------------------------------------------------------------- */

static void
envelope (ObdSmtpFixture     *fixture,
          const char  *sender,
          const char  *recipient,
          guint64      size,
          ObdReply   **mail,
          ObdReply   **rcpt)
{
  g_autoptr (GError) error = NULL;

  obd_smtp_fixture_greet (fixture);
  g_assert_true (obd_smtp_envelope (fixture->smtp, sender, recipient, size, mail, rcpt,
                                    fixture->deadline, NULL, &error));
  g_assert_no_error (error);
}

static void
test_pipelining (void)
{
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;

  /* Answers only after both have come. */
  obd_smtp_fixture_begin (&fixture,
      "S:220 x\nC:EHLO\nS:250-x\nS:250-SIZE 9\nS:250 PIPELINING\nC:MAIL\nC:RCPT\n"
                   "S:250 ok\nS:554 5.7.1 Relay access denied\nH");
  envelope (&fixture, "joe@example.test", "ann@example.org", 77, &mail, &rcpt);
  obd_wire_test_assert_reply (mail, 250);
  obd_wire_test_assert_reply (rcpt, 554);
  obd_smtp_fixture_end (&fixture,
      "EHLO [127.0.0.1]|MAIL FROM:<joe@example.test> SIZE=77|RCPT TO:<ann@example.org>|");
}

static void
test_mail_refused (void)
{
  static const char *const scripts[] = {
    "S:220 x\nC:EHLO\nS:250-x\nS:250 PIPELINING\nC:MAIL\nC:RCPT\nS:530 5.7.0 sign in\n"
    "S:503 MAIL first\nC:RSET\nS:250 ok\nH",
    "S:220 x\nC:EHLO\nS:250 x\nC:MAIL\nS:530 5.7.0 sign in\nC:RSET\nS:250 ok\nH",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      ObdSmtpFixture fixture;
      g_autoptr (ObdReply) mail = NULL;
      g_autoptr (ObdReply) rcpt = NULL;
      g_autoptr (ObdReply) reset = NULL;

      obd_smtp_fixture_begin (&fixture, scripts[i]);
      envelope (&fixture, "joe@example.test", "ann@example.org", 0, &mail, &rcpt);
      obd_wire_test_assert_reply (mail, 530);
      g_assert_null (rcpt);
      obd_wire_test_assert_reply (obd_smtp_get_last_reply (fixture.smtp), 530);
      reset = obd_smtp_reset (fixture.smtp, fixture.deadline, NULL, NULL);
      obd_wire_test_assert_reply (reset, 250);
      obd_smtp_fixture_end (&fixture, NULL);
    }
}

static void
test_mail_refused_and_closed (void)
{
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;

  obd_smtp_fixture_begin (&fixture,
      "S:220 x\nC:EHLO\nS:250-x\nS:250 PIPELINING\nC:MAIL\nC:RCPT\nS:550 go away");
  envelope (&fixture, "joe@example.test", "ann@example.org", 0, &mail, &rcpt);
  obd_wire_test_assert_reply (mail, 550);
  g_assert_null (rcpt);
  obd_smtp_fixture_end (&fixture, NULL);
}

static void
test_utf8 (void)
{
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;

  obd_smtp_fixture_begin (&fixture,
      "S:220 x\nC:EHLO\nS:250-x\nS:250 SMTPUTF8\nC:MAIL\nS:250 ok\nC:RCPT\nS:250 ok\nH");
  envelope (&fixture, "joe@example.test", "j\xc3\xb6rg@example.org", 0, &mail, &rcpt);
  obd_smtp_fixture_end (&fixture, "EHLO [127.0.0.1]|MAIL FROM:<joe@example.test> SMTPUTF8|"
                 "RCPT TO:<j\xc3\xb6rg@example.org>|");
}

static void
test_refused_addresses (void)
{
  static const char *const addresses[] = {
    "a@example.test\r\nRCPT TO:<victim@example.org>", "a@example.test\nDATA", "a@example.test\rX",
    "a@example.test> AUTH=<x", "a b@example.test", "<a@example.test", "\"a@example.test",
    "j\xc3\xb6rg@example.test", "a\x01@example.test", "a@example.test\x7f",
  };
  ObdSmtpFixture fixture;

  obd_smtp_fixture_begin (&fixture, GREET "C:QUIT\nS:221 bye\nH");
  obd_smtp_fixture_greet (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    for (guint side = 0; side < 2; side++)
      {
        g_autoptr (GError) error = NULL;
        ObdReply *mail = NULL;
        ObdReply *rcpt = NULL;

        g_assert_false (obd_smtp_envelope (fixture.smtp, side ? "joe@example.test" : addresses[i],
                                           side ? addresses[i] : "joe@example.test", 0, &mail, &rcpt,
                                           fixture.deadline, NULL, &error));
        g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT);
        g_assert_null (mail);
      }
  obd_smtp_quit (fixture.smtp, NULL);
  obd_smtp_fixture_end (&fixture, "EHLO [127.0.0.1]|QUIT|");
}

/* --- DATA ------------------------------------------------------------------------------------- */

static void
test_dots (void)
{
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) data = NULL;
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  obd_smtp_fixture_begin (&fixture, GREET "C:DATA\nS:354 go\nB\nS:250 2.0.0 queued\nH");
  obd_smtp_fixture_greet (&fixture);
  reply = obd_smtp_data (fixture.smtp, "Subject: x\r\n\r\n.\n..two\na.b\rc", &data, fixture.deadline,
                         NULL, &error);
  g_assert_no_error (error);
  obd_wire_test_assert_reply (data, 354);
  obd_wire_test_assert_reply (reply, 250);
  obd_smtp_fixture_end (&fixture, "EHLO [127.0.0.1]|DATA|Subject: x||..|...two|a.b|c|.|");
}

static void
test_data_refused (void)
{
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) data = NULL;
  g_autoptr (ObdReply) reply = NULL;

  obd_smtp_fixture_begin (&fixture, GREET "C:DATA\nS:503 5.5.1 RCPT first\nH");
  obd_smtp_fixture_greet (&fixture);
  reply = obd_smtp_data (fixture.smtp, "x\n", &data, fixture.deadline, NULL, NULL);
  obd_wire_test_assert_reply (data, 503);
  obd_wire_test_assert_reply (reply, 503);
  obd_smtp_fixture_end (&fixture, "EHLO [127.0.0.1]|DATA|");
}

/* --- Spans ------------------------------------------------------------------------------------ */

static void
test_spans (void)
{
  static const ObdStage expected[] = {
    OBD_STAGE_BANNER, OBD_STAGE_EHLO, OBD_STAGE_MAIL, OBD_STAGE_RCPT,
  };
  ObdSmtpFixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;
  ObdTrace *trace;

  obd_smtp_fixture_begin (&fixture, GREET "C:MAIL\nS:250 ok\nC:RCPT\nS:250 ok\nC:QUIT\nS:221 bye\nH");
  trace = obd_channel_get_trace (obd_smtp_get_channel (fixture.smtp));
  envelope (&fixture, "joe@example.test", "ann@example.org", 0, &mail, &rcpt);
  obd_smtp_quit (fixture.smtp, NULL);
  g_assert_cmpuint (obd_trace_get_n_spans (trace), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpint (obd_trace_get_span (trace, i)->stage, ==, expected[i]);
      g_assert_cmpint (obd_trace_get_span (trace, i)->end, >=, 0);
    }
  obd_wire_test_assert_reply (obd_smtp_get_last_reply (fixture.smtp), 250);
  obd_smtp_fixture_end (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp/extensions", test_extensions);
  g_test_add_func ("/smtp/no-auth-offered", test_no_auth_offered);
  g_test_add_func ("/smtp/helo", test_helo);
  g_test_add_func ("/smtp/endless-reply", test_endless_reply);
  g_test_add_func ("/smtp/last-words", test_last_words);
  g_test_add_func ("/smtp/pipelining", test_pipelining);
  g_test_add_func ("/smtp/mail-refused", test_mail_refused);
  g_test_add_func ("/smtp/mail-refused-and-closed", test_mail_refused_and_closed);
  g_test_add_func ("/smtp/utf8", test_utf8);
  g_test_add_func ("/smtp/refused-addresses", test_refused_addresses);
  g_test_add_func ("/smtp/dots", test_dots);
  g_test_add_func ("/smtp/data-refused", test_data_refused);
  g_test_add_func ("/smtp/spans", test_spans);
  return g_test_run ();
}
