/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-window.h"

#include "obd-assistant.h"
#include "obd-lookup.h"
#include "obd-settings.h"

#include <glib/gi18n-lib.h>

/* mockups/brief.md section 1: below it, two columns are stacked. */
#define NARROW_BELOW 620

struct _ObdWindow
{
  AdwApplicationWindow  parent_instance;

  ObdCase              *obd_case;
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
provider_used_cb (ObdWindow  *self,
                  const char *name)
{
  /* TRANSLATORS: %s is a mail provider */
  g_autofree char *text = g_strdup_printf (_("The exam will try the servers of %s."), name);

  obd_assistant_toast (self->assistant, text);
}

/* One look-up at a time: asked for again, the one that is open comes to the front. */
static ObdLookup *
find_lookup (ObdWindow *self)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (OBD_IS_LOOKUP (window) && gtk_window_get_transient_for (window) == GTK_WINDOW (self))
        return OBD_LOOKUP (window);
    }
  return NULL;
}

static void
look_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ObdWindow *self = OBD_WINDOW (widget);
  const char *about = g_variant_get_string (parameter, NULL);
  ObdLookup *lookup = find_lookup (self);

  if (lookup == NULL)
    {
      lookup = obd_lookup_new (GTK_WINDOW (self), self->obd_case, *about != '\0' ? about : NULL);
      g_signal_connect_object (lookup, "used", G_CALLBACK (provider_used_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (lookup));
}

static void
obd_window_dispose (GObject *object)
{
  ObdWindow *self = OBD_WINDOW (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_object (&self->obd_case);
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
  gtk_widget_class_install_action (widget_class, "win.look-up", "s", look_up_action);
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

  self->obd_case = g_object_ref (obd_case);
  obd_assistant_set_case (self->assistant, obd_case);
  return self;
}
