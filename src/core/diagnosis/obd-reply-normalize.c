/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-rows.h"

#include <string.h>

#include "obd-reply.h"

/* Quotation marks of any language that stand for ' and ". */
static char
plain_quote (gunichar c)
{
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x00B4:
    case '`':
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
      return '-';
    default:
      return 0;
    }
}

/* Latin letters lose their accents (U+0300 to U+036F); Cyrillic й and Japanese が stay what they
 * are, since there the mark makes another letter. */
static char *
fold_unicode (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *composed = NULL;
  GString *out = g_string_sized_new (strlen (decomposed));
  gboolean latin = FALSE;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char quote = plain_quote (c);

      if (c >= 0x300 && c <= 0x36F && latin)
        continue;
      latin = c < 0x250;
      g_string_append_unichar (out, quote != 0 ? (gunichar) (guchar) quote : c);
    }
  composed = g_utf8_normalize (out->str, -1, G_NORMALIZE_NFC);
  g_string_free (out, TRUE);
  return g_utf8_strdown (composed, -1);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* Length of "550-5.7.1 " or "550 " at the start of a continuation line, 0 if there is none. */
static gsize
continuation_length (const char *line)
{
  gsize n = strspn (line, "0123456789");

  if (n != 3 || (line[3] != '-' && line[3] != ' '))
    return 0;
  n = strspn (line + 4, "0123456789.");
  return n >= 5 ? 4 + n : 4;
}

static gboolean
is_address_char (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 || (c != '\0' && strchr (".+-_=%!#&*/?^~$", c));
}

/* Replaces "<somebody@domain>" or the same without brackets; what was written of the local part
 * is taken back from @out. Returns where the address ends, or %NULL if it is none. */
static const char *
swallow_address (GString    *out,
                 const char *at)
{
  const char *end = at + 1;
  gsize start = out->len;

  while (start > 0 && is_address_char (out->str[start - 1]))
    start--;
  while (g_ascii_isalnum (*end) || *end == '.' || *end == '-' || (guchar) *end >= 0x80)
    end++;
  if (start == out->len || end == at + 1)
    return NULL;
  while (end[-1] == '.' || end[-1] == '-')
    end--;
  if (start > 0 && out->str[start - 1] == '<' && *end == '>')
    {
      start--;
      end++;
    }
  g_string_truncate (out, start);
  g_string_append (out, "<addr>");
  return end;
}

char *
obd_reply_normalize (const char *text)
{
  g_autofree char *bounded = obd_text_sanitize (text, OBD_REPLY_MAX_TEXT);
  g_autofree char *folded = is_ascii (bounded) ? g_ascii_strdown (bounded, -1)
                                               : fold_unicode (bounded);
  GString *out = g_string_sized_new (strlen (folded) + 8);

  for (const char *p = folded; *p != '\0';)
    {
      const char *end = *p == '@' ? swallow_address (out, p) : NULL;

      if (end != NULL)
        p = end;
      else if (*p == '\n' || *p == ' ')
        {
          p += *p == '\n' ? 1 + continuation_length (p + 1) : 1;
          if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c (out, ' ');
        }
      else
        g_string_append_c (out, *p == '`' ? '\'' : *p), p++;
    }
  return g_string_free (out, FALSE);
}
