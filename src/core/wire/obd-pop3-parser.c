/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-pop3-parser.h"

#include <string.h>

/* RFC 2449 section 8: "[" resp-level *("/" resp-level) "]", capital letters, digits and hyphens in
 * those that are registered. Servers that know no such codes put other things in brackets. */
static gsize
code_length (const char *words)
{
  gsize length;

  if (*words != '[')
    return 0;
  length = strspn (words + 1, G_CSET_A_2_Z G_CSET_DIGITS "-/");
  return words[1 + length] == ']' ? length : 0;
}

static const char *
skip_indicator (ObdPop3Line *parsed,
                const char  *line)
{
  static const struct
  {
    const char      *word;
    ObdAnswerStatus  status;
  } indicators[] = {
    { "+OK", OBD_ANSWER_OK },
    { "-ERR", OBD_ANSWER_NO },
    { "+", OBD_ANSWER_CONTINUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (indicators); i++)
    {
      gsize length = strlen (indicators[i].word);

      if (g_ascii_strncasecmp (line, indicators[i].word, length) != 0
          || (line[length] != '\0' && line[length] != ' '))
        continue;
      parsed->status = indicators[i].status;
      return line + length + (line[length] == ' ');
    }
  return NULL;
}

gboolean
obd_pop3_line_parse (ObdPop3Line *parsed,
                     const char  *line)
{
  gsize length;

  *parsed = (ObdPop3Line) { 0 };
  parsed->words = skip_indicator (parsed, line);
  if (parsed->words == NULL)
    return FALSE;
  length = parsed->status == OBD_ANSWER_CONTINUE ? 0 : code_length (parsed->words);
  if (length > 0)
    {
      parsed->code = g_strndup (parsed->words + 1, length);
      parsed->words += length + 2;
      parsed->words += strspn (parsed->words, " ");
    }
  return TRUE;
}

void
obd_pop3_line_clear (ObdPop3Line *parsed)
{
  g_clear_pointer (&parsed->code, g_free);
}

/* msg-id (RFC 5322 section 3.6.4) without its rare forms: printable ASCII, one "@" inside. */
static gboolean
is_message_id (const char *text,
               gsize       length)
{
  const char *at = memchr (text, '@', length);

  if (at == NULL || at == text || at == text + length - 1
      || memchr (at + 1, '@', length - (at + 1 - text)) != NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

char *
obd_pop3_find_timestamp (const char *greeting)
{
  const char *open = strchr (greeting, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;

  if (close == NULL || !is_message_id (open + 1, close - open - 1))
    return NULL;
  return g_strndup (open, close + 1 - open);
}
