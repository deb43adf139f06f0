/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-guide-reader.h"

#include "obd-guide-check.h"
#include "obd-guide-private.h"

#include <glib/gi18n-lib.h>

struct _ObdGuideFile
{
  ObdXml *root;
};

ObdGuideFile *
obd_guide_file_new (const char  *name,
                    const char  *text,
                    gssize       length,
                    GError     **error)
{
  g_autoptr (ObdXml) root = obd_xml_parse (name, text, length, error);
  ObdGuideFile *file = NULL;

  if (root == NULL || !obd_guide_check (name, root, error))
    return NULL;
  file = g_new0 (ObdGuideFile, 1);
  file->root = g_steal_pointer (&root);
  return file;
}

void
obd_guide_file_free (ObdGuideFile *file)
{
  if (file == NULL)
    return;
  obd_xml_free (file->root);
  g_free (file);
}

const char *
obd_guide_file_get_device (const ObdGuideFile *file)
{
  return obd_xml_get (file->root, "device");
}

/* Unknown versions count as the newest: its labels are the likeliest. */
static guint64
parse_version (const char *version)
{
  guint64 number = version != NULL ? g_ascii_strtoull (version, NULL, 10) : 0;

  return number > 0 ? number : G_MAXUINT64;
}

static gboolean
is_for (const ObdXml *xml,
        guint64       version)
{
  const char *from = obd_xml_get (xml, "from");
  const char *to = obd_xml_get (xml, "to");

  return (from == NULL || version >= g_ascii_strtoull (from, NULL, 10)) &&
         (to == NULL || version <= g_ascii_strtoull (to, NULL, 10));
}

/* The first child (or, with @id, the first one of that id) that is for @version. */
static const ObdXml *
find_child (const ObdXml *xml,
            const char   *name,
            const char   *key,
            const char   *value,
            guint64       version)
{
  for (guint i = 0; i < xml->children->len; i++)
    {
      const ObdXml *child = xml->children->pdata[i];

      if (g_str_equal (child->name, name) && is_for (child, version) &&
          (key == NULL || g_strcmp0 (obd_xml_get (child, key), value) == 0))
        return child;
    }
  return NULL;
}

/* Puts the file's own {definitions} in; the placeholders of a mailbox stay. @sure is lowered to
 * the least sure of what was put in. */
static char *
expand (const ObdGuideFile *file,
        const char         *text,
        guint64             version,
        ObdSure            *sure)
{
  GString *string = text != NULL ? g_string_new (text) : NULL;

  for (guint i = 0; string != NULL && i < file->root->children->len; i++)
    {
      const ObdXml *xml = file->root->children->pdata[i];
      g_autofree char *placeholder = NULL;
      ObdSure own = OBD_SURE_CONFIRMED;

      if (!g_str_equal (xml->name, "define") || !is_for (xml, version))
        continue;
      placeholder = g_strdup_printf ("{%s}", obd_xml_get (xml, "name"));
      if (g_string_replace (string, placeholder, xml->text, 0) > 0 && sure != NULL &&
          obd_sure_from_nick (obd_xml_get (xml, "sure"), &own))
        *sure = MAX (*sure, own);
    }
  return string != NULL ? g_string_free (string, FALSE) : NULL;
}

/* What a part of a guide is read with. */
typedef struct
{
  const ObdGuideFile *file;
  guint64             version;
} Reading;

static ObdScreenRow *
read_row (const Reading *reading,
          const ObdXml  *xml,
          const ObdXml  *show,
          const char    *group_title)
{
  const char *label = obd_xml_get (xml, "label");
  const ObdXml *set = find_child (show, "set", "row", label, 1);
  const char *kind = set != NULL ? obd_xml_get (set, "kind") : NULL;
  const char *value = set != NULL ? obd_xml_get (set, "value") : NULL;
  ObdScreenRow *row = g_new0 (ObdScreenRow, 1);

  row->label = expand (reading->file, label, reading->version, NULL);
  row->value = expand (reading->file, value != NULL ? value : obd_xml_get (xml, "value"),
                       reading->version, NULL);
  row->highlight = g_strcmp0 (obd_xml_get (show, "tap"), label) == 0;
  row->group_title = expand (reading->file, group_title, reading->version, NULL);
  obd_row_kind_from_nick (kind != NULL ? kind : obd_xml_get (xml, "kind"), &row->kind);
  return row;
}

