/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-evidence.h"

G_BEGIN_DECLS

/**
 * obd_evidence_good:
 * @text: translated, with {placeholders}
 * @finding: (nullable): what it speaks of
 *
 * Appends a line: what was proved and speaks for the server. The others likewise: what was proved
 * and is in the way; is strange; is likely; what the person told; what was excluded; what was not
 * tested; and what would show which of two reasons it is.
 *
 * Returns: (transfer none): the line
 */
ObdEvidence *obd_evidence_good        (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);
ObdEvidence *obd_evidence_bad          (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);
ObdEvidence *obd_evidence_odd          (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);
ObdEvidence *obd_evidence_likely       (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);
ObdEvidence *obd_evidence_told         (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);
ObdEvidence *obd_evidence_ruled_out    (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);
ObdEvidence *obd_evidence_not_tested   (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);
ObdEvidence *obd_evidence_apart        (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       const char       *text,
                                       const ObdFinding *finding);

/* obd-evidence-stops.c: where the conversation stopped. */
void         obd_evidence_add_stop    (GPtrArray        *lines,
                                       const ObdCase    *c);
/* What went wrong with @finding, N_(): for obd_evidence_bad(). (nullable): nothing that is told in a
 * line alone. */
const char  *obd_evidence_get_fault_text (const ObdFinding *finding);
/* obd-evidence-receiving.c: what the incoming server says to the same password, and what it wants
 * shown. */
void         obd_evidence_add_receiving (GPtrArray      *lines,
                                         const ObdCase  *c);
/* obd-evidence-special.c: what belongs to one cause: mostly the same thing seen in another way. */
void         obd_evidence_add_special (GPtrArray        *lines,
                                       const ObdCase    *c,
                                       ObdCause          cause);

/* obd-evidence-account.c: the same for sign-in, sender, recipient and message. */
void         obd_evidence_add_account (GPtrArray       *lines,
                                       const ObdCase   *c,
                                       ObdCause         cause);

G_END_DECLS
