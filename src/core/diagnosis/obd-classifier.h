/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-cause.h"
#include "obd-reply.h"
#include "obd-stage.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_SIGNED_IN_UNKNOWN,
  OBD_SIGNED_IN_NO,
  OBD_SIGNED_IN_YES,
} ObdSignedIn;

/* "yes", "no", in capitals too; anything else is unknown. */
ObdSignedIn obd_signed_in_from_nick (const char *nick);

/**
 * ObdReading:
 * @cause: what the words mean at that stage in that state
 * @confidence: 0 to 1, calibrated: of those at 0.9 or more at least 95 % are right
 * @matched: (nullable): the part of the text that decided
 */
typedef struct
{
  ObdCause  cause;
  double    confidence;
  char     *matched;
} ObdReading;

/**
 * obd_classify:
 * @text: a server's reply (with or without its codes) or the text of an error dialog, any language
 * @stage: where it came, %OBD_STAGE_NONE if not known
 * @signed_in: whether the client had signed in
 * @reading: (out caller-allocates): the answer; free with obd_reading_clear()
 *
 * State first, words second. Pure, any thread; an unknown text is %OBD_CAUSE_UNKNOWN.
 */
void obd_classify       (const char  *text,
                         ObdStage     stage,
                         ObdSignedIn  signed_in,
                         ObdReading  *reading);
void obd_reading_clear  (ObdReading  *reading);
/* What it goes by is no word of the text, only a code. */
gboolean obd_reading_is_wordless (const ObdReading *reading);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObdReading, obd_reading_clear)

G_END_DECLS
