/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-rows.h"

#include "obd-compat.h"
#include "obd-mark.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_label (const char *text,
            const char *css)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);

  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
make_sentence (const char *lead,
               const char *text)
{
  GtkWidget *label = make_label (text, NULL);
  g_autofree char *markup = NULL;

  if (lead == NULL || *lead == '\0')
    return label;
  markup = g_markup_printf_escaped ("<b>%s</b> %s", lead, text);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  return label;
}

static GtkWidget *
make_row (GtkWidget *start,
          GtkWidget *middle,
          GtkWidget *end)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (box, "row-content");
  if (start != NULL)
    gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (box), middle);
  if (end != NULL)
    gtk_box_append (GTK_BOX (box), end);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static GtkWidget *
make_column (GtkWidget  *first,
             const char *caption)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (column), first);
  if (caption != NULL && *caption != '\0')
    {
      GtkWidget *label = make_label (caption, "caption");

      gtk_widget_add_css_class (label, "soft");
      gtk_box_append (GTK_BOX (column), label);
    }
  return column;
}

GtkWidget *
obd_row_new_sentence (ObdStationState  state,
                      const char      *lead,
                      const char      *text,
                      const char      *caption,
                      GtkWidget       *end)
{
  GtkWidget *mark = obd_mark_new (state);
  GtkWidget *row = NULL;

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  row = make_row (mark, make_column (make_sentence (lead, text), caption), end);
  gtk_widget_add_css_class (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), "sentence");
  return row;
}

GtkWidget *
obd_row_new_server_words (ObdStationState  state,
                          const char      *lead,
                          const char      *text,
                          const char      *server_words)
{
  GtkWidget *mark = obd_mark_new (state);
  GtkWidget *column = make_column (make_sentence (lead, text), NULL);
  GtkWidget *words = make_label (server_words, "monospace");
  GtkWidget *copy = obd_copy_button_new (server_words, _("Copy the server’s words"));
  GtkWidget *row = NULL;

  gtk_widget_add_css_class (words, "server-words");
  gtk_box_append (GTK_BOX (column), words);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_valign (copy, GTK_ALIGN_START);
  /* GtkListBox gives Tab to its first row only: it has to be able to take it */
  row = make_row (mark, column, copy);
  return row;
}

GtkWidget *
obd_row_new_link (const char *number,
                  const char *title,
                  const char *caption,
                  GtkWidget  *badge)
{
  GtkWidget *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *start = NULL;
  GtkWidget *row = NULL;

  if (badge != NULL)
    gtk_box_append (GTK_BOX (end), badge);
  gtk_box_append (GTK_BOX (end), arrow);
  if (number != NULL)
    {
      start = make_label (number, "numeric");
      gtk_widget_set_hexpand (start, FALSE);
      gtk_widget_add_css_class (start, "heading");
      gtk_widget_add_css_class (start, "soft");
    }
  row = make_row (start, make_column (make_label (title, NULL), caption), end);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

GtkWidget *
obd_chip_new (const char *icon_name,
              const char *label,
              const char *css)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = NULL;
  GtkWidget *text = gtk_label_new (label);

  if (icon_name != NULL)
    {
      image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "pixel-size", 13,
                            "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_box_append (GTK_BOX (chip), image);
    }
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_widget_add_css_class (text, "caption-heading");
  gtk_box_append (GTK_BOX (chip), text);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, css);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  return chip;
}

static gboolean
show_copy_icon_cb (gpointer data)
{
  gtk_button_set_icon_name (data, "edit-copy-symbolic");
  return G_SOURCE_REMOVE;
}

void
obd_copy_text (GtkButton  *button,
               const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
  gtk_button_set_icon_name (button, "object-select-symbolic");
  g_timeout_add_full (G_PRIORITY_DEFAULT, 1500, show_copy_icon_cb, g_object_ref (button),
                      g_object_unref);
}

static void
free_closure_text_cb (gpointer  text,
                      GClosure *closure)
{
  g_free (text);
}

GtkWidget *
obd_copy_button_new (const char *text,
                     const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  obd_compat_name_icon_button (button, name);
  g_signal_connect_data (button, "clicked", G_CALLBACK (obd_copy_text), g_strdup (text),
                         free_closure_text_cb, 0);
  return button;
}

void
obd_list_clear (GtkListBox *list)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

ObdStationState
obd_mark_for_tone (ObdEvidenceTone tone)
{
  static const ObdStationState states[] = {
    [OBD_EVIDENCE_GOOD] = OBD_STATION_GOOD,
    [OBD_EVIDENCE_WARNING] = OBD_STATION_WARNING,
    [OBD_EVIDENCE_BAD] = OBD_STATION_STUCK,
    [OBD_EVIDENCE_NOT_TESTED] = OBD_STATION_NOT_TESTED,
  };

  return states[tone];
}
