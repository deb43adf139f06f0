/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-rows.h"

#include <gio/gio.h>
#include <string.h>

#include "obd-replies-resource.h"

#define VOCABULARY "vocabulary"

/* Every key a row may have; anything else is a slip of the pen and refused. */
static const char *const row_keys[] = { "cause",  "stage",    "signed-in", "confidence",
                                        "words",  "unless",   "example",   "example2",
                                        "example3", NULL };

static void
free_row (gpointer data)
{
  ObdReplyRow *row = data;

  g_free (row->reason);
  g_strfreev (row->examples);
  g_clear_pointer (&row->words, g_regex_unref);
  g_clear_pointer (&row->unless, g_regex_unref);
  g_free (row);
}

GPtrArray *
obd_reply_rows_new (void)
{
  return g_ptr_array_new_with_free_func (free_row);
}

static gboolean
fail (GError    **error,
      const char *group,
      const char *key,
      const char *what)
{
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "[%s] %s: %s", group, key,
               what);
  return FALSE;
}

/* "{relaying}" becomes the alternatives of all languages, in a group of its own. */
static char *
expand (const char  *pattern,
        GHashTable  *vocabulary,
        const char  *group,
        const char  *key,
        GError     **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0';)
    {
      const char *close = *p == '{' && g_ascii_isalpha (p[1]) ? strchr (p, '}') : NULL;
      g_autofree char *name = close != NULL ? g_strndup (p + 1, close - p - 1) : NULL;
      const char *words = name != NULL ? g_hash_table_lookup (vocabulary, name) : NULL;

      if (name != NULL && words == NULL)
        {
          fail (error, group, key, name);
          return NULL;
        }
      if (words != NULL)
        g_string_append_printf (out, "(?:%s)", words);
      else
        g_string_append_c (out, *p);
      p = words != NULL ? close + 1 : p + 1;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* "refused[de] = …" adds the German words to those of "refused". */
static gboolean
read_vocabulary (GKeyFile    *file,
                 GHashTable  *vocabulary,
                 GError     **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, VOCABULARY, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (file, VOCABULARY, keys[i], NULL);
      g_autofree char *words = expand (value, vocabulary, VOCABULARY, keys[i], error);
      g_autofree char *name = g_strndup (keys[i], strcspn (keys[i], "["));
      const char *before = g_hash_table_lookup (vocabulary, name);

      if (words == NULL)
        return FALSE;
      if (before != NULL)
        g_hash_table_replace (vocabulary, g_strdup (name), g_strjoin ("|", before, words, NULL));
      else
        g_hash_table_replace (vocabulary, g_strdup (name), g_steal_pointer (&words));
    }
  return TRUE;
}

static gboolean
read_stages (GKeyFile    *file,
             const char  *group,
             guint       *set,
             GError     **error)
{
  g_autofree char *value = g_key_file_get_value (file, group, "stage", NULL);
  g_auto (GStrv) words = value != NULL ? g_strsplit (value, " ", -1) : NULL;

  *set = words != NULL ? 0 : G_MAXUINT;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      ObdStage stage = obd_stage_from_nick (words[i]);

      if (stage == OBD_STAGE_NONE && !g_str_equal (words[i], "unknown"))
        return fail (error, group, "stage", words[i]);
      *set |= 1u << stage;
    }
  return TRUE;
}

static gboolean
read_states (GKeyFile    *file,
             const char  *group,
             guint       *set,
             GError     **error)
{
  static const char *const nicks[] = { "unknown", "no", "yes", NULL };
  g_autofree char *value = g_key_file_get_value (file, group, "signed-in", NULL);
  g_auto (GStrv) words = value != NULL ? g_strsplit (value, " ", -1) : NULL;

  *set = words != NULL ? 0 : G_MAXUINT;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      guint state = 0;

      while (nicks[state] != NULL && !g_str_equal (words[i], nicks[state]))
        state++;
      if (nicks[state] == NULL)
        return fail (error, group, "signed-in", words[i]);
      *set |= 1u << state;
    }
  return TRUE;
}

