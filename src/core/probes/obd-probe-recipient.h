/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "recipient": can mail be brought to the recipient's domain at all? Subject: the run.
 * Asks the name service for its mail exchangers and, where it names none, for an address (RFC 5321
 * section 5.1); nobody there is spoken to. Publishes OBD_KEY_RECIPIENT_MAIL. Not planned offline, in
 * practice, with only the typed endpoint, for the mailbox's own domain, or for names that the public
 * name service does not know by design (RFC 6761, RFC 6762, RFC 8375, RFC 9476).
 */
void        obd_probe_recipient_plan (const ObdTarget *target,
                                      GPtrArray       *jobs);
ObdFinding *obd_probe_recipient_run  (ObdRun          *run,
                                      const ObdJob    *job);

G_END_DECLS
