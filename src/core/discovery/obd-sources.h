/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-search.h"

G_BEGIN_DECLS

/* One function a source; the registry is in obd-search.c. Each runs in a worker thread, blocks no
 * longer than @deadline, and gives a result whatever happens; who asks fills in its duration.
 * @search->domain is not %NULL here. */

ObdSearchResult *obd_source_provider_ask   (ObdSearch    *search,
                                            gint64        deadline,
                                            GCancellable *cancellable);
ObdSearchResult *obd_source_autoconfig_ask (ObdSearch    *search,
                                            gint64        deadline,
                                            GCancellable *cancellable);
ObdSearchResult *obd_source_well_known_ask (ObdSearch    *search,
                                            gint64        deadline,
                                            GCancellable *cancellable);
ObdSearchResult *obd_source_database_ask   (ObdSearch    *search,
                                            gint64        deadline,
                                            GCancellable *cancellable);
ObdSearchResult *obd_source_srv_ask        (ObdSearch    *search,
                                            gint64        deadline,
                                            GCancellable *cancellable);
ObdSearchResult *obd_source_mx_ask         (ObdSearch    *search,
                                            gint64        deadline,
                                            GCancellable *cancellable);
ObdSearchResult *obd_source_guess_ask      (ObdSearch    *search,
                                            gint64        deadline,
                                            GCancellable *cancellable);

/* What they share. */

/* How an error of the wire counts. */
ObdSearchOutcome obd_search_outcome_from_error (const GError *error);
/* Ends @result with @outcome and a reason. */
void             obd_search_result_fail        (ObdSearchResult  *result,
                                                ObdSearchOutcome  outcome,
                                                const char       *reason);
/* A password may go to @service without asking: the answer was signed, or stays in the family. */
void             obd_search_set_trust          (ObdSearch        *search,
                                                ObdService       *service,
                                                gboolean          is_signed);

/**
 * ObdCrowdFunc:
 * @index: which of them
 */
typedef void (*ObdCrowdFunc) (guint    index,
                              gpointer data);

/* Calls @func for 0 to @n - 1, each in a thread of its own, and waits for all of them. For a
 * handful of bounded calls that wait for the network at the same time. */
void             obd_crowd_run                 (guint             n,
                                                ObdCrowdFunc      func,
                                                gpointer          data);

G_END_DECLS
