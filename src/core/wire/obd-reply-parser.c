/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-parser.h"

#include "obd-smtp.h"

#include <string.h>

void
obd_reply_parser_init (ObdReplyParser *parser)
{
  parser->code = 0;
  parser->bytes = 0;
  parser->texts = g_ptr_array_new_with_free_func (g_free);
}

void
obd_reply_parser_clear (ObdReplyParser *parser)
{
  g_clear_pointer (&parser->texts, g_ptr_array_unref);
}

static ObdReplyParserState
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL, message);
  return OBD_REPLY_PARSER_FAILED;
}

/* Three digits, the first 2 to 5 (RFC 5321 section 4.2.1; 1yz is not used in SMTP). 0 if not. */
static guint
parse_code (const char *line)
{
  if (line[0] < '2' || line[0] > '5' || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

ObdReplyParserState
obd_reply_parser_feed (ObdReplyParser  *parser,
                       const char      *line,
                       GError         **error)
{
  guint code = parse_code (line);
  char separator;

  parser->bytes += strlen (line);
  if (code == 0)
    return fail (error, "a line that begins with no reply code");
  separator = line[3]; /* a code alone is a last line too (RFC 5321 section 4.2) */
  if (separator != ' ' && separator != '-' && separator != '\0')
    return fail (error, "a reply code with neither blank nor hyphen behind it");
  if (parser->code != 0 && parser->code != code)
    return fail (error, "two codes in one reply");
  if (parser->texts->len >= OBD_SMTP_MAX_LINES || parser->bytes > OBD_REPLY_PARSER_MAX_BYTES)
    return fail (error, "a reply without end");
  parser->code = code;
  g_ptr_array_add (parser->texts, g_strdup (separator == '\0' ? "" : line + 4));
  return separator == '-' ? OBD_REPLY_PARSER_MORE : OBD_REPLY_PARSER_DONE;
}

ObdReply *
obd_reply_parser_build (ObdReplyParser *parser)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parser->texts->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, g_ptr_array_index (parser->texts, i));
    }
  return obd_reply_new (parser->code, text->str);
}