static void
read_group (const Reading *reading,
            const ObdXml  *group,
            const ObdXml  *show,
            GPtrArray     *rows)
{
  gboolean first = TRUE;

  for (guint i = 0; i < group->children->len; i++)
    {
      const ObdXml *xml = group->children->pdata[i];
      ObdScreenRow *row = NULL;

      if (!is_for (xml, reading->version))
        continue;
      row = read_row (reading, xml, show, first ? obd_xml_get (group, "title") : NULL);
      row->new_group = first;
      g_ptr_array_add (rows, row);
      first = FALSE;
    }
}

static ObdScreen *
read_screen (const Reading *reading,
             const ObdXml  *show)
{
  const ObdXml *xml = find_child (reading->file->root, "screen", "id", obd_xml_get (show, "screen"),
                                  reading->version);
  ObdScreen *screen = NULL;

  if (xml == NULL)
    return NULL;
  screen = g_new0 (ObdScreen, 1);
  screen->title = expand (reading->file, obd_xml_get (xml, "title"), reading->version, NULL);
  screen->back = expand (reading->file, obd_xml_get (xml, "back"), reading->version, NULL);
  screen->action = expand (reading->file, obd_xml_get (xml, "action"), reading->version, NULL);
  screen->action_highlight = g_strcmp0 (obd_xml_get (show, "tap"), "action") == 0;
  screen->rows = g_ptr_array_new_with_free_func (obd_screen_row_free);
  for (guint i = 0; i < xml->children->len; i++)
    read_group (reading, xml->children->pdata[i], show, screen->rows);
  return screen;
}

/* The text of the child @name that is for the version; @sure is lowered to the child's own. */
static char *
read_text (const Reading *reading,
           const ObdXml  *step,
           const char    *name,
           ObdSure       *sure)
{
  gboolean device_words = g_str_equal (name, "path") || g_str_equal (name, "type");
  const ObdXml *xml = find_child (step, name, NULL, NULL, reading->version);
  ObdSure own = OBD_SURE_CONFIRMED;

  if (xml == NULL)
    return NULL;
  if (obd_sure_from_nick (obd_xml_get (xml, "sure"), &own))
    *sure = MAX (*sure, own);
  return expand (reading->file,
                 device_words ? xml->text : g_dgettext (GETTEXT_PACKAGE, xml->text),
                 reading->version, sure);
}

/* A step is as sure as the least sure of what it shows. */
static ObdGuideStep *
read_step (const Reading *reading,
           const ObdXml  *xml)
{
  const ObdXml *show = find_child (xml, "show", NULL, NULL, reading->version);
  ObdGuideStep *step = g_new0 (ObdGuideStep, 1);
  ObdSure own = OBD_SURE_CONFIRMED;

  obd_sure_from_nick (obd_xml_get (xml, "sure"), &step->sure);
  step->instruction = read_text (reading, xml, "instruction", &step->sure);
  step->note = read_text (reading, xml, "note", &step->sure);
  step->path = read_text (reading, xml, "path", &step->sure);
  step->type_this = read_text (reading, xml, "type", &step->sure);
  step->expect = read_text (reading, xml, "expect", &step->sure);
  if (show == NULL)
    return step;
  step->screen = read_screen (reading, show);
  if (obd_sure_from_nick (obd_xml_get (show, "sure"), &own))
    step->sure = MAX (step->sure, own);
  return step;
}

static void
read_steps (const Reading *reading,
            const ObdXml  *xml,
            GPtrArray     *steps)
{
  for (guint i = 0; i < xml->children->len; i++)
    {
      const ObdXml *child = xml->children->pdata[i];

      if (!is_for (child, reading->version))
        continue;
      if (g_str_equal (child->name, "step"))
        g_ptr_array_add (steps, read_step (reading, child));
      else if (g_str_equal (child->name, "use"))
        read_steps (reading,
                    find_child (reading->file->root, "part", "id", obd_xml_get (child, "part"),
                                reading->version),
                    steps);
    }
}

ObdGuide *
obd_guide_file_dup_guide (const ObdGuideFile *file,
                          const char         *fix,
                          const char         *version)
{
  const Reading reading = { .file = file, .version = parse_version (version) };
  const ObdXml *xml = find_child (file->root, "guide", "fix", fix, reading.version);
  ObdSure sure = OBD_SURE_CONFIRMED;
  ObdGuide *guide = NULL;

  if (xml == NULL)
    return NULL;
  guide = obd_guide_new (obd_guide_file_get_device (file), fix);
  guide->title = read_text (&reading, xml, "title", &sure);
  read_steps (&reading, xml, guide->steps);
  return guide;
}
