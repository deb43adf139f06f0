/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-sources.h"

G_BEGIN_DECLS

/* How many redirects are followed. */
#define OBD_FETCH_MAX_REDIRECTS 3

/**
 * obd_autoconfig_fetch:
 * @source: on whose behalf
 * @url: where the configuration file should be
 *
 * Fetches and reads one configuration file. Redirects are followed three times, over HTTPS only,
 * and never to an address or out of the registered domain of @url's host: who may answer for a name
 * may not hand it on to anybody. What came over HTTPS is trusted, what came in the open only as far
 * as it stays within the mailbox's own domain.
 *
 * Returns: (transfer full): the result, its services complete
 */
ObdSearchResult *obd_autoconfig_fetch (ObdSearch    *search,
                                       ObdSource     source,
                                       const char   *url,
                                       gint64        deadline,
                                       GCancellable *cancellable);

/**
 * obd_autoconfig_check_redirect:
 * @from: the page that redirects
 * @origin: the page that was asked for first
 * @location: (nullable): what the header says
 * @reason: (out) (transfer full): why not
 *
 * Returns: (transfer full) (nullable): where to ask next, %NULL where that must not be
 */
char            *obd_autoconfig_check_redirect (const char  *from,
                                                const char  *origin,
                                                const char  *location,
                                                char       **reason);

G_END_DECLS
