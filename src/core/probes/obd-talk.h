/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-dial.h"
#include "obd-finding.h"
#include "obd-keys.h"
#include "obd-run.h"
#include "obd-smtp.h"

G_BEGIN_DECLS

/*
 * ObdTalk: one SMTP conversation while it lasts. Private to the smtp probe; belongs to one worker
 * thread. A step returns TRUE if the conversation may go on; on FALSE it has noted in the finding
 * what stopped it, and nothing more may be said but QUIT.
 */
typedef struct
{
  ObdRun           *run;
  const ObdTarget  *target;
  const ObdJob     *job;
  ObdRole           role;
  ObdFinding       *finding; /* (owned), not sealed yet */
  ObdDial          *dial;    /* (owned) (nullable) */
  ObdSmtp          *smtp;    /* (owned) (nullable) */
  GCancellable     *cancellable; /* (owned): follows the run's; also fired when outdone */
  gulong            follows;
  gint64            begin;   /* g_get_monotonic_time() */
  gboolean          outdone;
  gboolean          encrypted;
  gboolean          verified;
  gboolean          may_quit; /* words are allowed: greeted, and no unjudged TLS */
} ObdTalk;

/* obd-talk.c: what all steps share. */

void        obd_talk_begin       (ObdTalk       *talk,
                                  ObdRun        *run,
                                  const ObdJob  *job);
/* Says goodbye, writes down both families, seals. (transfer full) */
ObdFinding *obd_talk_end         (ObdTalk       *talk);
void        obd_talk_enter       (ObdTalk       *talk,
                                  ObdStage       stage);
/* Always FALSE. @reply (transfer full) (nullable) */
gboolean    obd_talk_stop        (ObdTalk       *talk,
                                  ObdFault       fault,
                                  ObdReply      *reply);
/* The wire failed: translates its error. Always FALSE. */
gboolean    obd_talk_fail        (ObdTalk       *talk,
                                  const GError  *error);
/* The conversation turned out to be @role: its name in the run follows. */
void        obd_talk_become      (ObdTalk       *talk,
                                  ObdRole        role);
/* The device itself would be on this connection (typed, or the control beside it). */
gboolean    obd_talk_is_own      (ObdTalk       *talk);
/* It has to sign in before anything else. */
gboolean    obd_talk_must_sign_in (ObdTalk      *talk);

/* obd-talk-dial.c: name, TCP to both families. */

gboolean    obd_talk_dial        (ObdTalk       *talk);
/* Waits for the family that lost, no longer than patience asks, and writes down both. */
void        obd_talk_tell_families (ObdTalk     *talk);

/* obd-talk-hello.c: greeting, EHLO, encryption, EHLO again. */

gboolean    obd_talk_open        (ObdTalk       *talk);

/* obd-talk-signin.c */

/* The device's own sign-in: must work, or the conversation stops. */
gboolean    obd_talk_sign_in     (ObdTalk       *talk);
/* An offer asks for the password; TRUE if it signed in and so became a cure. */
gboolean    obd_talk_try_cure    (ObdTalk       *talk);

/* obd-talk-forensics.c: after the goodbye, on connections of its own. */

/* Where encryption came to nothing: what the server would have taken, whose certificate it is. */
void        obd_talk_examine_tls (ObdTalk       *talk);

/* obd-talk-envelope.c: MAIL and RCPT, never DATA; the test message. */

gboolean    obd_talk_envelope    (ObdTalk       *talk);
gboolean    obd_talk_send_test   (ObdTalk       *talk);

G_END_DECLS
