/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-incoming-fixture.h"
#include "obd-pop3-parser.h"

#include <string.h>

#define POP3 OBD_PROTOCOL_POP3
#define PASSWORD INCOMING_PASSWORD
#define CAPABLE(lines) "S:+OK ready\nC:CAPA\nS:+OK\n" lines "S:.\n"

/* --- Lines ------------------------------------------------------------------------------------ */

static void
test_lines (void)
{
  static const struct
  {
    const char      *line;
    gboolean         good;
    ObdAnswerStatus  status;
    const char      *code;
    const char      *words;
  } rows[] = {
    { "+OK Dovecot ready.", TRUE, OBD_ANSWER_OK, NULL, "Dovecot ready." },
    { "+OK", TRUE, OBD_ANSWER_OK, NULL, "" },
    { "+ok", TRUE, OBD_ANSWER_OK, NULL, "" },
    { "-ERR [AUTH] Authentication failed.", TRUE, OBD_ANSWER_NO, "AUTH", "Authentication failed." },
    { "-ERR [SYS/TEMP] later", TRUE, OBD_ANSWER_NO, "SYS/TEMP", "later" },
    { "-ERR [LOGIN-DELAY]", TRUE, OBD_ANSWER_NO, "LOGIN-DELAY", "" },
    { "-ERR [192.0.2.1] is blocked", TRUE, OBD_ANSWER_NO, NULL, "[192.0.2.1] is blocked" },
    { "-ERR [AUTH no end", TRUE, OBD_ANSWER_NO, NULL, "[AUTH no end" },
    { "-ERR []", TRUE, OBD_ANSWER_NO, NULL, "[]" },
    { "+ PDE4", TRUE, OBD_ANSWER_CONTINUE, NULL, "PDE4" },
    { "+", TRUE, OBD_ANSWER_CONTINUE, NULL, "" },
    { "+OKAY", FALSE, 0, NULL, NULL },
    { "-ERROR", FALSE, 0, NULL, NULL },
    { "", FALSE, 0, NULL, NULL },
    { "OK", FALSE, 0, NULL, NULL },
    { "* OK IMAP ready", FALSE, 0, NULL, NULL },
    { "220 smtp", FALSE, 0, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (ObdPop3Line) parsed = { 0 };

      g_test_message ("%s", rows[i].line);
      g_assert_cmpint (obd_pop3_line_parse (&parsed, rows[i].line), ==, rows[i].good);
      if (!rows[i].good)
        continue;
      g_assert_cmpint (parsed.status, ==, rows[i].status);
      g_assert_cmpstr (parsed.code, ==, rows[i].code);
      g_assert_cmpstr (parsed.words, ==, rows[i].words);
    }
}

/* RFC 1939 section 7; CVE-2007-1558. */
static void
test_timestamp (void)
{
  static const struct
  {
    const char *greeting;
    const char *timestamp;
  } rows[] = {
    { "POP3 ready <1896.697170952@dbc.mtview.ca.us>", "<1896.697170952@dbc.mtview.ca.us>" },
    { "<1.2@x> hello", "<1.2@x>" },
    { "no timestamp", NULL },
    { "<>", NULL },
    { "<@x>", NULL },
    { "<x@>", NULL },
    { "<no-at-sign>", NULL },
    { "<a@b@c>", NULL },
    { "<a b@c>", NULL },
    { "<a\xc3\xa9@c>", NULL },
    { "<a\x01@c>", NULL },
    { "<a@b", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = obd_pop3_find_timestamp (rows[i].greeting);

      g_assert_cmpstr (found, ==, rows[i].timestamp);
    }
}

/* --- Capabilities ----------------------------------------------------------------------------- */

static void
test_methods (void)
{
  static const struct
  {
    const char *script;
    const char *methods;
    const char *chosen; /* in plain text */
    gboolean    starttls;
  } rows[] = {
    { CAPABLE ("S:USER\nS:SASL PLAIN LOGIN\nS:STLS\n") "H", "PLAIN LOGIN PASSWORD", "PLAIN", TRUE },
    { CAPABLE ("S:SASL PLAIN  cram-md5\n") "H", "PLAIN CRAM-MD5", "CRAM-MD5", FALSE },
    { CAPABLE ("S:SASL X-CANARY-POP3\n") "H", "X-CANARY-POP3", NULL, FALSE },
    { CAPABLE ("S:USER\nS:STLSX\n") "H", "PASSWORD", "PASSWORD", FALSE },
    { CAPABLE ("S:STLS\n") "H", "", NULL, TRUE },
    { CAPABLE ("S:SASL\nS:TOP\n") "H", "", NULL, FALSE },
    { CAPABLE ("S:..USER\nS:USERX\n") "H", "", NULL, FALSE },
    /* RFC 1939 alone */
    { "S:+OK ready\nC:CAPA\nS:-ERR what\nH", "PASSWORD", "PASSWORD", FALSE },
    /* APOP comes last, and alone where nothing else is there. */
    { "S:+OK <1.2@x>\nC:CAPA\nS:+OK\nS:USER\nS:.\nH", "PASSWORD APOP", "PASSWORD", FALSE },
    { "S:+OK <1.2@x>\nC:CAPA\nS:+OK\nS:TOP\nS:.\nH", "APOP", "APOP", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ObdIncomingFixture fixture;
      g_auto (GStrv) methods = NULL;
      g_autofree char *list = NULL;

      g_test_message ("%s", rows[i].script);
      obd_incoming_fixture_begin (&fixture, POP3, rows[i].script, NULL);
      obd_incoming_fixture_greet (&fixture);
      methods = obd_incoming_list_methods (fixture.incoming);
      list = g_strjoinv (" ", methods);
      g_assert_cmpstr (list, ==, rows[i].methods);
      g_assert_cmpstr (obd_incoming_choose_method (fixture.incoming, NULL), ==, rows[i].chosen);
      g_assert_cmpint (obd_incoming_offers_starttls (fixture.incoming), ==, rows[i].starttls);
      obd_incoming_fixture_end (&fixture, "CAPA|");
    }
  /* What a server makes up is not kept for good. */
  g_assert_cmpuint (g_quark_try_string ("X-CANARY-POP3"), ==, 0);
}

typedef struct
{
  const char      *name;
  const char      *script;
  gboolean         greeted; /* the greeting is good, the capabilities are tried */
  ObdAnswerStatus  status;
  int              error; /* -1: none */
} Opening;

static const Opening openings[] = {
  { "refused", "S:-ERR [SYS/TEMP] down\nH", FALSE, OBD_ANSWER_NO, -1 },
  { "imap", "S:* OK IMAP ready\nH", FALSE, 0, OBD_WIRE_ERROR_PROTOCOL },
  { "challenge", "S:+ x\nH", FALSE, 0, OBD_WIRE_ERROR_PROTOCOL },
  { "closed", "", FALSE, 0, OBD_WIRE_ERROR_DROPPED },
  { "capa-endless", "S:+OK\nC:CAPA\nS:+OK\nM:X-MORE", TRUE, 0, OBD_WIRE_ERROR_PROTOCOL },
  { "capa-cut", "S:+OK\nC:CAPA\nS:+OK\nS:USER", TRUE, 0, OBD_WIRE_ERROR_DROPPED },
  { "capa-challenge", "S:+OK\nC:CAPA\nS:+ \nH", TRUE, 0, OBD_WIRE_ERROR_PROTOCOL },
};

static void
test_opening (gconstpointer data)
{
  const Opening *row = data;
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, POP3, row->script, NULL);
  answer = obd_incoming_greeting (fixture.incoming, fixture.deadline, NULL, &error);
  if (row->greeted)
    {
      g_clear_pointer (&answer, obd_answer_unref);
      answer = obd_incoming_learn (fixture.incoming, fixture.deadline, NULL, &error);
    }
  if (row->error < 0)
    g_assert_cmpint (answer->status, ==, row->status);
  else
    g_assert_error (error, OBD_WIRE_ERROR, row->error);
  obd_incoming_fixture_end (&fixture, NULL);
}

/* --- Signing in ------------------------------------------------------------------------------- */

typedef struct
{
  const char      *name;
  const char      *script;
  const char      *method;
  const char      *password; /* NULL: the usual one */
  ObdAnswerStatus  status;
  const char      *code;
  int              error;
  const char      *heard; /* behind CAPA */
} Case;

static const Case cases[] = {
  /* RFC 5034; the initial response waits, for the sake of old servers */
  { "plain", CAPABLE ("S:SASL PLAIN\n") "C:AUTH PLAIN\nS:+ \nC:A\nS:+OK Logged in.\nH", "PLAIN", NULL,
    OBD_ANSWER_OK, NULL, -1, "AUTH PLAIN|AGpvZUBleGFtcGxlLnRlc3QAY2FuYXJ5LVp4ODE=|" },
  { "plain-refused", CAPABLE ("S:SASL PLAIN\n") "C:AUTH\nS:+ \nC:A\nS:-ERR [AUTH] no\nH", "PLAIN",
    NULL, OBD_ANSWER_NO, "AUTH", -1, NULL },
  { "mechanism-not-taken", CAPABLE ("S:SASL PLAIN\n") "C:AUTH\nS:-ERR what\nH", "PLAIN", NULL,
    OBD_ANSWER_NO, NULL, -1, "AUTH PLAIN|" },
  { "challenge-is-no-base64", CAPABLE ("S:SASL CRAM-MD5\n") "C:AUTH\nS:+ <not base64>\nC:*\n"
    "S:-ERR ok\nH", "CRAM-MD5", NULL, 0, NULL, OBD_WIRE_ERROR_PROTOCOL, "AUTH CRAM-MD5|*|" },
  { "scram-without-proof", CAPABLE ("S:SASL SCRAM-SHA-1\n") "C:AUTH\nS:+ \nC:\nS:+OK in\nH",
    "SCRAM-SHA-1", NULL, 0, NULL, OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "user-and-pass", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:+OK Logged in.\nH", "PASSWORD",
    NULL, OBD_ANSWER_OK, NULL, -1, "USER joe@example.test|PASS canary-Zx81|" },
  { "pass-with-blanks", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:+OK\nH", "PASSWORD",
    " two  words ", OBD_ANSWER_OK, NULL, -1, "USER joe@example.test|PASS  two  words |" },
  { "pass-beyond-ascii", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:+OK\nH", "PASSWORD", "café-x",
    OBD_ANSWER_OK, NULL, -1, "USER joe@example.test|PASS café-x|" },
  { "user-refused", CAPABLE ("S:USER\n") "C:USER\nS:-ERR no such user\nH", "PASSWORD", NULL,
    OBD_ANSWER_NO, NULL, -1, "USER joe@example.test|" },
  { "pass-refused", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:-ERR [IN-USE] busy\nH",
    "PASSWORD", NULL, OBD_ANSWER_NO, "IN-USE", -1, NULL },
  { "pass-asks-for-more", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:+ more\nH", "PASSWORD",
    NULL, 0, NULL, OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "pass-line-end", CAPABLE ("S:USER\n") "H", "PASSWORD", "x\r\nDELE 1", 0, NULL,
    OBD_WIRE_ERROR_INPUT, "" },
  { "echoes-password", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\n"
    "S:-ERR [AUTH] what is " PASSWORD "\nH", "PASSWORD", NULL, OBD_ANSWER_NO, "AUTH", -1, NULL },
  /* Three digits at the start of a line are no reply code here. */
  { "echoes-digits", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:-ERR 123-abcdef is wrong\nH",
    "PASSWORD", "123-abcdef", OBD_ANSWER_NO, NULL, -1, NULL },
  { "dropped", CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nR", "PASSWORD", NULL, 0, NULL,
    OBD_WIRE_ERROR_DROPPED, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  const char *password = row->password != NULL ? row->password : PASSWORD;
  g_autofree char *heard = row->heard != NULL ? g_strconcat ("CAPA|", row->heard, NULL) : NULL;
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, POP3, row->script, NULL);
  obd_incoming_fixture_greet (&fixture);
  answer = obd_incoming_fixture_sign_in (&fixture, row->method, password, &error);
  if (row->error < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpint (answer->status, ==, row->status);
      g_assert_cmpstr (answer->code, ==, row->code);
    }
  else
    {
      g_assert_null (answer);
      g_assert_error (error, OBD_WIRE_ERROR, row->error);
    }
  obd_incoming_fixture_assert_hidden (&fixture, password);
  obd_incoming_fixture_end (&fixture, heard);
}

/* The digest stands for the password: it is hidden like it. The value is that of RFC 1939 section 7
 * ("tanstaaf"). */
static void
test_apop (void)
{
  static const char digest[] = "c4c9334bac560ecc979e58001b3e22fb";
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autofree char *trace = NULL;

  obd_incoming_fixture_begin (&fixture, POP3,
                              "S:+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\nC:CAPA\n"
                              "S:+OK\nS:.\nC:APOP\nS:-ERR not c4c9334bac560ecc979e58001b3e22fb\nH",
                              NULL);
  obd_incoming_fixture_greet (&fixture);
  answer = obd_incoming_fixture_sign_in (&fixture, "APOP", "tanstaaf", NULL);
  g_assert_cmpint (answer->status, ==, OBD_ANSWER_NO);
  trace = obd_wire_test_dup_trace (obd_incoming_get_channel (fixture.incoming));
  g_assert_null (strstr (trace, digest));
  g_assert_null (strstr (answer->line, digest));
  obd_incoming_fixture_end (&fixture,
                            "CAPA|APOP joe@example.test c4c9334bac560ecc979e58001b3e22fb|");
}

static void
test_mailbox (void)
{
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) in = NULL;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, POP3,
                              CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:+OK Logged in.\n"
                              "C:STAT\nS:-ERR [SYS/PERM] Mailbox is damaged\nH", NULL);
  obd_incoming_fixture_greet (&fixture);
  in = obd_incoming_fixture_sign_in (&fixture, "PASSWORD", PASSWORD, NULL);
  answer = obd_incoming_ask_mailbox (fixture.incoming, fixture.deadline, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->status, ==, OBD_ANSWER_NO);
  g_assert_cmpstr (answer->code, ==, "SYS/PERM");
  obd_incoming_fixture_end (&fixture, "CAPA|USER joe@example.test|PASS canary-Zx81|STAT|");
}

