/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * obd_worker_run:
 * @task: its callback runs on the main loop, as with g_task_run_in_thread()
 * @func: what to do in the worker thread
 *
 * Runs small jobs (reading files, searching lists) one after the other in a thread of the window's
 * own. GTask's pool is no place for them: GResolver of GLib 2.74 lives there too, and a search
 * would wait until a silent name server has been given up. Main thread.
 */
void obd_worker_run (GTask           *task,
                     GTaskThreadFunc  func);

G_END_DECLS
