/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

/* "Where to look": the path to the device's screen and its picture, with the row marked that is
 * being filled in. Invisible where no guide draws the chosen device. */
#define OBD_TYPE_WHERE_CARD (obd_where_card_get_type ())
G_DECLARE_FINAL_TYPE (ObdWhereCard, obd_where_card, OBD, WHERE_CARD, AdwBin)

void obd_where_card_show      (ObdWhereCard *self,
                               ObdCase      *obd_case);
/* Marks the row of the screen with that label; none if there is no such row. */
void obd_where_card_highlight (ObdWhereCard *self,
                               const char   *label);

G_END_DECLS
