/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-report.h"

G_BEGIN_DECLS

#define FIXTURE_PASSWORD "Kanarie/47+\"vögel\" <ü>"

/* A mailbox with @password (%NULL for none). (transfer full) */
ObdTarget   *fixture_target   (const char      *password);
/* One conversation in which @words (with their enhanced code) refused @stage; with every kind of
 * value that a finding can hold. (transfer full) */
ObdFindings *fixture_findings (const char      *words,
                               ObdStage         stage);
/* The report of @findings. (transfer full) */
char        *fixture_render   (const ObdFindings *findings,
                               ObdReportFormat    format,
                               ObdRedaction       level);

G_END_DECLS
