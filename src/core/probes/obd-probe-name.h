/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "name": does the server's name have an address?
 * Subject: a host. Publishes OBD_KEY_NAME_ADDRESSES and OBD_KEY_NAME_MAPPED; stage dns with
 * OBD_FAULT_NAME_UNKNOWN or OBD_FAULT_NAME_SERVICE. A host that cannot be a name is never asked.
 */
void        obd_probe_name_plan (const ObdTarget *target,
                                 GPtrArray       *jobs);
ObdFinding *obd_probe_name_run  (ObdRun          *run,
                                 const ObdJob    *job);

G_END_DECLS