static void
test_trace (void)
{
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autofree char *trace = NULL;

  obd_incoming_fixture_begin (&fixture, POP3,
                              CAPABLE ("S:USER\n") "C:USER\nS:+OK\nC:PASS\nS:+OK Logged in.\n"
                              "C:QUIT\nS:+OK bye", NULL);
  obd_incoming_fixture_greet (&fixture);
  answer = obd_incoming_fixture_sign_in (&fixture, "PASSWORD", PASSWORD, NULL);
  obd_incoming_quit (fixture.incoming, NULL);
  trace = obd_wire_test_dup_trace (obd_incoming_get_channel (fixture.incoming));
  g_assert_true (g_str_has_suffix (trace, "C: USER joe@example.test\nS: +OK\nC: PASS (hidden)\n"
                                          "S: +OK Logged in.\nC: QUIT\n"));
  obd_incoming_fixture_end (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop3/lines", test_lines);
  g_test_add_func ("/pop3/timestamp", test_timestamp);
  g_test_add_func ("/pop3/methods", test_methods);
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autofree char *path = g_strconcat ("/pop3/opening/", openings[i].name, NULL);

      g_test_add_data_func (path, &openings[i], test_opening);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/pop3/auth/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/pop3/apop", test_apop);
  g_test_add_func ("/pop3/mailbox", test_mailbox);
  g_test_add_func ("/pop3/trace", test_trace);
  return g_test_run ();
}
