/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-incoming.h"

#include "obd-talk.h"

/* Somebody else is in the mailbox: the password was right, and there is no session to ask in. */
static gboolean
is_locked_out (ObdTalk *talk)
{
  return obd_finding_has (talk->finding, OBD_KEY_INCOMING_CODE);
}

/* A server may take the sign-in and then not let anybody into the mailbox: only then can the device
 * fetch mail. The password is not part of it any more. */
static gboolean
ask_mailbox (ObdTalk *talk)
{
  gboolean good = FALSE;
  g_autoptr (GError) error = NULL;
  ObdReply *reply;

  if (is_locked_out (talk))
    return TRUE;
  reply = talk->klass->ask_mailbox (talk, &good, &error);
  return obd_talk_take (talk, reply, good, error);
}

static gboolean
converse (ObdTalk *talk)
{
  if (!obd_talk_dial (talk) || !obd_talk_open (talk))
    return FALSE;
  return (obd_talk_must_sign_in (talk) ? obd_talk_sign_in (talk) : obd_talk_try_cure (talk))
         && ask_mailbox (talk);
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
