/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where conversations of one run wait for each other: a greeting that the other mode of the port has
 * made needless, and a server that lets in only so many at a time. */

#include "config.h"

#include "obd-run-private.h"

/* --- greetings -------------------------------------------------------------------------------- */

ObdGreetingWait *
obd_run_await_greeting (ObdRun            *run,
                        const ObdEndpoint *endpoint,
                        gboolean           patient,
                        GCancellable      *cancellable)
{
  ObdGreetingWait *wait = g_new0 (ObdGreetingWait, 1);

  wait->endpoint = obd_endpoint_ref (endpoint);
  wait->patience = patient ? OBD_OUTDONE_TYPED : OBD_OUTDONE_OFFER;
  wait->since = g_get_monotonic_time ();
  wait->cancellable = g_object_ref (cancellable);
  g_mutex_lock (&run->priv->lock);
  g_ptr_array_add (run->priv->waits, wait);
  g_mutex_unlock (&run->priv->lock);
  obd_run_ask_for_attention (run);
  return wait;
}

gboolean
obd_run_end_greeting (ObdRun          *run,
                      ObdGreetingWait *wait,
                      gboolean         proper)
{
  gboolean outdone;

  g_mutex_lock (&run->priv->lock);
  g_ptr_array_remove_fast (run->priv->waits, wait);
  if (proper)
    g_ptr_array_add (run->priv->greeted, obd_endpoint_ref (wait->endpoint));
  outdone = wait->outdone;
  g_mutex_unlock (&run->priv->lock);
  g_object_unref (wait->cancellable);
  obd_endpoint_unref (wait->endpoint);
  g_free (wait);
  if (proper)
    obd_run_ask_for_attention (run);
  return outdone;
}

/* The same port greeted in the other mode: TLS from the first byte, or not. */
static gboolean
is_other_mode (const ObdEndpoint *a,
               const ObdEndpoint *b)
{
  return a->port == b->port && g_str_equal (a->host, b->host)
         && (a->security == OBD_SECURITY_TLS) != (b->security == OBD_SECURITY_TLS);
}

static gboolean
other_mode_greeted (ObdRunPrivate         *priv,
                    const ObdGreetingWait *wait)
{
  for (guint i = 0; i < priv->greeted->len; i++)
    if (is_other_mode (wait->endpoint, g_ptr_array_index (priv->greeted, i)))
      return TRUE;
  return FALSE;
}

/* Cancelling wakes the worker, which takes the lock only after we let go. */
gint64
obd_run_attend_greetings (ObdRunPrivate *priv,
                          gint64         now)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < priv->waits->len; i++)
    {
      ObdGreetingWait *wait = g_ptr_array_index (priv->waits, i);

      if (wait->outdone || !other_mode_greeted (priv, wait))
        continue;
      if (now < wait->since + wait->patience)
        {
          next = MIN (next, wait->since + wait->patience);
          continue;
        }
      wait->outdone = TRUE;
      g_cancellable_cancel (wait->cancellable);
    }
  return next;
}

/* --- room ------------------------------------------------------------------------------------- */

void
obd_run_enter_server (ObdRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);

  run->priv->entered++;
  run->priv->inside++;
}

void
obd_run_leave_server (ObdRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);

  run->priv->inside--;
  g_cond_broadcast (&run->priv->moved);
}

void
obd_run_rest (ObdRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);

  run->priv->resting++;
  g_cond_broadcast (&run->priv->moved);
}

void
obd_run_rise (ObdRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);

  run->priv->resting--;
}

gboolean
obd_run_await_room (ObdRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->priv->lock);
  gint64 until = MIN (g_get_monotonic_time () + OBD_ROOM_PATIENCE, run->deadline);

  if (run->priv->entered < 2)
    return FALSE;
  while (run->priv->inside > run->priv->resting && !g_cancellable_is_cancelled (run->cancellable)
         && g_cond_wait_until (&run->priv->moved, &run->priv->lock, until))
    ;
  if (g_cancellable_is_cancelled (run->cancellable) || g_get_monotonic_time () >= run->deadline)
    return FALSE;
  run->priv->inside++;
  return TRUE;
}
