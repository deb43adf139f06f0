/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-private.h"

G_BEGIN_DECLS

/**
 * obd_provider_check:
 * @facts: a provider whose lines are each right by itself
 * @told: whether its file says how to sign in and with which user name
 *
 * Returns: (nullable) (transfer full): one sentence in the user's language about what does not go
 *   together, %NULL if all does
 */
char *obd_provider_check (const ObdProviderFacts *facts,
                          gboolean                told);

G_END_DECLS
