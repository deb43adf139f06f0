/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-import-prefs.h"

#include "obd-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *at;
  guint       line;
  GError    **error;
} Reader;

static gboolean
fail (Reader *reader)
{
  g_set_error (reader->error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_DAMAGED,
               /* TRANSLATORS: %s is a file name, %u the number of a line in it. */
               _("“%s” is damaged at line %u, so nothing was taken over."), reader->name,
               reader->line);
  return FALSE;
}

static void
advance (Reader *reader,
         gsize   n)
{
  for (gsize i = 0; i < n; i++)
    if (*reader->at++ == '\n')
      reader->line++;
}

static gboolean
skip_comment (Reader *reader)
{
  const char *end = NULL;

  if (g_str_has_prefix (reader->at, "//") || *reader->at == '#')
    advance (reader, strcspn (reader->at, "\n"));
  else if (g_str_has_prefix (reader->at, "/*") && (end = strstr (reader->at + 2, "*/")) != NULL)
    advance (reader, end + 2 - reader->at);
  else
    return FALSE;
  return TRUE;
}

static void
skip_blanks (Reader *reader)
{
  do
    advance (reader, strspn (reader->at, " \t\r\n"));
  while (skip_comment (reader));
}

static gboolean
expect (Reader     *reader,
        const char *word)
{
  skip_blanks (reader);
  if (!g_str_has_prefix (reader->at, word))
    return fail (reader);
  advance (reader, strlen (word));
  return TRUE;
}

/* \xHH and \uHHHH: a code point of 8 or 16 bits; surrogates come in pairs. */
static gboolean
read_code (Reader   *reader,
           gunichar *code)
{
  guint digits = *reader->at == 'x' ? 2 : 4;

  *code = 0;
  advance (reader, 1);
  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isxdigit (*reader->at))
        return fail (reader);
      *code = *code * 16 + g_ascii_xdigit_value (*reader->at);
      advance (reader, 1);
    }
  return TRUE;
}

static gboolean
read_character (Reader  *reader,
                GString *value)
{
  gunichar code, low;

  if (!read_code (reader, &code))
    return FALSE;
  if (code >= 0xd800 && code < 0xdc00 && g_str_has_prefix (reader->at, "\\u"))
    {
      advance (reader, 1);
      if (!read_code (reader, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (reader);
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  if (code == 0 || !g_unichar_validate (code))
    return fail (reader);
  g_string_append_unichar (value, code);
  return TRUE;
}

static gboolean
read_escape (Reader  *reader,
             GString *value)
{
  char c = *reader->at;

  if (c == 'x' || c == 'u')
    return read_character (reader, value);
  if (c == '\0')
    return fail (reader);
  advance (reader, 1);
  g_string_append_c (value, c == 'n' ? '\n' : c == 'r' ? '\r' : c);
  return TRUE;
}

/* (transfer full) (nullable) */
static char *
read_string (Reader *reader)
{
  g_autoptr (GString) value = g_string_new (NULL);
  char quote;

  skip_blanks (reader);
  quote = *reader->at;
  if (quote != '"' && quote != '\'')
    {
      fail (reader);
      return NULL;
    }
  advance (reader, 1);
  while (*reader->at != quote)
    {
      char c = *reader->at;

      if (c == '\0')
        {
          fail (reader);
          return NULL;
        }
      advance (reader, 1);
      if (c != '\\')
        g_string_append_c (value, c);
      else if (!read_escape (reader, value))
        return NULL;
    }
  advance (reader, 1);
  return g_strdup (value->str);
}

/* A number, true or false, as it stands there. */
static char *
read_word (Reader *reader)
{
  gsize length = strspn (reader->at, "+-0123456789abcdefghijklmnopqrstuvwxyz");
  char *word;

  if (length == 0)
    {
      fail (reader);
      return NULL;
    }
  word = g_strndup (reader->at, length);
  advance (reader, length);
  return word;
}

static char *
read_value (Reader *reader)
{
  skip_blanks (reader);
  return *reader->at == '"' || *reader->at == '\'' ? read_string (reader) : read_word (reader);
}

static gboolean
read_pref (Reader     *reader,
           const char *prefix,
           GHashTable *prefs)
{
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;

  if (!expect (reader, g_str_has_prefix (reader->at, "user_") ? "user_pref" : "pref")
      || !expect (reader, "("))
    return FALSE;
  key = read_string (reader);
  if (key == NULL || !expect (reader, ","))
    return FALSE;
  value = read_value (reader);
  if (value == NULL || !expect (reader, ")") || !expect (reader, ";"))
    return FALSE;
  if (g_str_has_prefix (key, prefix))
    g_hash_table_replace (prefs, g_steal_pointer (&key), g_steal_pointer (&value));
  return TRUE;
}

GHashTable *
obd_import_prefs_parse (const char  *name,
                        const char  *text,
                        const char  *prefix,
                        GError     **error)
{
  g_autoptr (GHashTable) prefs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Reader reader = { name, text, 1, error };

  for (skip_blanks (&reader); *reader.at != '\0'; skip_blanks (&reader))
    if (!read_pref (&reader, prefix, prefs))
      return NULL;
  return g_steal_pointer (&prefs);
}
