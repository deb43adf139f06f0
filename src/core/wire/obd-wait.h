/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * obd_wait_until:
 * @context: a main context that belongs to the calling thread alone
 * @done: what a callback that runs in @context sets
 * @deadline: g_get_monotonic_time() value
 *
 * The one place where the wire blocks: runs @context until @done, the deadline or the cancel,
 * whichever is first. An asynchronous operation that was started with @context as thread default
 * is thereby bounded and cancellable without a thread of its own.
 *
 * Errors: %OBD_WIRE_ERROR_TIMEOUT, %G_IO_ERROR_CANCELLED.
 */
gboolean obd_wait_until      (GMainContext   *context,
                              const gboolean *done,
                              gint64          deadline,
                              GCancellable   *cancellable,
                              GError        **error);
/* Waits until @source (consumed) is ready once; its callback type must be GPollableSourceFunc. */
gboolean obd_wait_for_stream (GMainContext   *context,
                              GSource        *source,
                              gint64          deadline,
                              GCancellable   *cancellable,
                              GError        **error);

G_END_DECLS
