/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-incoming-fixture.h"

#include <string.h>

#define PASSWORD INCOMING_PASSWORD
#define CAPABLE(words) "S:* OK [CAPABILITY IMAP4rev1 " words "] ready\n"
/* "\0joe@example.test\0canary-Zx81" */
#define RESPONSE "AGpvZUBleGFtcGxlLnRlc3QAY2FuYXJ5LVp4ODE="

typedef struct
{
  const char      *name;
  const char      *script;
  const char      *method;
  const char      *password; /* NULL: the usual one */
  ObdAnswerStatus  status;
  const char      *code; /* (nullable) */
  int              error; /* -1: none */
  const char      *heard; /* (nullable) */
} Case;

static const Case cases[] = {
  /* RFC 4959 */
  { "plain-initial-response", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1 AUTHENTICATE PLAIN \n"
    "S:* CAPABILITY IMAP4rev1 IDLE\nS:a1 OK Logged in\nH", "PLAIN", NULL, OBD_ANSWER_OK, NULL, -1,
    "a1 AUTHENTICATE PLAIN " RESPONSE "|" },
  { "plain-without-sasl-ir", CAPABLE ("AUTH=PLAIN") "C:a1 AUTHENTICATE PLAIN\nS:+ \nC:A\n"
    "S:a1 OK Logged in\nH", "PLAIN", NULL, OBD_ANSWER_OK, NULL, -1,
    "a1 AUTHENTICATE PLAIN|" RESPONSE "|" },
  { "plus-without-blank", CAPABLE ("AUTH=PLAIN") "C:a1\nS:+\nC:A\nS:a1 OK in\nH", "PLAIN", NULL,
    OBD_ANSWER_OK, NULL, -1, NULL },
  { "login-mechanism", CAPABLE ("SASL-IR AUTH=LOGIN") "C:a1 AUTHENTICATE LOGIN\n"
    "S:+ VXNlcm5hbWU6\nC:am9l\nS:+ UGFzc3dvcmQ6\nC:Y2Fu\nS:a1 OK in\nH", "LOGIN", NULL,
    OBD_ANSWER_OK, NULL, -1, "a1 AUTHENTICATE LOGIN|am9lQGV4YW1wbGUudGVzdA==|Y2FuYXJ5LVp4ODE=|" },
  /* RFC 5530 */
  { "wrong-password", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\n"
    "S:a1 NO [AUTHENTICATIONFAILED] Authentication failed.\nH", "PLAIN", NULL, OBD_ANSWER_NO,
    "AUTHENTICATIONFAILED", -1, NULL },
  { "unavailable", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\nS:a1 NO [UNAVAILABLE] later\nH", "PLAIN",
    NULL, OBD_ANSWER_NO, "UNAVAILABLE", -1, NULL },
  { "refused-before-the-password", CAPABLE ("AUTH=PLAIN") "C:a1\nS:a1 NO [PRIVACYREQUIRED] no\nH",
    "PLAIN", NULL, OBD_ANSWER_NO, "PRIVACYREQUIRED", -1, "a1 AUTHENTICATE PLAIN|" },
  { "goodbye", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\nS:* BYE Too many failures", "PLAIN", NULL,
    OBD_ANSWER_BYE, NULL, -1, NULL },
  { "dropped", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\nR", "PLAIN", NULL, 0, NULL,
    OBD_WIRE_ERROR_DROPPED, NULL },
  /* What cannot stand there. */
  { "ok-of-another", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\nS:a0 OK in\nH", "PLAIN", NULL, 0, NULL,
    OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "untagged-ok-is-no-success", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\nS:* OK in", "PLAIN", NULL, 0,
    NULL, OBD_WIRE_ERROR_DROPPED, NULL },
  { "challenges-without-end", CAPABLE ("AUTH=LOGIN") "C:a1\nS:+ \nC:\nS:+ \nC:\nS:+ \nC:\nS:+ \nC:\n"
    "S:+ \nC:\nS:+ \nC:\nS:+ \nC:\nS:+ \nC:\nS:+ \nC:*\nS:a1 BAD ok\nH", "LOGIN", NULL, 0, NULL,
    OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "challenge-is-no-base64", CAPABLE ("AUTH=CRAM-MD5") "C:a1\nS:+ <not base64>\nC:*\nS:a1 BAD ok\nH",
    "CRAM-MD5", NULL, 0, NULL, OBD_WIRE_ERROR_PROTOCOL, "a1 AUTHENTICATE CRAM-MD5|*|" },
  { "scram-without-proof", CAPABLE ("SASL-IR AUTH=SCRAM-SHA-1") "C:a1\nS:a1 OK welcome\nH",
    "SCRAM-SHA-1", NULL, 0, NULL, OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "unknown-mechanism", CAPABLE ("AUTH=NTLM") "H", "NTLM", NULL, 0, NULL, OBD_WIRE_ERROR_FAILED,
    "" },
  /* Servers that say what they were told. */
  { "echoes-password", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\nS:* OK [ALERT] bad " PASSWORD "\n"
    "S:a1 NO [AUTHENTICATIONFAILED] bad password " PASSWORD "\nH", "PLAIN", NULL, OBD_ANSWER_NO,
    "AUTHENTICATIONFAILED", -1, NULL },
  { "echoes-base64", CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1\nS:* NO you said " RESPONSE "\n"
    "S:a1 NO and Y2FuYXJ5LVp4ODE= or xAFjYW5hcnktWng4MQ==\nH", "PLAIN", NULL, OBD_ANSWER_NO, NULL,
    -1, NULL },
  { "echoes-as-challenge", CAPABLE ("AUTH=LOGIN") "C:a1\nS:+ x\nC:am9l\nS:+ x\nC:Y2Fu\n"
    "S:+ Y2FuYXJ5LVp4ODE=\nC:\nS:a1 NO no\nH", "LOGIN", NULL, 0, NULL, OBD_WIRE_ERROR_PROTOCOL,
    NULL },
  /* LOGIN, RFC 9051 section 6.2.3 */
  { "login", CAPABLE ("IDLE") "C:a1 LOGIN\nS:a1 OK in\nH", "PASSWORD", NULL, OBD_ANSWER_OK, NULL, -1,
    "a1 LOGIN \"joe@example.test\" \"canary-Zx81\"|" },
  { "login-quotes", CAPABLE ("IDLE") "C:a1 LOGIN\nS:a1 OK in\nH", "PASSWORD", "a\"b\\c d{3}",
    OBD_ANSWER_OK, NULL, -1, "a1 LOGIN \"joe@example.test\" \"a\\\"b\\\\c d{3}\"|" },
  { "login-literal", CAPABLE ("IDLE") "C:a1 LOGIN \"joe@example.test\" {8}\nS:+ go\nC:caf\n"
    "S:a1 OK in\nH", "PASSWORD", "café-x%", OBD_ANSWER_OK, NULL, -1,
    "a1 LOGIN \"joe@example.test\" {8}|café-x%|" },
  { "login-literal-refused", CAPABLE ("IDLE") "C:a1 LOGIN\nS:a1 BAD no literals here\nH", "PASSWORD",
    "café", OBD_ANSWER_BAD, NULL, -1, "a1 LOGIN \"joe@example.test\" {5}|" },
  { "login-asks-for-more", CAPABLE ("IDLE") "C:a1 LOGIN\nS:+ more\nH", "PASSWORD", NULL, 0, NULL,
    OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "login-literal-asks-for-more", CAPABLE ("IDLE") "C:a1 LOGIN\nS:+ go\nC:caf\nS:+ more\nH",
    "PASSWORD", "café", 0, NULL, OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "login-line-end", CAPABLE ("IDLE") "H", "PASSWORD", "x\r\na2 DELETE INBOX", 0, NULL,
    OBD_WIRE_ERROR_INPUT, "" },
  { "login-literal-line-end", CAPABLE ("IDLE") "H", "PASSWORD", "é\na2 DELETE INBOX", 0, NULL,
    OBD_WIRE_ERROR_INPUT, "" },
  { "login-escape", CAPABLE ("IDLE") "H", "PASSWORD", "x\033[2J", 0, NULL, OBD_WIRE_ERROR_INPUT, "" },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  const char *password = row->password != NULL ? row->password : PASSWORD;
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, OBD_PROTOCOL_IMAP, row->script, NULL);
  obd_incoming_fixture_greet (&fixture);
  answer = obd_incoming_fixture_sign_in (&fixture, row->method, password, &error);
  if (row->error < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpint (answer->status, ==, row->status);
      if (row->code != NULL)
        g_assert_cmpstr (answer->code, ==, row->code);
    }
  else
    {
      g_assert_null (answer);
      g_assert_error (error, OBD_WIRE_ERROR, row->error);
    }
  obd_incoming_fixture_assert_hidden (&fixture, password);
  obd_incoming_fixture_end (&fixture, row->heard);
}

