/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-findings.h"
#include "obd-report.h"

G_BEGIN_DECLS

/**
 * ObdRedactor:
 *
 * The one place where a report forgets: every text goes through it before any format sees it.
 * Keeps the aliases it gave, so that one address has one alias in the whole report. One thread.
 */
typedef struct _ObdRedactor ObdRedactor;

ObdRedactor *obd_redactor_new  (const ObdTarget *target,
                                ObdRedaction     level);
void         obd_redactor_free (ObdRedactor     *redactor);

/**
 * obd_redactor_words:
 * @text: (nullable): words of a server, of a conversation or of ours
 *
 * Takes out the password in any form (as it is, in Base64, alone or inside a PLAIN response,
 * percent-encoded, in hexadecimal), then what @level asks for.
 *
 * Returns: (transfer full) (nullable): %NULL for %NULL
 */
char        *obd_redactor_words (ObdRedactor    *redactor,
                                 const char     *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdRedactor, obd_redactor_free)

G_END_DECLS
