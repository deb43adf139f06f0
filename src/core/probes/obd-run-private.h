/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-run.h"

G_BEGIN_DECLS

struct _ObdGreetingWait
{
  ObdEndpoint  *endpoint;
  gint64        patience; /* how long it may wait for itself, microseconds */
  gint64        since;
  GCancellable *cancellable;
  gboolean      outdone;
};

struct _ObdRunPrivate
{
  ObdRunProgress progress;
  gpointer       data;
  GMutex         lock;
  GCond          moved;
  gboolean       proven;        /* (mutex lock) */
  gboolean       may_hurry;     /* slow sources of settings are not worth long waits, (mutex lock) */
  guint          conversations; /* not ended yet, (mutex lock) */
  guint          entered;       /* ever, (mutex lock) */
  guint          inside;        /* connected to a server now, (mutex lock) */
  guint          resting;       /* of those, (mutex lock) */
  GPtrArray     *waits;         /* ObdGreetingWait (not owned), (mutex lock) */
  GPtrArray     *greeted;       /* ObdEndpoint (owned), (mutex lock) */
  GPtrArray     *certificates;  /* ObdTlsFacts (owned), (mutex lock) */
};

/* The waiting times changed: the main thread looks again. */
void   obd_run_ask_for_attention (ObdRun        *run);
/* obd-run-waits.c, with the lock held: calls off what was outdone long enough; when to look again, a
 * g_get_monotonic_time () value, G_MAXINT64 for never. */
gint64 obd_run_attend_greetings  (ObdRunPrivate *priv,
                                  gint64         now);

G_END_DECLS
