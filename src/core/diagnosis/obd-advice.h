/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-findings.h"

G_BEGIN_DECLS

/* What the sources of settings said, as their findings tell it. Pure functions. */

/* All servers that a source named, guesses left out: as of obd_services_merge(). (transfer full)
 * (element-type ObdService) */
GPtrArray        *obd_advice_collect   (const ObdFindings *findings);

/* Each returns (nullable): borrowed from @advice, the most credible that there is. */

/* Exactly that endpoint, encryption included. */
const ObdService *obd_advice_find      (GPtrArray         *advice,
                                        ObdProtocol        protocol,
                                        const ObdEndpoint *endpoint);
/* Any port of that server. */
const ObdService *obd_advice_find_host (GPtrArray         *advice,
                                        ObdProtocol        protocol,
                                        const char        *host);
/* What may be put before a person without having been tried: see obd_advice_is_sure(). */
const ObdService *obd_advice_find_sure (GPtrArray         *advice,
                                        ObdProtocol        protocol);

/* The provider's own word, or that of somebody who keeps a list of them: not contradicted, and not
 * from where anybody could have forged it. */
gboolean          obd_advice_is_sure   (const ObdService  *service);

/**
 * obd_advice_get_rank:
 * @advice: as of obd_advice_collect()
 * @typed_host: (nullable): the server that the device uses
 *
 * How good a choice a server is that nobody typed: smaller is better, at most %OBD_ADVICE_MAX_RANK.
 * What a source named stands by its confidence; the other ports of the server that was typed behind
 * those that are certain, as for the password (ObdJob.standing); then what was only guessed; and last
 * what may have been forged, which gets no password at all.
 */
guint             obd_advice_get_rank  (GPtrArray         *advice,
                                        ObdProtocol        protocol,
                                        const ObdEndpoint *endpoint,
                                        const char        *typed_host);

#define OBD_ADVICE_MAX_RANK 99999

G_END_DECLS
