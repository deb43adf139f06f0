/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-lookup.h"

#include "obd-address.h"
#include "obd-compat.h"
#include "obd-provider-finder.h"
#include "obd-provider-view.h"
#include "obd-provider-words.h"
#include "obd-providers.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Narrower than this, list and settings do not fit beside each other. */
#define NARROW_BELOW 600

struct _ObdLookup
{
  AdwWindow          parent_instance;

  ObdCase           *obd_case;
  char              *about;       /* (nullable): what to look up at once */
  const ObdProvider *provider;    /* (nullable): the one shown; the list lives as long as we */
  gboolean           narrow;
  gboolean           detail_open; /* narrow: the settings are shown, not the list */
  guint              narrow_source;

  GtkWidget         *back;
  ObdProviderFinder *finder;
  GtkWidget         *separator;
  GtkWidget         *detail_pane;
  GtkScrolledWindow *scroller;
  ObdProviderView   *view;
  GtkWidget         *nothing;
  GtkWidget         *problems_pane;
  GtkLabel          *problems_heading;
  GtkListBox        *problems;
  GtkWidget         *bar;
  GtkLabel          *bar_text;
  GtkButton         *use;
};

enum
{
  USED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdLookup, obd_lookup, ADW_TYPE_WINDOW)

static void
show_panes (ObdLookup *self)
{
  gboolean detail = !self->narrow || self->detail_open;
  gboolean list = !self->narrow || !self->detail_open;

  gtk_widget_set_visible (GTK_WIDGET (self->finder), list);
  gtk_widget_set_hexpand (GTK_WIDGET (self->finder), self->narrow);
  gtk_widget_set_visible (self->separator, !self->narrow);
  gtk_widget_set_visible (self->detail_pane, detail);
  gtk_widget_set_visible (self->back, self->narrow && self->detail_open);
}

static gboolean
has_services (const ObdProvider *provider)
{
  g_autoptr (GPtrArray) services = obd_provider_dup_services (provider, NULL);

  return services->len > 0;
}

/* What stands on the right: settings, or why there are none. */
static void
show_detail (ObdLookup *self,
             GtkWidget *detail)
{
  GtkWidget *const details[] = { GTK_WIDGET (self->view), self->nothing, self->problems_pane };
  gboolean usable = detail == GTK_WIDGET (self->view) && has_services (self->provider);

  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    gtk_widget_set_visible (details[i], details[i] == detail);
  gtk_widget_set_visible (self->bar, usable);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* The mailbox's address, where it belongs to @provider. */
static char *
dup_address (ObdLookup         *self,
             const ObdProvider *provider)
{
  g_autofree char *address
      = obd_address_check (obd_case_get_text (self->obd_case, OBD_FIELD_ADDRESS), OBD_INPUT_ADDRESS,
                           NULL);

  if (address == NULL
      || obd_provider_list_find_domain (obd_providers_peek (), strrchr (address, '@') + 1) != provider)
    return NULL;
  return g_steal_pointer (&address);
}

static gboolean
is_used (ObdLookup *self)
{
  return g_strcmp0 (obd_case_get_provider (self->obd_case), self->provider->id) == 0;
}

static void
show_use (ObdLookup *self)
{
  gboolean used = is_used (self);

  gtk_label_set_label (self->bar_text, used ? _("You chose this provider for the mailbox.")
                                            : _("The exam then tries these servers, too."));
  obd_compat_button_set_label (self->use, used ? _("Do not _use") : _("_Use for this mailbox"));
  if (used)
    gtk_widget_remove_css_class (GTK_WIDGET (self->use), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->use), "suggested-action");
}

static void
show_provider (ObdLookup         *self,
               const ObdProvider *provider)
{
  g_autofree char *address = dup_address (self, provider);

  self->provider = provider;
  obd_provider_view_show (self->view, provider, address,
                          obd_case_get_text (self->obd_case, OBD_FIELD_DEVICE));
  show_use (self);
  show_detail (self, GTK_WIDGET (self->view));
}

static void
selected_cb (ObdLookup         *self,
             const ObdProvider *provider)
{
  if (provider != NULL)
    show_provider (self, provider);
  else
    show_detail (self, self->nothing);
}

static void
open_detail (ObdLookup *self)
{
  self->detail_open = TRUE;
  show_panes (self);
  if (gtk_widget_get_visible (self->problems_pane))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->problems_heading));
      gtk_label_select_region (self->problems_heading, 0, 0);
    }
  else
    obd_provider_view_focus (self->view);
}

static void
activated_cb (ObdLookup *self)
{
  open_detail (self);
}

