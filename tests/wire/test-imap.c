/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-incoming-fixture.h"

#include <string.h>

#define IMAP OBD_PROTOCOL_IMAP
#define GREET "S:* OK [CAPABILITY IMAP4rev1 "

/* --- Greeting and capabilities ---------------------------------------------------------------- */

typedef struct
{
  const char      *name;
  const char      *script;
  ObdAnswerStatus  status;
  int              error; /* -1: none */
} Greeting;

static const Greeting greetings[] = {
  { "ok", "S:* OK ready\nH", OBD_ANSWER_OK, -1 },
  { "preauth", "S:* PREAUTH welcome anna\nH", OBD_ANSWER_PREAUTH, -1 },
  { "bye", "S:* BYE [UNAVAILABLE] overloaded", OBD_ANSWER_BYE, -1 },
  { "smtp", "S:220 mail.example ESMTP\nH", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "http", "S:HTTP/1.1 400 Bad Request\nH", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "nul", "S:* OK \\0 ready\nH", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "line-without-end", "s:* OK " , 0, OBD_WIRE_ERROR_DROPPED },
  { "closed", "", 0, OBD_WIRE_ERROR_DROPPED },
  { "reset", "R", 0, OBD_WIRE_ERROR_DROPPED },
};

static void
test_greeting (gconstpointer data)
{
  const Greeting *row = data;
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, IMAP, row->script, NULL);
  answer = obd_incoming_greeting (fixture.incoming, fixture.deadline, NULL, &error);
  if (row->error < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpint (answer->status, ==, row->status);
    }
  else
    {
      g_assert_null (answer);
      g_assert_error (error, OBD_WIRE_ERROR, row->error);
    }
  obd_incoming_fixture_end (&fixture, NULL);
}

/* What the greeting tells is not asked again; and what a server makes up is not kept for good. */
static void
test_greeting_capabilities (void)
{
  ObdIncomingFixture fixture;
  g_auto (GStrv) methods = NULL;
  g_autofree char *list = NULL;

  obd_incoming_fixture_begin (&fixture, IMAP,
                              GREET "SASL-IR STARTTLS AUTH=PLAIN AUTH=X-CANARY-IMAP] ready\n"
                                    "C:a1 LOGOUT\nS:* BYE bye\nS:a1 OK done", NULL);
  obd_incoming_fixture_greet (&fixture);
  methods = obd_incoming_list_methods (fixture.incoming);
  list = g_strjoinv (" ", methods);
  g_assert_cmpstr (list, ==, "PLAIN X-CANARY-IMAP PASSWORD");
  g_assert_cmpuint (g_quark_try_string ("X-CANARY-IMAP"), ==, 0);
  g_assert_true (obd_incoming_offers_starttls (fixture.incoming));
  obd_incoming_quit (fixture.incoming, NULL);
  g_assert_cmpstr (obd_incoming_get_last_answer (fixture.incoming)->words, ==, "ready");
  obd_incoming_fixture_end (&fixture, "a1 LOGOUT|");
}

static void
test_capability (void)
{
  ObdIncomingFixture fixture;

  obd_incoming_fixture_begin (&fixture, IMAP,
                              "S:* OK ready\nC:a1 CAPABILITY\nS:* OK [ALERT] Down at noon\n"
                              "S:* CAPABILITY IMAP4rev1 logindisabled auth=\nS:a1 OK done\nH", NULL);
  obd_incoming_fixture_greet (&fixture);
  g_assert_null (obd_incoming_choose_method (fixture.incoming, NULL));
  g_assert_false (obd_incoming_offers_starttls (fixture.incoming));
  g_assert_cmpstr (obd_incoming_get_alert (fixture.incoming), ==, "Down at noon");
  obd_incoming_fixture_end (&fixture, "a1 CAPABILITY|");
}

typedef struct
{
  const char      *name;
  const char      *script; /* behind the greeting */
  ObdAnswerStatus  status;
  int              error;
} Learn;

