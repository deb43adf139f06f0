/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-portions.h"

static gboolean
make_some (ObdPortions *portions,
           guint        n)
{
  for (guint i = 0; i < n; i++)
    if (!portions->make (portions->next++, portions->data))
      return FALSE;
  return TRUE;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ObdPortions *portions = data;

  if (make_some (portions, portions->each))
    return G_SOURCE_CONTINUE;
  portions->tick = 0;
  return G_SOURCE_REMOVE;
}

void
obd_portions_start (ObdPortions     *portions,
                    GtkWidget       *widget,
                    guint            first,
                    guint            each,
                    ObdPortionsMake  make,
                    gpointer         data)
{
  obd_portions_stop (portions);
  *portions = (ObdPortions) { .widget = widget, .make = make, .data = data, .each = each };
  if (make_some (portions, first))
    portions->tick = gtk_widget_add_tick_callback (widget, tick_cb, portions, NULL);
}

void
obd_portions_stop (ObdPortions *portions)
{
  if (portions->tick != 0)
    gtk_widget_remove_tick_callback (portions->widget, portions->tick);
  portions->tick = 0;
}
