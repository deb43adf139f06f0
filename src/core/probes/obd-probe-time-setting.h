/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "time-setting": does this computer set its clock by itself?
 * Subject: the run. Publishes OBD_KEY_CLOCK_AUTOMATIC and _IN_STEP, as org.freedesktop.timedate1 on
 * the system bus says (systemd-timedated, and what stands in for it). Its outcome is ok, or skipped
 * where nobody answers within a second: no bus, no such service, a slow one.
 */
void        obd_probe_time_setting_plan (const ObdTarget *target,
                                         GPtrArray       *jobs);
ObdFinding *obd_probe_time_setting_run  (ObdRun          *run,
                                         const ObdJob    *job);

G_END_DECLS
