/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "smtp": one conversation with one endpoint.
 * Subject: an endpoint and an attempt; see #ObdRole. Publishes the OBD_KEY_SMTP_* keys. Its outcome
 * is ok if it came as far as its role wants; failed at the stage that stopped it; skipped at stage
 * auth if the password had already gone to another connection of the same server, and at stage mail
 * if an address cannot be said to it (SMTPUTF8); cancelled if the person stopped the run, or (an
 * offer) because the other mode of its port greeted.
 */
ObdFinding *obd_probe_smtp_run (ObdRun       *run,
                                const ObdJob *job);

G_END_DECLS
