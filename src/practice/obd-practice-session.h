/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-practice-line.h"
#include "obd-practice-rules.h"

G_BEGIN_DECLS

/**
 * obd_practice_session_run:
 * @counts: (inout): what the whole server has seen; fields are changed atomically
 *
 * Holds one SMTP conversation to its end, the server's side (RFC 5321, 3207, 4954), in the words
 * of Postfix 3.7 (`strings /usr/lib/postfix/sbin/smtpd`). Blocks; any thread.
 */
void obd_practice_session_run (const ObdPracticeRules *rules,
                               const ObdPracticePort  *port,
                               GTlsCertificate        *certificate,
                               ObdPracticeLine        *line,
                               ObdPracticeCounts      *counts);

G_END_DECLS
