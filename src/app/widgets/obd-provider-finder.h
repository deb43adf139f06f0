/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-provider-list.h"

G_BEGIN_DECLS

/**
 * ObdProviderFinder:
 *
 * A search entry over a list of providers. Nothing typed: the organisation's own and the great ones.
 *
 * Signals: "selected" (pointer: the #ObdProvider, %NULL where nothing fits): what stands marked now ·
 * "activated": the marked one is wanted (Enter, a click) · "problems": the faults of drop-in files
 * are asked for · "stopped": Escape in the entry
 */
#define OBD_TYPE_PROVIDER_FINDER (obd_provider_finder_get_type ())
G_DECLARE_FINAL_TYPE (ObdProviderFinder, obd_provider_finder, OBD, PROVIDER_FINDER, AdwBin)

/* The provider list has been read: from now on answers can be given. */
void obd_provider_finder_begin  (ObdProviderFinder *self,
                                 const char        *text);
/* Puts the focus into the entry, what is typed there marked so that typing replaces it. */
void obd_provider_finder_focus  (ObdProviderFinder *self);
void obd_provider_finder_unmark (ObdProviderFinder *self);

G_END_DECLS
