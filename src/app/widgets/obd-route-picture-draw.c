/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-picture-private.h"

#include "obd-compat.h"
#include "obd-route-line.h"

#include <math.h>

static GdkRGBA
color_of (ObdRoutePicture *self,
          const char      *name,
          double           alpha)
{
  GdkRGBA color;

  obd_compat_lookup_color (GTK_WIDGET (self), name, &color);
  color.alpha *= (float) alpha;
  return color;
}

static void
snapshot_zones (ObdRoutePicture *self,
                GtkSnapshot     *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  if (self->zones == NULL)
    {
      GdkRGBA color = color_of (self, "window_fg_color", contrast ? 0.6 : 0.056);

      self->zones = obd_route_zones_draw (gtk_widget_get_width (widget),
                                          gtk_widget_get_height (widget),
                                          obd_route_picture_is_mirrored (self), contrast, &color);
    }
  gtk_snapshot_append_node (snapshot, self->zones);
}

static void
snapshot_line (ObdRoutePicture *self,
               GtkSnapshot     *snapshot)
{
  static const double insets[] = { OBD_PLATE_RADIUS + 5, OBD_PLATE_RADIUS_VERTICAL + 3.5,
                                   OBD_MARK_RADIUS + 4 };
  static const double widths[] = { 5, 4.5, 4 };
  ObdRouteLine line = {
    .states = self->states,
    .across = obd_route_picture_get_across (self),
    .inset = insets[self->shape],
    .stuck_inset = insets[self->shape] + (self->shape == OBD_ROUTE_SHORT ? 4 : 0),
    .width = widths[self->shape],
    .vertical = self->shape == OBD_ROUTE_VERTICAL,
    .mirrored = obd_route_picture_is_mirrored (self),
    .extent = gtk_widget_get_width (GTK_WIDGET (self)),
    .travelled = self->shape == OBD_ROUTE_SHORT && self->motion.travelled >= 0
                   ? ceil (self->motion.travelled) : self->motion.travelled,
    .barrier = self->shape == OBD_ROUTE_HORIZONTAL ? self->motion.barrier : -1,
    .barrier_length = 34,
    .fill = color_of (self, "accent_bg_color", 1),
    .pale = color_of (self, "window_fg_color", 0.16),
    .dots = color_of (self, "window_fg_color", 0.5),
    .stop = color_of (self, "error_color", 1),
  };

  for (int i = 0; i < OBD_N_STATIONS; i++)
    line.middle[i] = obd_route_picture_get_middle (self, i);
  obd_route_line_snapshot (&line, snapshot);
}

void
obd_route_picture_draw (ObdRoutePicture *self,
                        GtkSnapshot     *snapshot)
{
  if (self->shape == OBD_ROUTE_HORIZONTAL)
    snapshot_zones (self, snapshot);
  snapshot_line (self, snapshot);
}
