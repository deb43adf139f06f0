/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-http.h"
#include "obd-run.h"

G_BEGIN_DECLS

/*
 * Probe "portal": does a page of the network answer in place of the Internet?
 * Subject: the run. One plain HTTP question to a page whose answer is known, as desktops ask it
 * (NetworkManager); no redirect is followed. Publishes OBD_KEY_PORTAL_ANSWER, _STATUS, _LEADS_TO
 * and _ONE_ADDRESS; skipped where nothing came back. Not planned offline, in practice, with only
 * the typed endpoint, or where the setting is empty.
 */
void        obd_probe_portal_plan (const ObdTarget *target,
                                   GPtrArray       *jobs);
ObdFinding *obd_probe_portal_run  (ObdRun          *run,
                                   const ObdJob    *job);

/**
 * obd_portal_judge:
 * @answer: what came back
 * @expected: (nullable): how the body of the true page begins; %NULL: any good answer will do
 *
 * Returns: "open": the true page; "portal": somebody else answered; %NULL: the answer shows neither
 */
const char *obd_portal_judge      (const ObdHttpAnswer *answer,
                                   const char          *expected);

G_END_DECLS
