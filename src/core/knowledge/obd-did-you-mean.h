/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-list.h"

G_BEGIN_DECLS

/* Proposals for what somebody mistyped, never made silently: the caller asks "Did you mean …?".
 * Conservative: nothing for a name that is known, nothing where two proposals are equally near, and
 * nothing for short names, which are all somebody's. Pure functions of their arguments: no network,
 * any thread. */

/**
 * obd_did_you_mean_domain:
 * @domain: what was typed after the @; need not be a valid name ("gmailcom", "gmail,com")
 * @own: (nullable): a domain that the person certainly uses, the mailbox's when @domain is a
 *   recipient's; it counts as known and as a proposal
 *
 * Returns: (transfer full) (nullable): the domain that was likely meant, A-labels
 */
char *obd_did_you_mean_domain (const ObdProviderList *list,
                               const char            *domain,
                               const char            *own);
/**
 * obd_did_you_mean_host:
 * @host: what was typed as a server's name; need not be valid ("smtp,gmail.com")
 * @own: (nullable): the mailbox's domain, as above
 *
 * Also says what obd_host_correct() makes of a name that is none, if that is a known server.
 *
 * Returns: (transfer full) (nullable): the server that was likely meant, A-labels
 */
char *obd_did_you_mean_host   (const ObdProviderList *list,
                               const char            *host,
                               const char            *own);

G_END_DECLS
