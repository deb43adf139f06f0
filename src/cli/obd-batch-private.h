/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-batch-job.h"
#include "obd-batch-progress.h"
#include "obd-batch-queue.h"
#include "obd-batch-resume.h"
#include "obd-batch-table.h"
#include "obd-batch-writer.h"

G_BEGIN_DECLS

/* Shared by obd-batch.c (how a batch begins and ends) and obd-batch-rows.c (what becomes of its rows),
 * by nobody else. Main thread. */
typedef struct
{
  const ObdBatchOptions *options;
  GMainLoop             *loop;
  ObdBatchTable         *table;
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
} ObdBatch;

/* obd-batch.c: something has moved; the batch is looked at again from the main loop. */
void     obd_batch_go_on      (ObdBatch       *batch);
/* After a complaint: no further row is begun, and those that run are no result. */
void     obd_batch_fail       (ObdBatch       *batch);
/* The table cannot be used, or no longer: complains, and fails. */
void     obd_batch_complain_table (ObdBatch   *batch,
                                   const char *sentence);
gboolean obd_batch_is_stopped (const ObdBatch *batch);

/* obd-batch-rows.c: reads on, and begins rows, until enough are at work, or enough are known of which
 * none may begin, or nothing can be read now. */
void     obd_batch_read_rows  (ObdBatch       *batch);

G_END_DECLS
