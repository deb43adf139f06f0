/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-job.h"
#include "obd-name-desk.h"
#include "obd-signin-desk.h"
#include "obd-target.h"
#include "obd-tls-facts.h"
#include "obd-typed-watch.h"
#include "obd-stage.h"

G_BEGIN_DECLS

/* How long the typed conversation waits for its own greeting before it may be outdone by the
 * other mode of its port; and an offer, whose answer nobody needs then. Microseconds. */
#define OBD_OUTDONE_TYPED G_USEC_PER_SEC
#define OBD_OUTDONE_OFFER (250 * G_TIME_SPAN_MILLISECOND)

/* How long a conversation that was turned away waits for the others to leave. Microseconds. */
#define OBD_ROOM_PATIENCE (5 * G_USEC_PER_SEC)

/* What the sources of settings are asked: obd-search.h. */
typedef struct _ObdSearch ObdSearch;
typedef struct _ObdRun ObdRun;
typedef struct _ObdRunPrivate ObdRunPrivate;
typedef struct _ObdGreetingWait ObdGreetingWait;

/* @job has entered @stage. Called on the worker thread of the job. */
typedef void (*ObdRunProgress) (const ObdJob *job,
                                ObdStage      stage,
                                gpointer      data);

/**
 * ObdRun:
 * @target: what is examined
 * @context: the wire's address book and trust
 * @origin: g_get_monotonic_time() when the run began
 * @deadline: g_get_monotonic_time() value at which the run ends
 * @cancellable: cancelled when the person stops the run
 * @give_up: cancelled when unanswered SYNs of all but the typed endpoint are called silent
 * @search: (nullable): what the sources of settings are asked
 * @searching: cancelled when no source need be waited for any longer
 * @needless: cancelled when the device's own conversation has gone well: what was found besides, and
 *   is not proven yet, need not be
 * @desk: decides where the password goes
 * @names: asks the name service once for each host
 * @known: (nullable) (element-type ObdFinding): what another run found out a moment ago, so that
 *   strangers' servers are not asked again
 * @typed: tells how the device's own connection fares
 *
 * What the jobs of one run share. The fields are set before the first job starts and only read
 * then; the functions may be called from any thread.
 */
struct _ObdRun
{
  ObdTarget      *target;
  ObdWireContext *context;
  gint64          origin;
  gint64          deadline;
  GCancellable   *cancellable;
  GCancellable   *give_up;
  ObdSearch      *search;
  GCancellable   *searching;
  GCancellable   *needless;
  ObdSigninDesk  *desk;
  ObdNameDesk    *names;
  GPtrArray      *known;
  ObdTypedWatch  *typed;
  ObdRunPrivate  *priv;
};

/**
 * obd_run_new:
 * @jobs: (element-type ObdJob): the plan; those that could sign in are announced to the desk
 * @timeout: seconds the run may take
 * @progress: (nullable): told when a job moves on, and with %OBD_STAGE_NONE when the run's own
 *   waiting times changed: call obd_run_attend() then
 *
 * The run begins now. @data must live until the last job is done.
 *
 * Returns: (transfer full): the run
 */
ObdRun *obd_run_new        (const ObdTarget   *target,
                            ObdWireContext    *context,
                            GPtrArray         *jobs,
                            guint              timeout,
                            ObdRunProgress     progress,
                            gpointer           data);
void    obd_run_free       (ObdRun            *run);
/* The person stops the run: every job comes to its end at once. */
void    obd_run_cancel     (ObdRun            *run);
/**
 * obd_run_attend:
 *
 * Does what is due: gives up silent ports, ends conversations that were outdone.
 *
 * Returns: when it wants to be called again (g_get_monotonic_time() value), or %G_MAXINT64
 */
gint64  obd_run_attend     (ObdRun            *run);

/* A job that joins while the run lasts, before a worker has it. Main thread. */
void    obd_run_add_job    (ObdRun            *run,
                            ObdJob            *job);
