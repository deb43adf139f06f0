/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-run-private.h"

#include "obd-found-plan.h"
#include "obd-search.h"

static ObdRunPrivate *
new_private (ObdRunProgress progress,
             gpointer       data)
{
  ObdRunPrivate *priv = g_new0 (ObdRunPrivate, 1);

  priv->progress = progress;
  priv->data = data;
  g_mutex_init (&priv->lock);
  g_cond_init (&priv->moved);
  priv->waits = g_ptr_array_new ();
  priv->greeted = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_endpoint_unref);
  priv->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_tls_facts_unref);
  return priv;
}

/* The endpoint that the device uses; where the device signs in with nothing, its own port with
 * encryption is the nearest cure and goes first too; and where only the name was mistyped, the port
 * that was told. */
static gboolean
goes_first (const ObdTarget   *target,
            const ObdEndpoint *typed,
            const ObdJob      *job)
{
  if (job->role == OBD_ROLE_TYPED)
    return TRUE;
  if (job->protocol != OBD_PROTOCOL_SMTP)
    return FALSE;
  if (target->host_correct != NULL)
    return job->endpoint->port == target->port;
  return typed != NULL && !obd_target_signs_in (target)
         && g_str_equal (typed->host, job->endpoint->host) && typed->port == job->endpoint->port;
}

static gboolean
could_sign_in (const ObdTarget *target,
               const ObdJob    *job)
{
  if (target->password == NULL || job->untrusted)
    return FALSE;
  return job->role == OBD_ROLE_OFFER
         || (job->role == OBD_ROLE_TYPED
             && (job->protocol != OBD_PROTOCOL_SMTP || obd_target_signs_in (target)));
}

void
obd_run_add_job (ObdRun *run,
                 ObdJob *job)
{
  g_autoptr (ObdEndpoint) typed = obd_target_dup_endpoint (run->target);

  if (job->role != OBD_ROLE_NONE)
    {
      g_mutex_lock (&run->priv->lock);
      run->priv->conversations++;
      g_mutex_unlock (&run->priv->lock);
    }
  if (!could_sign_in (run->target, job))
    return;
  job->ticket = obd_signin_desk_enter (run->desk, job->protocol, job->endpoint,
                                       goes_first (run->target, typed, job));
  obd_signin_desk_set_standing (run->desk, job->ticket, job->standing);
}

/* The search begins with the run, if the plan has one. */
static void
announce_jobs (ObdRun    *run,
               GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      ObdJob *job = g_ptr_array_index (jobs, i);

      obd_run_add_job (run, job);
      if (job->source == OBD_N_SOURCES || run->search != NULL)
        continue;
      run->search = obd_search_new (run->target->address, run->context, NULL,
                                    run->target->database);
      run->search->wanted = obd_found_plan_wanted (run->target);
      run->search->provider = g_strdup (run->target->provider);
      obd_signin_desk_set_searching (run->desk, TRUE);
    }
}

ObdRun *
obd_run_new (const ObdTarget *target,
             ObdWireContext  *context,
             GPtrArray       *jobs,
             guint            timeout,
             ObdRunProgress   progress,
             gpointer         data)
{
  ObdRun *run = g_new0 (ObdRun, 1);

  run->target = obd_target_ref (target);
  run->context = obd_wire_context_ref (context);
  run->origin = g_get_monotonic_time ();
  run->deadline = run->origin + timeout * G_USEC_PER_SEC;
  run->cancellable = g_cancellable_new ();
  run->give_up = g_cancellable_new ();
  run->searching = g_cancellable_new ();
  run->needless = g_cancellable_new ();
  run->desk = obd_signin_desk_new (target->allow_plaintext_password);
  for (guint i = 0; target->refused_hosts != NULL && target->refused_hosts[i] != NULL; i++)
    obd_signin_desk_avoid (run->desk, target->refused_hosts[i]);
  run->names = obd_name_desk_new (context);
  run->typed = obd_typed_watch_new ();
  run->priv = new_private (progress, data);
  announce_jobs (run, jobs);
  obd_signin_desk_open (run->desk, run->origin);
  return run;
}

void
obd_run_free (ObdRun *run)
{
  ObdRunPrivate *priv = run->priv;

  g_ptr_array_unref (priv->waits);
  g_ptr_array_unref (priv->greeted);
  g_ptr_array_unref (priv->certificates);
  g_cond_clear (&priv->moved);
  g_mutex_clear (&priv->lock);
  g_free (priv);
  g_clear_pointer (&run->known, g_ptr_array_unref);
  obd_name_desk_free (run->names);
  obd_typed_watch_free (run->typed);
  obd_signin_desk_unref (run->desk);
  g_clear_pointer (&run->search, obd_search_unref);
  g_object_unref (run->needless);
  g_object_unref (run->searching);
  g_object_unref (run->give_up);
  g_object_unref (run->cancellable);
  obd_wire_context_unref (run->context);
  obd_target_unref (run->target);
  g_free (run);
}

const ObdFinding *
obd_run_find_known (ObdRun     *run,
                    const char *id)
{
  for (guint i = 0; run->known != NULL && i < run->known->len; i++)
    {
      const ObdFinding *finding = g_ptr_array_index (run->known, i);

      if (g_str_equal (finding->id, id))
        return finding;
    }
  return NULL;
}

