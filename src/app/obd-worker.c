/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-worker.h"

typedef struct
{
  GTask           *task; /* (owned) */
  GTaskThreadFunc  func;
} Job;

static void
run_worker (gpointer data,
            gpointer pool_data)
{
  Job *job = data;

  job->func (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
             g_task_get_cancellable (job->task));
  g_object_unref (job->task);
  g_free (job);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (pool == NULL)
    pool = g_thread_pool_new (run_worker, NULL, 1, FALSE, NULL);
  return pool;
}

void
obd_worker_run (GTask           *task,
                GTaskThreadFunc  func)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  job->func = func;
  g_thread_pool_push (get_pool (), job, NULL);
}