/**
 * obd_run_promote:
 * @run: (nullable): %NULL before the run begins
 * @job: a conversation that is planned, or runs
 * @standing: what a source of settings gives it; it never sinks
 * @username: (nullable): what the server wants as the user name
 *
 * A source names a server that is examined already. Main thread.
 */
void    obd_run_promote    (ObdRun            *run,
                            ObdJob            *job,
                            guint              standing,
                            const char        *username);
/* A source named an outgoing server, certain or not: the others are waited for no longer than patience
 * asks. */
void    obd_run_note_found (ObdRun            *run);
/* All sources have answered, and what they named has joined: nobody waits for them any more. */
void    obd_run_end_search (ObdRun            *run);

/* For jobs. */

/* Borrowed: the finding with that id that another run made a moment ago; %NULL if none is known. */
const ObdFinding *obd_run_find_known (ObdRun     *run,
                                      const char *id);

/* (transfer full) (nullable): @job->username as it is now. */
char   *obd_run_dup_username (ObdRun          *run,
                              const ObdJob    *job);
/**
 * obd_run_note_own_end:
 * @stage: where the device's own conversation ended: the outgoing one, unless only receiving is
 *   asked about
 * @good: it did what the device wants
 *
 * Past the encryption, the server that was typed is known well enough not to wait long for slow
 * sources; and a conversation that went well makes them needless, and what they found for sending.
 * Who is asked for an incoming server as well goes on.
 */
void    obd_run_note_own_end (ObdRun          *run,
                              ObdStage         stage,
                              gboolean         good);

void    obd_run_enter      (ObdRun            *run,
                            const ObdJob      *job,
                            ObdStage           stage);
/* A SYN was answered after @duration microseconds. */
void    obd_run_note_connect (ObdRun          *run,
                              gint64           duration);
/* One endpoint is proven: unanswered SYNs need not be waited for longer than patience asks. */
void    obd_run_note_proven (ObdRun           *run);
/**
 * obd_run_await_greeting:
 * @patient: the conversation is the device's own, not an offer
 * @cancellable: (transfer none): is cancelled when the other mode of the same port greets
 *
 * The connection to @endpoint is made and the greeting not yet there.
 *
 * Returns: (transfer full): end it with obd_run_end_greeting()
 */
ObdGreetingWait *obd_run_await_greeting (ObdRun            *run,
                                         const ObdEndpoint *endpoint,
                                         gboolean           patient,
                                         GCancellable      *cancellable);
/* @proper: a well-formed greeting came. Returns TRUE if the wait was outdone. */
gboolean obd_run_end_greeting (ObdRun          *run,
                               ObdGreetingWait *wait,
                               gboolean         proper);
/* A conversation has a connection to a server, until obd_run_leave_server(). */
void     obd_run_enter_server (ObdRun         *run);
void     obd_run_leave_server (ObdRun         *run);
/* It keeps its connection and waits for another conversation, until obd_run_rise(). */
void     obd_run_rest         (ObdRun         *run);
void     obd_run_rise         (ObdRun         *run);
/**
 * obd_run_await_room:
 *
 * Servers count the connections of one client (Postfix: smtpd_client_connection_count_limit, Exim:
 * smtp_accept_max_per_host, Courier: MAXPERIP), and this run makes several at once, which no device
 * does. Called by a conversation that was turned away and has left the server: blocks until all
 * others have left or only wait, at most %OBD_ROOM_PATIENCE. One at a time comes out of here.
 *
 * Returns: %TRUE if it may try again, and then counts as having entered; %FALSE if there was no
 *   other conversation that could have taken its place, or if the run ends
 */
gboolean obd_run_await_room   (ObdRun         *run);
/* A server showed a certificate; evidence for the clock. */
void    obd_run_note_certificate (ObdRun            *run,
                                  const ObdTlsFacts *facts);
/* A conversation has ended. */
void    obd_run_note_end   (ObdRun            *run);
/* Blocks until every conversation has ended, time is up, or the run is cancelled; then the
 * certificates seen. (transfer full) (element-type ObdTlsFacts) */
GPtrArray *obd_run_await_certificates (ObdRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdRun, obd_run_free)

G_END_DECLS
