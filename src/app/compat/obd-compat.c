/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one file of the window that is compiled without the version guards. */

#include "config.h"

#include "obd-compat.h"

#include <glib/gi18n-lib.h>

/* Anchored in the repository's metainfo too. */
#define WEBSITE "https://github.com/outboxdoctor/outbox-doctor"

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

void
obd_compat_show_about (GtkWindow *parent)
{
  static const char *const developers[] = { "The Outbox Doctor team", NULL };

  adw_show_about_window (parent,
                         "application-name", _("Outbox Doctor"),
                         "application-icon", APP_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Outbox Doctor team"),
                         "developers", developers,
                         "website", WEBSITE,
                         "issue-url", WEBSITE "/issues",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("Finds out why mail will not go out, and shows the fix."),
                         /* TRANSLATORS: your name, shown as translator */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

void
obd_compat_lookup_color (GtkWidget  *widget,
                         const char *name,
                         GdkRGBA    *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, name, color))
    *color = (GdkRGBA) { 0, 0, 0, 1 };
}

typedef struct
{
  ObdFileChosen chosen;
  gpointer      data;
} Choice;

/* GtkFileDialog exists from 4.10 on; its predecessor works in every GTK 4. */
static void
file_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         data)
{
  g_autofree Choice *choice = data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  choice->chosen (file, choice->data);
  g_object_unref (dialog);
}

static void
add_filters (GtkFileChooser      *chooser,
             const ObdFileChoice *what)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, what->filter);
  for (guint i = 0; what->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, what->patterns[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, filter);
  gtk_file_chooser_add_filter (chooser, all);
}

static GtkFileChooserAction
action_of (const ObdFileChoice *what)
{
  if (what->save_as != NULL)
    return GTK_FILE_CHOOSER_ACTION_SAVE;
  return what->folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN;
}

void
obd_compat_choose_file (GtkWindow           *parent,
                        const ObdFileChoice *what,
                        ObdFileChosen        chosen,
                        gpointer             data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      what->title, parent, action_of (what), what->accept, NULL);
  Choice *choice = g_new0 (Choice, 1);

  choice->chosen = chosen;
  choice->data = data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (what->start != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), what->start, NULL);
  if (what->save_as != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), what->save_as);
  if (what->filter != NULL)
    add_filters (GTK_FILE_CHOOSER (dialog), what);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

G_GNUC_END_IGNORE_DEPRECATIONS

void
obd_compat_button_fix_name (GtkButton *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

void
obd_compat_button_set_label (GtkButton  *button,
                             const char *label)
{
  gtk_button_set_use_underline (button, TRUE);
  gtk_button_set_label (button, label);
  obd_compat_button_fix_name (button);
}

void
obd_compat_name_icon_button (GtkWidget  *button,
                             const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}
