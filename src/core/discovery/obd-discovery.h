/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-search.h"

G_BEGIN_DECLS

/* How long sources that are asked before what was found, and do not answer, are still waited for.
 * Microseconds; the same as a silent port of an exam gets. */
#define OBD_DISCOVERY_PATIENCE (3 * G_USEC_PER_SEC)
/* After how long without anything found the usual names are tried beside the rest. */
#define OBD_DISCOVERY_GUESS_AFTER G_USEC_PER_SEC

/**
 * ObdDiscovery:
 * @results: (element-type ObdSearchResult): one for each source, in the order of confidence
 * @services: (element-type ObdService): what they come to, the best first; see obd_services_merge()
 *
 * The right settings for an address, without a conversation with any mail server.
 */
typedef struct
{
  GPtrArray *results;
  GPtrArray *services;
} ObdDiscovery;

/**
 * obd_discovery_run:
 * @offline: asks the provider list alone
 * @deadline: g_get_monotonic_time() value
 *
 * Asks all sources at once. Confidence decides and not arrival: it ends as soon as nothing that is
 * still under way could change what was found, or %OBD_DISCOVERY_PATIENCE after something was found
 * (what has not answered then is %OBD_SEARCH_TIMEOUT, what is not needed %OBD_SEARCH_SKIPPED). The
 * usual names count only where nobody knows anything. Blocks; for worker threads and programs
 * without a window.
 *
 * Returns: (transfer full): what was found; cancelled, what was found until then
 */
ObdDiscovery *obd_discovery_run  (ObdSearch    *search,
                                  gboolean      offline,
                                  gint64        deadline,
                                  GCancellable *cancellable);
void          obd_discovery_free (ObdDiscovery *discovery);
/* (nullable): borrowed: the provider whose notes go with what was found. */
const ObdProvider *obd_discovery_get_provider (const ObdDiscovery *discovery);
/* (nullable): borrowed: what the best source calls the provider. */
const char        *obd_discovery_get_name     (const ObdDiscovery *discovery);

/* (nullable): borrowed: the help page of the same source. */
const char        *obd_discovery_get_help     (const ObdDiscovery *discovery);

/**
 * obd_search_result_is_final:
 *
 * Nothing that a less credible source says could matter any more: an outgoing server that is
 * certain and trusted, or a provider that lets no mail program in.
 */
gboolean      obd_search_result_is_final (const ObdSearchResult *result);
/* The same for a provider of the list and its @services. */
gboolean      obd_provider_is_final      (const ObdProvider     *provider,
                                          GPtrArray             *services);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdDiscovery, obd_discovery_free)

G_END_DECLS
