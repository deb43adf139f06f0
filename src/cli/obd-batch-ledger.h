/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-findings.h"
#include "obd-secret.h"

G_BEGIN_DECLS

/* How long what an earlier row found out is believed. Microseconds. */
#define OBD_BATCH_KNOWN_AGE (10 * G_TIME_SPAN_MINUTE)
/* Of how many domains that is kept. */
#define OBD_BATCH_KNOWN_DOMAINS 1000

/**
 * ObdBatchLedger:
 *
 * What the rows of a batch have to know of each other: what strangers' servers said of the clock and
 * of a domain, and which sign-ins were refused. Providers lock accounts after a few, so what the
 * contract says of one run ("The password") holds for a user name over all rows: a server that
 * refused it is not asked again, no more than two servers are, and a refused password goes nowhere
 * else. Of names and passwords only keyed digests are kept. One thread.
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
/* Keeps what a row found out about @domain and the clock, for the rows that follow. */
void            obd_batch_ledger_note_known   (ObdBatchLedger    *ledger,
                                               const char        *domain,
                                               const ObdFindings *findings);
/* (transfer full) (element-type ObdFinding): what is known, and fresh, for a mailbox of @domain. */
GPtrArray      *obd_batch_ledger_list_known   (ObdBatchLedger    *ledger,
                                               const char        *domain);
/* The servers that refused @login, %NULL-terminated; (nullable) (transfer container). */
const char    **obd_batch_ledger_list_hosts   (ObdBatchLedger  *ledger,
                                               const char      *login);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdBatchLedger, obd_batch_ledger_free)

G_END_DECLS
