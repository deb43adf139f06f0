/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-note-card.h"

#include "obd-mark.h"

static GtkWidget *
make_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, NULL);
}

GtkWidget *
obd_note_card_new (const char *headline)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *mark = obd_mark_new (OBD_STATION_WARNING);
  GtkWidget *label = make_label (headline);

  gtk_widget_add_css_class (card, "note-card");
  gtk_widget_add_css_class (label, "headline");
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (card), mark);
  gtk_box_append (GTK_BOX (card), column);
  return card;
}

void
obd_note_card_add_text (GtkWidget  *card,
                        const char *text,
                        gboolean    small)
{
  GtkWidget *label = make_label (text);

  if (small)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "soft");
    }
  obd_note_card_add (card, label);
}

void
obd_note_card_add (GtkWidget *card,
                   GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (gtk_widget_get_last_child (card)), widget);
}

/* No browser, or none that answers: the address is there to be read and copied. */
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GtkWidget) address = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    gtk_widget_set_visible (address, TRUE);
}

static void
clicked_cb (GtkWidget *address,
            GtkWidget *button)
{
  g_autoptr (GdkAppLaunchContext) context
      = gdk_display_get_app_launch_context (gtk_widget_get_display (button));

  g_app_info_launch_default_for_uri_async (gtk_label_get_label (GTK_LABEL (address)),
                                           G_APP_LAUNCH_CONTEXT (context), NULL, opened_cb,
                                           g_object_ref (address));
}

GtkWidget *
obd_link_new (const char *label,
              const char *uri)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *address = make_label (uri);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "link-button");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, uri);
  gtk_label_set_wrap_mode (GTK_LABEL (address), PANGO_WRAP_CHAR);
  gtk_label_set_selectable (GTK_LABEL (address), TRUE);
  gtk_widget_add_css_class (address, "caption");
  gtk_widget_set_visible (address, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), address, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), address);
  return box;
}
