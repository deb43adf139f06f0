/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-rows.h"

#include <string.h>

#include "obd-reply-decode.h"
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

/* Letters that decompose into nothing simpler, as people write them without their keyboard. */
static const char *
plain_letter (gunichar c)
{
  switch (c)
    {
    case 0x00DF:
      return "ss";
    case 0x00C6:
    case 0x00E6:
      return "ae";
    case 0x0152:
    case 0x0153:
      return "oe";
    case 0x00D8:
    case 0x00F8:
      return "o";
    case 0x0110:
    case 0x0111:
      return "d";
    case 0x0141:
    case 0x0142:
      return "l";
    case 0x0131:
      return "i";
    default:
      return NULL;
    }
}

/* Whether the mark @c on @base is left out: accents of Latin and Greek letters, the dots of the
 * Russian yo and what stands on an Arabic alef. Cyrillic й and ї and Japanese が stay what they are,
 * since there the mark makes another letter. */
static gboolean
is_accent (gunichar c,
           gunichar base)
{
  if (c >= 0x653 && c <= 0x655)
    return base == 0x627;
  if (c < 0x300 || c > 0x36F)
    return FALSE;
  return base < 0x400 || (c == 0x308 && (base == 0x435 || base == 0x415));
}

/* Points of Hebrew and Arabic and what stretches an Arabic word, soft hyphens, marks of direction
 * and width, and the mark that obd_text_sanitize() leaves in the place of those. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0xAD || (c >= 0x591 && c <= 0x5C7) || (c >= 0x64B && c <= 0x652)
         || c == 0x640 || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
         || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0xFFFD;
}

static void
append_folded (GString  *out,
               gunichar  c)
{
  char quote = plain_quote (c);
  const char *letter = plain_letter (c);

  if (quote != 0)
    g_string_append_c (out, quote);
  else if (letter != NULL)
    g_string_append (out, letter);
  else
    g_string_append_unichar (out, c);
}

static char *
fold_unicode (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *composed = NULL;
  GString *out = g_string_sized_new (strlen (decomposed));
  gunichar base = 0;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_accent (c, base) || is_invisible (c))
        continue;
      base = c;
      append_folded (out, c);
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

/* Length of "5.7.1" at @at, 0 if there is none. */
static gsize
enhanced_length (const char *at)
{
  gsize n = strspn (at, "0123456789.");

  return n >= 5 && n <= 9 && at[1] == '.' && at[3] == '.' ? n : 0;
}

/* Length of "550-5.7.1 ", "550 " or "5.7.1 " at the start of a continuation line, 0 if there is
 * none; @same: (nullable): the code that it has to repeat, together with an enhanced one. */
static gsize
continuation_length (const char *line,
                     const char *same)
{
  gsize n = strspn (line, "0123456789");

  if (n == 3 && (line[3] == '-' || line[3] == ' '))
    {
      n = enhanced_length (line + 4);
      if (same == NULL)
        return 4 + n;
      return n > 0 && strncmp (line, same, 3) == 0 ? 4 + n : 0;
    }
  return same == NULL ? enhanced_length (line) : 0;
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

/* Length of "address1", which a report in public writes for a numeric address, 0 if it is none:
 * replayed, it has to say what it said. */
static gsize
alias_length (const char *at)
{
  gsize digits = g_str_has_prefix (at, "address") ? strspn (at + 7, "0123456789") : 0;

  return digits > 0 && !g_ascii_isalnum (at[7 + digits]) ? 7 + digits : 0;
}

/* Length of "192.0.2.1" or "[2001:db8::1]" without its brackets, 0 if it is none; no row shall
 * take a number of an address for a code. */
static gsize
ip_length (const GString *out,
           const char    *at)
{
  char before = out->len > 0 ? out->str[out->len - 1] : ' ';
  gsize v4 = strspn (at, "0123456789.");
  gsize v6 = strspn (at, "0123456789abcdef:");
  guint dots = 0, colons = 0;

  if (g_ascii_isalnum (before) || before == '.' || before == '-' || before == ':')
    return 0;
  if (alias_length (at) > 0)
    return alias_length (at);
  for (gsize i = 0; i < v4; i++)
    dots += at[i] == '.';
  for (gsize i = 0; i < v6; i++)
    colons += at[i] == ':';
  if (v4 > 0 && at[v4 - 1] == '.')
    v4--, dots--;
  if (v4 >= 7 && v4 <= 15 && dots == 3 && !g_ascii_isalpha (at[v4]))
    return v4;
  return v6 > 6 && colons >= 2 && strchr ("]/ ,)", at[v6]) != NULL ? v6 : 0;
}

/* What a line break stands for; the code of the line behind it is kept if it is the first one, for
 * then a program quotes the reply below its own words. */
static gsize
line_break_length (const char *at,
                   gboolean   *code_seen)
{
  gsize n = continuation_length (at + 1, NULL);
  gboolean first = n > 3 && !*code_seen && (at[1] == '4' || at[1] == '5');

  if (first)
    *code_seen = TRUE;
  return first ? 1 : 1 + n;
}

/* "Remote_host_said:_550_no_such_user": qmail writes its log without a blank. A name of an error,
 * "SEC_ERROR_…", stays whole. */
static void
split_words (char *text)
{
  if (strstr (text, "_said:_") != NULL && strchr (text, ' ') == NULL)
    g_strdelimit (text, "_", ' ');
}

char *
obd_reply_normalize (const char *text)
{
  g_autofree char *bounded = obd_text_sanitize (text, OBD_REPLY_MAX_TEXT);
  g_autofree char *decoded = obd_reply_decode (bounded);
  const char *plain = decoded != NULL ? decoded : bounded;
  g_autofree char *folded = is_ascii (plain) ? g_ascii_strdown (plain, -1) : fold_unicode (plain);
  GString *out = g_string_sized_new (strlen (folded) + 8);
  gboolean code_seen = g_ascii_isdigit (folded[0]);

  split_words (folded);
  for (const char *p = folded; *p != '\0';)
    {
      const char *end = *p == '@' ? swallow_address (out, p) : NULL;
      gsize ip = g_ascii_isxdigit (*p) ? ip_length (out, p) : 0;

      if (end != NULL)
        p = end;
      else if (ip > 0)
        g_string_append (out, "<inet>"), p += ip;
      else if (*p == '\n' || *p == ' ')
        {
          p += *p == '\n' ? line_break_length (p, &code_seen)
                          : 1 + continuation_length (p + 1, folded);
          if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c (out, ' ');
        }
      else
        g_string_append_c (out, *p == '`' ? '\'' : *p), p++;
    }
  return g_string_free (out, FALSE);
}
