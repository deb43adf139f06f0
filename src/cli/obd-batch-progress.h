/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdBatchProgress:
 * @healthy: rows whose settings work
 * @named: rows with a problem, or not examined to their end
 * @refused: rows that cannot be used
 * @before: of all of these, those that an earlier run finished
 * @running: rows at work
 *
 * The counts of a batch, and how they are told on standard error: on a terminal as one line that
 * changes, elsewhere as a line now and then. Only numbers of rows are told, nobody's name.
 */
typedef struct
{
  guint64  healthy;
  guint64  named;
  guint64  refused;
  guint64  before;
  guint    running;
  gint64   told;     /* when, g_get_monotonic_time() */
  gboolean terminal;
} ObdBatchProgress;

void obd_batch_progress_init   (ObdBatchProgress *progress);
/* A row is done: @status as `diagnose` would have returned, %OBD_CLI_USAGE if it cannot be used;
 * @before: by an earlier run. */
void obd_batch_progress_count  (ObdBatchProgress *progress,
                                int               status,
                                gboolean          before);
/* Tells the counts, unless that was done a moment ago. */
void obd_batch_progress_tell   (ObdBatchProgress *progress);
/* The last line. @stopped: some rows were not examined. */
void obd_batch_progress_finish (ObdBatchProgress *progress,
                                gboolean          stopped);

G_END_DECLS
