/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-account-chooser.h"

#include "obd-provider-words.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>

struct _ObdAccountChooser
{
  AdwWindow   parent_instance;

  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdAccountChooser, obd_account_chooser, ADW_TYPE_WINDOW)

static void
row_activated_cb (ObdAccountChooser *self,
                  GtkListBoxRow     *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, (guint) gtk_list_box_row_get_index (row));
  gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_caption (const ObdImport *import)
{
  const ObdEndpoint *outgoing = import->outgoing;

  if (outgoing == NULL)
    return g_strdup (_("no outgoing server"));
  if (outgoing->port == 0)
    return g_strdup (outgoing->host);
  return obd_provider_words_endpoint (outgoing, NULL);
}

static void
append_account (ObdAccountChooser *self,
                const ObdImport   *import)
{
  g_autofree char *caption = dup_caption (import);
  const char *title = import->address != NULL ? import->address : import->label;

  gtk_list_box_append (self->list,
                       obd_row_new_link (NULL,
                                         *title != '\0' ? title : _("An account without a name"),
                                         caption, NULL));
}

static void
obd_account_chooser_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_ACCOUNT_CHOOSER);
  G_OBJECT_CLASS (obd_account_chooser_parent_class)->dispose (object);
}

static void
obd_account_chooser_class_init (ObdAccountChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_account_chooser_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-account-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdAccountChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  signals[CHOSEN] = g_signal_new ("chosen", OBD_TYPE_ACCOUNT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
obd_account_chooser_init (ObdAccountChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
obd_account_chooser_new (GtkWindow *parent,
                         GPtrArray *accounts)
{
  ObdAccountChooser *self = g_object_new (OBD_TYPE_ACCOUNT_CHOOSER, "transient-for", parent, NULL);

  for (guint i = 0; i < accounts->len; i++)
    append_account (self, g_ptr_array_index (accounts, i));
  return GTK_WIDGET (self);
}
