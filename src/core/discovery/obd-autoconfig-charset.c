/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-autoconfig-private.h"

#include "obd-reply.h"

#include <string.h>

/* How far into a document its declaration is looked for. */
#define DECLARATION_MAX 200

/* Character sets that a text may honestly be in, by the beginning of their names. UTF-7 and its
 * kind, which hide markup in letters, are not among them. */
static const char *const readable[] = {
  "UTF-8", "US-ASCII", "ISO-8859-", "WINDOWS-125", "KOI8-", "SHIFT_JIS",
  "EUC-",  "GB2312",   "GBK",       "GB18030",     "BIG5",
};

static gboolean
fail (GError     **error,
      const char  *charset,
      const char  *what)
{
  g_autofree char *shown = obd_text_sanitize (charset, 40);

  g_set_error (error, OBD_AUTOCONFIG_ERROR, OBD_AUTOCONFIG_ERROR_CHARSET,
               "the character set “%s” %s", shown, what);
  return FALSE;
}

static char *
normalize (const char *charset)
{
  g_autofree char *upper = NULL;

  if (charset == NULL || *charset == '\0')
    return NULL;
  upper = g_ascii_strup (charset, -1);
  if (g_str_equal (upper, "UTF8"))
    return g_strdup ("UTF-8");
  if (g_str_equal (upper, "ASCII"))
    return g_strdup ("US-ASCII");
  if (g_str_has_prefix (upper, "CP125"))
    return g_strconcat ("WINDOWS-", upper + 2, NULL);
  return g_steal_pointer (&upper);
}

/* The encoding in <?xml version="1.0" encoding="…"?>, as written. (transfer full) (nullable) */
static char *
find_declared (const char *text,
               gsize       length)
{
  g_autofree char *head = g_strndup (text, MIN (length, DECLARATION_MAX));
  char *end = strstr (head, "?>");
  char *found;
  char quote;

  if (!g_str_has_prefix (head, "<?xml") || end == NULL)
    return NULL;
  *end = '\0';
  found = strstr (head, "encoding");
  if (found == NULL)
    return NULL;
  found += strlen ("encoding");
  found += strspn (found, " \t\r\n=");
  quote = *found;
  if (quote != '"' && quote != '\'')
    return NULL;
  end = strchr (found + 1, quote);
  return end != NULL ? g_strndup (found + 1, end - found - 1) : NULL;
}

static gboolean
is_readable (const char *charset)
{
  for (guint i = 0; i < G_N_ELEMENTS (readable); i++)
    if (g_str_has_prefix (charset, readable[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_ascii (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] > 0x7f)
      return FALSE;
  return TRUE;
}

/* What HTTP and the document say, reduced to one name. (transfer full) (nullable) */
static char *
choose_charset (const char  *text,
                gsize        length,
                const char  *http,
                GError     **error)
{
  g_autofree char *written = find_declared (text, length);
  g_autofree char *inside = normalize (written);
  g_autofree char *outside = normalize (http);

  if (inside != NULL && !is_readable (inside))
    fail (error, inside, "is not read");
  else if (outside != NULL && !is_readable (outside))
    fail (error, outside, "is not read");
  else if (is_ascii (text, length))
    return g_strdup ("UTF-8"); /* the same in all of them */
  else if (inside != NULL && outside != NULL && !g_str_equal (inside, outside))
    fail (error, inside, "is not the one that the server names");
  else
    return g_strdup (inside != NULL ? inside : outside != NULL ? outside : "UTF-8");
  return NULL;
}

static char *
convert (const char  *text,
         gsize        length,
         const char  *charset,
         GError     **error)
{
  gsize written = 0;
  char *utf8 = g_convert (text, length, "UTF-8", charset, NULL, &written, NULL);

  /* g_convert() from UTF-8 checks as well; NUL would end the text for some and not for others. */
  if (utf8 != NULL && strlen (utf8) == written && g_utf8_validate (utf8, written, NULL))
    return utf8;
  g_free (utf8);
  fail (error, charset, "is not what the document is written in");
  return NULL;
}

char *
obd_autoconfig_to_utf8 (GBytes      *body,
                        const char  *charset,
                        GError     **error)
{
  static const struct
  {
    const char *mark;
    gsize       length;
    const char *charset;
  } marks[] = {
    { "\xEF\xBB\xBF", 3, "UTF-8" },
    { "\xFE\xFF", 2, "UTF-16BE" },
    { "\xFF\xFE", 2, "UTF-16LE" },
  };
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  g_autofree char *chosen = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (text, marks[i].mark, marks[i].length) == 0)
      return convert (text + marks[i].length, length - marks[i].length, marks[i].charset, error);
  chosen = choose_charset (text != NULL ? text : "", length, charset, error);
  return chosen != NULL ? convert (text != NULL ? text : "", length, chosen, error) : NULL;
}
