/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-practice.h"

#include "obd-practice.h"
#include "obd-rows.h"

#include <glib/gi18n-lib.h>

struct _ObdPagePractice
{
  ObdPage     parent_instance;

  GtkListBox *scenarios;
  GtkLabel   *problem;
};

G_DEFINE_FINAL_TYPE (ObdPagePractice, obd_page_practice, OBD_TYPE_PAGE)

static void
scenario_activated_cb (ObdPagePractice *self,
                       GtkListBoxRow   *row)
{
  ObdPage *page = OBD_PAGE (self);
  const char *scenario = obd_practice_list ()[gtk_list_box_row_get_index (row)].id;
  g_autoptr (GError) error = NULL;

  if (obd_case_start_practice (obd_page_get_case (page), scenario, &error))
    {
      obd_page_go_to (page, OBD_NAME_MAILBOX);
      return;
    }
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
obd_page_practice_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_PRACTICE);
  G_OBJECT_CLASS (obd_page_practice_parent_class)->dispose (object);
}

static void
obd_page_practice_class_init (ObdPagePracticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_practice_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-practice.ui");
  gtk_widget_class_bind_template_child (widget_class, ObdPagePractice, scenarios);
  gtk_widget_class_bind_template_child (widget_class, ObdPagePractice, problem);
  gtk_widget_class_bind_template_callback (widget_class, scenario_activated_cb);
}

static void
obd_page_practice_init (ObdPagePractice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (const ObdPracticeScenario *scenario = obd_practice_list (); scenario->id != NULL; scenario++)
    gtk_list_box_append (self->scenarios, obd_row_new_link (NULL, _(scenario->title),
                                                            _(scenario->summary), NULL));
}
