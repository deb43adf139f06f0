/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_ROUTE_FORM_AUTO,  /* side by side where there is room, else one under the other */
  OBD_ROUTE_FORM_SHORT, /* marks only, 44 high */
} ObdRouteForm;

#define OBD_TYPE_ROUTE_FORM (obd_route_form_get_type ())
GType obd_route_form_get_type (void);

/**
 * ObdRoutePicture:
 *
 * The mail's way from the device to the recipient: eight stations, the line between them, and the
 * envelope where the mail is. Role LIST; one tab stop, the arrow keys move from station to
 * station. Main thread.
 *
 * Properties: "form" (#ObdRouteForm).
 * Signals: "station-activated" (int: #ObdStationId): clicked, or Enter on it.
 */
#define OBD_TYPE_ROUTE_PICTURE (obd_route_picture_get_type ())
G_DECLARE_FINAL_TYPE (ObdRoutePicture, obd_route_picture, OBD, ROUTE_PICTURE, GtkWidget)

GtkWidget   *obd_route_picture_new       (void);
/* Copied. The line and the envelope move on from where they are. */
void         obd_route_picture_set_route (ObdRoutePicture      *self,
                                          const ObdStationView  route[OBD_N_STATIONS]);
/* The server's name over its zone; %NULL or "": "The mail server". */
void         obd_route_picture_set_host  (ObdRoutePicture      *self,
                                          const char           *host);
ObdRouteForm obd_route_picture_get_form  (ObdRoutePicture      *self);
void         obd_route_picture_set_form  (ObdRoutePicture      *self,
                                          ObdRouteForm          form);

G_END_DECLS
