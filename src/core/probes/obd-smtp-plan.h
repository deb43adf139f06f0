/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-job.h"
#include "obd-target.h"

G_BEGIN_DECLS

/**
 * obd_smtp_plan_hosts:
 *
 * The servers that are asked for @target, likeliest first: the host that was told; else the one
 * that was probably meant; until discovery exists, else smtp., mail. and the domain itself.
 *
 * Returns: (transfer full): names in A-labels
 */
char **obd_smtp_plan_hosts (const ObdTarget *target);
/**
 * obd_smtp_plan:
 * @jobs: (element-type ObdJob): where they are appended
 *
 * Every conversation of a run: typed, control, the other mode of the typed port, and the usual
 * ports of every host. All of them start at once.
 */
void   obd_smtp_plan       (const ObdTarget *target,
                            GPtrArray       *jobs);

G_END_DECLS
