/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"
#include "obd-step.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

/* Seconds a whole run may take if nothing else is said (contract, --timeout). */
#define OBD_EXAM_DEFAULT_TIMEOUT 30

/**
 * ObdExam:
 *
 * One run. Lives on the main thread; its probes run on a thread pool of its own.
 *
 * Signals, all on the main thread:
 * - "changed": findings, conclusion or steps have moved on
 * - "finished": emitted once, after the last "changed"; no thread or socket of the run is left
 *   (a system resolver call that cannot be stopped excepted)
 */
#define OBD_TYPE_EXAM (obd_exam_get_type ())
G_DECLARE_FINAL_TYPE (ObdExam, obd_exam, OBD, EXAM, GObject)

/**
 * obd_exam_new:
 * @target: what to examine
 * @context: the wire's address book and trust
 * @timeout: seconds the whole run may take; 0 for the default
 *
 * Returns: (transfer full): an exam that has not begun; its plan can already be shown
 */
ObdExam       *obd_exam_new            (const ObdTarget *target,
                                        ObdWireContext  *context,
                                        guint            timeout);
/* Before the start: a finding of an exam that ended a moment ago (the clock, or what the public
 * configuration database knows of the same domain), so that a batch does not ask servers that
 * strangers run once for every mailbox. */
void           obd_exam_share          (ObdExam          *exam,
                                        const ObdFinding *known);
void           obd_exam_start          (ObdExam         *exam);
/* "finished" follows within a second whatever the servers do; what was found is kept. */
void           obd_exam_cancel         (ObdExam         *exam);
gboolean       obd_exam_is_running     (ObdExam         *exam);
/* Borrowed list models of #ObdStep and of #ObdDiagnosis (verdict first, then the others). */
GListModel    *obd_exam_get_steps      (ObdExam         *exam);
GListModel    *obd_exam_get_diagnoses  (ObdExam         *exam);
/* Borrowed; replaced before every "changed". Never %NULL. */
ObdFindings   *obd_exam_get_findings   (ObdExam         *exam);
ObdConclusion *obd_exam_get_conclusion (ObdExam         *exam);
const ObdTarget *obd_exam_get_target   (ObdExam         *exam);
/* Milliseconds since the start, standing still when finished. */
double         obd_exam_get_elapsed    (ObdExam         *exam);
/* Wall clock of the start, UTC; (nullable) before it. Borrowed. */
GDateTime     *obd_exam_get_started    (ObdExam         *exam);

G_END_DECLS
