/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-guide.h"

G_BEGIN_DECLS

/* (transfer full): a guide without title and steps, for its reader to fill. */
ObdGuide *obd_guide_new       (const char *device,
                               const char *fix);
void      obd_screen_row_free (gpointer    row);

G_END_DECLS
