/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdBatchWriter:
 *
 * Prints whole lines in a thread of its own, so that a reader who pauses (a pager, a slow pipe)
 * holds neither the exams that run nor the answer to a signal.
 */
typedef struct _ObdBatchWriter ObdBatchWriter;

/**
 * obd_batch_writer_new:
 * @fd: where to print; stays the caller's
 * @moved: called on the thread-default main context of now, once after some lines were printed or
 *   lost; what it returns says nothing
 *
 * Returns: (transfer full): a writer that waits
 */
ObdBatchWriter *obd_batch_writer_new    (int             fd,
                                         GSourceFunc     moved,
                                         gpointer        data);
/* Waits for what is still being printed. */
void            obd_batch_writer_free   (ObdBatchWriter *writer);
/* @line: (transfer full): with its line end */
void            obd_batch_writer_print  (ObdBatchWriter *writer,
                                         char           *line);
/* Lines that are not printed yet. */
guint           obd_batch_writer_get_backlog (ObdBatchWriter *writer);
/* Nothing can be printed any more, and everything given to it since is lost. */
gboolean        obd_batch_writer_has_failed  (ObdBatchWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchWriter, obd_batch_writer_free)

G_END_DECLS
