/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-json-fields.h"

#include <glib/gi18n-lib.h>

#include "obd-observations.h"
#include "obd-reply.h"

#define MAX_TEXT OBD_REPLY_MAX_TEXT
/* Of a complaint: what stands in the file may be anything. */
#define MAX_WORD 40

static char *
dup_path (const ObdFields *fields,
          const char      *name)
{
  g_autofree char *shown = obd_text_sanitize (name, MAX_WORD);

  return *fields->where != '\0' ? g_strdup_printf ("%s.%s", fields->where, shown)
                                : g_strdup (shown);
}

gboolean
obd_fields_fail_missing (const ObdFields *fields,
                         const char      *name)
{
  g_autofree char *path = dup_path (fields, name);

  g_set_error (fields->error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_DAMAGED,
               /* TRANSLATORS: %s is a place in a file, such as observations.target.address. */
               _("The report is damaged: %s is missing."), path);
  return FALSE;
}

gboolean
obd_fields_fail_type (const ObdFields *fields,
                      const char      *name,
                      const char      *wanted)
{
  g_autofree char *path = dup_path (fields, name);

  g_set_error (fields->error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_DAMAGED,
               /* TRANSLATORS: first a place in a file, then what has to stand there, such as
                * "a text" or "a whole number from 0 to 65535". */
               _("The report is damaged: %s has to be %s."), path, wanted);
  return FALSE;
}

gboolean
obd_fields_fail_word (const ObdFields *fields,
                      const char      *name,
                      const char      *word)
{
  g_autofree char *path = dup_path (fields, name);
  g_autofree char *shown = obd_text_sanitize (word, MAX_WORD);

  g_set_error (fields->error, OBD_OBSERVATIONS_ERROR, OBD_OBSERVATIONS_ERROR_DAMAGED,
               /* TRANSLATORS: first a place in a file, then the word that stands there. */
               _("The report is damaged: %s says “%s”, which nothing is called."), path, shown);
  return FALSE;
}

/* (nullable): the member, unless it is missing or null */
static JsonNode *
find (const ObdFields *fields,
      const char      *name)
{
  JsonNode *node = fields->object != NULL ? json_object_get_member (fields->object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

gboolean
obd_fields_open (const ObdFields *fields,
                 const char      *name,
                 ObdFields       *child)
{
  JsonNode *node = find (fields, name);

  *child = (ObdFields) { NULL, dup_path (fields, name), fields->error };
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return obd_fields_fail_type (fields, name, _("an object"));
  child->object = json_node_get_object (node);
  return TRUE;
}

gboolean
obd_fields_array (const ObdFields  *fields,
                  const char       *name,
                  guint             max,
                  JsonArray       **array)
{
  JsonNode *node = find (fields, name);
  g_autofree char *wanted = NULL;

  *array = NULL;
  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    *array = json_node_get_array (node);
  if (*array != NULL && json_array_get_length (*array) <= max)
    return TRUE;
  wanted = g_strdup_printf (_("a list of at most %u"), max);
  return obd_fields_fail_type (fields, name, wanted);
}

gboolean
obd_fields_open_element (const ObdFields *fields,
                         const char      *name,
                         JsonArray       *array,
                         guint            index,
                         ObdFields       *child)
{
  g_autofree char *place = g_strdup_printf ("%s[%u]", name, index);
  JsonNode *node = json_array_get_element (array, index);

  *child = (ObdFields) { NULL, dup_path (fields, place), fields->error };
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return obd_fields_fail_type (fields, place, _("an object"));
  child->object = json_node_get_object (node);
  return TRUE;
}

void
obd_fields_clear (ObdFields *fields)
{
  g_clear_pointer (&fields->where, g_free);
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

gboolean
obd_fields_text (const ObdFields  *fields,
                 const char       *name,
                 char            **text)
{
  JsonNode *node = find (fields, name);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_STRING))
    return obd_fields_fail_type (fields, name, _("a text"));
  g_free (*text);
  *text = obd_text_sanitize (json_node_get_string (node), MAX_TEXT);
  return TRUE;
}

gboolean
obd_fields_texts (const ObdFields   *fields,
                  const char        *name,
                  guint              max,
                  char            ***texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!obd_fields_array (fields, name, max, &array))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *text = NULL;

      if (!holds (node, G_TYPE_STRING))
        return obd_fields_fail_type (fields, name, _("a list of texts"));
      text = obd_text_sanitize (json_node_get_string (node), MAX_TEXT);
      g_strv_builder_add (builder, text);
    }
  if (array != NULL)
    {
      g_strfreev (*texts);
      *texts = g_strv_builder_end (builder);
    }
  return TRUE;
}

gboolean
obd_fields_int (const ObdFields *fields,
                const char      *name,
                gint64           min,
                gint64           max,
                gint64          *number)
{
  JsonNode *node = find (fields, name);
  g_autofree char *lowest = g_strdup_printf ("%" G_GINT64_FORMAT, min);
  g_autofree char *highest = g_strdup_printf ("%" G_GINT64_FORMAT, max);
  g_autofree char *wanted = NULL;

  if (node == NULL)
    return TRUE;
  if (holds (node, G_TYPE_INT64) && json_node_get_int (node) >= min
      && json_node_get_int (node) <= max)
    {
      *number = json_node_get_int (node);
      return TRUE;
    }
  wanted = g_strdup_printf (_("a whole number from %s to %s"), lowest, highest);
  return obd_fields_fail_type (fields, name, wanted);
}

gboolean
obd_fields_flag (const ObdFields *fields,
                 const char      *name,
                 gboolean        *flag)
{
  JsonNode *node = find (fields, name);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_BOOLEAN))
    return obd_fields_fail_type (fields, name, _("true or false"));
  *flag = json_node_get_boolean (node);
  return TRUE;
}
