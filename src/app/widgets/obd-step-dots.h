/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ObdStepDots:
 *
 * How far one is: a dot a step, the current one long. Role METER, "Step 3 of 6". Main thread.
 */
#define OBD_TYPE_STEP_DOTS (obd_step_dots_get_type ())
G_DECLARE_FINAL_TYPE (ObdStepDots, obd_step_dots, OBD, STEP_DOTS, GtkWidget)

GtkWidget *obd_step_dots_new      (void);
/* @step counts from 1 to @total. */
void       obd_step_dots_set_step (ObdStepDots *self,
                                   int          step,
                                   int          total);

G_END_DECLS
