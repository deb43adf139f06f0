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
