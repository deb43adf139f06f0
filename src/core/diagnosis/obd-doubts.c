/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-doubts.h"

/* Where refusals come, the commonest first. Not in answer to STARTTLS: whatever is refused there, it is
 * about encryption and says so. */
static const ObdStage stages[] = {
  OBD_STAGE_RCPT, OBD_STAGE_AUTH,        OBD_STAGE_MAIL,   OBD_STAGE_BANNER,
  OBD_STAGE_DATA, OBD_STAGE_END_OF_DATA, OBD_STAGE_EHLO,
};

static gboolean
is_told (GArray   *doubts,
         ObdCause  cause)
{
  for (guint i = 0; i < doubts->len; i++)
    if (g_array_index (doubts, ObdDoubt, i).cause == cause)
      return TRUE;
  return FALSE;
}

static void
try_state (GArray     *doubts,
           const char *text,
           ObdCause    cause,
           ObdDoubt    doubt)
{
  g_auto (ObdReading) reading = { 0 };

  obd_classify (text, doubt.stage, doubt.signed_in, &reading);
  if (reading.cause == cause || reading.cause == OBD_CAUSE_UNKNOWN
      || reading.confidence < OBD_DOUBT_LEAST || is_told (doubts, reading.cause))
    return;
  doubt.cause = reading.cause;
  doubt.confidence = reading.confidence;
  g_array_append_val (doubts, doubt);
}

/* Only what was varied is told; the state that is known already tells nothing apart. */
static void
forget_known (GArray      *doubts,
              ObdStage     stage,
              ObdSignedIn  signed_in)
{
  for (guint i = 0; i < doubts->len; i++)
    {
      ObdDoubt *doubt = &g_array_index (doubts, ObdDoubt, i);

      if (doubt->stage == stage)
        doubt->stage = OBD_STAGE_NONE;
      if (doubt->signed_in == signed_in)
        doubt->signed_in = OBD_SIGNED_IN_UNKNOWN;
    }
}

GArray *
obd_doubts_find (const char       *text,
                 ObdStage          stage,
                 ObdSignedIn       signed_in,
                 const ObdReading *reading)
{
  static const ObdSignedIn states[] = { OBD_SIGNED_IN_YES, OBD_SIGNED_IN_NO };
  GArray *doubts = g_array_new (FALSE, FALSE, sizeof (ObdDoubt));
  gboolean clear = reading->confidence >= OBD_DOUBT_NONE;
  ObdCause cause = reading->cause;

  for (guint i = 0; signed_in == OBD_SIGNED_IN_UNKNOWN && i < G_N_ELEMENTS (states); i++)
    try_state (doubts, text, cause, (ObdDoubt) { .stage = stage, .signed_in = states[i] });
  for (guint i = 0; !clear && stage == OBD_STAGE_NONE && i < G_N_ELEMENTS (stages); i++)
    try_state (doubts, text, cause, (ObdDoubt) { .stage = stages[i], .signed_in = signed_in });
  forget_known (doubts, stage, signed_in);
  return doubts;
}
