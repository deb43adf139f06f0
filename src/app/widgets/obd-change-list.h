/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

/* The table *now → should be*: three columns where there is room, else one row a setting. */
#define OBD_TYPE_CHANGE_LIST (obd_change_list_get_type ())
G_DECLARE_FINAL_TYPE (ObdChangeList, obd_change_list, OBD, CHANGE_LIST, AdwBin)

/* @differences: (element-type ObdDifference); returns how many rows there are: a difference that
 * looks the same on that device is left out. */
guint obd_change_list_fill (ObdChangeList *self,
                            const char    *device,
                            GPtrArray     *differences,
                            gboolean       narrow);

G_END_DECLS
