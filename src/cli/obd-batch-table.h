/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-batch-row.h"
#include "obd-csv.h"

G_BEGIN_DECLS

/**
 * ObdBatchTable:
 *
 * The table of a batch, read as a stream of mailboxes. One thread.
 */
typedef struct _ObdBatchTable ObdBatchTable;

/**
 * obd_batch_table_open:
 * @fd: stays the caller's; never read by anybody else meanwhile
 * @error: one translated sentence: the file cannot be read, or its first line names no columns
 *
 * Reads the header, and waits for it if need be: nothing else can go on before it is there.
 *
 * Returns: (transfer full) (nullable): the table, before its first row
 */
ObdBatchTable *obd_batch_table_open  (int             fd,
                                      GError        **error);
void           obd_batch_table_free  (ObdBatchTable  *table);
/**
 * obd_batch_table_next:
 * @row: (out) (transfer full): with %OBD_CSV_ROW the mailbox, numbered
 * @error: with %OBD_CSV_BAD and %OBD_CSV_FAILED one translated sentence
 *
 * Returns: as obd_csv_next(); %OBD_CSV_BAD also for a row that is no mailbox
 */
ObdCsvResult   obd_batch_table_next  (ObdBatchTable  *table,
                                      ObdBatchRow   **row,
                                      GError        **error);
/* After %OBD_CSV_WAIT: @readable is called once, on the main context, when there is something to read.
 * Nothing more than that while it still waits. */
void           obd_batch_table_watch (ObdBatchTable  *table,
                                      GSourceFunc     readable,
                                      gpointer        data);
/* Of the row that obd_batch_table_next() told of last, usable or not: its number, from 1, and the line
 * of the file in which it begins. */
guint64        obd_batch_table_get_number (ObdBatchTable *table);
guint64        obd_batch_table_get_line   (ObdBatchTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchTable, obd_batch_table_free)

G_END_DECLS
