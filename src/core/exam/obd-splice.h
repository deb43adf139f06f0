/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/* Brings @store up to @conclusion (verdict first, then the others); rows that say the same as
 * before stay the same object, so that nothing flickers. */
void     obd_splice_diagnoses (GListStore    *store,
                               ObdConclusion *conclusion);
/* Both say the same to a reader. */
gboolean obd_diagnosis_looks_like (ObdDiagnosis *a,
                                   ObdDiagnosis *b);

G_END_DECLS