static const Learn learns[] = {
  { "refused", "S:a1 BAD what\nH", OBD_ANSWER_BAD, -1 },
  { "goodbye", "S:* BYE idle for too long", OBD_ANSWER_BYE, -1 },
  { "wrong-tag", "S:a2 OK done\nH", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "challenge", "S:+ go on\nH", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "endless-untagged", "M:* 1 EXISTS", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "endless-capability", "M:* CAPABILITY IMAP4rev1", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "endless-line", "S:* CAPABILITY IMAP4rev1\nS:* X {99999999}\nH", 0, OBD_WIRE_ERROR_PROTOCOL },
  { "literal", "s:* X {6}\\r\\nab\\r\\na1 y\\r\\na1 OK done\\r\\n\nH", OBD_ANSWER_OK, -1 },
  { "literal-cut", "s:* X {600}\\r\\nab\n", 0, OBD_WIRE_ERROR_DROPPED },
  { "closed", "", 0, OBD_WIRE_ERROR_DROPPED },
};

static void
test_learn (gconstpointer data)
{
  const Learn *row = data;
  g_autofree char *script = g_strconcat ("S:* OK ready\nC:a1 CAPABILITY\n", row->script, NULL);
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) greeting = NULL;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, IMAP, script, NULL);
  greeting = obd_incoming_greeting (fixture.incoming, fixture.deadline, NULL, NULL);
  answer = obd_incoming_learn (fixture.incoming, fixture.deadline, NULL, &error);
  if (row->error < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpint (answer->status, ==, row->status);
    }
  else
    g_assert_error (error, OBD_WIRE_ERROR, row->error);
  obd_incoming_fixture_end (&fixture, NULL);
}

/* A line that never ends is given up long before the memory is. */
static void
test_endless_line (void)
{
  g_autofree char *filler = g_strnfill (4000, 'x');
  g_autofree char *script = g_strdup_printf ("s:* OK %s\ns:%s\ns:%s\ns:%s\nH", filler, filler,
                                             filler, filler);
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  obd_incoming_fixture_begin (&fixture, IMAP, script, NULL);
  answer = obd_incoming_greeting (fixture.incoming, fixture.deadline, NULL, &error);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
  obd_incoming_fixture_end (&fixture, NULL);
}

/* --- Which way to sign in --------------------------------------------------------------------- */

static void
test_choose (void)
{
  static const struct
  {
    const char *offered;
    const char *wanted;
    const char *chosen;
  } rows[] = {
    { "AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5", NULL, "CRAM-MD5" }, /* in plain text */
    { "AUTH=SCRAM-SHA-1 AUTH=SCRAM-SHA-256", NULL, "SCRAM-SHA-256" },
    { "AUTH=PLAIN LOGINDISABLED", NULL, "PLAIN" },
    { "IDLE", NULL, "PASSWORD" },
    { "AUTH=XOAUTH2", NULL, "PASSWORD" },
    { "AUTH=XOAUTH2 LOGINDISABLED", NULL, NULL },
    { "LOGINDISABLED", NULL, NULL },
    { "AUTH=PLAIN", "PLAIN", "PLAIN" },
    { "IDLE", "PLAIN", "PASSWORD" },
    { "IDLE", "LOGIN", "PASSWORD" },
    { "IDLE", "CRAM-MD5", NULL },
    { "AUTH=PLAIN", "NTLM", NULL },
    { "AUTH=NTLM", "NTLM", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *script = g_strconcat (GREET, rows[i].offered, "] ready\nH", NULL);
      ObdIncomingFixture fixture;

      g_test_message ("%s", script);
      obd_incoming_fixture_begin (&fixture, IMAP, script, NULL);
      obd_incoming_fixture_greet (&fixture);
      g_assert_cmpstr (obd_incoming_choose_method (fixture.incoming, rows[i].wanted), ==,
                       rows[i].chosen);
      obd_incoming_fixture_end (&fixture, "");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      g_autofree char *path = g_strconcat ("/imap/greeting/", greetings[i].name, NULL);

      g_test_add_data_func (path, &greetings[i], test_greeting);
    }
  for (guint i = 0; i < G_N_ELEMENTS (learns); i++)
    {
      g_autofree char *path = g_strconcat ("/imap/learn/", learns[i].name, NULL);

      g_test_add_data_func (path, &learns[i], test_learn);
    }
  g_test_add_func ("/imap/greeting-capabilities", test_greeting_capabilities);
  g_test_add_func ("/imap/capability", test_capability);
  g_test_add_func ("/imap/endless-line", test_endless_line);
  g_test_add_func ("/imap/choose", test_choose);
  return g_test_run ();
}
