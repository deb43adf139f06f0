/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-window.h"

#include "obd-assistant.h"
#include "obd-settings.h"

/* mockups/brief.md section 1: below it, two columns are stacked. */
#define NARROW_BELOW 620

struct _ObdWindow
{
  AdwApplicationWindow  parent_instance;

  ObdAssistant         *assistant;
  gboolean              narrow;
  guint                 narrow_source;
};

G_DEFINE_FINAL_TYPE (ObdWindow, obd_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
tell_narrow_cb (gpointer data)
{
  ObdWindow *self = data;

  self->narrow_source = 0;
  obd_assistant_set_narrow (self->assistant, self->narrow);
  return G_SOURCE_REMOVE;
}

/* Stands in for AdwBreakpoint. Pages must not change while sizes are being handed out, so they
 * hear of it just after. */
static void
obd_window_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  ObdWindow *self = OBD_WINDOW (widget);
  gboolean narrow;

  GTK_WIDGET_CLASS (obd_window_parent_class)->size_allocate (widget, width, height, baseline);
  narrow = gtk_widget_get_width (GTK_WIDGET (self->assistant)) < NARROW_BELOW;
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add_full (G_PRIORITY_HIGH, tell_narrow_cb, self, NULL);
}

static void
restore_size (ObdWindow *self)
{
  GSettings *settings = obd_settings_get ();

  if (settings == NULL)
    return;
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
obd_window_dispose (GObject *object)
{
  ObdWindow *self = OBD_WINDOW (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_WINDOW);
  G_OBJECT_CLASS (obd_window_parent_class)->dispose (object);
}

static void
obd_window_class_init (ObdWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_window_dispose;
  widget_class->size_allocate = obd_window_size_allocate;
  g_type_ensure (OBD_TYPE_ASSISTANT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/obd-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdWindow, assistant);
}

static void
obd_window_init (ObdWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (self);
#if OBD_DEVELOPMENT
  gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
#endif
}

ObdWindow *
obd_window_new (AdwApplication *application,
                ObdCase        *obd_case)
{
  ObdWindow *self = g_object_new (OBD_TYPE_WINDOW, "application", application, NULL);

  obd_assistant_set_case (self->assistant, obd_case);
  return self;
}
