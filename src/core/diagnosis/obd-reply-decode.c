/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-decode.h"

#include <stdlib.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *text;
} named[] = {
  { "amp;", "&" }, { "lt;", "<" },   { "gt;", ">" },   { "quot;", "\"" },
  { "apos;", "'" }, { "nbsp;", " " }, { "szlig;", "ss" },
};

/* "&eacute;": the letter before the name of its accent. */
static const char *const accents[] = { "acute;", "grave;", "circ;",  "uml;", "tilde;",
                                       "cedil;", "ring;",  "caron;", "slash;" };

static gsize
decode_letter (GString    *out,
               const char *at)
{
  if (!g_ascii_isalpha (at[0]))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (accents); i++)
    if (g_str_has_prefix (at + 1, accents[i]))
      {
        /* The rows read letters without their accents. */
        g_string_append_c (out, at[0]);
        return 1 + strlen (accents[i]);
      }
  return 0;
}

/* "#8217;" or "#x2019;" */
static gsize
decode_number (GString    *out,
               const char *at)
{
  gboolean hex = at[0] == '#' && (at[1] == 'x' || at[1] == 'X');
  char *end = NULL;
  gunichar c;

  if (at[0] != '#' || !g_ascii_isxdigit (at[hex ? 2 : 1]))
    return 0;
  c = strtoul (at + (hex ? 2 : 1), &end, hex ? 16 : 10);
  if (*end != ';' || c < ' ' || !g_unichar_validate (c))
    return 0;
  g_string_append_unichar (out, c);
  return end + 1 - at;
}

/* Bytes that the entity behind the "&" at @at takes, 0 if it is none. */
static gsize
decode_entity (GString    *out,
               const char *at)
{
  gsize n;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (g_str_has_prefix (at, named[i].name))
      {
        g_string_append (out, named[i].text);
        return strlen (named[i].name);
      }
  n = decode_number (out, at);
  return n > 0 ? n : decode_letter (out, at);
}

static gboolean
is_octet (const char *at)
{
  return at[0] == '=' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2])
         && !g_ascii_islower (at[1]) && !g_ascii_islower (at[2]);
}

/* "=C3=B6": only octets outside ASCII are taken for quoted-printable (RFC 2045 section 6.7), for
 * "code=25" is a plain word. */
static gsize
decode_octets (GString    *out,
               const char *at)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  gsize n = 0;

  while (is_octet (at + n) && g_ascii_xdigit_value (at[n + 1]) >= 8)
    {
      g_string_append_c (bytes, g_ascii_xdigit_value (at[n + 1]) << 4
                                    | g_ascii_xdigit_value (at[n + 2]));
      n += 3;
    }
  if (n == 0 || !g_utf8_validate (bytes->str, bytes->len, NULL))
    return 0;
  g_string_append_len (out, bytes->str, bytes->len);
  return n;
}

static gsize
decode_line_end (GString    *out,
                 const char *at)
{
  if (at[0] == '=' && at[1] == '\n')
    return 2;
  if (at[0] != '\\' || (at[1] != 'n' && at[1] != 'r'))
    return 0;
  g_string_append_c (out, '\n');
  return 2;
}

char *
obd_reply_decode (const char *text)
{
  GString *out;

  if (strpbrk (text, "&=\\") == NULL)
    return NULL;
  out = g_string_sized_new (strlen (text));
  while (*text != '\0')
    {
      gsize n = *text == '&' ? decode_entity (out, text + 1) : decode_octets (out, text);

      if (n > 0 && *text == '&')
        n++;
      if (n == 0)
        n = decode_line_end (out, text);
      if (n == 0)
        g_string_append_c (out, *text), n = 1;
      text += n;
    }
  return g_string_free (out, FALSE);
}
