/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-picture-private.h"

#include <math.h>

#define LINE_Y 75       /* horizontal: middle of the plates, with the zones above */
#define PITCH_MIN 84    /* horizontal: below it names are too narrow to read */
#define PITCH_NATURAL 101
#define PITCH_PAD 8
#define MIN_WIDTH 240
#define BOTTOM 19       /* words to the lower edge */

gboolean
obd_route_picture_is_mirrored (ObdRoutePicture *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL &&
         self->shape != OBD_ROUTE_VERTICAL;
}

static int
needed_pitch (ObdRoutePicture *self)
{
  int pitch = PITCH_MIN;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    pitch = MAX (pitch, obd_station_get_text_width (OBD_STATION (self->stations[i])) + PITCH_PAD);
  return pitch;
}

static ObdRouteShape
shape_for_width (ObdRoutePicture *self,
                 int              width)
{
  if (self->form == OBD_ROUTE_FORM_SHORT)
    return OBD_ROUTE_SHORT;
  return width < 0 || width >= OBD_N_STATIONS * needed_pitch (self) ? OBD_ROUTE_HORIZONTAL
                                                                    : OBD_ROUTE_VERTICAL;
}

static void
set_shape (ObdRoutePicture *self,
           ObdRouteShape    shape)
{
  if (self->shape != shape)
    g_clear_pointer (&self->zones, gsk_render_node_unref);
  self->shape = shape;
  for (int i = 0; i < OBD_N_STATIONS; i++)
    obd_station_set_shape (OBD_STATION (self->stations[i]), shape);
  for (int i = 0; i < OBD_N_ZONES; i++)
    gtk_widget_set_child_visible (self->captions[i], shape == OBD_ROUTE_HORIZONTAL);
}

/* All stations are as high as the highest, else their names would not stand in line. */
static int
height_of_shape (ObdRoutePicture *self,
                 ObdRouteShape    shape)
{
  int height = 0;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    height = MAX (height, obd_station_get_height (OBD_STATION (self->stations[i]), shape));
  if (shape == OBD_ROUTE_HORIZONTAL)
    return LINE_Y - OBD_PLATE_MIDDLE + height + BOTTOM;
  return shape == OBD_ROUTE_VERTICAL ? OBD_N_STATIONS * height : height;
}

static GtkSizeRequestMode
obd_route_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
obd_route_picture_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);
  gboolean is_short = self->form == OBD_ROUTE_FORM_SHORT;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = is_short ? 320 : OBD_N_STATIONS * MAX (PITCH_NATURAL, needed_pitch (self));
      return;
    }
  *minimum = *natural = height_of_shape (self, shape_for_width (self, for_size));
}

double
obd_route_picture_get_middle (ObdRoutePicture *self,
                              int              i)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int extent = self->shape == OBD_ROUTE_VERTICAL ? gtk_widget_get_height (widget)
                                                 : gtk_widget_get_width (widget);

  return (i + 0.5) * extent / OBD_N_STATIONS;
}

static void
allocate_stations (ObdRoutePicture *self,
                   int              width,
                   int              height)
{
  int top = self->shape == OBD_ROUTE_HORIZONTAL ? LINE_Y - OBD_PLATE_MIDDLE : 0;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      int at = self->shape == OBD_ROUTE_VERTICAL ? height : width;
      int start = i * at / OBD_N_STATIONS;
      int size = (i + 1) * at / OBD_N_STATIONS - start;
      GtkAllocation a = { start, top, size, height - top - (top > 0 ? BOTTOM - 4 : 0) };

      if (self->shape == OBD_ROUTE_VERTICAL)
        a = (GtkAllocation) { 0, start, width, size };
      else if (obd_route_picture_is_mirrored (self))
        a.x = width - start - size;
      gtk_widget_measure (self->stations[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                          NULL);
      gtk_widget_size_allocate (self->stations[i], &a, -1);
    }
}

static void
allocate_captions (ObdRoutePicture *self,
                   int              width)
{
  double pitch = (double) width / OBD_N_STATIONS;

  for (int i = 0; i < OBD_N_ZONES; i++)
    {
      int x0 = (int) (pitch * obd_zone_stations[i][0]) + OBD_ZONE_GAP + 4;
      int x1 = (int) (pitch * (obd_zone_stations[i][1] + 1)) - OBD_ZONE_GAP - 4;
      int natural = 0;
      GtkAllocation a = { x0, OBD_ZONE_CAPTION - 2, x1 - x0, 0 };

      gtk_widget_measure (self->captions[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL,
                          NULL);
      a.height = natural;
      /* A large font grows upward, away from the plates. */
      a.y = MAX (0, MIN (a.y, LINE_Y - OBD_PLATE_MIDDLE - natural));
      if (obd_route_picture_is_mirrored (self))
        a.x = width - x1;
      gtk_widget_size_allocate (self->captions[i], &a, -1);
    }
}

static int
envelope_size (ObdRoutePicture *self,
               int              width)
{
  if (self->shape == OBD_ROUTE_VERTICAL)
    return 18;
  return width / OBD_N_STATIONS >= 95 ? 30 : 23;
}

double
obd_route_picture_get_across (ObdRoutePicture *self)
{
  if (self->shape == OBD_ROUTE_VERTICAL)
    {
      int width = gtk_widget_get_width (GTK_WIDGET (self));
      gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

      return rtl ? width - OBD_PLATE_MIDDLE_START : OBD_PLATE_MIDDLE_START;
    }
  return self->shape == OBD_ROUTE_HORIZONTAL ? LINE_Y
                                             : gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
}

/* Between two plates the envelope keeps clear of both, and of the barrier. */
static void
allocate_envelope (ObdRoutePicture *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double at = CLAMP (self->motion.travelled, 0, OBD_N_STATIONS - 1);
  int i = MIN ((int) at, OBD_N_STATIONS - 2);
  double here = obd_route_picture_get_middle (self, i);
  double along = here + (at - i) * (obd_route_picture_get_middle (self, i + 1) - here);
  double across = obd_route_picture_get_across (self);
  gboolean vertical = self->shape == OBD_ROUTE_VERTICAL;
  int size = envelope_size (self, width);
  gboolean visible = self->motion.travelled >= 0 && self->shape != OBD_ROUTE_SHORT;
  GtkAllocation a = { 0, 0, size, size };

  gtk_widget_set_child_visible (self->envelope, visible);
  if (self->states[i + 1] == OBD_STATION_STUCK && self->shape == OBD_ROUTE_HORIZONTAL)
    along -= size > 25 ? 6.5 : 5;
  gtk_image_set_pixel_size (GTK_IMAGE (self->envelope), size);
  gtk_widget_measure (self->envelope, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  if (obd_route_picture_is_mirrored (self))
    along = width - along;
  a.x = (int) round ((vertical ? across : along) - size / 2.0);
  a.y = (int) round ((vertical ? along : across) - size / 2.0);
  gtk_widget_size_allocate (self->envelope, &a, -1);
}

static void
obd_route_picture_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);

  set_shape (self, shape_for_width (self, width));
  g_clear_pointer (&self->zones, gsk_render_node_unref);
  allocate_stations (self, width, height);
  if (self->shape == OBD_ROUTE_HORIZONTAL)
    allocate_captions (self, width);
  allocate_envelope (self);
}

void
obd_route_picture_class_add_layout (GtkWidgetClass *widget_class)
{
  widget_class->get_request_mode = obd_route_picture_get_request_mode;
  widget_class->measure = obd_route_picture_measure;
  widget_class->size_allocate = obd_route_picture_size_allocate;
}
