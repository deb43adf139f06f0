/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The zones say who can act. */
typedef enum
{
  OBD_ZONE_HOME, /* with you: device */
  OBD_ZONE_SKY,  /* on the way: network, server name */
  OBD_ZONE_HALL, /* the server: port to relaying */
  OBD_ZONE_BOX,  /* the far end: recipient */
  OBD_N_ZONES,
} ObdZone;

#define OBD_ZONE_GAP 4     /* half the gap between two zones */
#define OBD_ZONE_BOTTOM 8  /* below the zones */
#define OBD_ZONE_CAPTION 26 /* where a caption begins, from the top */

/* First and last station of each zone. */
extern const int obd_zone_stations[OBD_N_ZONES][2];

/* (transfer full): the four silhouettes for a picture of @width × @height. @outline: high contrast,
 * a border in place of the tint. */
GskRenderNode *obd_route_zones_draw (int            width,
                                     int            height,
                                     gboolean       mirrored,
                                     gboolean       outline,
                                     const GdkRGBA *color);

G_END_DECLS
