/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-import-plist.h"

#include "obd-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A mail profile nests five deep and has some dozens of values. */
#define MAX_DEPTH 32
#define MAX_VALUES 20000

typedef struct
{
  const char *name;
  ObdPlist   *root;   /* (owned) once it is whole */
  GPtrArray  *open;   /* ObdPlist (not owned but the first): dicts and arrays around here */
  GString    *text;   /* characters since the last tag */
  char       *key;    /* (owned) (nullable): the name of the next value of a dict */
  guint       values;
} Parser;

void
obd_plist_free (ObdPlist *plist)
{
  if (plist == NULL)
    return;
  g_free (plist->key);
  g_free (plist->text);
  g_clear_pointer (&plist->children, g_ptr_array_unref);
  g_free (plist);
}

static gboolean
is_holder (const char *element)
{
  return g_str_equal (element, "dict") || g_str_equal (element, "array");
}

static ObdPlist *
new_plist (const char *element,
           char       *key,
           const char *text)
{
  static const struct
  {
    const char *element;
    ObdPlistKind kind;
  } kinds[] = {
    { "dict", OBD_PLIST_DICT },       { "array", OBD_PLIST_ARRAY },
    { "string", OBD_PLIST_STRING },   { "integer", OBD_PLIST_INTEGER },
    { "true", OBD_PLIST_BOOLEAN },    { "false", OBD_PLIST_BOOLEAN },
  };
  ObdPlist *plist = g_new0 (ObdPlist, 1);

  plist->kind = OBD_PLIST_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (element, kinds[i].element))
      plist->kind = kinds[i].kind;
  plist->key = key;
  plist->text = g_strdup (text);
  plist->truth = g_str_equal (element, "true");
  plist->children = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_plist_free);
  return plist;
}

static gboolean
refuse (Parser      *parser,
        GError     **error)
{
  /* The words for people come from obd_plist_parse(), which knows the line. */
  g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "%s", parser->name);
  return FALSE;
}

/* Into what is open around it, or as the outermost value. */
static gboolean
place (Parser      *parser,
       ObdPlist    *plist,
       GError     **error)
{
  ObdPlist *holder = parser->open->len > 0 ? parser->open->pdata[parser->open->len - 1] : NULL;
  gboolean named = plist->key != NULL;

  if (++parser->values <= MAX_VALUES
      && (holder != NULL ? named == (holder->kind == OBD_PLIST_DICT)
                         : parser->root == NULL && !named))
    {
      if (holder != NULL)
        g_ptr_array_add (holder->children, plist);
      else
        parser->root = plist;
      return TRUE;
    }
  obd_plist_free (plist);
  return refuse (parser, error);
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              data,
          GError              **error)
{
  Parser *parser = data;
  ObdPlist *plist;

  g_string_truncate (parser->text, 0);
  if (!is_holder (element))
    return;
  plist = new_plist (element, g_steal_pointer (&parser->key), "");
  if (parser->open->len >= MAX_DEPTH)
    {
      obd_plist_free (plist);
      refuse (parser, error);
    }
  else if (place (parser, plist, error))
    g_ptr_array_add (parser->open, plist);
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              data,
        GError              **error)
{
  Parser *parser = data;

  if (is_holder (element))
    g_ptr_array_set_size (parser->open, parser->open->len - 1);
  else if (g_str_equal (element, "key"))
    {
      g_free (parser->key);
      parser->key = g_strdup (parser->text->str);
    }
  else if (!g_str_equal (element, "plist"))
    place (parser, new_plist (element, g_steal_pointer (&parser->key), parser->text->str), error);
  g_string_truncate (parser->text, 0);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  g_string_append_len (((Parser *) data)->text, text, length);
}

/* GMarkup does not read a document type, so whatever it declares is unknown later; this refuses at
 * once what has no business in a property list. */
static void
passthrough_cb (GMarkupParseContext  *context,
                const char           *text,
                gsize                 length,
                gpointer              data,
                GError              **error)
{
  if (g_strstr_len (text, length, "<!ENTITY") != NULL)
    refuse (data, error);
}

static const GMarkupParser callbacks = { start_cb, end_cb, text_cb, passthrough_cb, NULL };

static void
clear_parser (Parser *parser)
{
  g_clear_pointer (&parser->root, obd_plist_free);
  g_clear_pointer (&parser->open, g_ptr_array_unref);
  g_clear_pointer (&parser->key, g_free);
  g_string_free (parser->text, TRUE);
}

ObdPlist *
obd_plist_parse (const char  *name,
                 const char  *text,
                 gsize        length,
                 GError     **error)
{
  Parser parser = { name, NULL, g_ptr_array_new (), g_string_new (NULL), NULL, 0 };
  GMarkupParseContext *context = g_markup_parse_context_new (&callbacks, 0, &parser, NULL);
  ObdPlist *root = NULL;
  int line = 0;

  if (g_markup_parse_context_parse (context, text, length, NULL)
      && g_markup_parse_context_end_parse (context, NULL))
    root = g_steal_pointer (&parser.root);
  g_markup_parse_context_get_position (context, &line, NULL);
  if (root == NULL)
    g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_DAMAGED,
                 _("“%s” is damaged at line %u, so nothing was taken over."), name, (guint) line);
  g_markup_parse_context_free (context);
  clear_parser (&parser);
  return root;
}

const ObdPlist *
obd_plist_get (const ObdPlist *plist,
               const char     *key)
{
  if (plist == NULL || plist->kind != OBD_PLIST_DICT)
    return NULL;
  for (guint i = 0; i < plist->children->len; i++)
    {
      const ObdPlist *child = plist->children->pdata[i];

      if (g_str_equal (child->key, key))
        return child;
    }
  return NULL;
}

const char *
obd_plist_get_string (const ObdPlist *plist,
                      const char     *key)
{
  const ObdPlist *value = obd_plist_get (plist, key);

  return value != NULL && value->kind == OBD_PLIST_STRING ? value->text : NULL;
}

gint64
obd_plist_get_int (const ObdPlist *plist,
                   const char     *key)
{
  const ObdPlist *value = obd_plist_get (plist, key);

  return value != NULL && value->kind == OBD_PLIST_INTEGER ? g_ascii_strtoll (value->text, NULL, 10)
                                                           : 0;
}

gboolean
obd_plist_get_truth (const ObdPlist *plist,
                     const char     *key)
{
  const ObdPlist *value = obd_plist_get (plist, key);

  return value != NULL && value->kind == OBD_PLIST_BOOLEAN && value->truth;
}
