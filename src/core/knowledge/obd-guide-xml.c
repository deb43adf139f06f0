/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-guide-xml.h"

#include <string.h>

G_DEFINE_QUARK (obd-guide-error-quark, obd_guide_error)

/* The grammar of data/guides (described in its README.md). Lists are separated by blanks; "!"
 * marks an attribute that must be there. */
static const struct
{
  const char *element;
  const char *parents;
  const char *attributes;
  gboolean    text;
} grammar[] = {
  { "guides", "", "!device", FALSE },
  { "define", "guides", "!name sure from to", TRUE },
  { "screen", "guides", "!id !title back action from to", FALSE },
  { "group", "screen", "title", FALSE },
  { "row", "group", "!label kind value from to", FALSE },
  { "part", "guides", "!id", FALSE },
  { "guide", "guides", "!fix", FALSE },
  { "title", "guide", "", TRUE },
  { "use", "guide part", "!part from to", FALSE },
  { "step", "guide part", "sure from to", FALSE },
  { "instruction", "step", "from to", TRUE },
  { "note", "step", "from to", TRUE },
  { "path", "step", "sure from to", TRUE },
  { "type", "step", "from to", TRUE },
  { "expect", "step", "from to", TRUE },
  { "show", "step", "!screen tap sure from to", FALSE },
  { "set", "show", "!row kind value", FALSE },
};

typedef struct
{
  const char *file;
  GPtrArray  *stack; /* (element-type ObdXml) (not owned): the open elements */
  ObdXml     *root;
} Parse;

void
obd_guide_error_set (GError        **error,
                     ObdGuideError   code,
                     const char     *file,
                     int             line,
                     const char     *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, OBD_GUIDE_ERROR, code, "%s:%d: %s", file, line, message);
}

void
obd_xml_free (ObdXml *xml)
{
  if (xml == NULL)
    return;
  g_hash_table_unref (xml->attributes);
  g_ptr_array_unref (xml->children);
  g_free (xml->text);
  g_free (xml);
}

const char *
obd_xml_get (const ObdXml *xml,
             const char   *attribute)
{
  return g_hash_table_lookup (xml->attributes, attribute);
}

static ObdXml *
xml_new (const char *name,
         int         line)
{
  ObdXml *xml = g_new0 (ObdXml, 1);

  xml->name = g_intern_string (name);
  xml->line = line;
  xml->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  xml->children = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_xml_free);
  xml->text = g_strdup ("");
  return xml;
}

static gboolean
list_has (const char *list,
          const char *word)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i] + (words[i][0] == '!'), word))
      return TRUE;
  return FALSE;
}

static int
find_rule (const char *element)
{
  for (gsize i = 0; i < G_N_ELEMENTS (grammar); i++)
    if (g_str_equal (grammar[i].element, element))
      return (int) i;
  return -1;
}

/* Names the first attribute that is missing, %NULL if none is. */
static char *
find_missing (const ObdXml *xml,
              const char   *attributes)
{
  g_auto (GStrv) words = g_strsplit (attributes, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (words[i][0] == '!' && obd_xml_get (xml, words[i] + 1) == NULL)
      return g_strdup (words[i] + 1);
  return NULL;
}

static gboolean
check_element (Parse         *parse,
               const ObdXml  *xml,
               const ObdXml  *parent,
               GError       **error)
{
  int rule = find_rule (xml->name);
  g_autofree char *missing = NULL;
  GHashTableIter iter;
  const char *key = NULL;

  if (rule < 0 || (parent != NULL) != (grammar[rule].parents[0] != '\0') ||
      (parent != NULL && !list_has (grammar[rule].parents, parent->name)))
    {
      obd_guide_error_set (error, OBD_GUIDE_ERROR_GRAMMAR, parse->file, xml->line,
                           "<%s> does not belong into %s", xml->name,
                           parent != NULL ? parent->name : "a file");
      return FALSE;
    }
  g_hash_table_iter_init (&iter, xml->attributes);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, NULL))
    if (!list_has (grammar[rule].attributes, key))
      {
        obd_guide_error_set (error, OBD_GUIDE_ERROR_GRAMMAR, parse->file, xml->line,
                             "<%s> has no attribute “%s”", xml->name, key);
        return FALSE;
      }
  missing = find_missing (xml, grammar[rule].attributes);
  if (missing != NULL)
    obd_guide_error_set (error, OBD_GUIDE_ERROR_GRAMMAR, parse->file, xml->line,
                         "<%s> needs the attribute “%s”", xml->name, missing);
  return missing == NULL;
}

static int
current_line (GMarkupParseContext *context)
{
  int line = 0;

  g_markup_parse_context_get_position (context, &line, NULL);
  return line;
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *name,
                  const char          **keys,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Parse *parse = user_data;
  ObdXml *parent = parse->stack->len > 0 ? parse->stack->pdata[parse->stack->len - 1] : NULL;
  ObdXml *xml = xml_new (name, current_line (context));

  if (parent != NULL)
    g_ptr_array_add (parent->children, xml);
  else
    parse->root = xml;
  for (gsize i = 0; keys[i] != NULL; i++)
    if (!g_hash_table_insert (xml->attributes, g_strdup (keys[i]), g_strdup (values[i])))
      obd_guide_error_set (error, OBD_GUIDE_ERROR_GRAMMAR, parse->file, xml->line,
                           "the attribute “%s” is there twice", keys[i]);
  if (error != NULL && *error != NULL)
    return;
  if (check_element (parse, xml, parent, error))
    g_ptr_array_add (parse->stack, xml);
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *name,
                gpointer              user_data,
                GError              **error)
{
  Parse *parse = user_data;
  const ObdXml *xml = parse->stack->pdata[parse->stack->len - 1];

  g_ptr_array_set_size (parse->stack, (int) parse->stack->len - 1);
  if (grammar[find_rule (xml->name)].text && xml->text[0] == '\0')
    obd_guide_error_set (error, OBD_GUIDE_ERROR_GRAMMAR, parse->file, xml->line,
                         "<%s> is empty", xml->name);
}

/* One blank between words, none at the ends: as xgettext extracts it, so that msgids match. */
static char *
normalise (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  GString *string = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (string, "%s%s", string->len > 0 ? " " : "", words[i]);
  return g_string_free (string, FALSE);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Parse *parse = user_data;
  g_autofree char *piece = g_strndup (text, length);
  g_autofree char *words = normalise (piece);
  ObdXml *xml = NULL;

  if (words[0] == '\0' || parse->stack->len == 0)
    return;
  xml = parse->stack->pdata[parse->stack->len - 1];
  if (!grammar[find_rule (xml->name)].text)
    {
      obd_guide_error_set (error, OBD_GUIDE_ERROR_GRAMMAR, parse->file, current_line (context),
                           "<%s> holds no text", xml->name);
      return;
    }
  g_free (xml->text);
  xml->text = g_steal_pointer (&words);
}

ObdXml *
obd_xml_parse (const char  *file,
               const char  *text,
               gssize       length,
               GError     **error)
{
  static const GMarkupParser parser = {
    .start_element = start_element_cb,
    .end_element = end_element_cb,
    .text = text_cb,
  };
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  Parse parse = { .file = file, .stack = stack };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local = NULL;

  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &parse, NULL);
  if (g_markup_parse_context_parse (context, text, length, &local) &&
      g_markup_parse_context_end_parse (context, &local))
    return parse.root;
  if (local->domain == G_MARKUP_ERROR)
    obd_guide_error_set (error, OBD_GUIDE_ERROR_SYNTAX, file, current_line (context), "%s",
                         local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  obd_xml_free (parse.root);
  return NULL;
}
