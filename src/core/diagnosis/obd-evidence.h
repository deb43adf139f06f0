/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"
#include "obd-rule.h"

G_BEGIN_DECLS

/* How the verdict is known: what was proved, what the person told, what was not tested.
 * (transfer full) (element-type ObdEvidence) */
GPtrArray *obd_evidence_collect (const ObdCase *c,
                                 const ObdRule *rule,
                                 double         confidence);

G_END_DECLS
