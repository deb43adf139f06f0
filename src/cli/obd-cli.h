/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The contract's exit statuses. */
enum
{
  OBD_CLI_HEALTHY = 0,
  OBD_CLI_NAMED = 1,
  OBD_CLI_USAGE = 2,
  OBD_CLI_NOT_EXAMINED = 3,
};

/**
 * ObdCliCommand:
 * @name: what is typed
 * @summary: (nullable): N_(): one line of --help; %NULL for a command that is not built yet
 * @run: @argv[0] is the command's name; returns the exit status
 *
 * One row of the command table.
 */
typedef struct
{
  const char *name;
  const char *summary;
  int       (*run) (int    argc,
                    char **argv);
} ObdCliCommand;

int obd_cli_batch    (int argc, char **argv);
int obd_cli_diagnose (int argc, char **argv);
int obd_cli_explain  (int argc, char **argv);
int obd_cli_practice (int argc, char **argv);
int obd_cli_settings (int argc, char **argv);
int obd_cli_replay   (int argc, char **argv);

/**
 * obd_cli_parse:
 * @about: the arguments line of --help, such as "ADDRESS"
 * @summary: (nullable): translated text under the usage line
 * @entries: the options
 * @argc: (inout): what is left after parsing
 * @argv: (inout): the same
 * @status: (out): the exit status if FALSE
 *
 * GOption with one-line complaints that name the option and never show a value (somebody may have
 * typed a password there), and with a proposal where an option is nearly right.
 *
 * Returns: FALSE if the program is to end with @status (bad usage, or --help was shown)
 */
gboolean obd_cli_parse (const char         *about,
                        const char         *summary,
                        const GOptionEntry *entries,
                        int                *argc,
                        char             ***argv,
                        int                *status);

/* Prints "outbox-doctor-cli: …" as one bounded line on standard error; returns OBD_CLI_USAGE. */
int  obd_cli_fail   (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* The candidate that is nearest to @typed, %NULL if none is near. Borrowed. */
const char *obd_cli_nearest (const char        *typed,
                             const char *const *candidates);

G_END_DECLS