/* A refused sign-in leaves the session usable, and the next command has a tag of its own. */
static void
test_goes_on (void)
{
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;

  obd_incoming_fixture_begin (&fixture, OBD_PROTOCOL_IMAP,
                              CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1 AUTHENTICATE\nS:a1 NO no\n"
                              "C:a2 LOGOUT\nS:* BYE\nS:a2 OK done", NULL);
  obd_incoming_fixture_greet (&fixture);
  answer = obd_incoming_fixture_sign_in (&fixture, "PLAIN", PASSWORD, NULL);
  obd_incoming_quit (fixture.incoming, NULL);
  obd_incoming_fixture_end (&fixture, "a1 AUTHENTICATE PLAIN " RESPONSE "|a2 LOGOUT|");
}

/* One question to the mailbox behind the sign-in: in its own words and code. */
static void
test_mailbox (void)
{
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) in = NULL;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, OBD_PROTOCOL_IMAP,
                              CAPABLE ("SASL-IR AUTH=PLAIN") "C:a1 AUTHENTICATE\nS:a1 OK in\n"
                              "C:a2 STATUS\nS:* STATUS INBOX (UIDVALIDITY 1)\n"
                              "S:a2 NO [SERVERBUG] Internal error\nH", NULL);
  obd_incoming_fixture_greet (&fixture);
  in = obd_incoming_fixture_sign_in (&fixture, "PLAIN", PASSWORD, NULL);
  answer = obd_incoming_ask_mailbox (fixture.incoming, fixture.deadline, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->status, ==, OBD_ANSWER_NO);
  g_assert_cmpstr (answer->code, ==, "SERVERBUG");
  obd_incoming_fixture_end (&fixture, "a1 AUTHENTICATE PLAIN " RESPONSE
                                      "|a2 STATUS INBOX (UIDVALIDITY)|");
}

static void
test_trace (void)
{
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autofree char *trace = NULL;

  obd_incoming_fixture_begin (&fixture, OBD_PROTOCOL_IMAP,
                              CAPABLE ("AUTH=LOGIN") "C:a1 AUTHENTICATE LOGIN\nS:+ VXNlcm5hbWU6\n"
                              "C:am9l\nS:+ UGFzc3dvcmQ6\nC:Y2Fu\nS:a1 OK in\nH", NULL);
  obd_incoming_fixture_greet (&fixture);
  answer = obd_incoming_fixture_sign_in (&fixture, "LOGIN", PASSWORD, NULL);
  trace = obd_wire_test_dup_trace (obd_incoming_get_channel (fixture.incoming));
  g_assert_true (g_str_has_suffix (trace, "C: a1 AUTHENTICATE LOGIN\nS: + (hidden)\nC: (hidden)\n"
                                          "S: + (hidden)\nC: (hidden)\nS: a1 OK in\n"));
  obd_incoming_fixture_end (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/imap-auth/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/imap-auth/goes-on", test_goes_on);
  g_test_add_func ("/imap-auth/mailbox", test_mailbox);
  g_test_add_func ("/imap-auth/trace", test_trace);
  return g_test_run ();
}
