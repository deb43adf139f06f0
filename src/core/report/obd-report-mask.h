/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-findings.h"
#include "obd-report.h"

G_BEGIN_DECLS

/**
 * ObdReportMask:
 *
 * The one place where a report forgets: every text goes through it before any format sees it.
 * Keeps the aliases it gave, so that one address has one alias in the whole report. One thread.
 */
typedef struct _ObdReportMask ObdReportMask;

ObdReportMask *obd_report_mask_new  (const ObdTarget *target,
                                ObdRedaction     level);
void         obd_report_mask_free (ObdReportMask     *mask);

/**
 * obd_report_mask_words:
 * @text: (nullable): words of a server, of a conversation or of ours
 *
 * Takes out the password in any form (as it is, in Base64, alone or inside a PLAIN response,
 * percent-encoded, in hexadecimal), then what @level asks for.
 *
 * Returns: (transfer full) (nullable): %NULL for %NULL
 */
char        *obd_report_mask_words (ObdReportMask    *mask,
                                 const char     *text);

/**
 * obd_report_mask_name:
 * @name: (nullable): a mail address, a host, the id of a finding
 *
 * Takes out what the level asks for, and leaves the password alone: everybody knows the address
 * and the host, so where one of them is the password as well, a gap would tell it.
 *
 * Returns: (transfer full) (nullable): %NULL for %NULL
 */
char        *obd_report_mask_name (ObdReportMask     *mask,
                                 const char     *name);
/**
 * obd_report_mask_learn:
 *
 * To be called before anything is masked: where servers are hidden, what @findings' certificates say
 * of who runs them is hidden too, wherever it stands.
 */
void         obd_report_mask_learn (ObdReportMask     *mask,
                                    const ObdFindings *findings);

/**
 * obd_report_mask_subject:
 *
 * Whom a certificate is made out to. Where servers are hidden, every part but the country has an
 * alias: the organisation is the mailbox's own, or that of its provider.
 *
 * Returns: (transfer full) (nullable)
 */
char        *obd_report_mask_subject (ObdReportMask     *mask,
                                      const ObdTlsFacts *tls);
/**
 * obd_report_mask_issuer:
 * @issuer: (nullable): a distinguished name: who signed @tls, or a certificate sent behind it
 *
 * The name of an authority that is trusted in public, and of a virus scanner's maker, is evidence and
 * nobody's own: it stays. That of any other authority is hidden as the subject is, but for the product
 * that it names.
 *
 * Returns: (transfer full) (nullable)
 */
char        *obd_report_mask_issuer (ObdReportMask     *mask,
                                     const ObdTlsFacts *tls,
                                     const char        *issuer);
/* Names of servers are replaced: what leads to one by another way has to be left out. */
gboolean      obd_report_mask_hides_hosts (const ObdReportMask *mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdReportMask, obd_report_mask_free)

G_END_DECLS
