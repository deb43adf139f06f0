/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-imap-parser.h"
#include "obd-wire-context.h"

#include <string.h>

typedef struct
{
  const char         *name;
  const char         *tag;   /* (nullable): the greeting */
  const char         *lines; /* with "\n" between them */
  ObdImapParserState  state; /* after the last line */
  ObdAnswerStatus     status;
  const char         *code;
  const char         *words;
  const char         *capabilities; /* (nullable) */
  const char         *alert;
} Row;

#define MORE OBD_IMAP_PARSER_MORE
#define DONE OBD_IMAP_PARSER_DONE
#define FAILED OBD_IMAP_PARSER_FAILED
#define OK OBD_ANSWER_OK
#define NO OBD_ANSWER_NO

/* Greetings, answers and refusals as Dovecot 2.3, Cyrus, Courier, Exchange and Gmail word them. */
static const Row rows[] = {
  { "greeting", NULL, "* OK Dovecot (Debian) ready.", DONE, OK, NULL, "Dovecot (Debian) ready.",
    NULL, NULL },
  { "greeting-capabilities", NULL,
    "* OK [CAPABILITY IMAP4rev1 SASL-IR STARTTLS LOGINDISABLED] Dovecot ready.", DONE, OK,
    "CAPABILITY", "Dovecot ready.", "IMAP4REV1 SASL-IR STARTTLS LOGINDISABLED", NULL },
  { "greeting-preauth", NULL, "* PREAUTH [CAPABILITY IMAP4rev1] Logged in as anna", DONE,
    OBD_ANSWER_PREAUTH, "CAPABILITY", "Logged in as anna", "IMAP4REV1", NULL },
  { "greeting-bye", NULL, "* BYE Too many connections", DONE, OBD_ANSWER_BYE, NULL,
    "Too many connections", NULL, NULL },
  { "greeting-small-letters", NULL, "* ok ready", DONE, OK, NULL, "ready", NULL, NULL },
  { "greeting-bare", NULL, "* OK", DONE, OK, NULL, "", NULL, NULL },
  { "greeting-no", NULL, "* NO go away", FAILED, 0, NULL, NULL, NULL, NULL },
  { "greeting-data", NULL, "* CAPABILITY IMAP4rev1", FAILED, 0, NULL, NULL, NULL, NULL },
  { "greeting-tagged", NULL, "a1 OK ready", FAILED, 0, NULL, NULL, NULL, NULL },
  { "greeting-continue", NULL, "+ ready", FAILED, 0, NULL, NULL, NULL, NULL },
  { "greeting-smtp", NULL, "220 mail.example ESMTP", FAILED, 0, NULL, NULL, NULL, NULL },
  { "greeting-pop3", NULL, "+OK POP3 ready", FAILED, 0, NULL, NULL, NULL, NULL },
  { "greeting-empty", NULL, "", FAILED, 0, NULL, NULL, NULL, NULL },
  { "tagged", "a1", "a1 OK done", DONE, OK, NULL, "done", NULL, NULL },
  { "tagged-no-code", "a1", "a1 NO [AUTHENTICATIONFAILED] Authentication failed.", DONE, NO,
    "AUTHENTICATIONFAILED", "Authentication failed.", NULL, NULL },
  { "tagged-small-code", "a1", "a1 no [unavailable] later", DONE, NO, "unavailable", "later", NULL,
    NULL },
  { "tagged-code-with-arguments", "a1", "a1 NO [REFERRAL imap://other.example/] not here", DONE, NO,
    "REFERRAL", "not here", NULL, NULL },
  { "tagged-open-bracket", "a1", "a1 NO [AUTHENTICATIONFAILED Authentication failed", DONE, NO, NULL,
    "[AUTHENTICATIONFAILED Authentication failed", NULL, NULL },
  { "tagged-bad", "a1", "a1 BAD Error in IMAP command", DONE, OBD_ANSWER_BAD, NULL,
    "Error in IMAP command", NULL, NULL },
  { "tagged-bye", "a1", "a1 BYE bye", FAILED, 0, NULL, NULL, NULL, NULL },
  { "tagged-preauth", "a1", "a1 PREAUTH hello", FAILED, 0, NULL, NULL, NULL, NULL },
  { "tagged-word", "a1", "a1 OKAY", FAILED, 0, NULL, NULL, NULL, NULL },
  { "tag-of-another", "a2", "a1 OK done", FAILED, 0, NULL, NULL, NULL, NULL },
  { "tag-longer", "a1", "a11 OK done", FAILED, 0, NULL, NULL, NULL, NULL },
  { "tag-alone", "a1", "a1", FAILED, 0, NULL, NULL, NULL, NULL },
  { "untagged-then-tagged", "a1", "* 3 EXISTS\n* OK still here\n* NO a warning\na1 OK done", DONE, OK,
    NULL, "done", NULL, NULL },
  { "capability", "a1", "* CAPABILITY IMAP4rev1 AUTH=PLAIN  auth=login\na1 OK done", DONE, OK, NULL,
    "done", "IMAP4REV1 AUTH=PLAIN AUTH=LOGIN", NULL },
  { "capability-last-counts", "a1",
    "* CAPABILITY IMAP4rev1 AUTH=PLAIN\n* CAPABILITY IMAP4rev1\na1 OK done", DONE, OK, NULL, "done",
    "IMAP4REV1", NULL },
  { "capability-in-the-end", "a1", "a1 OK [CAPABILITY IMAP4rev2 IDLE] Logged in", DONE, OK,
    "CAPABILITY", "Logged in", "IMAP4REV2 IDLE", NULL },
  { "alert", "a1", "* OK [ALERT] The disk is nearly full\na1 OK done", DONE, OK, NULL, "done", NULL,
    "The disk is nearly full" },
  { "alert-decides", "a1", "a1 NO [ALERT] Please log in via your web browser", DONE, NO, "ALERT",
    "Please log in via your web browser", NULL, "Please log in via your web browser" },
  { "bye-then-tagged", "a1", "* BYE Logging out\na1 OK Logout completed.", DONE, OK, NULL,
    "Logout completed.", NULL, NULL },
  { "preauth-later", "a1", "* PREAUTH hello", FAILED, 0, NULL, NULL, NULL, NULL },
  { "untagged-empty", "a1", "* ", FAILED, 0, NULL, NULL, NULL, NULL },
  { "literal", "a1", "* LIST () \"/\" {5}\n)\na1 OK done", DONE, OK, NULL, "done", NULL, NULL },
  { "literal-twice", "a1", "* X {3}\n y {0}\n z\na1 OK done", DONE, OK, NULL, "done", NULL, NULL },
  { "literal8", "a1", "* X ~{3}\n\na1 OK done", DONE, OK, NULL, "done", NULL, NULL },
  { "literal-largest", "a1", "* X {65536}\n\na1 OK done", DONE, OK, NULL, "done", NULL, NULL },
  { "literal-too-long", "a1", "* X {65537}", FAILED, 0, NULL, NULL, NULL, NULL },
  { "literal-endless", "a1", "* X {99999999999999999999999}", FAILED, 0, NULL, NULL, NULL, NULL },
  { "literal-too-long-later", "a1", "* X {1}\n {4294967297}", FAILED, 0, NULL, NULL, NULL, NULL },
  { "literal-not-in-words", "a1", "* OK it {99999999}\na1 NO and {99999999}", DONE, NO, NULL,
    "and {99999999}", NULL, NULL },
  { "literal-of-no-digits", "a1", "* X {-1}\n* X {}\n* X {1+}\n* X }\na1 OK done", DONE, OK, NULL,
    "done", NULL, NULL },
  { "continue-not-asked-for", "a1", "+ go on", FAILED, 0, NULL, NULL, NULL, NULL },
};

