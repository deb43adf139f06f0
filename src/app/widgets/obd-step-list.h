/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ObdStepList:
 *
 * The checks of an exam, a row each, which follows its step. There are rows only while the list is
 * mapped: a folded list costs nothing, and a long one comes some rows a frame.
 */
#define OBD_TYPE_STEP_LIST (obd_step_list_get_type ())
G_DECLARE_FINAL_TYPE (ObdStepList, obd_step_list, OBD, STEP_LIST, AdwBin)

/* @steps: (element-type ObdStep) (nullable): does not change any more; the list keeps it. */
void obd_step_list_set_steps   (ObdStepList  *self,
                                GListModel   *steps);
/* The focus goes to the first check of a station, as soon as that has its row; mapped lists only. */
void obd_step_list_focus_check (ObdStepList  *self,
                                ObdStationId  station);

G_END_DECLS
