/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID_MAX 64
#define KEY_MAX 32

typedef struct
{
  ObdProviderProblems *problems;
  const char          *file;
  guint                line;
  GPtrArray           *groups;
  GHashTable          *ids;   /* (element-type utf8) borrowed from the groups */
  ObdProviderGroup    *group; /* (nullable): the one that lines belong to */
} Parse;

static void
line_free (gpointer data)
{
  ObdProviderLine *line = data;

  g_free (line->key);
  g_free (line->language);
  g_free (line->value);
  g_free (line);
}

static void
group_free (gpointer data)
{
  ObdProviderGroup *group = data;

  g_free (group->id);
  g_ptr_array_unref (group->lines);
  g_free (group);
}

G_GNUC_PRINTF (2, 3)
static void
complain (Parse      *parse,
          const char *format,
          ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  if (parse->group != NULL)
    parse->group->broken = TRUE;
  obd_provider_problems_add (parse->problems, parse->file, parse->line, "%s", sentence);
}

static gboolean
is_id (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= ID_MAX
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-.") == length;
}

static void
start_group (Parse      *parse,
             const char *heading)
{
  gsize length = strlen (heading);
  g_autofree char *id = g_strndup (heading + 1, MAX (length, 2) - 2);

  parse->group = g_new0 (ObdProviderGroup, 1);
  parse->group->line = parse->line;
  parse->group->lines = g_ptr_array_new_with_free_func (line_free);
  parse->group->id = g_strdup (id);
  g_ptr_array_add (parse->groups, parse->group);
  if (heading[length - 1] != ']' || !is_id (id))
    complain (parse, _("“%s” is no heading: write small letters, digits and hyphens in brackets."),
              heading);
  else if (!g_hash_table_add (parse->ids, parse->group->id))
    complain (parse, _("The provider “%s” is in this file twice."), id);
}

/* "note", "note[de]"; FALSE for what can be neither. */
static gboolean
split_key (const char  *text,
           char       **key,
           char       **language)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-");
  const char *rest = text + length;
  gsize rest_length = strlen (rest);

  if (length == 0 || length > KEY_MAX || rest_length > KEY_MAX)
    return FALSE;
  if (*rest != '\0' && (rest[0] != '[' || rest_length < 3 || rest[rest_length - 1] != ']'))
    return FALSE;
  *key = g_strndup (text, length);
  *language = *rest != '\0' ? g_strndup (rest + 1, rest_length - 2) : NULL;
  return TRUE;
}

static void
add_line (Parse      *parse,
          const char *text)
{
  const char *equals = strchr (text, '=');
  g_autofree char *left = equals != NULL ? g_strchomp (g_strndup (text, equals - text)) : NULL;
  g_autofree char *value = equals != NULL ? g_strchug (g_strdup (equals + 1)) : NULL;
  g_autofree char *key = NULL;
  g_autofree char *language = NULL;
  ObdProviderLine *line;

  if (left == NULL || !split_key (left, &key, &language))
    complain (parse, _("“%s” is neither a heading in brackets nor a line like “key = value”."),
              text);
  else if (parse->group == NULL)
    complain (parse, _("“%s” stands above the first heading in brackets."), text);
  else if (*value == '\0')
    complain (parse, _("“%s” is left empty; take the line out or write what is missing."), left);
  else
    {
      line = g_new0 (ObdProviderLine, 1);
      line->key = g_steal_pointer (&key);
      line->language = g_steal_pointer (&language);
      line->value = g_steal_pointer (&value);
      line->line = parse->line;
      g_ptr_array_add (parse->group->lines, line);
    }
}

static void
read_line (Parse      *parse,
           const char *start,
           gsize       length)
{
  g_autofree char *text = NULL;

  if (length > OBD_PROVIDER_LINE_MAX)
    {
      complain (parse, _("This line is too long; a list may go on in a second line with the same "
                         "key."));
      return;
    }
  if (!g_utf8_validate_len (start, length, NULL))
    {
      complain (parse, _("This line is not written in UTF-8."));
      return;
    }
  text = g_strstrip (g_strndup (start, length));
  if (*text == '\0' || *text == '#')
    return;
  if (*text == '[')
    start_group (parse, text);
  else
    add_line (parse, text);
}

GPtrArray *
obd_provider_text_parse (const char          *text,
                         gsize                length,
                         ObdProviderProblems *problems,
                         const char          *file)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  Parse parse = { .problems = problems, .file = file, .ids = ids };
  const char *end = text + length;

  parse.groups = g_ptr_array_new_with_free_func (group_free);
  /* Editors of another system begin a file with a byte order mark. */
  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    text += 3;
  while (text < end && parse.groups->len <= OBD_PROVIDERS_MAX)
    {
      const char *newline = memchr (text, '\n', end - text);

      parse.line++;
      read_line (&parse, text, (newline != NULL ? newline : end) - text);
      text = newline != NULL ? newline + 1 : end;
    }
  if (parse.groups->len > OBD_PROVIDERS_MAX)
    {
      complain (&parse, _("There are too many providers in one file; the rest is left out."));
      g_ptr_array_set_size (parse.groups, OBD_PROVIDERS_MAX);
    }
  return parse.groups;
}
