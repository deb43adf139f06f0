/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-cause.h"

G_BEGIN_DECLS

/* What a device's message usually means, before anything was examined: "Usually the outgoing
 * sign-in is missing." Translated, borrowed; %NULL where nothing can be said. */
const char *obd_hint_for_cause (ObdCause cause);

/* Messages people know by heart, %NULL-terminated, marked with N_(). */
const char *const *obd_hint_list_messages (void);

G_END_DECLS
