/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-job.h"
#include "obd-target.h"

G_BEGIN_DECLS

/**
 * obd_incoming_plan_hosts:
 *
 * The incoming servers that are asked for @target, likeliest first: those that were told; where one
 * is to be found, the usual names at the outgoing server's provider and at the mailbox's domain.
 *
 * Returns: (transfer full): names in A-labels, each once
 */
char **obd_incoming_plan_hosts (const ObdTarget *target);
/**
 * obd_incoming_plan:
 * @jobs: (element-type ObdJob): where they are appended
 *
 * Every conversation with an incoming server: those that were told, with their port in its other
 * mode and the other usual port beside them; and where one is to be found, both usual ports of every
 * host. Nothing in practice, where no such server is.
 */
void   obd_incoming_plan       (const ObdTarget *target,
                                GPtrArray       *jobs);
/* Borrowed: the conversation with that server, planned now as an offer if there is none yet. */
ObdJob *obd_incoming_plan_offer (ObdProtocol        protocol,
                                 const ObdEndpoint *endpoint,
                                 GPtrArray         *jobs);

G_END_DECLS