static void
check_capabilities (const ObdImapParser *parser,
                    const char          *expected)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; parser->capabilities != NULL && i < parser->capabilities->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? " " : "",
                            (char *) g_ptr_array_index (parser->capabilities, i));
  g_assert_cmpstr (list->str, ==, expected != NULL ? expected : "");
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_auto (GStrv) lines = g_strsplit (row->lines, "\n", -1);
  g_auto (ObdImapParser) parser = { 0 };
  ObdImapParserState state = MORE;
  g_autoptr (GError) error = NULL;

  obd_imap_parser_init (&parser, row->tag);
  for (guint i = 0; i == 0 || lines[i] != NULL; i++)
    {
      g_assert_true (state == MORE || state == OBD_IMAP_PARSER_LITERAL);
      state = obd_imap_parser_feed (&parser, lines[i] != NULL ? lines[i] : "", &error);
      if (lines[i] == NULL)
        break;
    }
  g_assert_cmpint (state, ==, row->state);
  if (state == FAILED)
    {
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (parser.status, ==, row->status);
  g_assert_cmpstr (parser.code, ==, row->code);
  g_assert_cmpstr (parser.words, ==, row->words);
  g_assert_cmpstr (parser.alert, ==, row->alert);
  check_capabilities (&parser, row->capabilities);
}

