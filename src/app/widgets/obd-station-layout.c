/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-station-private.h"

#include <math.h>

#define NAME_GAP 9                /* plate to name */
#define SHORT_HEIGHT 44
#define TEXT_START 54             /* vertical form: where name and detail begin */
#define TEXT_END 12               /* vertical form: where the word ends, from the end edge */

int
obd_station_get_diameter (ObdStation *self)
{
  static const int diameters[] = { 2 * OBD_PLATE_RADIUS, 2 * OBD_PLATE_RADIUS_VERTICAL, 18 };

  return diameters[self->shape];
}

gboolean
obd_station_has_detail (ObdStation *self)
{
  return self->shape == OBD_ROUTE_VERTICAL &&
         gtk_label_get_label (GTK_LABEL (self->detail))[0] != '\0';
}

static int
natural (GtkWidget      *widget,
         GtkOrientation  orientation)
{
  int size = 0;

  gtk_widget_measure (widget, orientation, -1, NULL, &size, NULL, NULL);
  return size;
}

/* A label's own wish, also while it is hidden (short form) or ellipsized. */
static int
text_width (GtkWidget *label)
{
  int width = 0;

  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), &width, NULL);
  return MAX (width, natural (label, GTK_ORIENTATION_HORIZONTAL));
}

int
obd_station_get_text_width (ObdStation *self)
{
  g_return_val_if_fail (OBD_IS_STATION (self), 0);

  return MAX (text_width (self->name), text_width (self->word));
}

static GtkSizeRequestMode
obd_station_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

int
obd_station_get_height (ObdStation    *self,
                        ObdRouteShape  shape)
{
  int names = natural (self->name, GTK_ORIENTATION_VERTICAL);
  int words = natural (self->word, GTK_ORIENTATION_VERTICAL);
  int details = natural (self->detail, GTK_ORIENTATION_VERTICAL);

  if (shape == OBD_ROUTE_HORIZONTAL)
    return OBD_PLATE_MIDDLE + OBD_PLATE_RADIUS + NAME_GAP + names + words;
  if (shape == OBD_ROUTE_VERTICAL)
    return MAX (OBD_STATION_PITCH_VERTICAL, MAX (names, words) + details + 8);
  return SHORT_HEIGHT;
}

static void
obd_station_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural_size,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  ObdStation *self = OBD_STATION (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural_size = obd_station_get_height (self, self->shape);
  else
    *minimum = *natural_size = self->shape == OBD_ROUTE_SHORT ? 26 : 48;
}

static void
place (ObdStation *self,
       GtkWidget  *child,
       int         x,
       int         y,
       int         width,
       int         height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = { .x = x, .y = y, .width = width, .height = height };

  if (!gtk_widget_get_visible (child))
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  if (rtl)
    allocation.x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

void
obd_station_get_middle (ObdStation *self,
                        double     *x,
                        double     *y)
{
  GtkWidget *widget = GTK_WIDGET (self);

  *x = self->shape == OBD_ROUTE_VERTICAL ? OBD_PLATE_MIDDLE_START
                                         : gtk_widget_get_width (widget) / 2.0;
  *y = self->shape == OBD_ROUTE_HORIZONTAL ? OBD_PLATE_MIDDLE
                                           : gtk_widget_get_height (widget) / 2.0;
}

static void
place_centred (ObdStation *self,
               GtkWidget  *child,
               double      x,
               double      y,
               int         size)
{
  place (self, child, (int) round (x - size / 2.0), (int) round (y - size / 2.0), size, size);
}

static void
allocate_text (ObdStation *self,
               int         width,
               int         height)
{
  int names = natural (self->name, GTK_ORIENTATION_VERTICAL);
  int words = natural (self->word, GTK_ORIENTATION_VERTICAL);
  int top = OBD_PLATE_MIDDLE + OBD_PLATE_RADIUS + NAME_GAP;
  gboolean with_detail = obd_station_has_detail (self);
  int details = with_detail ? natural (self->detail, GTK_ORIENTATION_VERTICAL) : 0;
  int word_width = MIN (natural (self->word, GTK_ORIENTATION_HORIZONTAL), width / 2);
  int end = width - TEXT_END;

  if (self->shape == OBD_ROUTE_HORIZONTAL)
    {
      place (self, self->name, 0, top, width, names);
      place (self, self->word, 0, top + names - 1, width, words);
      return;
    }
  top = (height - names - details) / 2;
  place (self, self->name, TEXT_START, top, MAX (end - TEXT_START - word_width - 6, 1), names);
  place (self, self->word, end - word_width, top + names - words - 1, word_width, words);
  if (with_detail)
    place (self, self->detail, TEXT_START, top + names, MAX (end - TEXT_START, 1), details);
}

static void
obd_station_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  ObdStation *self = OBD_STATION (widget);
  gboolean small = self->shape == OBD_ROUTE_VERTICAL;
  int badge = gtk_image_get_pixel_size (GTK_IMAGE (self->badge));
  double x = 0;
  double y = 0;

  obd_station_get_middle (self, &x, &y);
  place_centred (self, self->shape_image, x, y,
                 gtk_image_get_pixel_size (GTK_IMAGE (self->shape_image)));
  place_centred (self, self->plate, x, y, obd_station_get_diameter (self));
  place_centred (self, self->badge, x + (small ? 11 : 17), y + (small ? 9.5 : 16), badge);
  if (self->shape != OBD_ROUTE_SHORT)
    allocate_text (self, width, height);
}

void
obd_station_class_add_layout (GtkWidgetClass *widget_class)
{
  widget_class->get_request_mode = obd_station_get_request_mode;
  widget_class->measure = obd_station_measure;
  widget_class->size_allocate = obd_station_size_allocate;
}
