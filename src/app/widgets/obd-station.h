/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/* How a station is laid out; the route picture decides, the same for all eight. */
typedef enum
{
  OBD_ROUTE_HORIZONTAL, /* plate, name and word under it */
  OBD_ROUTE_VERTICAL,   /* plate, name and detail beside it, word at the end */
  OBD_ROUTE_SHORT,      /* a mark alone */
} ObdRouteShape;

/* Logical pixels: where the middle of a plate lies in its station, and its size. */
#define OBD_PLATE_MIDDLE 26       /* horizontal: from the top */
#define OBD_PLATE_RADIUS 22
#define OBD_PLATE_MIDDLE_START 24 /* vertical: from the start edge */
#define OBD_PLATE_RADIUS_VERTICAL 14
#define OBD_MARK_RADIUS 10
#define OBD_STATION_PITCH_VERTICAL 48

/**
 * ObdStation:
 *
 * One station of the mail's route: plate with its pictogram, badge, name and word. Role LIST_ITEM,
 * labelled with the station's sentence. Main thread.
 */
#define OBD_TYPE_STATION (obd_station_get_type ())
G_DECLARE_FINAL_TYPE (ObdStation, obd_station, OBD, STATION, GtkWidget)

GtkWidget      *obd_station_new            (ObdStationId          id);
/* @view is copied; an empty word becomes the state's usual one. */
void            obd_station_set_view       (ObdStation           *self,
                                            const ObdStationView *view);
ObdStationState obd_station_get_state      (ObdStation           *self);
void            obd_station_set_shape      (ObdStation           *self,
                                            ObdRouteShape         shape);
/* The width that name and word want side by side with nothing cut off. */
int             obd_station_get_text_width (ObdStation           *self);
/* The height it would want in that shape. */
int             obd_station_get_height     (ObdStation           *self,
                                            ObdRouteShape         shape);

G_END_DECLS
