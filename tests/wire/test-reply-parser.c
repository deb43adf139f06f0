/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-parser.h"
#include "obd-smtp.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *lines; /* joined by "\n" */
  guint       code;  /* 0: refused */
  const char *enhanced;
  const char *text;
} Case;

static const Case cases[] = {
  { "plain", "250 OK", 250, NULL, "OK" },
  { "code-alone", "250", 250, NULL, "" },
  { "code-and-blank", "250 ", 250, NULL, "" },
  { "many-lines", "250-mail.example\n250-SIZE\n250 HELP", 250, NULL, "mail.example\nSIZE\nHELP" },
  { "empty-lines-in-between", "250-\n250-\n250 end", 250, NULL, "\n\nend" },
  { "last-line-code-alone", "550-no\n550", 550, NULL, "no\n" },
  { "enhanced", "554 5.7.1 Relay access denied", 554, "5.7.1", "Relay access denied" },
  { "enhanced-long", "550 5.123.456 x", 550, "5.123.456", "x" },
  { "enhanced-too-long", "550 5.1234.1 x", 550, NULL, "5.1234.1 x" },
  { "enhanced-of-class-3", "550 3.7.1 x", 550, NULL, "3.7.1 x" },
  { "enhanced-alone", "535 5.7.8", 535, "5.7.8", "" },
  { "no-enhanced-but-address", "550 5.7.1.9 x", 550, NULL, "5.7.1.9 x" },
  { "control-characters", "550 a\x1b[31mb", 550, NULL, "a\xef\xbf\xbd[31mb" },
  { "not-utf8", "550 a\xff" "b", 550, NULL, "a\xef\xbf\xbd" "b" },
  { "direction-override", "550 \xe2\x80\xaexyz", 550, NULL, "\xef\xbf\xbdxyz" },
  { "no-code", "hello", 0, NULL, NULL },
  { "empty", "", 0, NULL, NULL },
  { "two-digits", "25 OK", 0, NULL, NULL },
  { "four-digits", "2500 OK", 0, NULL, NULL },
  { "code-1yz", "150 wait", 0, NULL, NULL },
  { "code-6yz", "650 what", 0, NULL, NULL },
  { "code-negative", "-50 OK", 0, NULL, NULL },
  { "no-separator", "250OK", 0, NULL, NULL },
  { "tab-as-separator", "250\tOK", 0, NULL, NULL },
  { "blank-before-code", " 250 OK", 0, NULL, NULL },
  { "two-codes", "250-a\n251 b", 0, NULL, NULL },
  { "refusal-becomes-success", "550-no\n250 yes", 0, NULL, NULL },
  { "http", "HTTP/1.1 400 Bad Request", 0, NULL, NULL },
  { "imap", "* OK [CAPABILITY IMAP4rev1] ready", 0, NULL, NULL },
  { "pop3", "+OK ready", 0, NULL, NULL },
};

static ObdReplyParserState
feed_all (ObdReplyParser  *parser,
          const char      *joined,
          GError         **error)
{
  g_auto (GStrv) lines = g_strsplit (joined, "\n", -1);
  ObdReplyParserState state = OBD_REPLY_PARSER_MORE;
  guint i;

  if (lines[0] == NULL)
    return obd_reply_parser_feed (parser, "", error);
  for (i = 0; lines[i] != NULL && state == OBD_REPLY_PARSER_MORE; i++)
    state = obd_reply_parser_feed (parser, lines[i], error);
  g_assert_true (state == OBD_REPLY_PARSER_FAILED || lines[i] == NULL);
  return state;
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_auto (ObdReplyParser) parser = { 0 };
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  ObdReplyParserState state;

  obd_reply_parser_init (&parser);
  state = feed_all (&parser, row->lines, &error);
  if (row->code == 0)
    {
      g_assert_cmpint (state, ==, OBD_REPLY_PARSER_FAILED);
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, OBD_REPLY_PARSER_DONE);
  reply = obd_reply_parser_build (&parser);
  g_assert_cmpuint (reply->code, ==, row->code);
  g_assert_cmpstr (reply->enhanced, ==, row->enhanced);
  g_assert_cmpstr (reply->text, ==, row->text);
}

static void
test_too_many_lines (void)
{
  g_auto (ObdReplyParser) parser = { 0 };
  g_autoptr (GError) error = NULL;

  obd_reply_parser_init (&parser);
  for (guint i = 0; i < OBD_SMTP_MAX_LINES; i++)
    g_assert_cmpint (obd_reply_parser_feed (&parser, "250-x", &error), ==, OBD_REPLY_PARSER_MORE);
  g_assert_cmpint (obd_reply_parser_feed (&parser, "250 x", &error), ==, OBD_REPLY_PARSER_FAILED);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
}

static void
test_too_many_bytes (void)
{
  g_auto (ObdReplyParser) parser = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = g_strnfill (OBD_CHANNEL_MAX_LINE - 4, 'x');
  g_autofree char *line = g_strconcat ("250-", filler, NULL);
  ObdReplyParserState state = OBD_REPLY_PARSER_MORE;
  gsize fed = 0;

  obd_reply_parser_init (&parser);
  while ((state = obd_reply_parser_feed (&parser, line, &error)) == OBD_REPLY_PARSER_MORE)
    fed += strlen (line);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
  g_assert_cmpuint (fed, <=, OBD_REPLY_PARSER_MAX_BYTES);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/reply-parser/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/reply-parser/too-many-lines", test_too_many_lines);
  g_test_add_func ("/reply-parser/too-many-bytes", test_too_many_bytes);
  return g_test_run ();
}
