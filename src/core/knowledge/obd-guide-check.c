/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-guide-check.h"

typedef struct
{
  const char   *file;
  const ObdXml *root;
} Check;

gboolean
obd_row_kind_from_nick (const char *nick,
                        ObdRowKind *kind)
{
  static const char *const nicks[] = {
    [OBD_ROW_MORE] = "more",
    [OBD_ROW_TEXT] = "text",
    [OBD_ROW_TYPE] = "type",
    [OBD_ROW_SWITCH_ON] = "switch-on",
    [OBD_ROW_SWITCH_OFF] = "switch-off",
    [OBD_ROW_BUTTON] = "button",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nick != NULL ? nick : "more", nicks[i]))
      {
        *kind = (ObdRowKind) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
obd_sure_from_nick (const char *nick,
                    ObdSure    *sure)
{
  static const char *const nicks[] = {
    [OBD_SURE_CONFIRMED] = "confirmed",
    [OBD_SURE_ONE_SOURCE] = "one-source",
    [OBD_SURE_INFERRED] = "inferred",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nick != NULL ? nick : "confirmed", nicks[i]))
      {
        *sure = (ObdSure) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
refuse (const Check   *check,
        ObdGuideError  code,
        const ObdXml  *xml,
        const char    *what,
        const char    *value,
        GError       **error)
{
  obd_guide_error_set (error, code, check->file, xml->line, "<%s>: %s “%s”", xml->name, what,
                       value);
  return FALSE;
}

static gboolean
check_values (const Check   *check,
              const ObdXml  *xml,
              GError       **error)
{
  static const char *const limits[] = { "from", "to" };
  const char *kind = obd_xml_get (xml, "kind");
  const char *sure = obd_xml_get (xml, "sure");
  ObdRowKind ignored_kind;
  ObdSure ignored_sure;

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const char *limit = obd_xml_get (xml, limits[i]);

      if (limit != NULL && !g_ascii_string_to_unsigned (limit, 10, 1, 999, NULL, NULL))
        return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "no version number:", limit, error);
    }
  if (!obd_row_kind_from_nick (kind, &ignored_kind))
    return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "no kind of row:", kind, error);
  if (!obd_sure_from_nick (sure, &ignored_sure))
    return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "no degree of certainty:", sure, error);
  return TRUE;
}

/* Whether any variant of the screen @id has the row @label ("action": the button at its top). */
static gboolean
screen_has (const Check *check,
            const char  *id,
            const char  *label)
{
  for (guint i = 0; i < check->root->children->len; i++)
    {
      const ObdXml *screen = check->root->children->pdata[i];

      if (!g_str_equal (screen->name, "screen") || g_strcmp0 (obd_xml_get (screen, "id"), id) != 0)
        continue;
      if (label == NULL || (g_str_equal (label, "action") && obd_xml_get (screen, "action") != NULL))
        return TRUE;
      for (guint g = 0; g < screen->children->len; g++)
        {
          const ObdXml *group = screen->children->pdata[g];

          for (guint r = 0; r < group->children->len; r++)
            if (g_strcmp0 (obd_xml_get (group->children->pdata[r], "label"), label) == 0)
              return TRUE;
        }
    }
  return FALSE;
}

static gboolean
part_exists (const Check *check,
             const char  *id)
{
  for (guint i = 0; i < check->root->children->len; i++)
    {
      const ObdXml *part = check->root->children->pdata[i];

      if (g_str_equal (part->name, "part") && g_strcmp0 (obd_xml_get (part, "id"), id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_references (const Check   *check,
                  const ObdXml  *xml,
                  const ObdXml  *parent,
                  GError       **error)
{
  const char *part = obd_xml_get (xml, "part");
  const char *tap = obd_xml_get (xml, "tap");
  const char *row = obd_xml_get (xml, "row");
  const char *screen = obd_xml_get (xml->name == g_intern_static_string ("set") ? parent : xml,
                                    "screen");

  if (part != NULL && g_strcmp0 (parent->name, "part") == 0)
    return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "a part uses no other part:", part, error);
  if (part != NULL && !part_exists (check, part))
    return refuse (check, OBD_GUIDE_ERROR_REFERENCE, xml, "no part", part, error);
  if (screen != NULL && !screen_has (check, screen, NULL))
    return refuse (check, OBD_GUIDE_ERROR_REFERENCE, xml, "no screen", screen, error);
  if (tap != NULL && !screen_has (check, screen, tap))
    return refuse (check, OBD_GUIDE_ERROR_REFERENCE, xml, "that screen has no row", tap, error);
  if (row != NULL && !screen_has (check, screen, row))
    return refuse (check, OBD_GUIDE_ERROR_REFERENCE, xml, "that screen has no row", row, error);
  return TRUE;
}

static gboolean
has_child (const ObdXml *xml,
           const char   *first,
           const char   *second)
{
  for (guint i = 0; i < xml->children->len; i++)
    {
      const ObdXml *child = xml->children->pdata[i];

      if (g_str_equal (child->name, first) || g_strcmp0 (child->name, second) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_complete (const Check   *check,
                const ObdXml  *xml,
                GError       **error)
{
  if (g_str_equal (xml->name, "guide") && !has_child (xml, "title", NULL))
    return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "has no", "title", error);
  if (g_str_equal (xml->name, "guide") && !has_child (xml, "step", "use"))
    return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "has no", "step", error);
  if (g_str_equal (xml->name, "step") && !has_child (xml, "instruction", NULL))
    return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "has no", "instruction", error);
  return TRUE;
}

static gboolean
check_tree (const Check   *check,
            const ObdXml  *xml,
            const ObdXml  *parent,
            GError       **error)
{
  if (!check_values (check, xml, error) || !check_references (check, xml, parent, error) ||
      !check_complete (check, xml, error))
    return FALSE;
  for (guint i = 0; i < xml->children->len; i++)
    if (!check_tree (check, xml->children->pdata[i], xml, error))
      return FALSE;
  return TRUE;
}

/* Two guides for one fix, or two parts of one name: one of them would never be read. */
static gboolean
check_unique (const Check  *check,
              const char   *element,
              const char   *attribute,
              GError      **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < check->root->children->len; i++)
    {
      const ObdXml *xml = check->root->children->pdata[i];
      const char *value = obd_xml_get (xml, attribute);

      if (g_str_equal (xml->name, element) && !g_hash_table_add (seen, (char *) value))
        return refuse (check, OBD_GUIDE_ERROR_GRAMMAR, xml, "is there twice:", value, error);
    }
  return TRUE;
}

gboolean
obd_guide_check (const char    *file,
                 const ObdXml  *root,
                 GError       **error)
{
  const Check check = { .file = file, .root = root };

  return check_tree (&check, root, NULL, error) && check_unique (&check, "guide", "fix", error) &&
         check_unique (&check, "part", "id", error);
}
