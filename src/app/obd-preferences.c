/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-preferences.h"

#include "obd-settings.h"

struct _ObdPreferences
{
  AdwWindow  parent_instance;

  GtkSwitch *database;
  GtkSwitch *portal;
};

G_DEFINE_FINAL_TYPE (ObdPreferences, obd_preferences, ADW_TYPE_WINDOW)

static void
obd_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PREFERENCES);
  G_OBJECT_CLASS (obd_preferences_parent_class)->dispose (object);
}

static void
obd_preferences_class_init (ObdPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdPreferences, database);
  gtk_widget_class_bind_template_child (widget_class, ObdPreferences, portal);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Without a schema nothing is remembered, and there is nothing to choose. */
static void
obd_preferences_init (ObdPreferences *self)
{
  GSettings *settings = obd_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  if (settings == NULL)
    return;
  g_settings_bind (settings, "search-database", self->database, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "check-portal", self->portal, "active", G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
obd_preferences_new (GtkWindow *parent)
{
  return g_object_new (OBD_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
