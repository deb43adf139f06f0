/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * obd_domain_dup_registered:
 * @host: a host name or domain in A-labels
 *
 * The part of a name that somebody registered, by the public suffix list: "mail.larkspur.co.uk" →
 * "larkspur.co.uk". A name that is a public suffix itself is its own. Who controls a registered
 * domain controls every name below it; that is how far trust goes.
 *
 * Returns: (transfer full) (nullable): A-labels in lower case; %NULL for an address
 */
char    *obd_domain_dup_registered (const char *host);
/* @a and @b lie in one registered domain. Addresses lie in none. */
gboolean obd_domain_is_related     (const char *a,
                                    const char *b);

G_END_DECLS
