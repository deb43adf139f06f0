/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "obd-step.h"

G_BEGIN_DECLS

/* One check of the exam: mark, question, what was found, how long it took. Follows the step. */
GtkWidget *obd_step_row_new (ObdStep *step);

G_END_DECLS
