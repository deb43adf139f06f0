/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "network": what does the system say about its network?
 * Subject: the run. Publishes OBD_KEY_NETWORK_AVAILABLE, _CONNECTIVITY and _PROXY. An opinion of
 * the system, never a proof: a namespace without a default route is called unavailable, loopback
 * included. Its outcome is ok, or skipped where the system did not say.
 */
void        obd_probe_network_plan (const ObdTarget *target,
                                    GPtrArray       *jobs);
ObdFinding *obd_probe_network_run  (ObdRun          *run,
                                    const ObdJob    *job);

G_END_DECLS
