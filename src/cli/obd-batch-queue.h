/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-batch-row.h"

G_BEGIN_DECLS

/* How many rows at once may speak to the same server: each opens about eight connections, and
 * servers limit those of one client (Postfix: smtpd_client_connection_count_limit, 50). */
#define OBD_BATCH_PER_SERVER 3
/* How many rows are looked through for one whose server has time. */
#define OBD_BATCH_WINDOW 1000

/**
 * ObdBatchQueue:
 *
 * The rows that were read and not begun, and who is busy: a server takes only a few rows at once,
 * and an account one, since what its server says to the first decides about the next. One thread.
 */
typedef struct _ObdBatchQueue ObdBatchQueue;

ObdBatchQueue *obd_batch_queue_new     (void);
void           obd_batch_queue_free    (ObdBatchQueue     *queue);
void           obd_batch_queue_push    (ObdBatchQueue     *queue,
                                        ObdBatchRow       *row); /* (transfer full) */
/* The first row that may begin, which is busy from now on; %NULL if none may. (transfer full) */
ObdBatchRow   *obd_batch_queue_take    (ObdBatchQueue     *queue);
/* That row has ended. */
void           obd_batch_queue_release (ObdBatchQueue     *queue,
                                        const ObdBatchRow *row);
guint          obd_batch_queue_get_length (ObdBatchQueue  *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchQueue, obd_batch_queue_free)

G_END_DECLS
