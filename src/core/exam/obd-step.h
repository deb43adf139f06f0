/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ObdStep:
 *
 * One row of the exam's plan: a question fixed at the start. Main thread only; setters assert it.
 * Properties: "title", "detail" (string), "state" (#ObdStationState as int), "duration-ms" (double,
 * -1 unknown), "station" (#ObdStationId as int).
 */
#define OBD_TYPE_STEP (obd_step_get_type ())
G_DECLARE_FINAL_TYPE (ObdStep, obd_step, OBD, STEP, GObject)

const char      *obd_step_get_id       (ObdStep *step);
const char      *obd_step_get_title    (ObdStep *step);
const char      *obd_step_get_detail   (ObdStep *step);
ObdStationState  obd_step_get_state    (ObdStep *step);
double           obd_step_get_duration (ObdStep *step); /* milliseconds, -1 unknown */
ObdStationId     obd_step_get_station  (ObdStep *step);

G_END_DECLS
