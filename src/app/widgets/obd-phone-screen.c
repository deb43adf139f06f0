/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-phone-screen-private.h"

#include "obd-compat.h"
#include "obd-widgets.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (ObdPhoneScreen, obd_phone_screen, GTK_TYPE_WIDGET)

void
obd_phone_color (GtkWidget  *widget,
                 const char *name,
                 GdkRGBA    *color)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *full = g_strdup_printf ("phone_%s%s", name, dark ? "_dark" : "");

  obd_compat_lookup_color (widget, full, color);
}

static void
obd_phone_screen_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  obd_phone_screen_draw (OBD_PHONE_SCREEN (widget), snapshot);
  GTK_WIDGET_CLASS (obd_phone_screen_parent_class)->snapshot (widget, snapshot);
}

static GtkWidget *
add_label (ObdPhoneScreen     *self,
           const char         *text,
           const char         *css,
           PangoEllipsizeMode  ellipsize)
{
  GtkWidget *label = obd_widgets_silent (GTK_TYPE_LABEL);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_widget_add_css_class (label, css);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

/* A switch row's value, once filled in, decides how it stands. */
static ObdRowKind
kind_of (const ObdScreenRow *source,
         const char         *value)
{
  gboolean is_switch = source->kind == OBD_ROW_SWITCH_ON || source->kind == OBD_ROW_SWITCH_OFF;

  if (is_switch && g_strcmp0 (value, "on") == 0)
    return OBD_ROW_SWITCH_ON;
  if (is_switch && g_strcmp0 (value, "off") == 0)
    return OBD_ROW_SWITCH_OFF;
  return source->kind;
}

static void
add_row (ObdPhoneScreen     *self,
         const ObdScreenRow *source,
         GHashTable         *values)
{
  g_autofree char *label = obd_guide_fill (source->label, values);
  g_autofree char *value = source->value != NULL ? obd_guide_fill (source->value, values) : NULL;
  g_autofree char *header = source->group_title != NULL ? g_utf8_strup (source->group_title, -1)
                                                        : NULL;
  ObdPhoneRow row = { .kind = kind_of (source, value), .new_group = source->new_group,
                      .highlight = source->highlight };
  gboolean is_switch = row.kind == OBD_ROW_SWITCH_ON || row.kind == OBD_ROW_SWITCH_OFF;

  if (header != NULL)
    {
      row.header = add_label (self, header, "header", PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (row.header), 0);
    }
  row.label = add_label (self, label, row.kind == OBD_ROW_BUTTON ? "link" : "row",
                         PANGO_ELLIPSIZE_END);
  if (value != NULL && value[0] != '\0' && !is_switch)
    row.value = add_label (self, value, row.kind == OBD_ROW_TYPE ? "chip" : "value",
                           PANGO_ELLIPSIZE_MIDDLE);
  g_array_append_val (self->rows, row);
}

GtkWidget *
obd_phone_screen_new (const ObdScreen *screen,
                      GHashTable      *values,
                      int              number)
{
  ObdPhoneScreen *self = g_object_new (OBD_TYPE_PHONE_SCREEN, NULL);
  g_autofree char *title = obd_guide_fill (screen->title, values);
  g_autofree char *back = screen->back != NULL ? obd_guide_fill (screen->back, values) : NULL;
  g_autofree char *digits = g_strdup_printf ("%d", number);

  self->title = add_label (self, title, "title", PANGO_ELLIPSIZE_MIDDLE);
  self->action_highlight = screen->action_highlight;
  if (back != NULL)
    self->back = add_label (self, back, "link", PANGO_ELLIPSIZE_END);
  if (screen->action != NULL)
    {
      self->action = add_label (self, screen->action, "link", PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (self->action, "action");
    }
  for (guint i = 0; i < screen->rows->len; i++)
    add_row (self, screen->rows->pdata[i], values);
  if (number > 0)
    self->number = add_label (self, digits, "number", PANGO_ELLIPSIZE_NONE);
  return GTK_WIDGET (self);
}

static const char *
text_of (GtkWidget *label)
{
  return gtk_label_get_label (GTK_LABEL (label));
}

/* @number: of the row from the top, from 1. */
static char *
describe_row (const ObdPhoneRow *row,
              int                number)
{
  if (row->kind == OBD_ROW_TYPE && row->value != NULL)
    /* TRANSLATORS: read by a screen reader: row's label, its number from the top, what to type */
    return g_strdup_printf (_("Tap the row %s, row %d, and type %s"), text_of (row->label), number,
                            text_of (row->value));
  if (row->kind == OBD_ROW_SWITCH_ON)
    return g_strdup_printf (_("The switch in the row %s, row %d, is on"), text_of (row->label),
                            number);
  if (row->kind == OBD_ROW_SWITCH_OFF)
    return g_strdup_printf (_("The switch in the row %s, row %d, is off"), text_of (row->label),
                            number);
  return g_strdup_printf (_("Tap the row %s, row %d"), text_of (row->label), number);
}

char *
obd_phone_screen_describe (ObdPhoneScreen *self)
{
  if (self->action != NULL && self->action_highlight)
    /* TRANSLATORS: read by a screen reader; %s is a button on the phone's screen */
    return g_strdup_printf (_("Tap %s at the top of the screen"), text_of (self->action));
  for (guint i = 0; i < self->rows->len; i++)
    if (obd_phone_row (self, i)->highlight)
      return describe_row (obd_phone_row (self, i), (int) i + 1);
  return g_strdup ("");
}

static void
obd_phone_screen_dispose (GObject *object)
{
  obd_widgets_remove_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (obd_phone_screen_parent_class)->dispose (object);
}

static void
obd_phone_screen_finalize (GObject *object)
{
  g_array_unref (OBD_PHONE_SCREEN (object)->rows);

  G_OBJECT_CLASS (obd_phone_screen_parent_class)->finalize (object);
}

static void
obd_phone_screen_class_init (ObdPhoneScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_phone_screen_dispose;
  G_OBJECT_CLASS (klass)->finalize = obd_phone_screen_finalize;
  obd_phone_screen_class_add_layout (widget_class);
  widget_class->snapshot = obd_phone_screen_snapshot;
  gtk_widget_class_set_css_name (widget_class, "phonescreen");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
obd_phone_screen_init (ObdPhoneScreen *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (ObdPhoneRow));
}
