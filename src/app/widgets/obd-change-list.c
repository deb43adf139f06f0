/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-change-list.h"

#include "obd-rows.h"
#include "obd-words.h"

#include <glib/gi18n-lib.h>

struct _ObdChangeList
{
  AdwBin        parent_instance;

  GtkListBox   *list;
  GtkSizeGroup *columns[2];
};

G_DEFINE_FINAL_TYPE (ObdChangeList, obd_change_list, ADW_TYPE_BIN)

static void
obd_change_list_dispose (GObject *object)
{
  ObdChangeList *self = OBD_CHANGE_LIST (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);
  G_OBJECT_CLASS (obd_change_list_parent_class)->dispose (object);
}

static void
obd_change_list_class_init (ObdChangeListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = obd_change_list_dispose;
}

static void
obd_change_list_init (ObdChangeList *self)
{
  self->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "change-list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

static GtkWidget *
make_label (const char *text,
            const char *css)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "halign", GTK_ALIGN_START,
                                   "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (label, css);
  return label;
}

static GtkWidget *
make_wide (ObdChangeList *self,
           GtkWidget     *cells[3])
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  for (guint i = 0; i < 3; i++)
    {
      /* the last column takes what is left; its chip stays as small as its words */
      if (i < G_N_ELEMENTS (self->columns))
        gtk_size_group_add_widget (self->columns[i], cells[i]);
      gtk_box_append (GTK_BOX (box), cells[i]);
    }
  return box;
}

static GtkWidget *
make_narrow (GtkWidget *cells[3])
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow
      = make_label (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? "←" : "→", "soft");

  gtk_widget_add_css_class (cells[0], "caption");
  gtk_widget_add_css_class (cells[0], "soft");
  gtk_box_append (GTK_BOX (line), cells[1]);
  gtk_box_append (GTK_BOX (line), arrow);
  gtk_box_append (GTK_BOX (line), cells[2]);
  gtk_box_append (GTK_BOX (box), cells[0]);
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

static void
append (ObdChangeList *self,
        GtkWidget     *content,
        const char    *spoken,
        const char    *reason)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (content, "row-content");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  if (spoken != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    reason != NULL ? reason : "", -1);
  gtk_list_box_append (self->list, row);
}

static void
append_head (ObdChangeList *self)
{
  GtkWidget *cells[3] = {
    make_label (_("Setting"), "caption-heading"),
    make_label (C_("column", "Now"), "caption-heading"),
    make_label (_("Should be"), "caption-heading"),
  };

  for (guint i = 0; i < 3; i++)
    gtk_widget_add_css_class (cells[i], "soft");
  append (self, make_wide (self, cells), NULL, NULL);
}

/* Below the change, in smaller letters, why it is one. */
static GtkWidget *
add_reason (GtkWidget  *content,
            const char *reason)
{
  GtkWidget *box;
  GtkWidget *label;

  if (reason == NULL)
    return content;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  label = make_label (reason, "caption");
  gtk_widget_add_css_class (label, "soft");
  gtk_box_append (GTK_BOX (box), content);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
append_change (ObdChangeList *self,
               const char    *label,
               const char    *now,
               const char    *should_be,
               const char    *reason,
               gboolean       narrow)
{
  GtkWidget *cells[3] = {
    make_label (label, "setting"),
    make_label (now, "soft"),
    make_label (should_be, "value-chip"),
  };
  /* TRANSLATORS: read out by a screen reader: User Name: now empty, should be anna@larkspur.example */
  g_autofree char *spoken = g_strdup_printf (_("%s: now %s, should be %s"), label, now, should_be);
  GtkWidget *content = narrow ? make_narrow (cells) : make_wide (self, cells);

  append (self, add_reason (content, reason), spoken, reason);
}

guint
obd_change_list_fill (ObdChangeList *self,
                      const char    *device,
                      GPtrArray     *differences,
                      gboolean       narrow)
{
  guint n = 0;

  obd_list_clear (self->list);
  if (!narrow)
    append_head (self);
  for (guint i = 0; i < differences->len; i++)
    {
      const ObdDifference *difference = g_ptr_array_index (differences, i);
      g_autofree char *now = obd_words_value (device, difference->setting, difference->now);
      g_autofree char *should_be
          = obd_words_value (device, difference->setting, difference->should_be);

      if (g_str_equal (now, should_be))
        continue;
      append_change (self, obd_words_setting (device, difference->setting), now, should_be,
                     difference->reason, narrow);
      n++;
    }
  return n;
}