void
obd_run_cancel (ObdRun *run)
{
  g_cancellable_cancel (run->cancellable);
  g_cancellable_cancel (run->searching);
  obd_signin_desk_close (run->desk);
  obd_name_desk_wake (run->names);
  obd_typed_watch_wake (run->typed);
  g_mutex_lock (&run->priv->lock);
  g_cond_broadcast (&run->priv->moved);
  g_mutex_unlock (&run->priv->lock);
}

void
obd_run_enter (ObdRun       *run,
               const ObdJob *job,
               ObdStage      stage)
{
  if (run->priv->progress != NULL)
    run->priv->progress (job, stage, run->priv->data);
}

void
obd_run_ask_for_attention (ObdRun *run)
{
  obd_run_enter (run, NULL, OBD_STAGE_NONE);
}

void
obd_run_note_connect (ObdRun *run,
                      gint64  duration)
{
  obd_signin_desk_note_connect (run->desk, duration);
  obd_run_ask_for_attention (run);
}

void
obd_run_note_proven (ObdRun *run)
{
  g_mutex_lock (&run->priv->lock);
  run->priv->proven = TRUE;
  g_mutex_unlock (&run->priv->lock);
  obd_run_ask_for_attention (run);
}

void
obd_run_note_found (ObdRun *run)
{
  g_mutex_lock (&run->priv->lock);
  run->priv->may_hurry = TRUE;
  g_mutex_unlock (&run->priv->lock);
}

/* An incoming server that nobody named is still to be found. */
static gboolean
looks_for_receiving (const ObdTarget *target)
{
  for (guint i = 0; i < target->incoming->len; i++)
    if (((const ObdIncomingSetting *) g_ptr_array_index (target->incoming, i))->endpoint == NULL)
      return TRUE;
  return FALSE;
}

void
obd_run_note_own_end (ObdRun   *run,
                      ObdStage  stage,
                      gboolean  good)
{
  if (stage >= OBD_STAGE_AUTH)
    obd_run_note_found (run);
  if (good)
    g_cancellable_cancel (run->needless);
  if (good && !looks_for_receiving (run->target))
    g_cancellable_cancel (run->searching);
  obd_run_ask_for_attention (run);
}

void
obd_run_end_search (ObdRun *run)
{
  obd_signin_desk_set_searching (run->desk, FALSE);
}

/* The user name first: whoever is let go by the better standing asks for it then. */
void
obd_run_promote (ObdRun     *run,
                 ObdJob     *job,
                 guint       standing,
                 const char *username)
{
  if (run != NULL)
    g_mutex_lock (&run->priv->lock);
  if (job->username == NULL)
    job->username = g_strdup (username);
  job->standing = MIN (job->standing, standing);
  if (run != NULL)
    g_mutex_unlock (&run->priv->lock);
  if (run != NULL && job->ticket >= 0)
    obd_signin_desk_set_standing (run->desk, job->ticket, job->standing);
}

char *
obd_run_dup_username (ObdRun       *run,
                      const ObdJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);

  return g_strdup (job->username);
}

/* When slow sources, and SYNs that nobody answers, are given up. */
static gint64
attend_patience (ObdRun   *run,
                 gint64    now,
                 gboolean  proven,
                 gboolean  may_hurry)
{
  gint64 patience = obd_signin_desk_get_patience (run->desk);
  gboolean searches = !g_cancellable_is_cancelled (run->searching);
  gboolean dials = !g_cancellable_is_cancelled (run->give_up);

  if (!(proven && (dials || searches)) && !(may_hurry && searches))
    return G_MAXINT64;
  if (now < patience)
    return patience;
  g_cancellable_cancel (run->searching);
  if (proven)
    g_cancellable_cancel (run->give_up);
  return G_MAXINT64;
}

gint64
obd_run_attend (ObdRun *run)
{
  gint64 now = g_get_monotonic_time ();
  gboolean proven;
  gboolean may_hurry;
  gint64 next;

  g_mutex_lock (&run->priv->lock);
  proven = run->priv->proven;
  may_hurry = run->priv->may_hurry;
  next = obd_run_attend_greetings (run->priv, now);
  g_mutex_unlock (&run->priv->lock);
  return MIN (next, attend_patience (run, now, proven, may_hurry));
}

void
obd_run_note_certificate (ObdRun            *run,
                          const ObdTlsFacts *facts)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);

  g_ptr_array_add (run->priv->certificates, obd_tls_facts_ref (facts));
}

void
obd_run_note_end (ObdRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);

  run->priv->conversations--;
  g_cond_broadcast (&run->priv->moved);
}

GPtrArray *
obd_run_await_certificates (ObdRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_tls_facts_unref);

  while (run->priv->conversations > 0 && !g_cancellable_is_cancelled (run->cancellable)
         && g_cond_wait_until (&run->priv->moved, &run->priv->lock, run->deadline))
    ;
  for (guint i = 0; i < run->priv->certificates->len; i++)
    g_ptr_array_add (seen, obd_tls_facts_ref (g_ptr_array_index (run->priv->certificates, i)));
  return g_steal_pointer (&seen);
}
