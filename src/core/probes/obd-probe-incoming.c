/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-incoming.h"

#include "obd-talk.h"

static gboolean
converse (ObdTalk *talk)
{
  if (!obd_talk_dial (talk) || !obd_talk_open (talk))
    return FALSE;
  return obd_talk_must_sign_in (talk) ? obd_talk_sign_in (talk) : obd_talk_try_cure (talk);
}

ObdFinding *
obd_probe_incoming_run (ObdRun       *run,
                        const ObdJob *job)
{
  ObdTalk talk = { 0 };

  obd_talk_begin (&talk, run, job);
  while (!converse (&talk) && obd_talk_begin_again (&talk))
    ;
  return obd_talk_end (&talk);
}
