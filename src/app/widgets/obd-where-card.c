/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-where-card.h"

#include "obd-guide.h"
#include "obd-phone-picture.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The guide whose screen shows every outgoing setting. */
#define GUIDE "enter-outgoing-credentials"

struct _ObdWhereCard
{
  AdwBin           parent_instance;

  GtkLabel        *heading;
  GtkLabel        *path;
  ObdPhonePicture *picture;
  ObdGuide        *guide;
  ObdScreen       *screen; /* borrowed from the guide */
  GHashTable      *values;
  gboolean         encrypted; /* the device's switch is on */
};

G_DEFINE_FINAL_TYPE (ObdWhereCard, obd_where_card, ADW_TYPE_BIN)

/* The screen as it is before anything was mended, with every outgoing setting on it. */
static gboolean
shows_settings (const ObdScreen *screen)
{
  for (guint i = 0; i < screen->rows->len; i++)
    {
      const ObdScreenRow *row = g_ptr_array_index (screen->rows, i);

      if (row->value != NULL && strstr (row->value, "{now-port}") != NULL)
        return TRUE;
    }
  return FALSE;
}

static const ObdGuideStep *
find_step (ObdGuide *guide)
{
  for (guint i = 0; i < guide->steps->len; i++)
    {
      const ObdGuideStep *step = g_ptr_array_index (guide->steps, i);

      if (step->screen != NULL && shows_settings (step->screen))
        return step;
    }
  return NULL;
}

/* A value that nobody has told yet is left open. */
static char *
keep_known_value (ObdWhereCard *self,
                  char         *value)
{
  g_autofree char *name = NULL;
  const char *open = value != NULL ? strchr (value, '{') : NULL;
  const char *end = open != NULL ? strchr (open, '}') : NULL;

  if (end == NULL)
    return value;
  name = g_strndup (open + 1, end - open - 1);
  return g_hash_table_contains (self->values, name) ? value : NULL;
}

/* A copy of the screen as it is now: nothing to type, one row marked. The guide stays as it is. */
static void
draw (ObdWhereCard *self,
      const char   *label)
{
  ObdScreen screen = *self->screen;
  g_autofree ObdScreenRow *rows = g_new0 (ObdScreenRow, self->screen->rows->len);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (guint i = 0; i < self->screen->rows->len; i++)
    {
      rows[i] = *(const ObdScreenRow *) g_ptr_array_index (self->screen->rows, i);
      if (rows[i].kind == OBD_ROW_TYPE)
        rows[i].kind = OBD_ROW_TEXT;
      if (rows[i].kind == OBD_ROW_SWITCH_OFF && rows[i].value != NULL && self->encrypted)
        rows[i].kind = OBD_ROW_SWITCH_ON;
      rows[i].value = keep_known_value (self, rows[i].value);
      rows[i].highlight = label != NULL && g_strcmp0 (rows[i].label, label) == 0;
      g_ptr_array_add (array, &rows[i]);
    }
  screen.rows = array;
  screen.action_highlight = FALSE;
  obd_phone_picture_set_step (self->picture, &screen, self->values, 0);
}

static void
obd_where_card_dispose (GObject *object)
{
  ObdWhereCard *self = OBD_WHERE_CARD (object);

  adw_bin_set_child (ADW_BIN (self), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_WHERE_CARD);
  g_clear_pointer (&self->guide, obd_guide_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  G_OBJECT_CLASS (obd_where_card_parent_class)->dispose (object);
}

static void
obd_where_card_class_init (ObdWhereCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_where_card_dispose;
  g_type_ensure (OBD_TYPE_PHONE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-where-card.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdWhereCard, heading);
  gtk_widget_class_bind_template_child (widget_class, ObdWhereCard, path);
  gtk_widget_class_bind_template_child (widget_class, ObdWhereCard, picture);
}

static void
obd_where_card_init (ObdWhereCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
obd_where_card_show (ObdWhereCard *self,
                     ObdCase      *obd_case)
{
  g_autofree char *title = obd_case_dup_device_title (obd_case);
  g_autofree char *heading = NULL;
  g_autofree char *path = NULL;
  const ObdGuideStep *step = NULL;

  g_clear_pointer (&self->guide, obd_guide_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  self->screen = NULL;
  self->guide = obd_guide_find (obd_case_get_text (obd_case, OBD_FIELD_DEVICE),
                                obd_case_get_text (obd_case, OBD_FIELD_DEVICE_VERSION), GUIDE);
  step = self->guide->general ? NULL : find_step (self->guide);
  gtk_widget_set_visible (GTK_WIDGET (self), step != NULL);
  if (step == NULL)
    return;
  self->screen = step->screen;
  self->encrypted = obd_case_get_security (obd_case) > OBD_SECURITY_NONE;
  self->values = obd_case_dup_current_values (obd_case);
  /* TRANSLATORS: %s is a device and its version: iPhone, iOS 17 */
  heading = g_strdup_printf (_("Where to look: %s"), title);
  gtk_label_set_label (self->heading, heading);
  path = obd_guide_fill (step->path != NULL ? step->path : "", self->values);
  gtk_label_set_label (self->path, path);
  gtk_widget_set_visible (GTK_WIDGET (self->path), step->path != NULL);
  draw (self, NULL);
}

void
obd_where_card_highlight (ObdWhereCard *self,
                          const char   *label)
{
  if (self->screen != NULL)
    draw (self, label);
}
