/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-device-card.h"

#include <glib/gi18n-lib.h>

struct _ObdDeviceCard
{
  GtkToggleButton  parent_instance;

  const ObdDevice *device;
};

G_DEFINE_FINAL_TYPE (ObdDeviceCard, obd_device_card, GTK_TYPE_TOGGLE_BUTTON)

static void
obd_device_card_class_init (ObdDeviceCardClass *klass)
{
}

static void
obd_device_card_init (ObdDeviceCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "device-card");
}

static GtkWidget *
make_picture (const ObdDevice *device)
{
  GtkWidget *picture = g_object_new (GTK_TYPE_IMAGE, "icon-name", device->icon_name, "pixel-size",
                                     60, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (picture, GTK_ALIGN_START);
  return picture;
}

static GtkWidget *
make_content (const ObdDevice *device)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _(device->label), "wrap", TRUE,
                                   "justify", GTK_JUSTIFY_CENTER, "max-width-chars", 12,
                                   "width-chars", 6, "vexpand", TRUE, NULL);

  gtk_box_append (GTK_BOX (box), make_picture (device));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
obd_device_card_new (const ObdDevice *device)
{
  ObdDeviceCard *self = g_object_new (OBD_TYPE_DEVICE_CARD, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *tick = g_object_new (GTK_TYPE_IMAGE, "icon-name", "obd-mark-good-symbolic",
                                  "pixel-size", 18, "halign", GTK_ALIGN_END, "valign",
                                  GTK_ALIGN_START, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->device = device;
  gtk_widget_add_css_class (tick, "tick");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), make_content (device));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), tick);
  gtk_button_set_child (GTK_BUTTON (self), overlay);
  /* the label fills the card, the card does not fill the page */
  gtk_widget_set_vexpand (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(device->label), -1);
  return GTK_WIDGET (self);
}

const ObdDevice *
obd_device_card_get_device (ObdDeviceCard *self)
{
  return self->device;
}