/* The same untagged answer again and again; the last one that is taken is the limit. */
static void
test_endless (gconstpointer data)
{
  g_auto (ObdImapParser) parser = { 0 };
  g_autoptr (GError) error = NULL;
  guint taken = 0;

  obd_imap_parser_init (&parser, "a1");
  while (obd_imap_parser_feed (&parser, data, &error) == MORE)
    g_assert_cmpuint (++taken, <=, OBD_IMAP_MAX_LINES);
  g_assert_cmpuint (taken, ==, OBD_IMAP_MAX_LINES);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
}

/* As many capabilities as are allowed, and one more. */
static void
test_many_capabilities (void)
{
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (GString) line = g_string_new ("* CAPABILITY");
      g_auto (ObdImapParser) parser = { 0 };

      for (guint i = 0; i < OBD_IMAP_MAX_CAPABILITIES + more; i++)
        g_string_append_printf (line, " X%u", i);
      obd_imap_parser_init (&parser, "a1");
      g_assert_cmpint (obd_imap_parser_feed (&parser, line->str, NULL), ==, more ? FAILED : MORE);
    }
}

static void
test_continue (void)
{
  static const struct
  {
    const char *line;
    const char *challenge;
  } lines[] = { { "+ PDE4OTYuNjk3QGRiYz4=", "PDE4OTYuNjk3QGRiYz4=" }, { "+ ", "" }, { "+", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (ObdImapParser) parser = { 0 };

      obd_imap_parser_init (&parser, "a1");
      parser.may_continue = TRUE;
      g_assert_cmpint (obd_imap_parser_feed (&parser, lines[i].line, NULL), ==,
                       OBD_IMAP_PARSER_CONTINUE);
      g_assert_cmpint (parser.status, ==, OBD_ANSWER_CONTINUE);
      g_assert_cmpstr (parser.words, ==, lines[i].challenge);
    }
}

/* A server that says BYE and closes has answered; one that only closes has not. */
static void
test_end (void)
{
  g_auto (ObdImapParser) parser = { 0 };

  obd_imap_parser_init (&parser, "a1");
  g_assert_false (obd_imap_parser_end (&parser));
  g_assert_cmpint (obd_imap_parser_feed (&parser, "* BYE [UNAVAILABLE] down", NULL), ==, MORE);
  g_assert_true (obd_imap_parser_end (&parser));
  g_assert_cmpint (parser.status, ==, OBD_ANSWER_BYE);
  g_assert_cmpstr (parser.code, ==, "UNAVAILABLE");
  g_assert_cmpstr (parser.words, ==, "down");
}

int
main (int    argc,
      char **argv)
{
  static const char *const endless[] = { "* 1 EXISTS", "* CAPABILITY IMAP4rev1", "* OK more",
                                         "* BYE never" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/imap-parser/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (endless); i++)
    {
      g_autofree char *path = g_strdup_printf ("/imap-parser/endless/%u", i);

      g_test_add_data_func (path, endless[i], test_endless);
    }
  g_test_add_func ("/imap-parser/many-capabilities", test_many_capabilities);
  g_test_add_func ("/imap-parser/continue", test_continue);
  g_test_add_func ("/imap-parser/end", test_end);
  return g_test_run ();
}
