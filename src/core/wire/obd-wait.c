/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-wait.h"

#include "obd-wire-context.h"

static gboolean
expired_cb (gpointer data)
{
  gboolean *expired = data;

  *expired = TRUE;
  return G_SOURCE_REMOVE;
}

static GSource *
attach_deadline (GMainContext *context,
                 gint64        deadline,
                 gboolean     *expired)
{
  GSource *source = g_timeout_source_new (0);

  g_source_set_ready_time (source, MAX (deadline, 0));
  g_source_set_callback (source, expired_cb, expired, NULL);
  g_source_attach (source, context);
  return source;
}

static gboolean
dispatch_cancellable (GSource     *source,
                      GSourceFunc  callback,
                      gpointer     data)
{
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs cancellable_funcs = { NULL, NULL, dispatch_cancellable, NULL };

/* Its only work is to wake the context; obd_wait_until() looks at the cancellable itself. Not
 * g_cancellable_source_new(): where a cancel in another thread meets its end, GLib 2.74 hands it to
 * a thread of its own to be freed some time, and it looks like a leak at exit. */
static GSource *
attach_cancellable (GMainContext *context,
                    GCancellable *cancellable)
{
  GSource *source;

  if (cancellable == NULL)
    return NULL;
  source = g_source_new (&cancellable_funcs, sizeof (GSource));
  g_source_add_unix_fd (source, g_cancellable_get_fd (cancellable), G_IO_IN);
  g_source_attach (source, context);
  return source;
}

static void
detach (GSource *source)
{
  if (source == NULL)
    return;
  g_source_destroy (source);
  g_source_unref (source);
}

gboolean
obd_wait_until (GMainContext    *context,
                const gboolean  *done,
                gint64           deadline,
                GCancellable    *cancellable,
                GError         **error)
{
  gboolean expired = FALSE;
  GSource *timer = attach_deadline (context, deadline, &expired);
  GSource *stop = attach_cancellable (context, cancellable);

  while (!*done && !expired && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (context, TRUE);
  detach (timer);
  detach (stop);
  if (stop != NULL)
    g_cancellable_release_fd (cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!*done)
    g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT, "no answer in time");
  return *done;
}

static gboolean
ready_cb (GObject  *stream,
          gpointer  data)
{
  gboolean *ready = data;

  *ready = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
obd_wait_for_stream (GMainContext  *context,
                     GSource       *source,
                     gint64         deadline,
                     GCancellable  *cancellable,
                     GError       **error)
{
  gboolean ready = FALSE;
  gboolean ok;

  g_source_set_callback (source, G_SOURCE_FUNC (ready_cb), &ready, NULL);
  g_source_attach (source, context);
  ok = obd_wait_until (context, &ready, deadline, cancellable, error);
  detach (source);
  return ok;
}
