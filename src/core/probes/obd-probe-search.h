/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "discovery" (subject: one source of settings): asks it for the right settings of the address.
 * One job and one finding a source; all of them start at once. Keys: OBD_KEY_SEARCH_*. The usual
 * names are no source here: they have conversations of their own from the start.
 */

/* Nobody but the provider list where that is certain, or offline; nobody at all with "only what was
 * typed", in practice, or for an address without a domain. */
void         obd_probe_search_plan     (const ObdTarget  *target,
                                        GPtrArray        *jobs);
ObdFinding  *obd_probe_search_run      (ObdRun           *run,
                                        const ObdJob     *job);
/* (transfer full) (element-type ObdService): what the provider list knows for certain, without asking
 * anybody; empty where it knows nothing or is not to be asked. */
GPtrArray   *obd_probe_search_dup_known (const ObdTarget *target);
/* The provider list settles it: nobody else need be asked. */
gboolean     obd_probe_search_is_known (const ObdTarget  *target);
/* Where the provider list settles it and names servers for @protocol: adds them (transfer full) to
 * @hosts, each once. FALSE where nothing is known. */
gboolean     obd_probe_search_add_known_hosts (const ObdTarget *target,
                                               ObdProtocol      protocol,
                                               GPtrArray       *hosts);

G_END_DECLS
