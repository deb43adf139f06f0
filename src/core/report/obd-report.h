/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ObdRedaction:
 * @OBD_REDACTION_SECRETS: only what is never shown anywhere
 * @OBD_REDACTION_PROVIDER: for the provider's help desk: hosts, codes, times; no names of others
 * @OBD_REDACTION_PUBLIC: for a public forum: addresses, hosts and user names become stable aliases,
 *   host1.site1.example and person1@site1.example
 */
typedef enum
{
  OBD_REDACTION_SECRETS,
  OBD_REDACTION_PROVIDER,
  OBD_REDACTION_PUBLIC,
} ObdRedaction;

typedef enum
{
  OBD_REPORT_JSON,
  OBD_REPORT_HTML,
  OBD_REPORT_MARKDOWN,
  OBD_REPORT_TEXT,
} ObdReportFormat;

/**
 * obd_report_format_from_name:
 * @name: name of a file or a path
 * @format: (out): what its ending stands for; untouched if none
 *
 * Endings are .json, .html, .md and .txt, in capitals too, as some desktops write them.
 *
 * Returns: whether the name has one of them
 */
gboolean obd_report_format_from_name (const char      *name,
                                      ObdReportFormat *format);

/**
 * ObdReport:
 *
 * One value, rendered in every format; redaction happens in one place, before rendering.
 * Immutable and reference counted.
 */
typedef struct _ObdReport ObdReport;

/* @started: UTC. @duration_ms: of the run. */
ObdReport *obd_report_new    (const ObdFindings *findings,
                              ObdConclusion     *conclusion,
                              GDateTime         *started,
                              double             duration_ms);
void       obd_report_unref  (ObdReport         *report);
/* @with_transcript: JSON and the long forms carry the conversation. (transfer full) */
char      *obd_report_render (ObdReport         *report,
                              ObdReportFormat    format,
                              ObdRedaction       redaction,
                              gboolean           with_transcript);

/**
 * ObdReportRow:
 * @number: of the row in its table, from 1
 * @line: in which it begins, from 1
 * @input: a digest of what the row says, to see later whether it changed
 * @status: what `diagnose` would have returned for it
 * @sign_in: "accepted", "refused", "withheld" (an earlier row's was refused) or "none"
 *
 * What a batch says of a row, before the report on it.
 */
typedef struct
{
  guint64     number;
  guint64     line;
  const char *input;
  int         status;
  const char *sign_in;
} ObdReportRow;

/* The JSON report in one line, beginning with what @row says. (transfer full) */
char      *obd_report_render_row (ObdReport          *report,
                                  const ObdReportRow *row,
                                  ObdRedaction        redaction,
                                  gboolean            with_transcript);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdReport, obd_report_unref)

G_END_DECLS
