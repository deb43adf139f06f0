/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-route-motion.h"
#include "obd-route-picture.h"
#include "obd-route-zones.h"
#include "obd-station.h"

G_BEGIN_DECLS

/* Shared by obd-route-picture.c (what is shown), …-layout.c (where it stands), …-draw.c (what lies
 * between the stations) and …-keys.c (how people move in it), by nobody else. */
struct _ObdRoutePicture
{
  GtkWidget        parent_instance;

  ObdRouteForm     form;
  ObdRouteShape    shape;
  GtkWidget       *stations[OBD_N_STATIONS];
  GtkWidget       *captions[OBD_N_ZONES];
  GtkWidget       *envelope;
  ObdStationState  states[OBD_N_STATIONS];
  GskRenderNode   *zones; /* (nullable): drawn when first needed */
  ObdRouteMotion   motion;
  int              current; /* the station with the tab stop */
  gulong           contrast_handler;
};

/* obd-route-picture.c: somebody chose the station @i. */
void     obd_route_picture_activate     (ObdRoutePicture *self,
                                         int              i);

/* obd-route-picture-layout.c: how the class measures itself and places its children. */
void     obd_route_picture_class_add_layout (GtkWidgetClass *widget_class);
/* The way runs from right to left. */
gboolean obd_route_picture_is_mirrored  (ObdRoutePicture *self);
/* Where the middle of the station @i lies along the way, before mirroring, as last allocated. */
double   obd_route_picture_get_middle   (ObdRoutePicture *self,
                                         int              i);
/* Where the line lies across the way, as last allocated. */
double   obd_route_picture_get_across   (ObdRoutePicture *self);

/* obd-route-picture-draw.c: the zones and the line, which lie under the children. */
void     obd_route_picture_draw         (ObdRoutePicture *self,
                                         GtkSnapshot     *snapshot);

/* obd-route-picture-keys.c: focus and key bindings of the class, and the pointer of one picture. */
void     obd_route_picture_class_add_keys (GtkWidgetClass  *widget_class);
void     obd_route_picture_add_pointer  (ObdRoutePicture *self);
/* The station that has the focus; -1: none. */
int      obd_route_picture_get_focused  (ObdRoutePicture *self);

G_END_DECLS
