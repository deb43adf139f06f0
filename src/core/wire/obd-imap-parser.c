/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 9051 section 9 (formal syntax): response-data, response-tagged, continue-req, resp-text. */

#include "config.h"

#include "obd-imap-parser.h"

#include "obd-secret.h"
#include "obd-wire-context.h"

#include <string.h>

void
obd_imap_parser_init (ObdImapParser *parser,
                      const char    *tag)
{
  *parser = (ObdImapParser) { .tag = g_strdup (tag) };
}

static void
forget_answer (ObdImapParser *parser)
{
  g_clear_pointer (&parser->code, g_free);
  g_clear_pointer (&parser->line, g_free);
  g_clear_pointer (&parser->words, obd_wipe_string);
}

void
obd_imap_parser_clear (ObdImapParser *parser)
{
  forget_answer (parser);
  g_clear_pointer (&parser->tag, g_free);
  g_clear_pointer (&parser->alert, g_free);
  g_clear_pointer (&parser->capabilities, g_ptr_array_unref);
}

static ObdImapParserState
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL, message);
  return OBD_IMAP_PARSER_FAILED;
}

/* @text begins with @word, in any case, and a blank or its end behind it. */
static const char *
skip_word (const char *text,
           const char *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (text, word, length) != 0)
    return NULL;
  if (text[length] == '\0')
    return text + length;
  return text[length] == ' ' ? text + length + 1 : NULL;
}

static const char *
skip_status (const char      *text,
             ObdAnswerStatus *status)
{
  static const char *const names[] = {
    [OBD_ANSWER_OK] = "OK",   [OBD_ANSWER_NO] = "NO",           [OBD_ANSWER_BAD] = "BAD",
    [OBD_ANSWER_BYE] = "BYE", [OBD_ANSWER_PREAUTH] = "PREAUTH",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *rest = skip_word (text, names[i]);

      if (rest == NULL)
        continue;
      *status = i;
      return rest;
    }
  return NULL;
}

/* "IMAP4rev1 SASL-IR AUTH=PLAIN": each list is the whole truth and takes the place of the last. */
static gboolean
take_capabilities (ObdImapParser *parser,
                   const char    *list)
{
  g_auto (GStrv) words = g_strsplit (list, " ", OBD_IMAP_MAX_CAPABILITIES + 1);

  g_clear_pointer (&parser->capabilities, g_ptr_array_unref);
  parser->capabilities = g_ptr_array_new_with_free_func (g_free);
  if (g_strv_length (words) > OBD_IMAP_MAX_CAPABILITIES)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *clean = obd_text_sanitize (words[i], OBD_REPLY_MAX_TEXT);

      if (*clean != '\0')
        g_ptr_array_add (parser->capabilities, g_ascii_strup (clean, -1));
    }
  return TRUE;
}

/* resp-text: "[CODE arguments] words". A bracket that never closes is part of the words. */
static void
split_code (const char  *text,
            char       **code,
            char       **arguments,
            const char **words)
{
  const char *end = *text == '[' ? strchr (text, ']') : NULL;
  gsize length;

  *words = text;
  if (end == NULL)
    return;
  length = strcspn (text + 1, " ]");
  *code = g_strndup (text + 1, length);
  if (text[1 + length] == ' ')
    *arguments = g_strndup (text + 2 + length, end - text - 2 - length);
  *words = end + 1 + strspn (end + 1, " ");
}

static gboolean
note_code (ObdImapParser *parser,
           const char    *code,
           const char    *arguments,
           const char    *words)
{
  if (code == NULL)
    return TRUE;
  if (g_ascii_strcasecmp (code, "ALERT") == 0)
    {
      g_free (parser->alert);
      parser->alert = g_strdup (words);
    }
  if (g_ascii_strcasecmp (code, "CAPABILITY") == 0 && arguments != NULL)
    return take_capabilities (parser, arguments);
  return TRUE;
}

/* A status with what stands behind it; @text begins with the status, @rest behind it. */
static gboolean
take_status (ObdImapParser *parser,
             const char    *text,
             const char    *rest,
             gboolean       decides)
{
  g_autofree char *code = NULL;
  g_autofree char *arguments = NULL;
  const char *words;

  split_code (rest, &code, &arguments, &words);
  if (!note_code (parser, code, arguments, words))
    return FALSE;
  if (!decides)
    return TRUE;
  forget_answer (parser);
  parser->code = g_steal_pointer (&code);
  parser->line = g_strdup (text);
  parser->words = g_strdup (words);
  return TRUE;
}

