/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-private.h"

#include <string.h>

/* Lines that may wait for a slow reader before no further row is begun. */
#define MAX_BACKLOG 100
/* Rows read before signals and ended exams are looked at again. */
#define AT_ONCE 200

static void
refuse_row (ObdBatch   *batch,
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
  ObdBatch *batch = data;

  obd_batch_queue_release (batch->queue, obd_batch_job_get_row (job));
  obd_batch_job_settle (job, batch->ledger);
  if (!obd_batch_job_was_cancelled (job))
    {
      obd_batch_progress_count (&batch->progress, obd_batch_job_get_status (job), FALSE);
      obd_batch_writer_print (batch->writer, obd_batch_job_dup_line (job));
      if (!obd_batch_job_write_report (job))
        obd_batch_fail (batch);
    }
  g_ptr_array_remove_fast (batch->jobs, job);
  obd_batch_go_on (batch);
}

static void
begin_row (ObdBatch    *batch,
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
begin_rows (ObdBatch *batch)
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
was_done (ObdBatch          *batch,
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

static gboolean
readable_cb (gpointer data)
{
  obd_batch_go_on (data);
  return G_SOURCE_REMOVE;
}

/* FALSE: nothing can be read now. */
static gboolean
read_row (ObdBatch *batch)
{
  g_autoptr (ObdBatchRow) row = NULL;
  g_autoptr (GError) error = NULL;

  switch (obd_batch_table_next (batch->table, &row, &error))
    {
    case OBD_CSV_ROW:
      if (!was_done (batch, row))
        obd_batch_queue_push (batch->queue, g_steal_pointer (&row));
      return TRUE;
    case OBD_CSV_BAD:
      refuse_row (batch, obd_batch_table_get_number (batch->table),
                  obd_batch_table_get_line (batch->table), error->message);
      return TRUE;
    case OBD_CSV_WAIT:
      obd_batch_table_watch (batch->table, readable_cb, batch);
      return FALSE;
    case OBD_CSV_FAILED:
      obd_batch_complain_table (batch, error->message);
      return FALSE;
    case OBD_CSV_END:
    default:
      batch->at_end = TRUE;
      return FALSE;
    }
}

void
obd_batch_read_rows (ObdBatch *batch)
{
  for (guint i = 0; i < AT_ONCE; i++)
    {
      begin_rows (batch);
      if (batch->at_end || batch->jobs->len >= batch->options->jobs
          || obd_batch_queue_get_length (batch->queue) >= OBD_BATCH_WINDOW
          || obd_batch_writer_get_backlog (batch->writer) >= MAX_BACKLOG
          || obd_batch_is_stopped (batch) || !read_row (batch))
        return;
    }
  obd_batch_go_on (batch);
}
