/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-rows.h"

#include <gio/gio.h>
#include <string.h>

#include "obd-replies-resource.h"

#define CONCEPTS "concepts"

/* Every key a row may have; anything else is a slip of the pen and refused. */
static const char *const row_keys[] = { "cause", "stage", "signed-in", "confidence", "code",
                                        "enhanced", "all", "none", "words", "example", "example2",
                                        "example3", "example4", NULL };

static void
free_row (gpointer data)
{
  ObdReplyRow *row = data;

  g_free (row->reason);
  g_strfreev (row->examples);
  g_strfreev (row->codes);
  g_strfreev (row->enhanced);
  g_clear_pointer (&row->all, g_ptr_array_unref);
  g_clear_pointer (&row->none, g_ptr_array_unref);
  g_clear_pointer (&row->words, g_regex_unref);
  g_free (row);
}

ObdReplyBook *
obd_reply_book_new (void)
{
  ObdReplyBook *book = g_new0 (ObdReplyBook, 1);

  book->lexicon = obd_lexicon_new ();
  book->rows = g_ptr_array_new_with_free_func (free_row);
  return book;
}

void
obd_reply_book_free (ObdReplyBook *book)
{
  obd_lexicon_free (book->lexicon);
  g_ptr_array_unref (book->rows);
  g_free (book);
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

/* "refused[de] = …" adds the German words to those of "refused". */
static gboolean
read_concepts (GKeyFile    *file,
               ObdLexicon  *lexicon,
               GError     **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, CONCEPTS, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (file, CONCEPTS, keys[i], NULL);
      g_autofree char *name = g_strndup (keys[i], strcspn (keys[i], "["));

      if (!obd_lexicon_add (lexicon, name, value, error))
        return FALSE;
    }
  return TRUE;
}

static char **
read_list (GKeyFile   *file,
           const char *group,
           const char *key)
{
  g_autofree char *value = g_key_file_get_value (file, group, key, NULL);

  return value != NULL ? g_strsplit (value, " ", -1) : NULL;
}

static gboolean
read_stages (GKeyFile    *file,
             const char  *group,
             guint       *set,
             GError     **error)
{
  g_auto (GStrv) words = read_list (file, group, "stage");

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
  g_auto (GStrv) words = read_list (file, group, "signed-in");

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

static gboolean
read_terms (GKeyFile          *file,
            const char        *group,
            const char        *key,
            const ObdLexicon  *lexicon,
            GPtrArray        **terms,
            GError           **error)
{
  g_autofree char *value = g_key_file_get_value (file, group, key, NULL);

  if (value == NULL)
    return TRUE;
  *terms = obd_reply_terms_parse (lexicon, group, value, error);
  return *terms != NULL;
}

/* The normalised text is lower case and plain, and is matched byte by byte, which is several
 * times faster than by characters; the lint test refuses patterns that this would break. */
static gboolean
read_pattern (GKeyFile    *file,
              const char  *group,
              GRegex     **regex,
              GError     **error)
{
  g_autofree char *value = g_key_file_get_value (file, group, "words", NULL);

  if (value == NULL)
    return TRUE;
  *regex = g_regex_new (value, G_REGEX_RAW | G_REGEX_OPTIMIZE | G_REGEX_DOTALL, 0, error);
  if (*regex == NULL)
    g_prefix_error (error, "[%s] words: ", group);
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
  static const char *const keys[] = { "example", "example2", "example3", "example4" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = g_key_file_get_string (file, group, keys[i], NULL);

      if (value != NULL)
        g_strv_builder_add (builder, value);
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_conditions (GKeyFile          *file,
                 const char        *group,
                 const ObdLexicon  *lexicon,
                 ObdReplyRow       *row,
                 GError           **error)
{
  if (!read_stages (file, group, &row->stages, error)
      || !read_states (file, group, &row->states, error)
      || !read_terms (file, group, "all", lexicon, &row->all, error)
      || !read_terms (file, group, "none", lexicon, &row->none, error)
      || !read_pattern (file, group, &row->words, error))
    return FALSE;
  row->codes = read_list (file, group, "code");
  row->enhanced = read_list (file, group, "enhanced");
  if (row->words == NULL && row->all == NULL && row->codes == NULL && row->enhanced == NULL)
    return fail (error, group, "all", "nothing is asked of the text");
  return TRUE;
}

static gboolean
read_row (GKeyFile          *file,
          const char        *group,
          const ObdLexicon  *lexicon,
          ObdReplyRow       *row,
          GError           **error)
{
  g_autofree char *cause = g_key_file_get_value (file, group, "cause", NULL);

  row->reason = g_strdup (group);
  row->examples = read_examples (file, group);
  if (!check_keys (file, group, error))
    return FALSE;
  if (cause == NULL || !obd_cause_from_nick (cause, &row->cause))
    return fail (error, group, "cause", cause != NULL ? cause : "missing");
  row->confidence = g_key_file_get_double (file, group, "confidence", error);
  if (row->confidence <= 0.0 || row->confidence > 1.0)
    return *error != NULL ? FALSE : fail (error, group, "confidence", "not above 0 and up to 1");
  return read_conditions (file, group, lexicon, row, error);
}

gboolean
obd_reply_book_parse (ObdReplyBook *book,
                      const char   *text,
                      gsize         length,
                      GError      **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, error)
      || !read_concepts (file, book->lexicon, error))
    return FALSE;
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      ObdReplyRow *row;
      g_autoptr (GError) local = NULL;

      if (g_str_equal (groups[i], CONCEPTS))
        continue;
      row = g_new0 (ObdReplyRow, 1);
      g_ptr_array_add (book->rows, row);
      if (!read_row (file, groups[i], book->lexicon, row, &local))
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
static ObdReplyBook *
load_book (void)
{
  GResource *resource = obd_replies_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, RESOURCE_PATH "/replies/", 0,
                                                        NULL);
  ObdReplyBook *book = obd_reply_book_new ();

  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_PATH "/replies/", names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, 0, NULL);
      g_autoptr (GError) error = NULL;

      /* The file is built in and the tests read every row, so this is a programming error. */
      if (!obd_reply_book_parse (book, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 &error))
        g_error ("%s: %s", names[i], error->message);
    }
  return book;
}

ObdReplyBook *
obd_reply_book_get (void)
{
  static gsize book = 0;

  if (g_once_init_enter (&book))
    g_once_init_leave (&book, (gsize) load_book ());
  return (ObdReplyBook *) book;
}
