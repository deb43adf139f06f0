/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an incoming server says: the lines of an IMAP answer, literals skipped as the session does it,
 * and each line read as POP3 as well. The first byte chooses between greeting and command. */

#include "config.h"

#include "obd-imap-parser.h"
#include "obd-pop3-parser.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* The next line, without its end; %NULL at the end of the input. NUL bytes end a line's text, as in
 * the channel, which refuses them. */
static char *
take_line (const char **at,
           const char  *end)
{
  const char *stop = *at < end ? memchr (*at, '\n', end - *at) : NULL;
  char *line;

  if (stop == NULL)
    return NULL;
  line = g_strndup (*at, stop - *at);
  *at = stop + 1;
  return line;
}

static void
check_texts (const ObdImapParser *parser)
{
  g_autoptr (ObdAnswer) answer = NULL;

  for (guint i = 0; parser->capabilities != NULL && i < parser->capabilities->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (parser->capabilities, i), -1, NULL));
  if (parser->line == NULL)
    return;
  answer = obd_answer_new (parser->status, parser->code, parser->line, parser->words);
  g_assert_true (g_utf8_validate (answer->line, -1, NULL));
  g_assert_null (strpbrk (answer->line, "\r\x1b"));
  g_assert_true (strlen (answer->line) <= 3 * OBD_REPLY_MAX_TEXT);
}

static void
check_pop3 (const char *line)
{
  g_auto (ObdPop3Line) parsed = { 0 };
  g_autofree char *timestamp = NULL;

  if (!obd_pop3_line_parse (&parsed, line))
    return;
  g_assert_true (parsed.words >= line && parsed.words <= line + strlen (line));
  timestamp = obd_pop3_find_timestamp (parsed.words);
  if (timestamp != NULL)
    g_assert_nonnull (strchr (timestamp, '@'));
}

static void
read_answer (ObdImapParser *parser,
             const char    *at,
             const char    *end)
{
  ObdImapParserState state = OBD_IMAP_PARSER_MORE;
  guint lines = 0;

  while (state == OBD_IMAP_PARSER_MORE || state == OBD_IMAP_PARSER_LITERAL)
    {
      g_autofree char *line = take_line (&at, end);

      if (line == NULL)
        break;
      check_pop3 (line);
      state = obd_imap_parser_feed (parser, line, NULL);
      g_assert_cmpuint (++lines, <=, OBD_IMAP_MAX_LINES + 1);
      if (state != OBD_IMAP_PARSER_LITERAL)
        continue;
      g_assert_cmpuint (parser->literal, <=, OBD_IMAP_MAX_LITERAL);
      if ((gsize) (end - at) < parser->literal)
        break;
      at += parser->literal;
    }
  obd_imap_parser_end (parser);
  check_texts (parser);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_auto (ObdImapParser) parser = { 0 };

  if (size < 1)
    return 0;
  obd_imap_parser_init (&parser, data[0] & 1 ? "a1" : NULL);
  parser.may_continue = (data[0] & 2) != 0;
  read_answer (&parser, (const char *) data + 1, (const char *) data + size);
  return 0;
}
