/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-smtp.h"

#include "obd-talk.h"

/* Signed in, on the typed endpoint or as the cure: here the test message may go. */
static gboolean
go_on_signed_in (ObdTalk *talk)
{
  return obd_talk_envelope (talk)
         && (talk->target->test_recipient == NULL || obd_talk_send_test (talk));
}

static gboolean
converse (ObdTalk *talk)
{
  if (!obd_talk_dial (talk) || !obd_talk_open (talk))
    return FALSE;
  if (talk->role == OBD_ROLE_FAMILY)
    return TRUE; /* it was only to be looked at */
  if (talk->role == OBD_ROLE_OFFER)
    return obd_talk_try_cure (talk) && go_on_signed_in (talk);
  if (obd_talk_must_sign_in (talk))
    return obd_talk_sign_in (talk) && go_on_signed_in (talk);
  return obd_talk_envelope (talk);
}

ObdFinding *
obd_probe_smtp_run (ObdRun       *run,
                    const ObdJob *job)
{
  ObdTalk talk = { 0 };

  obd_talk_begin (&talk, run, job);
  while (!converse (&talk) && obd_talk_begin_again (&talk))
    ;
  return obd_talk_end (&talk);
}
