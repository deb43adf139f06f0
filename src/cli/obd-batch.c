/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <unistd.h>

static gboolean advance_cb (gpointer data);

void
obd_batch_go_on (ObdBatch *batch)
{
  if (batch->due == 0)
    batch->due = g_idle_add_full (G_PRIORITY_DEFAULT, advance_cb, batch, NULL);
}

/* No further row is begun, and those that run are no result. */
static void
stop (ObdBatch *batch)
{
  for (guint i = 0; i < batch->jobs->len; i++)
    obd_batch_job_cancel (g_ptr_array_index (batch->jobs, i));
  obd_batch_go_on (batch);
}

void
obd_batch_fail (ObdBatch *batch)
{
  batch->failed = TRUE;
  stop (batch);
}

gboolean
obd_batch_is_stopped (const ObdBatch *batch)
{
  return batch->failed || batch->signals > 0;
}

static gboolean
signal_cb (gpointer data)
{
  ObdBatch *batch = data;

  /* Whoever asks twice gets the prompt back at once. */
  if (batch->signals++ > 0)
    _exit (OBD_CLI_NOT_EXAMINED);
  stop (batch);
  return G_SOURCE_CONTINUE;
}

/* --- telling ---------------------------------------------------------------------------------- */

static gboolean
moved_cb (gpointer data)
{
  ObdBatch *batch = data;

  if (obd_batch_writer_has_failed (batch->writer) && !batch->failed)
    {
      obd_cli_fail (_("Standard output cannot be written."));
      obd_batch_fail (batch);
    }
  obd_batch_go_on (batch);
  return G_SOURCE_REMOVE;
}

void
obd_batch_complain_table (ObdBatch   *batch,
                          const char *sentence)
{
  obd_cli_fail ("“%.200s”: %s", batch->options->path, sentence);
  obd_batch_fail (batch);
}

static gboolean
is_over (ObdBatch *batch)
{
  gboolean all = batch->at_end && obd_batch_queue_get_length (batch->queue) == 0;

  return batch->jobs->len == 0 && (all || obd_batch_is_stopped (batch))
         && obd_batch_writer_get_backlog (batch->writer) == 0;
}

static gboolean
advance_cb (gpointer data)
{
  ObdBatch *batch = data;

  batch->due = 0;
  if (!obd_batch_is_stopped (batch))
    obd_batch_read_rows (batch);
  batch->progress.running = batch->jobs->len;
  obd_batch_progress_tell (&batch->progress);
  if (is_over (batch))
    g_main_loop_quit (batch->loop);
  return G_SOURCE_REMOVE;
}

/* --- all of it -------------------------------------------------------------------------------- */

static gboolean
open_table (ObdBatch *batch)
{
  g_autoptr (GError) error = NULL;

  batch->table = obd_batch_table_open (batch->options->fd, &error);
  if (batch->table == NULL)
    obd_batch_complain_table (batch, error->message);
  return batch->table != NULL;
}

static gboolean
open_resume (ObdBatch *batch)
{
  g_autoptr (GError) error = NULL;

  if (batch->options->resume == NULL)
    return TRUE;
  batch->resume = obd_batch_resume_read (batch->options->resume, &error);
  if (batch->resume != NULL
      && obd_batch_resume_prepare_output (batch->resume, STDOUT_FILENO, &error))
    return TRUE;
  obd_cli_fail ("--resume: %s", error->message);
  return FALSE;
}

static void
run (ObdBatch *batch)
{
  /* For good: whoever asks again while it is ending must not kill it in the middle of its last words,
   * which would be another exit status as well. */
  g_unix_signal_add (SIGINT, signal_cb, batch);
  g_unix_signal_add (SIGTERM, signal_cb, batch);

  batch->writer = obd_batch_writer_new (STDOUT_FILENO, moved_cb, batch);
  obd_batch_go_on (batch);
  g_main_loop_run (batch->loop);
  g_clear_pointer (&batch->writer, obd_batch_writer_free);
  obd_batch_progress_finish (&batch->progress, obd_batch_is_stopped (batch));
}

static int
judge (const ObdBatch *batch)
{
  if (batch->failed)
    return OBD_CLI_USAGE;
  if (batch->signals > 0)
    return OBD_CLI_NOT_EXAMINED;
  return batch->progress.named + batch->progress.refused == 0 ? OBD_CLI_HEALTHY : OBD_CLI_NAMED;
}

static void
clear (ObdBatch *batch)
{
  g_ptr_array_unref (batch->jobs);
  g_clear_pointer (&batch->table, obd_batch_table_free);
  obd_batch_queue_free (batch->queue);
  obd_batch_ledger_free (batch->ledger);
  g_clear_pointer (&batch->resume, obd_batch_resume_free);
  g_main_loop_unref (batch->loop);
  g_clear_handle_id (&batch->due, g_source_remove);
}

int
obd_batch_run (const ObdBatchOptions *options)
{
  ObdBatch batch = { .options = options };
  int status = OBD_CLI_USAGE;

  /* A reader that went away is an error of writing, not the end of this process. */
  signal (SIGPIPE, SIG_IGN);
  batch.loop = g_main_loop_new (NULL, FALSE);
  batch.queue = obd_batch_queue_new ();
  batch.ledger = obd_batch_ledger_new ();
  batch.jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_batch_job_free);
  obd_batch_progress_init (&batch.progress);
  if (open_table (&batch) && open_resume (&batch))
    {
      run (&batch);
      status = judge (&batch);
    }
  clear (&batch);
  return status;
}
