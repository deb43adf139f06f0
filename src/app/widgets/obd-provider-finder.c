/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-finder.h"

#include "obd-provider-words.h"
#include "obd-providers.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ANSWERS 30

struct _ObdProviderFinder
{
  AdwBin        parent_instance;

  GCancellable *cancellable; /* of the search under way */
  gboolean      begun;

  GtkEditable  *entry;
  GtkLabel     *count;
  GtkListBox   *list;
  GtkButton    *problems;
};

enum
{
  SELECTED,
  ACTIVATED,
  PROBLEMS,
  STOPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdProviderFinder, obd_provider_finder, ADW_TYPE_BIN)

/* "smtp.aol.com, port 465, SSL/TLS": often all that somebody wants to know. */
static char *
dup_summary (const ObdProvider *provider)
{
  g_autoptr (GPtrArray) services = obd_provider_dup_services (provider, NULL);
  const ObdService *first = services->len > 0 ? g_ptr_array_index (services, 0) : NULL;

  if (provider->kind == OBD_PROVIDER_OWN_SERVER)
    return g_strdup (_("every account has its own server"));
  if (provider->kind == OBD_PROVIDER_GATEWAY)
    return g_strdup (_("filters incoming mail"));
  if (first == NULL || first->protocol != OBD_PROTOCOL_SMTP)
    return g_strdup (_("no mail programs"));
  return obd_provider_words_endpoint (first->endpoint, NULL);
}

static void
append_row (ObdProviderFinder         *self,
            const ObdProvider *provider)
{
  g_autofree char *title = obd_provider_dup_title (provider);
  g_autofree char *summary = dup_summary (provider);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "wrap", TRUE, NULL);
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL, "label", summary, "xalign", 0.0, "wrap", TRUE,
                                     "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "soft");
  gtk_widget_add_css_class (column, "lookup-row");
  gtk_box_append (GTK_BOX (column), name);
  gtk_box_append (GTK_BOX (column), caption);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
  g_object_set_data (G_OBJECT (row), "provider", (gpointer) provider);
  gtk_list_box_append (self->list, row);
}

static void
show_answers (ObdProviderFinder  *self,
              GPtrArray  *providers,
              const char *count)
{
  obd_list_clear (self->list);
  for (guint i = 0; i < providers->len; i++)
    append_row (self, g_ptr_array_index (providers, i));
  gtk_label_set_label (self->count, count);
  if (providers->len > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  else
    g_signal_emit (self, signals[SELECTED], 0, NULL);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (ObdProviderFinder) self = data;
  g_autoptr (GPtrArray) providers = obd_providers_search_finish (result, NULL);
  g_autofree char *count = NULL;

  if (providers == NULL || self->list == NULL)
    return; /* something else has been typed since, or the window is gone */
  if (providers->len == 0)
    count = g_strdup (_("Not in our list. The exam can still find the settings."));
  else if (providers->len >= MAX_ANSWERS)
    count = g_strdup_printf (ngettext ("The best %u answer", "The best %u answers", providers->len),
                             providers->len);
  else
    count = g_strdup_printf (ngettext ("%u provider", "%u providers", providers->len),
                             providers->len);
  show_answers (self, providers, count);
}

static void
append_some (GPtrArray       *providers,
             const GPtrArray *all,
             gboolean         own)
{
  for (guint i = 0; i < all->len && providers->len < MAX_ANSWERS; i++)
    {
      const ObdProvider *provider = g_ptr_array_index (all, i);

      if ((provider->origin != NULL) == own && provider->kind != OBD_PROVIDER_GATEWAY)
        g_ptr_array_add (providers, (gpointer) provider);
    }
}

/* Nothing typed: the organisation's own providers, then the great ones all over the world, which the
 * built-in files begin with. */
static void
show_well_known (ObdProviderFinder *self)
{
  const GPtrArray *all = obd_provider_list_get_providers (obd_providers_peek ());
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();
  g_autofree char *count = g_strdup_printf (ngettext ("%u provider is known", "%u providers are known",
                                                      all->len), all->len);

  append_some (providers, all, TRUE);
  append_some (providers, all, FALSE);
  show_answers (self, providers, count);
}

static void
search (ObdProviderFinder *self)
{
  const char *text = gtk_editable_get_text (self->entry);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (text[strspn (text, " ")] == '\0')
    {
      show_well_known (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  obd_providers_search_async (text, MAX_ANSWERS, self->cancellable, found_cb, g_object_ref (self));
}

static void
text_changed_cb (ObdProviderFinder *self)
{
  if (self->begun)
    search (self);
}

static void
row_selected_cb (ObdProviderFinder *self,
                 GtkListBoxRow     *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[SELECTED], 0, g_object_get_data (G_OBJECT (row), "provider"));
}

static void
row_activated_cb (ObdProviderFinder *self,
                  GtkListBoxRow     *row)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
entry_activated_cb (ObdProviderFinder *self)
{
  if (gtk_list_box_get_selected_row (self->list) != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
problems_clicked_cb (ObdProviderFinder *self)
{
  g_signal_emit (self, signals[PROBLEMS], 0);
}

static void
stop_search_cb (ObdProviderFinder *self)
{
  g_signal_emit (self, signals[STOPPED], 0);
}

/* From the entry down into the list, as in every search. */
static gboolean
key_pressed_cb (ObdProviderFinder             *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
obd_provider_finder_dispose (GObject *object)
{
  ObdProviderFinder *self = OBD_PROVIDER_FINDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_PROVIDER_FINDER);
  self->list = NULL;
  G_OBJECT_CLASS (obd_provider_finder_parent_class)->dispose (object);
}

static void
add_signals (GObjectClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[PROBLEMS] = g_signal_new ("problems", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[STOPPED] = g_signal_new ("stopped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
obd_provider_finder_class_init (ObdProviderFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_provider_finder_dispose;
  add_signals (G_OBJECT_CLASS (klass));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-provider-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdProviderFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, ObdProviderFinder, count);
  gtk_widget_class_bind_template_child (widget_class, ObdProviderFinder, list);
  gtk_widget_class_bind_template_child (widget_class, ObdProviderFinder, problems);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_clicked_cb);
}

static void
obd_provider_finder_init (ObdProviderFinder *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "finder");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  /* whoever types in the list means the search */
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry),
                                           GTK_WIDGET (self->list));
}

static void
show_problems (ObdProviderFinder *self,
               guint              n)
{
  g_autofree char *label = g_strdup_printf (ngettext ("%u fault in a file of providers",
                                                      "%u faults in files of providers", n), n);

  gtk_button_set_label (self->problems, label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (self->problems)), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), n > 0);
}

void
obd_provider_finder_begin (ObdProviderFinder *self,
                           const char        *text)
{
  show_problems (self, obd_provider_list_get_problems (obd_providers_peek ())->len);
  /* what was typed while the list was being read goes first */
  if (*gtk_editable_get_text (self->entry) == '\0' && text != NULL)
    {
      gtk_editable_set_text (self->entry, text);
      gtk_editable_select_region (self->entry, 0, -1);
    }
  self->begun = TRUE;
  search (self);
}

void
obd_provider_finder_focus (ObdProviderFinder *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

void
obd_provider_finder_unmark (ObdProviderFinder *self)
{
  gtk_list_box_unselect_all (self->list);
}
