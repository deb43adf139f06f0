/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-zones.h"

#define RADIUS 9
#define TOP 18 /* of a plain box; the roofs rise above it to 9 */
#define STATIONS 8

const int obd_zone_stations[OBD_N_ZONES][2] = {
  [OBD_ZONE_HOME] = { 0, 0 },
  [OBD_ZONE_SKY] = { 1, 2 },
  [OBD_ZONE_HALL] = { 3, 6 },
  [OBD_ZONE_BOX] = { 7, 7 },
};

/* A quadratic curve from the current point; cairo knows cubic ones only. */
static void
curve (cairo_t *cr,
       double   cx,
       double   cy,
       double   x,
       double   y)
{
  double x0 = 0;
  double y0 = 0;

  cairo_get_current_point (cr, &x0, &y0);
  cairo_curve_to (cr, x0 + 2.0 / 3 * (cx - x0), y0 + 2.0 / 3 * (cy - y0), x + 2.0 / 3 * (cx - x),
                  y + 2.0 / 3 * (cy - y), x, y);
}

/* Two soft hills of cloud. */
static void
roof_sky (cairo_t *cr,
          double   x0,
          double   x1)
{
  double w = x1 - x0;

  curve (cr, x0, TOP, x0 + RADIUS, TOP);
  cairo_line_to (cr, x0 + RADIUS + w * .14, TOP);
  curve (cr, x0 + RADIUS + w * .34, TOP - 17, x0 + RADIUS + w * .5, TOP - 1);
  curve (cr, x0 + RADIUS + w * .64, TOP - 10, x0 + RADIUS + w * .74, TOP);
  cairo_line_to (cr, x1 - RADIUS, TOP);
  curve (cr, x1, TOP, x1, TOP + RADIUS);
}

/* A shallow gable. */
static void
roof_hall (cairo_t *cr,
           double   x0,
           double   x1)
{
  double m = (x0 + x1) / 2;

  curve (cr, x0, TOP + .9, x0 + 6.5, TOP + .4);
  cairo_line_to (cr, m - 10, 9);
  curve (cr, m, 6.2, m + 10, 9);
  cairo_line_to (cr, x1 - 6.5, TOP + .4);
  curve (cr, x1, TOP + .9, x1, TOP + RADIUS);
}

/* The round back of a letter box. */
static void
roof_box (cairo_t *cr,
          double   x0,
          double   x1)
{
  double w = x1 - x0;
  double m = (x0 + x1) / 2;

  cairo_line_to (cr, x0, 34);
  cairo_curve_to (cr, x0, 17, x0 + w * .25, 9, m, 9);
  cairo_curve_to (cr, x1 - w * .25, 9, x1, 17, x1, 34);
}

static void
roof_home (cairo_t *cr,
           double   x0,
           double   x1)
{
  cairo_arc (cr, x0 + RADIUS, TOP + RADIUS, RADIUS, G_PI, 1.5 * G_PI);
  cairo_arc (cr, x1 - RADIUS, TOP + RADIUS, RADIUS, 1.5 * G_PI, 0);
}

static void
draw_zone (cairo_t *cr,
           ObdZone  zone,
           double   x0,
           double   x1,
           double   bottom)
{
  static void (*const roofs[]) (cairo_t *, double, double) = {
    [OBD_ZONE_HOME] = roof_home,
    [OBD_ZONE_SKY] = roof_sky,
    [OBD_ZONE_HALL] = roof_hall,
    [OBD_ZONE_BOX] = roof_box,
  };

  cairo_new_path (cr);
  cairo_move_to (cr, x0, bottom - RADIUS);
  cairo_line_to (cr, x0, TOP + RADIUS);
  roofs[zone](cr, x0, x1);
  cairo_arc (cr, x1 - RADIUS, bottom - RADIUS, RADIUS, 0, .5 * G_PI);
  cairo_arc (cr, x0 + RADIUS, bottom - RADIUS, RADIUS, .5 * G_PI, G_PI);
  cairo_close_path (cr);
}

GskRenderNode *
obd_route_zones_draw (int            width,
                      int            height,
                      gboolean       mirrored,
                      gboolean       outline,
                      const GdkRGBA *color)
{
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  double pitch = (double) width / STATIONS;

  if (mirrored)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1);
  for (int zone = 0; zone < OBD_N_ZONES; zone++)
    {
      draw_zone (cr, (ObdZone) zone, pitch * obd_zone_stations[zone][0] + OBD_ZONE_GAP,
                 pitch * (obd_zone_stations[zone][1] + 1) - OBD_ZONE_GAP, height - OBD_ZONE_BOTTOM);
      if (outline)
        cairo_stroke (cr);
      else
        cairo_fill (cr);
    }
  cairo_destroy (cr);
  return node;
}
