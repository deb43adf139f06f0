/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/* Most conversations that a run has because of what was found, the usual names' left out. */
#define OBD_FOUND_MAX_JOBS 24

/**
 * obd_found_plan:
 * @services: (element-type ObdService): what a source of settings named
 * @run: (nullable): the run, if it has begun
 * @jobs: (element-type ObdJob): the plan; new ones are appended
 *
 * A conversation with every server that was found and is not planned yet: outgoing ones; and
 * incoming ones where an incoming server was to be found, or is all that is asked about. Where such
 * a conversation is planned as a guess, it rises to the standing of what was found, with its user
 * name. Nothing that is not encrypted: no password would go there. Main thread.
 */
void obd_found_plan    (const ObdTarget  *target,
                        GPtrArray        *services,
                        ObdRun           *run,
                        GPtrArray        *jobs);
/* The protocols of which servers are to be found: one bit each (1 << %OBD_PROTOCOL_IMAP). Pure. */
guint obd_found_plan_wanted (const ObdTarget *target);
/* As obd_found_plan() for everything that the finding of a search tells, the domain's mail exchanger
 * included: where no server was typed, its usual ports are tried like those of the usual names. */
void obd_found_plan_finding (const ObdFinding *finding,
                             ObdRun           *run,
                             GPtrArray        *jobs);

G_END_DECLS
