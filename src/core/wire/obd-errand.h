/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What runs in the thread: reads and writes its own @data and nothing else. */
typedef void (*ObdErrandFunc) (gpointer data);

/**
 * obd_errand_run:
 * @name: of the thread, for debuggers
 * @func: a call into the system's libraries that can be neither cancelled nor bounded
 * @data: (transfer none): allocated with g_atomic_rc_box_new(); the thread holds a reference
 * @release: drops one reference
 * @deadline: g_get_monotonic_time() value
 *
 * Sends @func on its way in a thread of its own, and waits for it. A caller that is cancelled or
 * whose time is up leaves at once; the thread then finds its own end, and its reference to @data
 * with it. After TRUE @data is the caller's to read, after FALSE the thread may still write it.
 *
 * GLib's own shared pool of threads (GTask, ten of them) is no place for such calls: the TLS
 * handshakes wait there too.
 *
 * Errors: %OBD_WIRE_ERROR_TIMEOUT, %G_IO_ERROR_CANCELLED, that of g_thread_try_new().
 *
 * Returns: TRUE once @func has returned
 */
gboolean obd_errand_run (const char      *name,
                         ObdErrandFunc    func,
                         gpointer         data,
                         GDestroyNotify   release,
                         gint64           deadline,
                         GCancellable    *cancellable,
                         GError         **error);

G_END_DECLS
