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
 * Subject: the run. Publishes OBD_KEY_CLOCK_OFFSET_MS, _NOW, _SOURCE and _HOST; where nobody told
 * the time the outcome is skipped. Asks OBD_TIME_SERVER; failing that, the web servers of the
 * mailbox's domain and of the typed host, whose answers carry a Date (RFC 9110 section 6.6.1), over
 * HTTPS with a certificate that has no fault but its dates; neither offline nor with only the typed
 * endpoint. Failing that too, reads the certificates that the run saw: see obd_clock_judge().
 */
void        obd_probe_clock_plan (const ObdTarget *target,
                                  GPtrArray       *jobs);
ObdFinding *obd_probe_clock_run  (ObdRun          *run,
                                  const ObdJob    *job);

/**
 * obd_clock_read_date:
 * @date: the Date header, seconds since 1970 UTC
 * @asked: g_get_real_time() when the question was sent
 * @answered: g_get_real_time() when the answer was there
 *
 * Returns: true time minus this computer's, milliseconds; right to a second or so
 */
gint64      obd_clock_read_date  (gint64     date,
                                  gint64     asked,
                                  gint64     answered);

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