static void
fill_problems (ObdLookup *self)
{
  const GPtrArray *problems = obd_provider_list_get_problems (obd_providers_peek ());

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = obd_provider_words_problem (g_ptr_array_index (problems, i));

      gtk_list_box_append (self->problems, obd_row_new_sentence (OBD_STATION_WARNING, NULL, text, NULL,
                                                                 NULL));
    }
}

static void
problems_cb (ObdLookup *self)
{
  obd_provider_finder_unmark (self->finder);
  show_detail (self, self->problems_pane);
  open_detail (self);
}

/* What to look up at once: the mailbox's own provider where it is known. */
static const char *
find_subject (ObdLookup *self)
{
  const char *address = obd_case_get_text (self->obd_case, OBD_FIELD_ADDRESS);
  const char *at = strrchr (address, '@');

  if (self->about != NULL || at == NULL)
    return self->about;
  return obd_provider_list_find_domain (obd_providers_peek (), at + 1) != NULL ? at + 1 : NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ObdLookup) self = data;

  obd_providers_load_finish (result);
  if (self->finder == NULL)
    return; /* the window is gone */
  fill_problems (self);
  obd_provider_finder_begin (self->finder, find_subject (self));
}

static void
use_clicked_cb (ObdLookup *self)
{
  g_autofree char *title = obd_provider_dup_title (self->provider);
  gboolean used = is_used (self);

  obd_case_set_provider (self->obd_case, used ? NULL : self->provider->id);
  if (!used)
    g_signal_emit (self, signals[USED], 0, title);
  gtk_window_close (GTK_WINDOW (self));
}

static void
stopped_cb (ObdLookup *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ObdLookup *self = OBD_LOOKUP (widget);

  self->detail_open = FALSE;
  show_panes (self);
  obd_provider_finder_focus (self->finder);
}

static gboolean
tell_narrow_cb (gpointer data)
{
  ObdLookup *self = data;

  self->narrow_source = 0;
  if (self->narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  show_panes (self);
  return G_SOURCE_REMOVE;
}

/* As in the main window: nothing may change while sizes are being handed out. */
static void
obd_lookup_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  ObdLookup *self = OBD_LOOKUP (widget);
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (self));
  gboolean narrow;

  GTK_WIDGET_CLASS (obd_lookup_parent_class)->size_allocate (widget, width, height, baseline);
  narrow = gtk_widget_get_width (content) < NARROW_BELOW;
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add_full (G_PRIORITY_HIGH, tell_narrow_cb, self, NULL);
}

static void
obd_lookup_dispose (GObject *object)
{
  ObdLookup *self = OBD_LOOKUP (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_object (&self->obd_case);
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_LOOKUP);
  self->finder = NULL;
  G_OBJECT_CLASS (obd_lookup_parent_class)->dispose (object);
}

static void
obd_lookup_finalize (GObject *object)
{
  g_free (OBD_LOOKUP (object)->about);
  G_OBJECT_CLASS (obd_lookup_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, back);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, finder);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, separator);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, detail_pane);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, scroller);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, view);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, nothing);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, problems_pane);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, problems_heading);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, problems);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, bar);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, bar_text);
  gtk_widget_class_bind_template_child (widget_class, ObdLookup, use);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_cb);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
  gtk_widget_class_install_action (widget_class, "lookup.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "lookup.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "lookup.back",
                                       NULL);
}

static void
obd_lookup_class_init (ObdLookupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_lookup_dispose;
  G_OBJECT_CLASS (klass)->finalize = obd_lookup_finalize;
  widget_class->size_allocate = obd_lookup_size_allocate;
  g_type_ensure (OBD_TYPE_PROVIDER_FINDER);
  g_type_ensure (OBD_TYPE_PROVIDER_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/obd-lookup.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  signals[USED] = g_signal_new ("used", OBD_TYPE_LOOKUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
obd_lookup_init (ObdLookup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  obd_compat_button_fix_name (self->use);
  /* narrow until there is room for both: with both, the window could not become narrow */
  self->narrow = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  show_panes (self);
  gtk_widget_set_visible (GTK_WIDGET (self->view), FALSE);
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_widget_set_visible (self->problems_pane, FALSE);
  gtk_widget_set_visible (self->bar, FALSE);
}

ObdLookup *
obd_lookup_new (GtkWindow  *parent,
                ObdCase    *obd_case,
                const char *about)
{
  ObdLookup *self = g_object_new (OBD_TYPE_LOOKUP, "transient-for", parent, NULL);

  self->obd_case = g_object_ref (obd_case);
  self->about = g_strdup (about);
  obd_provider_finder_focus (self->finder);
  obd_providers_load_async (loaded_cb, g_object_ref (self));
  return self;
}
