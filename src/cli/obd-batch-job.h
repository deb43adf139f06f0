/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-batch-ledger.h"
#include "obd-batch-row.h"
#include "obd-cli-request.h"

G_BEGIN_DECLS

/**
 * ObdBatchOptions:
 * @fd: the table, open for reading
 * @folder: where it lies: names of password files are relative to that
 * @jobs: how many rows at once
 * @context: the wire's address book and trust, for all rows
 * @output: how a run is shown and how long it may take
 * @resume: (nullable): --resume
 *
 * What was asked for on the command line, for every row of the table.
 */
typedef struct
{
  int                 fd;
  const char         *path;
  const char         *folder;
  guint               jobs;
  ObdWireContext     *context;
  const ObdCliOutput *output;
  const char         *resume;
  gboolean            offline;
  gboolean            only_typed;
  gboolean            allow_plaintext;
  gboolean            no_discovery;
  const char         *database; /* (nullable): base URL of the public configuration database */
} ObdBatchOptions;

/* Reads the table and examines its rows; returns the exit status. */
int obd_batch_run (const ObdBatchOptions *options);

/**
 * ObdBatchJob:
 *
 * The examination of one row. Main thread.
 */
typedef struct _ObdBatchJob ObdBatchJob;

/**
 * obd_batch_job_start:
 * @ledger: what the rows before it found out
 * @row: (transfer full) only on success
 * @finished: called once when the examination has ended
 * @error: one translated sentence: the row's password cannot be read
 *
 * Returns: (transfer full) (nullable): the job that runs
 */
ObdBatchJob       *obd_batch_job_start (const ObdBatchOptions  *options,
                                        ObdBatchLedger         *ledger,
                                        ObdBatchRow            *row,
                                        void                  (*finished) (ObdBatchJob *job,
                                                                           gpointer     data),
                                        gpointer                data,
                                        GError                **error);
void               obd_batch_job_free  (ObdBatchJob *job);
/* It ends within a second, and is no result then. */
void               obd_batch_job_cancel (ObdBatchJob *job);
gboolean           obd_batch_job_was_cancelled (ObdBatchJob *job);
/* Borrowed. */
const ObdBatchRow *obd_batch_job_get_row (ObdBatchJob *job);
/* Of the ended job: as `diagnose` would have returned. */
int                obd_batch_job_get_status (ObdBatchJob *job);
/* Of the ended job: writes the report that --report asks for; FALSE after a complaint. */
gboolean           obd_batch_job_write_report (ObdBatchJob *job);
/* Of the ended job: notes in the ledger what the next rows have to know. */
void               obd_batch_job_settle (ObdBatchJob    *job,
                                         ObdBatchLedger *ledger);
/* Of the ended job: its JSON, with the line end. (transfer full) */
char              *obd_batch_job_dup_line (ObdBatchJob *job);

/* The JSON of a row that cannot be used, with the line end. (transfer full) */
char              *obd_batch_dup_error_line (guint64     number,
                                             guint64     line,
                                             const char *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchJob, obd_batch_job_free)

G_END_DECLS
