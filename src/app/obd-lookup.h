/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

/**
 * ObdLookup:
 *
 * The quick look-up of a provider (Ctrl+K): type a name or an address, read the settings. A window
 * beside the wizard; whatever runs there goes on.
 *
 * Signals: "used" (string: the provider's name): it was chosen for the mailbox of the case.
 */
#define OBD_TYPE_LOOKUP (obd_lookup_get_type ())
G_DECLARE_FINAL_TYPE (ObdLookup, obd_lookup, OBD, LOOKUP, AdwWindow)

/* @about: (nullable): what to look up at once: a domain or a name; %NULL: the provider of the case's
 * address, if it is known. (transfer floating), not yet shown. */
ObdLookup *obd_lookup_new (GtkWindow  *parent,
                           ObdCase    *obd_case,
                           const char *about);

G_END_DECLS
