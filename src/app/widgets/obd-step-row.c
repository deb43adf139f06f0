/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-step-row.h"

#include "obd-mark.h"

#include <glib/gi18n-lib.h>

static gboolean
duration_to_label (GBinding     *binding,
                   const GValue *from,
                   GValue       *to,
                   gpointer      data)
{
  double duration = g_value_get_double (from);

  if (duration < 0)
    g_value_set_string (to, "");
  else if (duration < 1000)
    /* TRANSLATORS: milliseconds */
    g_value_take_string (to, g_strdup_printf (_("%.0f ms"), duration));
  else
    /* TRANSLATORS: seconds */
    g_value_take_string (to, g_strdup_printf (_("%.1f s"), duration / 1000));
  return TRUE;
}

static gboolean
text_to_visible (GBinding     *binding,
                 const GValue *from,
                 GValue       *to,
                 gpointer      data)
{
  const char *text = g_value_get_string (from);

  g_value_set_boolean (to, text != NULL && *text != '\0');
  return TRUE;
}

static GtkWidget *
make_label (ObdStep    *step,
            const char *property,
            const char *css)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  g_object_bind_property (step, property, label, "label", G_BINDING_SYNC_CREATE);
  if (css == NULL)
    return label;
  gtk_widget_add_css_class (label, css);
  gtk_widget_add_css_class (label, "soft");
  return label;
}

static GtkWidget *
make_duration (ObdStep *step)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_bind_property_full (step, "duration-ms", label, "label", G_BINDING_SYNC_CREATE,
                               duration_to_label, NULL, NULL, NULL);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "soft");
  return label;
}

GtkWidget *
obd_step_row_new (ObdStep *step)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *mark = obd_mark_new (obd_step_get_state (step));
  GtkWidget *detail = make_label (step, "detail", "caption");

  g_object_bind_property (step, "state", mark, "state", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (step, "detail", detail, "visible", G_BINDING_SYNC_CREATE,
                               text_to_visible, NULL, NULL, NULL);
  gtk_box_append (GTK_BOX (column), make_label (step, "title", NULL));
  gtk_box_append (GTK_BOX (column), detail);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), column);
  gtk_box_append (GTK_BOX (box), make_duration (step));
  gtk_widget_add_css_class (box, "row-content");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}
