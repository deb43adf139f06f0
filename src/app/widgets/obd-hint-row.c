/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-hint-row.h"

#include "obd-compat.h"

#include <glib/gi18n-lib.h>

struct _ObdHintRow
{
  GtkListBoxRow  parent_instance;

  GtkWidget     *sentence;
  GtkWidget     *accept;
};

enum
{
  ACCEPTED,
  DISMISSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdHintRow, obd_hint_row, GTK_TYPE_LIST_BOX_ROW)

static void
accept_clicked_cb (ObdHintRow *self)
{
  obd_hint_row_hide (self);
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
dismiss_clicked_cb (ObdHintRow *self)
{
  obd_hint_row_hide (self);
  g_signal_emit (self, signals[DISMISSED], 0);
}

static void
obd_hint_row_class_init (ObdHintRowClass *klass)
{
  signals[ACCEPTED] = g_signal_new ("accepted", OBD_TYPE_HINT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[DISMISSED] = g_signal_new ("dismissed", OBD_TYPE_HINT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
obd_hint_row_init (ObdHintRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dismiss = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->sentence = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                 PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  self->accept = g_object_new (GTK_TYPE_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_set_valign (dismiss, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dismiss, "flat");
  obd_compat_name_icon_button (dismiss, _("Dismiss this hint"));
  g_signal_connect_swapped (self->accept, "clicked", G_CALLBACK (accept_clicked_cb), self);
  g_signal_connect_swapped (dismiss, "clicked", G_CALLBACK (dismiss_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), self->sentence);
  gtk_box_append (GTK_BOX (box), self->accept);
  gtk_box_append (GTK_BOX (box), dismiss);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hint-row");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
obd_hint_row_show (ObdHintRow *self,
                   const char *sentence,
                   const char *button,
                   const char *about)
{
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence);
  gtk_button_set_label (GTK_BUTTON (self->accept), button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->accept),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
obd_hint_row_hide (ObdHintRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
