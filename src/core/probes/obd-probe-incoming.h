/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "incoming": one conversation with one endpoint of an IMAP or POP3 server, up to the sign-in;
 * no mailbox is opened.
 * Subject: an endpoint and an attempt; see #ObdRole. Publishes the OBD_KEY_SMTP_* keys up to the
 * sign-in and the OBD_KEY_INCOMING_* keys; its stage "ehlo" is the question for the capabilities. Its
 * outcome is ok if it signed in; an offer's also if it was not needed for that. Else as of the probe
 * "smtp".
 */
ObdFinding *obd_probe_incoming_run (ObdRun       *run,
                                    const ObdJob *job);

G_END_DECLS
