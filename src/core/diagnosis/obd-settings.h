/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"
#include "obd-rule.h"

G_BEGIN_DECLS

/* The device's own conversation: sending, unless only receiving is asked about. Borrowed (nullable). */
const ObdFinding   *obd_settings_find_typed   (const ObdFindings        *findings);
/* Where it leads, also if it was not held. (transfer full) (nullable) */
ObdEndpoint        *obd_settings_dup_typed    (const ObdFindings        *findings);
/**
 * obd_settings_find_working:
 * @findings: everything known
 * @verdict: the verdict's cause
 *
 * The best endpoint as far as proven: one that signed in (and whose mail was not refused for
 * being the wrong server), else the best that encrypts, passes the certificate check and offers
 * sign-in, else the typed one if it took the sender without sign-in. Among equals the typed
 * endpoint goes first, so that only what must change does, and then the one that more credible
 * sources of settings name.
 *
 * Returns: (transfer full) (nullable): the settings
 */
ObdWorkingSettings *obd_settings_find_working (const ObdFindings        *findings,
                                               ObdCause                  verdict);
void                obd_working_settings_free (ObdWorkingSettings       *working);
/**
 * obd_settings_compare:
 * @findings: everything known
 * @working: (nullable): what works
 * @verdict: the verdict's cause
 * @named_by: (out) (transfer full) (nullable): who says what has to change
 *
 * What has to change on the device, in the order a person meets the fields.
 *
 * Returns: (transfer full) (element-type ObdDifference): may be empty
 */
GPtrArray          *obd_settings_compare      (const ObdFindings        *findings,
                                               const ObdWorkingSettings *working,
                                               ObdCause                  verdict,
                                               ObdService              **named_by);

G_END_DECLS