/* RFC 9051 section 7.1: exactly one of OK, PREAUTH and BYE. */
static ObdImapParserState
feed_greeting (ObdImapParser  *parser,
               const char     *text,
               GError        **error)
{
  const char *rest = skip_status (text, &parser->status);

  if (rest == NULL || parser->status == OBD_ANSWER_NO || parser->status == OBD_ANSWER_BAD)
    return fail (error, "a greeting that is neither OK nor PREAUTH nor BYE");
  if (!take_status (parser, text, rest, TRUE))
    return fail (error, "capabilities without end");
  return OBD_IMAP_PARSER_DONE;
}

/* "{123}" or "~{123}" at the end of a line of data announces that many bytes behind it (RFC 9051
 * section 4.3). The words of a status are free text, where it means nothing. */
static ObdImapParserState
look_for_literal (ObdImapParser  *parser,
                  const char     *text,
                  GError        **error)
{
  const char *open = strrchr (text, '{');
  g_autofree char *digits = NULL;
  guint64 length = 0;

  parser->inside = FALSE;
  if (open == NULL || !g_str_has_suffix (text, "}"))
    return OBD_IMAP_PARSER_MORE;
  digits = g_strndup (open + 1, strlen (open) - 2);
  if (*digits == '\0' || strspn (digits, "0123456789") != strlen (digits))
    return OBD_IMAP_PARSER_MORE;
  if (!g_ascii_string_to_unsigned (digits, 10, 0, OBD_IMAP_MAX_LITERAL, &length, NULL))
    return fail (error, "a literal that is too long");
  parser->literal = length;
  parser->inside = TRUE;
  return OBD_IMAP_PARSER_LITERAL;
}

static ObdImapParserState
feed_data (ObdImapParser  *parser,
           const char     *text,
           GError        **error)
{
  const char *list = skip_word (text, "CAPABILITY");

  if (*text == '\0')
    return fail (error, "an empty untagged answer");
  if (list == NULL)
    return look_for_literal (parser, text, error);
  return take_capabilities (parser, list) ? OBD_IMAP_PARSER_MORE
                                          : fail (error, "capabilities without end");
}

static ObdImapParserState
feed_untagged (ObdImapParser  *parser,
               const char     *text,
               GError        **error)
{
  ObdAnswerStatus status;
  const char *rest;

  if (parser->tag == NULL)
    return feed_greeting (parser, text, error);
  rest = skip_status (text, &status);
  if (rest == NULL)
    return feed_data (parser, text, error);
  if (status == OBD_ANSWER_PREAUTH)
    return fail (error, "PREAUTH in the middle of a conversation");
  if (!take_status (parser, text, rest, status == OBD_ANSWER_BYE))
    return fail (error, "capabilities without end");
  parser->bye |= status == OBD_ANSWER_BYE;
  return OBD_IMAP_PARSER_MORE;
}

static ObdImapParserState
feed_tagged (ObdImapParser  *parser,
             const char     *line,
             GError        **error)
{
  const char *text = parser->tag != NULL ? skip_word (line, parser->tag) : NULL;
  const char *rest;

  if (text == NULL)
    return fail (error, "an answer that belongs to no command");
  rest = skip_status (text, &parser->status);
  if (rest == NULL || parser->status == OBD_ANSWER_BYE || parser->status == OBD_ANSWER_PREAUTH)
    return fail (error, "a tagged answer that is neither OK nor NO nor BAD");
  if (!take_status (parser, text, rest, TRUE))
    return fail (error, "capabilities without end");
  return OBD_IMAP_PARSER_DONE;
}

static ObdImapParserState
feed_continue (ObdImapParser  *parser,
               const char     *words,
               GError        **error)
{
  if (!parser->may_continue)
    return fail (error, "the server waits for more where nothing more is to come");
  forget_answer (parser);
  parser->status = OBD_ANSWER_CONTINUE;
  parser->words = g_strdup (words);
  return OBD_IMAP_PARSER_CONTINUE;
}

ObdImapParserState
obd_imap_parser_feed (ObdImapParser  *parser,
                      const char     *line,
                      GError        **error)
{
  if (++parser->n_lines > OBD_IMAP_MAX_LINES)
    return fail (error, "an answer without end");
  if (parser->inside)
    return look_for_literal (parser, line, error);
  if (g_str_has_prefix (line, "* "))
    return feed_untagged (parser, line + 2, error);
  if (g_str_equal (line, "+") || g_str_has_prefix (line, "+ "))
    return feed_continue (parser, line[1] == '\0' ? "" : line + 2, error);
  return feed_tagged (parser, line, error);
}

gboolean
obd_imap_parser_end (ObdImapParser *parser)
{
  if (parser->bye)
    parser->status = OBD_ANSWER_BYE;
  return parser->bye;
}
