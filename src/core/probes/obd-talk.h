/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-dial.h"
#include "obd-finding.h"
#include "obd-incoming.h"
#include "obd-keys.h"
#include "obd-run.h"
#include "obd-smtp.h"

G_BEGIN_DECLS

typedef struct _ObdTalk ObdTalk;

/**
 * ObdTalkClass:
 * @open: takes the channel (transfer full)
 * @greet: reads the greeting
 * @hello: asks what the server offers, and writes it into the finding
 * @starttls: asks for encryption
 * @offers_starttls: it does so now
 * @offers_auth: a sign-in is offered now
 * @choose: the way to sign in: the wanted one, or for %NULL the best; %NULL if there is none
 * @auth: signs in; @result says what that means for the password
 * @ask_mailbox: asks what only the mailbox itself can answer; %NULL of the outgoing protocol
 * @dup_last: (nullable): the last reply, for codes that cannot stand where they came
 * @quit: says goodbye
 * @close: frees what @open made
 *
 * What tells one protocol from another. A call that says something gives the reply (transfer full),
 * also a refusing one, with @good for "may go on"; or %NULL with an error of the wire. Const.
 */
typedef struct
{
  void         (*open)            (ObdTalk          *talk,
                                   ObdChannel       *channel);
  ObdReply    *(*greet)           (ObdTalk          *talk,
                                   gboolean         *good,
                                   GError          **error);
  ObdReply    *(*hello)           (ObdTalk          *talk,
                                   gboolean         *good,
                                   GError          **error);
  ObdReply    *(*starttls)        (ObdTalk          *talk,
                                   gboolean         *good,
                                   GError          **error);
  gboolean     (*offers_starttls) (ObdTalk          *talk);
  gboolean     (*offers_auth)     (ObdTalk          *talk);
  const char  *(*choose)          (ObdTalk          *talk,
                                   const char       *wanted);
  ObdReply    *(*auth)            (ObdTalk          *talk,
                                   const char       *mechanism,
                                   ObdSigninResult  *result,
                                   GError          **error);
  ObdReply    *(*ask_mailbox)     (ObdTalk          *talk,
                                   gboolean         *good,
                                   GError          **error);
  ObdReply    *(*dup_last)        (ObdTalk          *talk);
  void         (*quit)            (ObdTalk          *talk);
  void         (*close)           (ObdTalk          *talk);
} ObdTalkClass;

extern const ObdTalkClass obd_talk_smtp_class;
extern const ObdTalkClass obd_talk_incoming_class;

/*
 * ObdTalk: one conversation with a mail server while it lasts. Private to the probes smtp and
 * incoming; belongs to one worker thread. A step returns TRUE if the conversation may go on; on FALSE
 * it has noted in the finding what stopped it, and nothing more may be said but a goodbye.
 */
struct _ObdTalk
{
  const ObdTalkClass *klass;
  ObdRun           *run;
  const ObdTarget  *target;
  const ObdJob     *job;
  ObdRole           role;
  ObdFinding       *finding; /* (owned), not sealed yet */
  ObdDial          *dial;    /* (owned) (nullable) */
  ObdChannel       *channel; /* (nullable): the session's */
  ObdSmtp          *smtp;    /* (owned) (nullable): of the probe smtp */
  ObdIncoming      *incoming; /* (owned) (nullable): of the probe incoming */
  GCancellable     *cancellable; /* (owned): follows the run's; also fired when outdone */
  gulong            follows;
  gulong            follows_needless; /* of what was found by a search */
  char             *login;   /* (owned) (nullable): the user name that was used */
  gint64            begin;   /* g_get_monotonic_time() */
  gboolean          again;   /* held for the second time */
  gboolean          inside;  /* counted among those that have a connection */
  gboolean          outdone;
  gboolean          encrypted;
  gboolean          verified;
  gboolean          unasked;  /* greeted as somebody who has signed in */
  gboolean          may_quit; /* words are allowed: greeted, and no unjudged TLS */
};

/* obd-talk.c: what all steps share. */

void        obd_talk_begin       (ObdTalk       *talk,
                                  ObdRun        *run,
                                  const ObdJob  *job);
/**
 * obd_talk_begin_again:
 *
 * The conversation has stopped. If the server may have turned it away for the other connections of
 * this run, waits until they have gone and forgets what was seen, once.
 *
 * Returns: whether it may be held once more
 */
gboolean    obd_talk_begin_again (ObdTalk       *talk);
/* Says goodbye, writes down both families, seals. (transfer full) */
ObdFinding *obd_talk_end         (ObdTalk       *talk);
void        obd_talk_enter       (ObdTalk       *talk,
                                  ObdStage       stage);
/* Always FALSE. @reply (transfer full) (nullable) */
gboolean    obd_talk_stop        (ObdTalk       *talk,
                                  ObdFault       fault,
                                  ObdReply      *reply);
/* The end of a step that yields nothing but good or bad. @reply (transfer full) (nullable): %NULL
 * where the wire failed, as @error says. Returns: whether the conversation goes on */
gboolean    obd_talk_take        (ObdTalk       *talk,
                                  ObdReply      *reply,
                                  gboolean       good,
                                  const GError  *error);
/* The wire failed: translates its error. Always FALSE. */
gboolean    obd_talk_fail        (ObdTalk       *talk,
                                  const GError  *error);
/* Writes down whether the last thing that came was a web page. */
void        obd_talk_note_web_page (ObdTalk     *talk);
/* The conversation turned out to be @role: its name in the run follows. */
void        obd_talk_become      (ObdTalk       *talk,
                                  ObdRole        role);
/* The device itself would be on this connection (typed, or the control beside it). */
gboolean    obd_talk_is_own      (ObdTalk       *talk);
/* It has to sign in before anything else. */
gboolean    obd_talk_must_sign_in (ObdTalk      *talk);
/* Borrowed: the user name of this conversation, as it is known at the first call. */
const char *obd_talk_get_login   (ObdTalk       *talk);

/* This endpoint is proven. What receives does not prove that sending works, so that it hurries nobody
 * unless only receiving is asked about. */
void        obd_talk_note_proven (ObdTalk       *talk);

/* obd-talk-dial.c: name, TCP to both families. */

gboolean    obd_talk_dial        (ObdTalk       *talk);
/* Of the device's own connection to its outgoing server: lets the others know. */
void        obd_talk_tell_watch  (ObdTalk       *talk,
                                  ObdTypedState  state);
/* Waits for the family that lost, no longer than patience asks, and writes down both. */
void        obd_talk_tell_families (ObdTalk     *talk);

/* obd-talk-hello.c: greeting, what is offered, encryption, what is offered inside it. */

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
