/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-step.h"

G_BEGIN_DECLS

/* @title: translated. The step belongs to the calling thread, which the setters assert. */
ObdStep *obd_step_new          (const char      *id,
                                const char      *title,
                                ObdStationId     station);
/* @detail: translated sentence; "" for none. */
void     obd_step_set_detail   (ObdStep         *step,
                                const char      *detail);
void     obd_step_set_state    (ObdStep         *step,
                                ObdStationState  state);
/* Milliseconds, -1 unknown. */
void     obd_step_set_duration (ObdStep         *step,
                                double           duration);

G_END_DECLS
