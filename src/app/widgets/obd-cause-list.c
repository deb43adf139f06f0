/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cause-list.h"

#include "obd-rows.h"

#include <glib/gi18n-lib.h>

struct _ObdCauseList
{
  GtkBox      parent_instance;

  GtkLabel   *heading;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (ObdCauseList, obd_cause_list, GTK_TYPE_BOX)

static void
obd_cause_list_class_init (ObdCauseListClass *klass)
{
}

static void
obd_cause_list_init (ObdCauseList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading));
  self->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->list));
}

static ObdCauses
classify (ObdDiagnosis *diagnosis)
{
  if (obd_diagnosis_is_rival (diagnosis))
    return OBD_CAUSES_INSTEAD;
  return obd_diagnosis_get_severity (diagnosis) == OBD_SEVERITY_BLOCKING ? OBD_CAUSES_NEXT
                                                                         : OBD_CAUSES_BESIDES;
}

static const char *
get_heading (ObdCauses which,
             guint     n)
{
  switch (which)
    {
    case OBD_CAUSES_INSTEAD:
      return _("What it may be instead");
    case OBD_CAUSES_NEXT:
      return n > 1 ? _("What has to be mended after that, in this order")
                   : _("What has to be mended after that");
    case OBD_CAUSES_BESIDES:
    default:
      return _("Also worth knowing");
    }
}

static void
append (ObdCauseList *self,
        ObdCauses     which,
        ObdDiagnosis *diagnosis)
{
  g_autofree char *title = obd_diagnosis_dup_title (diagnosis);
  g_autofree char *explanation = obd_diagnosis_dup_explanation (diagnosis);

  gtk_list_box_append (self->list,
                       obd_row_new_sentence (which == OBD_CAUSES_NEXT ? OBD_STATION_STUCK
                                                                      : OBD_STATION_WARNING,
                                             obd_diagnosis_get_lead (diagnosis), title, explanation,
                                             NULL));
}

static void
append_apart (ObdCauseList *self,
              ObdDiagnosis *verdict)
{
  g_autofree char *apart = obd_diagnosis_dup_apart (verdict);

  if (apart == NULL)
    return;
  gtk_list_box_append (self->list,
                       /* TRANSLATORS: first words: what would show which of two causes it is. */
                       obd_row_new_sentence (OBD_STATION_NOT_TESTED, _("To be sure:"), apart,
                                             NULL, NULL));
}

void
obd_cause_list_fill (ObdCauseList *self,
                     ObdCauses     which,
                     GPtrArray    *others,
                     ObdDiagnosis *verdict)
{
  guint n = 0;

  obd_list_clear (self->list);
  for (guint i = 0; i < others->len; i++)
    {
      ObdDiagnosis *other = g_ptr_array_index (others, i);

      if (classify (other) != which)
        continue;
      append (self, which, other);
      n++;
    }
  if (which == OBD_CAUSES_INSTEAD && n > 0)
    append_apart (self, verdict);
  gtk_label_set_label (self->heading, get_heading (which, n));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
