/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"
#include "obd-rule.h"

G_BEGIN_DECLS

/* @severity may be milder than the row's: what stops the typed endpoint is a notice elsewhere.
 * Transfer full. */
ObdDiagnosis     *obd_diagnosis_new         (const ObdCase *c,
                                             const ObdRule *rule,
                                             double         confidence,
                                             ObdSeverity    severity);
/* Before anybody else sees it: it stands for what the verdict may be instead. */
void              obd_diagnosis_make_rival  (ObdDiagnosis  *self);
/* What else is wrong or worth knowing, first to mend first; never the verdict's cause.
 * (transfer full) (element-type ObdDiagnosis) */
GPtrArray        *obd_others_find           (const ObdCase *c,
                                             const ObdRule *rule, /* the verdict's */
                                             ObdDiagnosis  *verdict);

G_END_DECLS
