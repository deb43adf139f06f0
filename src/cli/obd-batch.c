/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-job.h"
#include "obd-batch-progress.h"
#include "obd-batch-queue.h"
#include "obd-batch-resume.h"
#include "obd-batch-writer.h"
#include "obd-csv.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Lines that may wait for a slow reader before no further row is begun. */
#define MAX_BACKLOG 100
/* Rows read before signals and ended exams are looked at again. */
#define AT_ONCE 200

typedef struct
{
  const ObdBatchOptions *options;
  GMainLoop             *loop;
  ObdCsv                *csv;
  ObdBatchHeader         header;
  guint64                rows;     /* read so far */
  ObdBatchQueue         *queue;
  ObdBatchLedger        *ledger;
  ObdBatchResume        *resume;   /* nullable */
  ObdBatchWriter        *writer;
  GPtrArray             *jobs;     /* ObdBatchJob (owned) that run */
  ObdBatchProgress       progress;
  gboolean               at_end;   /* of the table */
  gboolean               failed;   /* and complained */
  guint                  signals;
  guint                  due;      /* the idle source that goes on */
  guint                  watch;    /* the source that waits for a pipe */
} Batch;

static gboolean advance_cb (gpointer data);

static void
go_on (Batch *batch)
{
  if (batch->due == 0)
    batch->due = g_idle_add_full (G_PRIORITY_DEFAULT, advance_cb, batch, NULL);
}

/* No further row is begun, and those that run are no result. */
static void
stop (Batch *batch)
{
  for (guint i = 0; i < batch->jobs->len; i++)
    obd_batch_job_cancel (g_ptr_array_index (batch->jobs, i));
  go_on (batch);
}

static void
fail (Batch *batch)
{
  batch->failed = TRUE;
  stop (batch);
}

static gboolean
is_stopped (const Batch *batch)
{
  return batch->failed || batch->signals > 0;
}

static gboolean
signal_cb (gpointer data)
{
  Batch *batch = data;

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
  Batch *batch = data;

  if (obd_batch_writer_has_failed (batch->writer) && !batch->failed)
    {
      obd_cli_fail (_("Standard output cannot be written."));
      fail (batch);
    }
  go_on (batch);
  return G_SOURCE_REMOVE;
}

static void
refuse_row (Batch      *batch,
            guint64     number,
            guint64     line,
            const char *sentence)
{
  g_autofree char *text = obd_batch_dup_error_line (number, line, sentence);
  guint64 digest = obd_batch_digest_from_line (text, strlen (text) - 1);
  gboolean before = obd_batch_resume_find (batch->resume, number, digest) != NULL;

  obd_batch_progress_count (&batch->progress, OBD_CLI_USAGE, before);
  if (!before)
    obd_batch_writer_print (batch->writer, g_steal_pointer (&text));
}

/* --- examining -------------------------------------------------------------------------------- */

static void
finished_cb (ObdBatchJob *job,
             gpointer     data)
{
  Batch *batch = data;

  obd_batch_queue_release (batch->queue, obd_batch_job_get_row (job));
  obd_batch_job_settle (job, batch->ledger);
  if (!obd_batch_job_was_cancelled (job))
    {
      obd_batch_progress_count (&batch->progress, obd_batch_job_get_status (job), FALSE);
      obd_batch_writer_print (batch->writer, obd_batch_job_dup_line (job));
      if (!obd_batch_job_write_report (job))
        fail (batch);
    }
  g_ptr_array_remove_fast (batch->jobs, job);
  go_on (batch);
}

static void
begin_row (Batch       *batch,
           ObdBatchRow *row) /* (transfer full) */
{
  g_autoptr (GError) error = NULL;
  ObdBatchJob *job = obd_batch_job_start (batch->options, batch->ledger, row, finished_cb, batch,
                                          &error);

  if (job != NULL)
    {
      g_ptr_array_add (batch->jobs, job);
      return;
    }
  refuse_row (batch, row->number, row->line, error->message);
  obd_batch_queue_release (batch->queue, row);
  obd_batch_row_free (row);
}

/* Rows begin as long as somebody may begin; each refused one makes room for the next. */
static void
begin_rows (Batch *batch)
{
  while (batch->jobs->len < batch->options->jobs
         && obd_batch_writer_get_backlog (batch->writer) < MAX_BACKLOG)
    {
      ObdBatchRow *row = obd_batch_queue_take (batch->queue);

      if (row == NULL)
        return;
      begin_row (batch, row);
    }
}

/* --- reading ---------------------------------------------------------------------------------- */

/* A finished row keeps its result, and its refused sign-in still counts. */
static gboolean
was_done (Batch             *batch,
          const ObdBatchRow *row)
{
  g_autofree char *hex = obd_batch_row_dup_digest (row, batch->options->output->redaction);
  const ObdBatchDone *done = obd_batch_resume_find (batch->resume, row->number,
                                                    obd_batch_digest_from_hex (hex));
  g_autoptr (ObdSecret) password = NULL;

  if (done == NULL)
    return FALSE;
  obd_batch_progress_count (&batch->progress, done->status, TRUE);
  if (!done->sign_in_refused)
    return TRUE;
  obd_batch_row_read_password (row, batch->options->folder, &password, NULL);
  obd_batch_ledger_note_refused (batch->ledger, row->login,
                                 *row->cells[OBD_COLUMN_HOST] != '\0' ? row->server : NULL,
                                 password);
  return TRUE;
}

