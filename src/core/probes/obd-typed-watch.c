/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-typed-watch.h"

struct _ObdTypedWatch
{
  GMutex        lock;
  GCond         moved;
  ObdTypedState state;  /* (mutex lock) */
  GSocketFamily family; /* (mutex lock) */
  gboolean      greeted; /* (mutex lock) */
  char         *name;   /* (mutex lock) (nullable) */
};

ObdTypedWatch *
obd_typed_watch_new (void)
{
  ObdTypedWatch *watch = g_new0 (ObdTypedWatch, 1);

  g_mutex_init (&watch->lock);
  g_cond_init (&watch->moved);
  return watch;
}

void
obd_typed_watch_free (ObdTypedWatch *watch)
{
  g_mutex_clear (&watch->lock);
  g_cond_clear (&watch->moved);
  g_free (watch->name);
  g_free (watch);
}

void
obd_typed_watch_tell (ObdTypedWatch *watch,
                      ObdTypedState  state,
                      GSocketFamily  family)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  if (watch->state != OBD_TYPED_PENDING)
    return;
  watch->state = state;
  watch->family = family;
  g_cond_broadcast (&watch->moved);
}

ObdTypedState
obd_typed_watch_await (ObdTypedWatch *watch,
                       gint64         until,
                       GCancellable  *cancellable,
                       GSocketFamily *family)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  while (watch->state == OBD_TYPED_PENDING && !g_cancellable_is_cancelled (cancellable)
         && g_cond_wait_until (&watch->moved, &watch->lock, until))
    ;
  if (family != NULL)
    *family = watch->family;
  return watch->state;
}

void
obd_typed_watch_greet (ObdTypedWatch *watch,
                       const char    *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  if (watch->greeted)
    return;
  watch->greeted = TRUE;
  watch->name = g_strdup (name);
  g_cond_broadcast (&watch->moved);
}

char *
obd_typed_watch_await_name (ObdTypedWatch *watch,
                            gint64         until,
                            GCancellable  *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  while (!watch->greeted && !g_cancellable_is_cancelled (cancellable)
         && g_cond_wait_until (&watch->moved, &watch->lock, until))
    ;
  return g_strdup (watch->name);
}

void
obd_typed_watch_wake (ObdTypedWatch *watch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  g_cond_broadcast (&watch->moved);
}
