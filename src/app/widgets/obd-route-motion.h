/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ObdRouteMotion:
 * @widget: whose picture moves (not owned)
 * @travelled: how far the mail came, in stations, as in #ObdRouteLine; -1: nowhere yet
 * @barrier: of the stuck station: 0 up, 1 down; -1: none
 *
 * Where the envelope and the barrier of a route picture are at the moment, and how they get where
 * they belong. Part of #ObdRoutePicture. Main thread.
 */
typedef struct
{
  GtkWidget    *widget;
  AdwAnimation *travel;
  AdwAnimation *fall;
  double        travelled;
  double        barrier;
  double        target;  /* where the envelope belongs */
  gboolean      good;    /* the mail came all the way */
  gboolean      journey; /* and nobody has seen it yet */
} ObdRouteMotion;

/**
 * obd_route_motion_init:
 * @motion: (out caller-allocates): to be cleared with obd_route_motion_clear() before @widget goes
 * @widget: is allocated anew when the envelope has moved, and drawn anew for the barrier
 */
void obd_route_motion_init   (ObdRouteMotion        *motion,
                              GtkWidget             *widget);
/* Ends all motion where it is. Any number of calls. */
void obd_route_motion_clear  (ObdRouteMotion        *motion);
/**
 * obd_route_motion_update:
 * @states: of the stations from now on
 *
 * Envelope and barrier move on from wherever they are; they jump where nobody could see them move.
 * If all has become good out of sight, obd_route_motion_begin() shows the whole journey.
 */
void obd_route_motion_update (ObdRouteMotion        *motion,
                              const ObdStationState  states[OBD_N_STATIONS]);
/* The widget was mapped: a journey that nobody has seen yet is shown, once. */
void obd_route_motion_begin  (ObdRouteMotion        *motion);

G_END_DECLS
