/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-passwords.h"

#include "obd-compat.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>

struct _ObdPagePasswords
{
  ObdPage        parent_instance;

  AdwStatusPage *nothing;
  GtkListBox    *list;
  GtkLabel      *problem;
  GCancellable  *cancellable;
};

G_DEFINE_FINAL_TYPE (ObdPagePasswords, obd_page_passwords, OBD_TYPE_PAGE)

static void refresh (ObdPagePasswords *self);

static ObdVault *
get_vault (ObdPagePasswords *self)
{
  return obd_case_get_vault (obd_page_get_case (OBD_PAGE (self)));
}

static void
say_problem (ObdPagePasswords *self,
             const GError     *error)
{
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (ObdPagePasswords) self = data;
  g_autoptr (GError) error = NULL;

  if (!obd_vault_forget_finish (OBD_VAULT (source), result, &error)
      && !g_error_matches (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND))
    say_problem (self, error);
  else
    refresh (self);
}

static void
remove_clicked_cb (ObdPagePasswords *self,
                   GtkButton        *button)
{
  const ObdVaultEntry *entry = g_object_get_data (G_OBJECT (button), "entry");

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  obd_vault_forget_async (get_vault (self), entry, self->cancellable, forgotten_cb,
                          g_object_ref (self));
}

static GtkWidget *
make_row (ObdPagePasswords *self,
          GPtrArray        *entries,
          guint             index)
{
  const ObdVaultEntry *entry = g_ptr_array_index (entries, index);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *endpoint
      = entry->endpoint != NULL
            ? g_strdup_printf ("%s:%u", entry->endpoint->host, entry->endpoint->port)
            : g_strdup (entry->protocol);
  /* TRANSLATORS: user name at a server */
  g_autofree char *subtitle = g_strdup_printf (_("%1$s at %2$s"), entry->username, endpoint);
  /* TRANSLATORS: %s is a mail address */
  g_autofree char *name = g_strdup_printf (_("Remove the password of %s"), entry->address);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->address);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  obd_compat_name_icon_button (button, name);
  /* the row keeps the whole list alive, so the borrowed entry is too */
  g_object_set_data_full (G_OBJECT (row), "entries", g_ptr_array_ref (entries),
                          (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (button), "entry", (gpointer) entry);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_entries (ObdPagePasswords *self,
              GPtrArray        *entries)
{
  obd_list_clear (self->list);
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list, make_row (self, entries, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), entries->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), entries->len == 0);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ObdPagePasswords) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = obd_vault_list_finish (OBD_VAULT (source), result, &error);

  if (entries != NULL)
    {
      adw_status_page_set_description (self->nothing,
                                       _("Passwords that a server accepted can be kept here."));
      show_entries (self, entries);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_status_page_set_description (self->nothing, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), TRUE);
}

static void
refresh (ObdPagePasswords *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  obd_vault_list_async (get_vault (self), self->cancellable, listed_cb, g_object_ref (self));
}

static void
obd_page_passwords_entered (ObdPage *page)
{
  refresh (OBD_PAGE_PASSWORDS (page));
}

static void
obd_page_passwords_dispose (GObject *object)
{
  ObdPagePasswords *self = OBD_PAGE_PASSWORDS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), OBD_TYPE_PAGE_PASSWORDS);
  G_OBJECT_CLASS (obd_page_passwords_parent_class)->dispose (object);
}

static void
obd_page_passwords_class_init (ObdPagePasswordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_passwords_dispose;
  OBD_PAGE_CLASS (klass)->entered = obd_page_passwords_entered;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-passwords.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdPagePasswords, nothing);
  gtk_widget_class_bind_template_child (widget_class, ObdPagePasswords, list);
  gtk_widget_class_bind_template_child (widget_class, ObdPagePasswords, problem);
}

static void
obd_page_passwords_init (ObdPagePasswords *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
