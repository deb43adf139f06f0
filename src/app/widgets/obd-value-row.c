/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-value-row.h"

#include "obd-pair-layout.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>

/* Wide enough for the names of settings; what is longer wraps. */
#define CAPTION_WIDTH 112

static GtkWidget *
make_label (const char *text,
            const char *css)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
make_value (const char *value,
            const char *note)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (column), make_label (value, "value"));
  if (note != NULL)
    {
      GtkWidget *label = make_label (note, "caption");

      gtk_widget_add_css_class (label, "soft");
      gtk_box_append (GTK_BOX (column), label);
    }
  return column;
}

/* What it is, and beside it the value; below it where the window is narrow or the letters large. */
static GtkWidget *
make_pair (const char *caption,
           const char *value,
           const char *note)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (pair, g_object_new (OBD_TYPE_PAIR_LAYOUT, "spacing", 12,
                                                     "row-spacing", 0, "start-width", CAPTION_WIDTH,
                                                     NULL));
  gtk_widget_set_hexpand (pair, TRUE);
  gtk_widget_set_valign (pair, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (pair), make_label (caption, "soft"));
  gtk_box_append (GTK_BOX (pair), make_value (value, note));
  return pair;
}

static char *
dup_spoken (const char *caption,
            const char *value,
            const char *note,
            gboolean    guess)
{
  GString *text = g_string_new (NULL);

  /* TRANSLATORS: read out by a screen reader: a setting and its value: "Port: 465" */
  g_string_append_printf (text, _("%1$s: %2$s"), caption, value);
  if (guess)
    g_string_append_printf (text, ". %s", _("Not certain"));
  if (note != NULL)
    g_string_append_printf (text, ". %s", note);
  return g_string_free (text, FALSE);
}

GtkWidget *
obd_value_row_new (const char *caption,
                   const char *value,
                   const char *note,
                   gboolean    copyable,
                   gboolean    guess)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *spoken = dup_spoken (caption, value, note, guess);
  /* TRANSLATORS: %s is a value such as a server's name */
  g_autofree char *copy = g_strdup_printf (_("Copy %s"), value);

  gtk_box_append (GTK_BOX (box), make_pair (caption, value, note));
  if (guess)
    gtk_box_append (GTK_BOX (box), obd_chip_new (NULL, _("Not certain"), "caution"));
  if (copyable)
    gtk_box_append (GTK_BOX (box), obd_copy_button_new (value, copy));
  gtk_widget_add_css_class (box, "value-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  /* what is to be pressed in it takes the focus itself */
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}
