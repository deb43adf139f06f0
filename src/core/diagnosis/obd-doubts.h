/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-classifier.h"

G_BEGIN_DECLS

/* Less certain second thoughts than that are no help. */
#define OBD_DOUBT_LEAST 0.5
/* From here on words are clear: of answers that sure at least 95 % are right (#ObdReading). */
#define OBD_DOUBT_NONE 0.9

/**
 * ObdDoubt:
 * @cause: what the words would mean
 * @confidence: how sure that would be, 0 to 1
 * @stage: if they came there; %OBD_STAGE_NONE: wherever it was
 * @signed_in: if that was the state; %OBD_SIGNED_IN_UNKNOWN: whatever it was
 *
 * Another cause that the same words have in a state that is not ruled out. One of @stage and
 * @signed_in is set: whoever finds that out can tell the two causes apart.
 */
typedef struct
{
  ObdCause    cause;
  double      confidence;
  ObdStage    stage;
  ObdSignedIn signed_in;
} ObdDoubt;

/**
 * obd_doubts_find:
 * @text: as for obd_classify()
 * @stage: where it came, %OBD_STAGE_NONE if not known
 * @signed_in: whether the client had signed in
 * @reading: what obd_classify() says of them
 *
 * The sign-in is asked for whenever it is not known, as the same words mean another thing after it;
 * the place only as long as the words are not clear by themselves. Pure, any thread.
 *
 * Returns: (transfer full) (element-type ObdDoubt): one for each other cause, likelier states
 *   first; empty where all that is not known does not matter
 */
GArray *obd_doubts_find (const char       *text,
                         ObdStage          stage,
                         ObdSignedIn       signed_in,
                         const ObdReading *reading);

G_END_DECLS
