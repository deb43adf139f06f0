/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/**
 * ObdProbe:
 * @id: kind of finding: "clock", "network", "name", "smtp", "incoming" …
 * @question: (nullable): N_(): the row of the plan, with %s for the subject's name if there is one;
 *   without it there is no row
 * @station: nick of the station of the route that it speaks about: "device", "network", "name",
 *   "port", "sign-in"
 * @plan: appends the jobs for a target, main thread, no blocking
 * @run: does one job on a worker thread: straight-line, bounded by the run's deadline, cancellable;
 *   gives the one sealed finding (transfer full), never %NULL
 *
 * One row of the registry: a kind of thing that is examined.
 */
typedef struct
{
  const char *id;
  const char *question;
  const char *station;
  void        (*plan) (const ObdTarget *target,
                       GPtrArray       *jobs);
  ObdFinding *(*run)  (ObdRun          *run,
                       const ObdJob    *job);
} ObdProbe;

/* Borrowed; ends with an element whose id is %NULL. */
const ObdProbe *obd_probes_list (void);
const ObdProbe *obd_probes_find (const char      *id);
/* The whole plan for @target, in the order of the registry. (transfer full) (element-type ObdJob) */
GPtrArray      *obd_probes_plan (const ObdTarget *target);
/* On a worker thread: does @job with its probe. (transfer full) */
ObdFinding     *obd_probes_run  (ObdRun          *run,
                                 const ObdJob    *job);

G_END_DECLS
