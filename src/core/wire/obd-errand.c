/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-errand.h"

#include "obd-wait.h"

typedef struct
{
  ObdErrandFunc   func;
  gpointer        data;    /* the thread's reference */
  GDestroyNotify  release;
  GMainContext   *context; /* (owned): the caller's */
  int             done;    /* (atomic) */
} Errand;

/* Ready when the errand is done; the thread wakes the context up. */
typedef struct
{
  GSource   source;
  Errand   *errand;
  gboolean *done;
} ErrandSource;

static void
clear_errand (gpointer data)
{
  Errand *errand = data;

  errand->release (errand->data);
  g_main_context_unref (errand->context);
}

static void
unref_errand (Errand *errand)
{
  g_atomic_rc_box_release_full (errand, clear_errand);
}

static gpointer
errand_worker (gpointer data)
{
  Errand *errand = data;

  errand->func (errand->data);
  g_atomic_int_set (&errand->done, TRUE);
  g_main_context_wakeup (errand->context);
  unref_errand (errand);
  return NULL;
}

static gboolean
check_errand (GSource *source)
{
  return g_atomic_int_get (&((ErrandSource *) source)->errand->done);
}

static gboolean
prepare_errand (GSource *source,
                int     *timeout)
{
  *timeout = -1;
  return check_errand (source);
}

static gboolean
dispatch_errand (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     data)
{
  *((ErrandSource *) source)->done = TRUE;
  return G_SOURCE_REMOVE;
}

static GSourceFuncs errand_source_funcs = { prepare_errand, check_errand, dispatch_errand, NULL };

static gboolean
wait_for_errand (Errand        *errand,
                 gint64         deadline,
                 GCancellable  *cancellable,
                 GError       **error)
{
  GSource *source = g_source_new (&errand_source_funcs, sizeof (ErrandSource));
  gboolean done = FALSE;

  ((ErrandSource *) source)->errand = errand;
  ((ErrandSource *) source)->done = &done;
  g_source_attach (source, errand->context);
  obd_wait_until (errand->context, &done, deadline, cancellable, error);
  g_source_destroy (source);
  g_source_unref (source);
  return done;
}

gboolean
obd_errand_run (const char      *name,
                ObdErrandFunc    func,
                gpointer         data,
                GDestroyNotify   release,
                gint64           deadline,
                GCancellable    *cancellable,
                GError         **error)
{
  Errand *errand = g_atomic_rc_box_new0 (Errand);
  g_autoptr (GThread) thread = NULL;
  gboolean done = FALSE;

  errand->func = func;
  errand->data = g_atomic_rc_box_acquire (data);
  errand->release = release;
  errand->context = g_main_context_new ();
  thread = g_thread_try_new (name, errand_worker, g_atomic_rc_box_acquire (errand), error);
  if (thread != NULL)
    done = wait_for_errand (errand, deadline, cancellable, error);
  else
    unref_errand (errand);
  unref_errand (errand);
  return done;
}
