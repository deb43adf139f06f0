/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-secret.h"

G_BEGIN_DECLS

/**
 * ObdBatchLedger:
 *
 * Which sign-ins were refused in this batch. Providers lock accounts after a few, so what the
 * contract says of one run ("The password") holds for a mailbox over all rows: where a server
 * refused a user name it is not asked for that name again, and a refused password goes nowhere
 * else. Keeps keyed digests only, neither names nor passwords. One thread.
 */
typedef struct _ObdBatchLedger ObdBatchLedger;

ObdBatchLedger *obd_batch_ledger_new  (void);
void            obd_batch_ledger_free (ObdBatchLedger  *ledger);
/* @host: (nullable): where it was refused; %NULL where that is not known: then nowhere again.
 * @password: (nullable): what was refused, if it is known. */
void            obd_batch_ledger_note_refused (ObdBatchLedger  *ledger,
                                               const char      *login,
                                               const char      *host,
                                               const ObdSecret *password);
/* @host: (nullable): where the password would go; %NULL where that will only turn out. */
gboolean        obd_batch_ledger_may_sign_in  (ObdBatchLedger  *ledger,
                                               const char      *login,
                                               const char      *host,
                                               const ObdSecret *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchLedger, obd_batch_ledger_free)

G_END_DECLS
