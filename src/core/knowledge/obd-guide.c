/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-guide.h"

#include "obd-guide-private.h"
#include "obd-guide-reader.h"
#include "obd-guides-resource.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GUIDES_PATH RESOURCE_PATH "/guides"
#define GENERAL "general"

/* What a sentence says where the value is not known. The device's own labels are not among them. */
static const struct
{
  const char *placeholder;
  const char *plain;
} placeholders[] = {
  { "smtp-host", N_("the outgoing server") },
  { "smtp-port", N_("the port") },
  { "username", N_("your user name") },
  { "address", N_("your mail address") },
  { "sender", N_("the mailbox’s own address") },
  { "recipient", N_("the recipient’s address") },
  { "incoming-host", N_("the incoming server") },
  /* TRANSLATORS: the mailbox's company: "Ask your provider …" */
  { "provider", N_("your provider") },
  /* What the device shows now: stands in pictures only, and is left empty where nobody told. */
  { "now-host", NULL },
  { "now-port", NULL },
  { "now-username", NULL },
  { "use-ssl", NULL },
};

void
obd_screen_row_free (gpointer row)
{
  ObdScreenRow *self = row;

  g_free (self->label);
  g_free (self->value);
  g_free (self->group_title);
  g_free (self);
}

static void
screen_free (ObdScreen *screen)
{
  if (screen == NULL)
    return;
  g_free (screen->title);
  g_free (screen->back);
  g_free (screen->action);
  g_ptr_array_unref (screen->rows);
  g_free (screen);
}

static void
step_free (gpointer data)
{
  ObdGuideStep *step = data;

  g_free (step->instruction);
  g_free (step->note);
  g_free (step->path);
  g_free (step->type_this);
  g_free (step->expect);
  screen_free (step->screen);
  g_free (step);
}

ObdGuide *
obd_guide_new (const char *device,
               const char *fix)
{
  ObdGuide *guide = g_atomic_rc_box_new0 (ObdGuide);

  guide->device = g_strdup (device);
  guide->fix = g_strdup (fix);
  guide->steps = g_ptr_array_new_with_free_func (step_free);
  return guide;
}

static void
guide_clear (gpointer data)
{
  ObdGuide *guide = data;

  g_free (guide->device);
  g_free (guide->fix);
  g_free (guide->title);
  g_ptr_array_unref (guide->steps);
}

ObdGuide *
obd_guide_ref (ObdGuide *guide)
{
  return g_atomic_rc_box_acquire (guide);
}

void
obd_guide_unref (ObdGuide *guide)
{
  g_atomic_rc_box_release_full (guide, guide_clear);
}

/* A guide file that came with the program and cannot be read is a defect of the program: the
 * tests read them all, so nobody meets it. */
static ObdGuideFile *
load_file (const char *device)
{
  g_autofree char *path = g_strdup_printf (GUIDES_PATH "/%s.xml", device);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (obd_guides_get_resource (), path, 0, NULL);
  ObdGuideFile *file = NULL;

  if (bytes == NULL)
    return NULL;
  file = obd_guide_file_new (name, g_bytes_get_data (bytes, NULL),
                             (gssize) g_bytes_get_size (bytes), &error);
  if (file == NULL)
    g_critical ("%s", error->message);
  return file;
}

/* Reads a device's file once; %NULL is remembered too. */
static ObdGuideFile *
get_file (const char *device)
{
  static GHashTable *files = NULL;
  gpointer file = NULL;

  if (files == NULL)
    files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_lookup_extended (files, device, NULL, &file))
    {
      file = load_file (device);
      g_hash_table_insert (files, g_strdup (device), file);
    }
  return file;
}

static ObdGuide *
find_in (const char *device,
         const char *version,
         const char *fix)
{
  const ObdGuideFile *file = get_file (device);
  ObdGuide *guide = file != NULL ? obd_guide_file_dup_guide (file, fix, version) : NULL;

  if (guide != NULL)
    guide->general = g_str_equal (device, GENERAL);
  return guide;
}

ObdGuide *
obd_guide_find (const char *device,
                const char *version,
                const char *fix)
{
  ObdGuide *guide = NULL;

  g_return_val_if_fail (fix != NULL, NULL);

  if (device != NULL && obd_device_find (device) != NULL)
    guide = find_in (device, version, fix);
  if (guide == NULL)
    guide = find_in (GENERAL, NULL, fix);
  /* A remedy nobody wrote a word for still has somebody to ask. */
  return guide != NULL ? guide : find_in (GENERAL, NULL, "ask-provider");
}

static const char *
plain_name (const char *placeholder)
{
  for (gsize i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (g_str_equal (placeholders[i].placeholder, placeholder))
      return placeholders[i].plain != NULL ? g_dgettext (GETTEXT_PACKAGE, placeholders[i].plain)
                                           : "";
  return placeholder;
}

char *
obd_guide_fill (const char *text,
                GHashTable *values)
{
  GString *filled = g_string_new (NULL);
  const char *rest = text;

  while (*rest != '\0')
    {
      gsize plain = strcspn (rest, "{");
      const char *end = rest[plain] != '\0' ? strchr (rest + plain, '}') : NULL;
      g_autofree char *name = NULL;
      const char *value = NULL;

      g_string_append_len (filled, rest, (gssize) plain);
      if (end == NULL)
        {
          g_string_append (filled, rest + plain);
          break;
        }
      name = g_strndup (rest + plain + 1, (gsize) (end - rest) - plain - 1);
      value = values != NULL ? g_hash_table_lookup (values, name) : NULL;
      g_string_append (filled, value != NULL && value[0] != '\0' ? value : plain_name (name));
      rest = end + 1;
    }
  return g_string_free (filled, FALSE);
}
