/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-case.h"
#include "obd-field-row.h"
#include "obd-hint-row.h"

G_BEGIN_DECLS

/**
 * ObdSlipWatch:
 *
 * Looks at one field for slips of the keyboard, once somebody pauses or goes on to the next field,
 * and asks in the row below: "Did you mean anna@gmail.com?" Never changes anything itself; a hint
 * that was dismissed does not come back for the same text.
 *
 * Signals: "corrected": the field was changed as the person asked.
 */
#define OBD_TYPE_SLIP_WATCH (obd_slip_watch_get_type ())
G_DECLARE_FINAL_TYPE (ObdSlipWatch, obd_slip_watch, OBD, SLIP_WATCH, GObject)

/**
 * obd_slip_watch_new:
 * @field: where something is typed
 * @hint: the row below it
 * @address: (nullable): the field with the mailbox's address, whose domain is certainly meant as it
 *   stands; %NULL where @field is that one
 * @host: @field is the name of a server, not a mail address
 */
ObdSlipWatch *obd_slip_watch_new   (ObdFieldRow  *field,
                                    ObdHintRow   *hint,
                                    ObdFieldRow  *address,
                                    gboolean      host);
/* The field was filled by the program: looks at it without waiting. */
void          obd_slip_watch_check (ObdSlipWatch *self);

G_END_DECLS