/* The normalised text is lower case and plain, and is matched byte by byte, which is several
 * times faster than by characters; the lint test refuses patterns that this would break. */
static gboolean
read_pattern (GKeyFile    *file,
              const char  *group,
              const char  *key,
              GHashTable  *vocabulary,
              GRegex     **regex,
              GError     **error)
{
  g_autofree char *value = g_key_file_get_value (file, group, key, NULL);
  g_autofree char *pattern = NULL;

  if (value == NULL)
    return TRUE;
  pattern = expand (value, vocabulary, group, key, error);
  if (pattern == NULL)
    return FALSE;
  *regex = g_regex_new (pattern, G_REGEX_RAW | G_REGEX_OPTIMIZE | G_REGEX_DOTALL, 0, error);
  if (*regex == NULL)
    g_prefix_error (error, "[%s] %s: ", group, key);
  return *regex != NULL;
}

static gboolean
check_keys (GKeyFile    *file,
            const char  *group,
            GError     **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    if (!g_strv_contains (row_keys, keys[i]))
      return fail (error, group, keys[i], "no such key");
  return TRUE;
}

static char **
read_examples (GKeyFile   *file,
               const char *group)
{
  static const char *const keys[] = { "example", "example2", "example3" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = g_key_file_get_value (file, group, keys[i], NULL);

      if (value != NULL)
        g_strv_builder_add (builder, value);
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_row (GKeyFile     *file,
          const char   *group,
          GHashTable   *vocabulary,
          ObdReplyRow  *row,
          GError      **error)
{
  g_autofree char *cause = g_key_file_get_value (file, group, "cause", NULL);

  if (!check_keys (file, group, error))
    return FALSE;
  if (cause == NULL || !obd_cause_from_nick (cause, &row->cause))
    return fail (error, group, "cause", cause != NULL ? cause : "missing");
  row->confidence = g_key_file_get_double (file, group, "confidence", error);
  if (row->confidence <= 0.0 || row->confidence > 1.0)
    return *error != NULL ? FALSE : fail (error, group, "confidence", "not above 0 and up to 1");
  if (!read_stages (file, group, &row->stages, error)
      || !read_states (file, group, &row->states, error)
      || !read_pattern (file, group, "words", vocabulary, &row->words, error)
      || !read_pattern (file, group, "unless", vocabulary, &row->unless, error))
    return FALSE;
  row->reason = g_strdup (group);
  row->examples = read_examples (file, group);
  return row->words != NULL ? TRUE : fail (error, group, "words", "missing");
}

gboolean
obd_reply_rows_parse (const char  *text,
                      gsize        length,
                      GHashTable  *vocabulary,
                      GPtrArray   *rows,
                      GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, error)
      || !read_vocabulary (file, vocabulary, error))
    return FALSE;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      ObdReplyRow *row;
      g_autoptr (GError) local = NULL;

      if (g_str_equal (groups[i], VOCABULARY))
        continue;
      row = g_new0 (ObdReplyRow, 1);
      g_ptr_array_add (rows, row);
      if (!read_row (file, groups[i], vocabulary, row, &local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The files are read in the order of their names: order is specificity. */
static GPtrArray *
load_rows (void)
{
  GResource *resource = obd_replies_get_resource ();
  g_autoptr (GHashTable) vocabulary = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                             g_free);
  g_auto (GStrv) names = g_resource_enumerate_children (resource, RESOURCE_PATH "/replies/", 0,
                                                        NULL);
  GPtrArray *rows = obd_reply_rows_new ();

  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_PATH "/replies/", names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, 0, NULL);
      g_autoptr (GError) error = NULL;

      /* The file is built in and the tests read every row, so this is a programming error. */
      if (!obd_reply_rows_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 vocabulary, rows, &error))
        g_error ("%s: %s", names[i], error->message);
    }
  return rows;
}

GPtrArray *
obd_reply_rows_get (void)
{
  static gsize rows = 0;

  if (g_once_init_enter (&rows))
    g_once_init_leave (&rows, (gsize) load_rows ());
  return (GPtrArray *) rows;
}
