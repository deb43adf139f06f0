/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-cli.h"
#include "obd-report.h"
#include "obd-target.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

/**
 * ObdCliOutput:
 * @json: --json
 * @transcript: --transcript
 * @redaction: --redact
 * @report_path: (nullable): --report
 * @report_format: what its name asks for
 * @timeout: seconds, 0 for the default
 *
 * What `diagnose` and `practice` share: how a run is shown.
 */
typedef struct
{
  gboolean         json;
  gboolean         transcript;
  ObdRedaction     redaction;
  char            *report_path;
  ObdReportFormat  report_format;
  guint            timeout;
} ObdCliOutput;

/* Zeroed, its options borrowed by GOption until parsed. Free with obd_cli_output_clear(). */
typedef struct
{
  gboolean  json;
  gboolean  transcript;
  char     *redact;
  char     *report;
  char     *timeout;
} ObdCliOutputOptions;

extern ObdCliOutputOptions obd_cli_output_options;
/* The GOptionEntry rows of --json, --transcript, --report and --redact; and --timeout with them. */
#define OBD_CLI_SHOW_ENTRIES \
  { "json", 0, 0, G_OPTION_ARG_NONE, &obd_cli_output_options.json, \
    N_("print JSON instead of text"), NULL }, \
  { "transcript", 0, 0, G_OPTION_ARG_NONE, &obd_cli_output_options.transcript, \
    N_("show what was said as well, without the password"), NULL }, \
  { "report", 0, 0, G_OPTION_ARG_FILENAME, &obd_cli_output_options.report, \
    N_("write a report to FILE.json, .html, .md or .txt"), N_("FILE") }, \
  { "redact", 0, 0, G_OPTION_ARG_FILENAME, &obd_cli_output_options.redact, \
    N_("hide names: for the provider, or for the public"), "provider|public" }
#define OBD_CLI_OUTPUT_ENTRIES \
  OBD_CLI_SHOW_ENTRIES, \
  { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &obd_cli_output_options.timeout, \
    N_("bound the whole run, 30 seconds if left out"), N_("SECONDS") }

/* Checks the options; FALSE after a complaint. */
gboolean obd_cli_output_take  (ObdCliOutput *output);
void     obd_cli_output_clear (ObdCliOutput *output);

/* Longest --timeout, seconds. */
#define OBD_CLI_MAX_TIMEOUT 3600

/* A whole number in plain digits within bounds; @option names it in the complaint. */
gboolean obd_cli_take_number  (const char   *option,
                               const char   *typed,
                               guint64       min,
                               guint64       max,
                               guint64      *number);
/* Everything typed is bytes; FALSE after a complaint if it is no UTF-8. %NULL passes. */
gboolean obd_cli_check_utf8   (const char   *option,
                               const char   *typed);

/**
 * obd_cli_run:
 * @store: put the credentials into the keyring once the server took them
 *
 * Runs one exam to its end, to a signal or to its time limit, and shows what was found.
 *
 * Returns: the exit status
 */
int      obd_cli_run          (const ObdTarget    *target,
                               ObdWireContext     *context,
                               const ObdCliOutput *output,
                               gboolean            store);

/* Writes the report that was asked for and prints the answer; FALSE after a complaint. */
gboolean obd_cli_show         (ObdReport           *report,
                               const ObdCliOutput  *output);
/* Writes one report to @path in the format that was asked for; FALSE after a complaint. */
gboolean obd_cli_write_report (ObdReport           *report,
                               const ObdCliOutput  *output,
                               const char          *path);
/* Nothing printed is left behind; FALSE after a complaint. */
gboolean obd_cli_flush        (void);
/* The exit status of one diagnosis. */
int      obd_cli_judge        (const ObdFindings   *findings,
                               const ObdConclusion *conclusion);

/* The password of --password-file, --password-fd or --from-keyring; FALSE after a complaint. */
typedef struct
{
  char     *file;
  char     *fd;
  gboolean  keyring;
} ObdCliPasswordOptions;

gboolean obd_cli_password_take (const ObdCliPasswordOptions *options,
                                const ObdMailbox            *mailbox,
                                ObdSecret                  **password);
/* The password stored for sending as @mailbox, or for fetching where only that is examined; FALSE
 * after a complaint. */
gboolean obd_cli_keyring_look_up (const ObdMailbox          *mailbox,
                                  ObdSecret                **password);
/* Stores what a server accepted, and nothing else; one line on standard error says how it went. */
void     obd_cli_keyring_store   (const ObdFindings         *findings);

G_END_DECLS
