/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ObdMark:
 *
 * The mark at the start of a list row, 18 px: one shape a state (disc with a tick, triangle,
 * octagon with a cross, ring, dashed ring, turning arc), so that colour never carries it alone.
 * Property "state" (#ObdStationState as int). Not read out: the row's words say it.
 */
#define OBD_TYPE_MARK (obd_mark_get_type ())
G_DECLARE_FINAL_TYPE (ObdMark, obd_mark, OBD, MARK, GtkWidget)

GtkWidget *obd_mark_new       (ObdStationState  state);
void       obd_mark_set_state (ObdMark         *self,
                               ObdStationState  state);

G_END_DECLS
