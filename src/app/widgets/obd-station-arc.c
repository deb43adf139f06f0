/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-station-private.h"

#include "obd-compat.h"

#define ARC_TURN_US (1200 * 1000) /* one turn */
#define ARC_LENGTH 1.7            /* radians */

static gboolean
turn_arc_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  ObdStation *self = OBD_STATION (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  self->angle = 2 * G_PI * (double) (now % ARC_TURN_US) / ARC_TURN_US;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

/* The arc turns only where somebody can see it, and only if motion is wanted. */
void
obd_station_update_arc (ObdStation *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean wanted = self->state == OBD_STATION_RUNNING && gtk_widget_get_mapped (widget) &&
                    adw_get_enable_animations (widget);

  if (wanted && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, turn_arc_cb, NULL, NULL);
  else if (!wanted && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (widget, self->tick);
      self->tick = 0;
    }
}

void
obd_station_draw_arc (ObdStation  *self,
                      GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double width = self->shape == OBD_ROUTE_SHORT ? 2.4 : 3;
  double radius = obd_station_get_diameter (self) / 2.0 - width / 2;
  double x = 0;
  double y = 0;
  GdkRGBA color;
  cairo_t *cr = NULL;

  obd_station_get_middle (self, &x, &y);
  if (rtl)
    x = gtk_widget_get_width (widget) - x;
  obd_compat_lookup_color (widget, "accent_color", &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) (x - radius - 3),
                                                                (float) (y - radius - 3),
                                                                (float) (2 * radius + 6),
                                                                (float) (2 * radius + 6)));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_arc (cr, x, y, radius, self->angle - G_PI / 2, self->angle - G_PI / 2 + ARC_LENGTH);
  cairo_stroke (cr);
  cairo_destroy (cr);
}
