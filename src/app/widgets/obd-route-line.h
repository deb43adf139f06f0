/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ObdRouteLine:
 * @middle: position of each station's middle along the way, ascending
 * @across: where the line lies across it
 * @inset: from a station's middle to the line's end
 * @stuck_inset: the same on the near side of a stuck station
 * @travelled: how far the mail came, in stations: 4.5 is half-way from the fifth to the sixth
 * @barrier: 0 up, 1 down
 *
 * What is drawn between the stations, in one call; holds no state.
 */
typedef struct
{
  const ObdStationState *states;
  double                 middle[OBD_N_STATIONS];
  double                 across;
  double                 inset;
  double                 stuck_inset;
  double                 width;
  gboolean               vertical;
  gboolean               mirrored;
  double                 extent; /* of the picture along the way, for mirroring */
  double                 travelled;
  double                 barrier; /* < 0: none at all */
  double                 barrier_length;
  GdkRGBA                fill;
  GdkRGBA                pale;
  GdkRGBA                dots;
  GdkRGBA                stop;
} ObdRouteLine;

void   obd_route_line_snapshot (const ObdRouteLine    *line,
                                GtkSnapshot           *snapshot);
/* Where the envelope is, in the unit of `travelled`; -1 if it is not shown. */
double obd_route_line_target   (const ObdStationState  states[OBD_N_STATIONS]);

G_END_DECLS
