/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

/**
 * ObdKeepRow:
 *
 * With this row a person keeps the password of the newest exam in the keyring, or takes it out
 * again. Off until chosen; the switch moves for good only when the keyring has answered, and the
 * caption says in one sentence what it answered. Main thread.
 */
#define OBD_TYPE_KEEP_ROW (obd_keep_row_get_type ())
G_DECLARE_FINAL_TYPE (ObdKeepRow, obd_keep_row, OBD, KEEP_ROW, AdwActionRow)

/* Shows where things stand with the case's newest exam; what this row stored before is looked for,
 * as it may have been removed elsewhere. @obd_case: only borrowed until the next call. */
void obd_keep_row_show (ObdKeepRow *self,
                        ObdCase    *obd_case);

G_END_DECLS
