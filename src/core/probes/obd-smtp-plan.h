/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-job.h"
#include "obd-target.h"

G_BEGIN_DECLS

/**
 * obd_smtp_plan_hosts:
 *
 * The servers that are asked for @target from the start, likeliest first: the host that was told; else
 * the one that was probably meant; else those that the provider list knows for certain; else smtp.,
 * mail., outgoing. and the domain itself, and what the other sources name joins while the run lasts.
 *
 * Returns: (transfer full): names in A-labels
 */
char  **obd_smtp_plan_hosts (const ObdTarget   *target);
/**
 * obd_smtp_plan:
 * @jobs: (element-type ObdJob): where they are appended
 *
 * Every conversation of a run that is known at its start: typed, control, the other mode of the typed
 * port, the usual ports of every host, and what the provider list names. All of them start at once.
 */
void    obd_smtp_plan       (const ObdTarget   *target,
                             GPtrArray         *jobs);
/* An offer at each usual port of @host that is not planned yet. */
void    obd_smtp_plan_usual (const ObdTarget   *target,
                             const char        *host,
                             GPtrArray         *jobs);
/* Borrowed: the conversation that shows all that an offer at @endpoint would, planned now if there is
 * none yet. */
ObdJob *obd_smtp_plan_offer (const ObdTarget   *target,
                             const ObdEndpoint *endpoint,
                             GPtrArray         *jobs);

G_END_DECLS
