/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/* Who is asked for the time, once a run. Practice and tests map it with the address book. The pool
 * is run by volunteers for exactly this use; a vendor zone is asked for before a release. */
#define OBD_TIME_SERVER "pool.ntp.org"

/*
 * Probe "clock": is the clock of this computer right?
 * Subject: the run. Publishes OBD_KEY_CLOCK_OFFSET_MS and OBD_KEY_CLOCK_SOURCE; where nobody told
 * the time the outcome is skipped. Asks OBD_TIME_SERVER, except offline and with only the typed
 * endpoint; failing that, reads the certificates that the run saw: see obd_clock_judge().
 */
void        obd_probe_clock_plan (const ObdTarget *target,
                                  GPtrArray       *jobs);
ObdFinding *obd_probe_clock_run  (ObdRun          *run,
                                  const ObdJob    *job);

/**
 * obd_clock_judge:
 * @certificates: (element-type ObdTlsFacts): what servers showed in this run
 * @now: this computer's time, seconds since 1970 UTC
 * @offset: (out): the smallest correction that explains what was seen, seconds
 *
 * Judges the clock without a time server. It is certainly wrong if it stands before the day this
 * version was written; and very likely if at least two certificates of different authorities, with
 * nothing else wrong, all are not valid yet, or all have expired, and one and the same time lies
 * within all of them. One certificate alone proves nothing: it may really have expired. A clock
 * that passes is not thereby known to be right.
 *
 * Returns: whether the clock is wrong by that evidence
 */
gboolean    obd_clock_judge      (GPtrArray       *certificates,
                                  gint64           now,
                                  gint64          *offset);

G_END_DECLS
