/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-target.h"

G_BEGIN_DECLS

/**
 * ObdFindings:
 *
 * Everything that is known at one moment: the target and the sealed findings so far. Immutable
 * and reference counted; a new result makes a new set.
 */
typedef struct _ObdFindings ObdFindings;

/* @finished: no further finding will come. */
ObdFindings      *obd_findings_new   (const ObdTarget   *target);
ObdFindings      *obd_findings_with  (const ObdFindings *findings,
                                      const ObdFinding  *finding); /* (transfer full) */
ObdFindings      *obd_findings_finish (const ObdFindings *findings,
                                       gboolean           interrupted); /* (transfer full) */
ObdFindings      *obd_findings_ref   (const ObdFindings *findings);
void              obd_findings_unref (ObdFindings       *findings);
const ObdTarget  *obd_findings_get_target   (const ObdFindings *findings);
gboolean          obd_findings_is_finished  (const ObdFindings *findings);
gboolean          obd_findings_is_interrupted (const ObdFindings *findings);
guint             obd_findings_get_size     (const ObdFindings *findings);
/* Borrowed, in the order they were sealed. */
const ObdFinding *obd_findings_get          (const ObdFindings *findings,
                                             guint              index);
/* Borrowed; %NULL if there is none with that id. */
const ObdFinding *obd_findings_find         (const ObdFindings *findings,
                                             const char        *id);
/* Borrowed: the first of kind "smtp" with that role ("typed", "control", "cure"); %NULL if none. */
const ObdFinding *obd_findings_find_role    (const ObdFindings *findings,
                                             const char        *role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdFindings, obd_findings_unref)

G_END_DECLS
