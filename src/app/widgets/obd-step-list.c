/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-step-list.h"

#include "obd-portions.h"
#include "obd-rows.h"
#include "obd-step-row.h"

#include <glib/gi18n-lib.h>

/* With those of the first frame, as many as a usual window shows below the route. */
#define FIRST_ROWS 4
#define ROWS_A_FRAME 4

struct _ObdStepList
{
  AdwBin       parent_instance;

  GListModel  *steps;  /* (nullable) */
  GtkListBox  *list;
  ObdPortions  portions;
  int          wanted; /* whose row gets the focus when it comes; -1: none */
};

G_DEFINE_FINAL_TYPE (ObdStepList, obd_step_list, ADW_TYPE_BIN)

/* A frame later it has its place, to which a page can scroll. */
static gboolean
take_focus_cb (GtkWidget     *row,
               GdkFrameClock *clock,
               gpointer       data)
{
  gtk_widget_grab_focus (row);
  return G_SOURCE_REMOVE;
}

static gboolean
make_row (guint    index,
          gpointer data)
{
  ObdStepList *self = data;
  g_autoptr (ObdStep) step = g_list_model_get_item (self->steps, index);
  GtkWidget *row = NULL;

  if (step == NULL)
    return FALSE;
  row = obd_step_row_new (step);
  gtk_list_box_append (self->list, row);
  if (self->wanted == (int) index)
    {
      self->wanted = -1;
      gtk_widget_add_tick_callback (row, take_focus_cb, NULL, NULL);
    }
  return TRUE;
}

static void
drop_rows (ObdStepList *self)
{
  obd_portions_stop (&self->portions);
  obd_list_clear (self->list);
  self->wanted = -1;
}

static void
make_rows (ObdStepList *self)
{
  if (self->steps != NULL)
    obd_portions_start (&self->portions, GTK_WIDGET (self), FIRST_ROWS, ROWS_A_FRAME, make_row,
                        self);
}

static void
obd_step_list_map (GtkWidget *widget)
{
  make_rows (OBD_STEP_LIST (widget));
  GTK_WIDGET_CLASS (obd_step_list_parent_class)->map (widget);
}

static void
obd_step_list_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_step_list_parent_class)->unmap (widget);
  drop_rows (OBD_STEP_LIST (widget));
}

static void
obd_step_list_dispose (GObject *object)
{
  ObdStepList *self = OBD_STEP_LIST (object);

  obd_portions_stop (&self->portions);
  g_clear_object (&self->steps);
  G_OBJECT_CLASS (obd_step_list_parent_class)->dispose (object);
}

static void
obd_step_list_class_init (ObdStepListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_step_list_dispose;
  widget_class->map = obd_step_list_map;
  widget_class->unmap = obd_step_list_unmap;
}

static void
obd_step_list_init (ObdStepList *self)
{
  self->wanted = -1;
  self->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Checks"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

void
obd_step_list_set_steps (ObdStepList *self,
                         GListModel  *steps)
{
  drop_rows (self);
  g_set_object (&self->steps, steps);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    make_rows (self);
}

static int
find_check (ObdStepList  *self,
            ObdStationId  station)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->steps); i++)
    {
      g_autoptr (ObdStep) step = g_list_model_get_item (self->steps, i);

      if (obd_step_get_station (step) == station)
        return i;
    }
  return -1;
}

void
obd_step_list_focus_check (ObdStepList  *self,
                           ObdStationId  station)
{
  int index = find_check (self, station);
  GtkListBoxRow *row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;

  self->wanted = row == NULL ? index : -1;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
