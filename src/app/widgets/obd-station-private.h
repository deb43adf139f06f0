/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-station.h"

G_BEGIN_DECLS

/* Shared by obd-station.c (what is shown), …-layout.c (where it stands) and …-arc.c (what turns), by
 * nobody else. */
struct _ObdStation
{
  GtkWidget        parent_instance;

  ObdStationId     id;
  ObdStationState  state;
  ObdRouteShape    shape;
  GtkWidget       *shape_image; /* octagon or dashed ring, behind the plate; a mark in short form */
  GtkWidget       *plate;
  GtkWidget       *icon;
  GtkWidget       *badge;
  GtkWidget       *name;
  GtkWidget       *detail;
  GtkWidget       *word;
  char            *sentence; /* %NULL: no view yet */
  guint            tick; /* turns the arc while mapped */
  double           angle;
};

/* obd-station-layout.c: how the class measures itself and places its children. */
void     obd_station_class_add_layout (GtkWidgetClass *widget_class);
int      obd_station_get_diameter     (ObdStation     *self); /* of the plate */
/* The detail has words, and a place in this shape. */
gboolean obd_station_has_detail       (ObdStation     *self);
/* Where the middle of the plate is, as if written left to right, as last allocated. */
void     obd_station_get_middle       (ObdStation     *self,
                                       double         *x,
                                       double         *y);

/* obd-station-arc.c: lets the arc turn, or not: to be called when state or mapping have changed. */
void     obd_station_update_arc       (ObdStation     *self);
void     obd_station_draw_arc         (ObdStation     *self,
                                       GtkSnapshot    *snapshot);

G_END_DECLS
