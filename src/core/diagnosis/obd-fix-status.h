/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_FIX_CANNOT_CHECK, /* the device alone shows it */
  OBD_FIX_NEEDS_FIXING,
  OBD_FIX_ALREADY_RIGHT,
} ObdFixState;

/**
 * obd_fix_status:
 * @fix: remedy id
 * @conclusion: what the last exam showed
 * @device: (nullable): device id; this computer's clock says nothing of another one's
 * @reason: (out) (optional) (transfer full): translated: how it was checked, or why it cannot be
 *
 * What can be said about one documented fix without touching the device. Pure, any thread.
 */
ObdFixState  obd_fix_status     (const char           *fix,
                                 const ObdConclusion  *conclusion,
                                 const char           *device,
                                 char                **reason);
/* "Already right", "Needs fixing", "Cannot be checked from here"; translated, borrowed. */
const char  *obd_fix_state_word (ObdFixState           state);
/* The remedies of the verdict, likeliest first, then what is otherwise documented, each once.
 * (transfer full): %NULL-terminated remedy ids. */
char       **obd_fix_list       (const ObdConclusion  *conclusion);

G_END_DECLS