static void
take_row (Batch  *batch,
          char  **fields)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdBatchRow) row = obd_batch_row_new (&batch->header, fields, &error);

  if (row == NULL)
    {
      refuse_row (batch, batch->rows, obd_csv_get_line (batch->csv), error->message);
      return;
    }
  row->number = batch->rows;
  row->line = obd_csv_get_line (batch->csv);
  if (!was_done (batch, row))
    obd_batch_queue_push (batch->queue, g_steal_pointer (&row));
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  Batch *batch = data;

  batch->watch = 0;
  go_on (batch);
  return G_SOURCE_REMOVE;
}

static void
complain_table (Batch      *batch,
                const char *sentence)
{
  obd_cli_fail ("“%.200s”: %s", batch->options->path, sentence);
  fail (batch);
}

/* FALSE: nothing can be read now. */
static gboolean
read_row (Batch *batch)
{
  g_auto (GStrv) fields = NULL;
  g_autoptr (GError) error = NULL;

  switch (obd_csv_next (batch->csv, &fields, &error))
    {
    case OBD_CSV_ROW:
      batch->rows++;
      take_row (batch, fields);
      return TRUE;
    case OBD_CSV_BAD:
      batch->rows++;
      refuse_row (batch, batch->rows, obd_csv_get_line (batch->csv), error->message);
      return TRUE;
    case OBD_CSV_WAIT:
      if (batch->watch == 0)
        batch->watch = g_unix_fd_add (batch->options->fd, G_IO_IN | G_IO_HUP | G_IO_ERR,
                                      readable_cb, batch);
      return FALSE;
    case OBD_CSV_FAILED:
      complain_table (batch, error->message);
      return FALSE;
    case OBD_CSV_END:
    default:
      batch->at_end = TRUE;
      return FALSE;
    }
}

/* Reads on until some row can begin, or enough are known of which none can. */
static void
read_rows (Batch *batch)
{
  for (guint i = 0; i < AT_ONCE; i++)
    {
      begin_rows (batch);
      if (batch->at_end || batch->jobs->len >= batch->options->jobs
          || obd_batch_queue_get_length (batch->queue) >= OBD_BATCH_WINDOW
          || obd_batch_writer_get_backlog (batch->writer) >= MAX_BACKLOG
          || is_stopped (batch) || !read_row (batch))
        return;
    }
  go_on (batch);
}

static gboolean
is_over (Batch *batch)
{
  gboolean all = batch->at_end && obd_batch_queue_get_length (batch->queue) == 0;

  return batch->jobs->len == 0 && (all || is_stopped (batch))
         && obd_batch_writer_get_backlog (batch->writer) == 0;
}

static gboolean
advance_cb (gpointer data)
{
  Batch *batch = data;

  batch->due = 0;
  if (!is_stopped (batch))
    read_rows (batch);
  batch->progress.running = batch->jobs->len;
  obd_batch_progress_tell (&batch->progress);
  if (is_over (batch))
    g_main_loop_quit (batch->loop);
  return G_SOURCE_REMOVE;
}

/* --- all of it -------------------------------------------------------------------------------- */

/* The header may come in pieces as well; nothing else can go on before it is there. */
static gboolean
read_header (Batch *batch)
{
  g_auto (GStrv) fields = NULL;
  g_autoptr (GError) error = NULL;
  ObdCsvResult result;

  while ((result = obd_csv_next (batch->csv, &fields, &error)) == OBD_CSV_WAIT)
    {
      GPollFD entry = { batch->options->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, 0 };

      g_poll (&entry, 1, -1);
    }
  if (result == OBD_CSV_ROW && obd_batch_header_read (&batch->header, fields, &error))
    return TRUE;
  complain_table (batch, error != NULL ? error->message
                                       : _("The file is empty; its first line names the columns."));
  return FALSE;
}

static gboolean
open_resume (Batch *batch)
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
run (Batch *batch)
{
  /* For good: whoever asks again while it is ending must not kill it in the middle of its last words,
   * which would be another exit status as well. */
  g_unix_signal_add (SIGINT, signal_cb, batch);
  g_unix_signal_add (SIGTERM, signal_cb, batch);

  batch->writer = obd_batch_writer_new (STDOUT_FILENO, moved_cb, batch);
  go_on (batch);
  g_main_loop_run (batch->loop);
  g_clear_pointer (&batch->writer, obd_batch_writer_free);
  obd_batch_progress_finish (&batch->progress, is_stopped (batch));
}

static int
judge (const Batch *batch)
{
  if (batch->failed)
    return OBD_CLI_USAGE;
  if (batch->signals > 0)
    return OBD_CLI_NOT_EXAMINED;
  return batch->progress.named + batch->progress.refused == 0 ? OBD_CLI_HEALTHY : OBD_CLI_NAMED;
}

static void
clear (Batch *batch)
{
  g_ptr_array_unref (batch->jobs);
  obd_csv_free (batch->csv);
  obd_batch_queue_free (batch->queue);
  obd_batch_ledger_free (batch->ledger);
  g_clear_pointer (&batch->resume, obd_batch_resume_free);
  g_main_loop_unref (batch->loop);
  g_clear_handle_id (&batch->watch, g_source_remove);
  g_clear_handle_id (&batch->due, g_source_remove);
}

int
obd_batch_run (const ObdBatchOptions *options)
{
  Batch batch = { .options = options };
  int status = OBD_CLI_USAGE;

  /* A reader that went away is an error of writing, not the end of this process. */
  signal (SIGPIPE, SIG_IGN);
  batch.loop = g_main_loop_new (NULL, FALSE);
  batch.csv = obd_csv_new (options->fd);
  batch.queue = obd_batch_queue_new ();
  batch.ledger = obd_batch_ledger_new ();
  batch.jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_batch_job_free);
  obd_batch_progress_init (&batch.progress);
  if (read_header (&batch) && open_resume (&batch))
    {
      run (&batch);
      status = judge (&batch);
    }
  clear (&batch);
  return status;
}
