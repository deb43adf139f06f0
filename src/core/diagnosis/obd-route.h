/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"
#include "obd-rule.h"

G_BEGIN_DECLS

/**
 * obd_route_draw:
 * @c: the case of the verdict
 * @rule: the verdict's row
 * @route: (out caller-allocates): the eight stations; free the contents with obd_route_clear()
 *
 * Where the mail came and where it stops. At most one station is stuck: the first that ends the
 * journey; what lies behind it is not reached, and a cause that stands before it is a warning.
 */
void obd_route_draw  (const ObdCase  *c,
                      const ObdRule  *rule,
                      ObdStationView  route[OBD_N_STATIONS]);
void obd_route_clear (ObdStationView  route[OBD_N_STATIONS]);

G_END_DECLS
