/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "obd-secret.h"

static const ObdCliCommand commands[] = {
  { "diagnose", N_("find out why a mailbox cannot send"), obd_cli_diagnose },
  { "explain", N_("name the cause behind a server’s reply or a dialog’s text"), obd_cli_explain },
  { "batch", N_("diagnose every mailbox of a table"), obd_cli_batch },
  { "settings", N_("find the right settings for a mail address"), obd_cli_settings },
  { "practice", N_("diagnose the built-in practice server with a fault of your choice"),
    obd_cli_practice },
  { "replay", N_("diagnose again what a report observed, without any network"), obd_cli_replay },
  /* Of the contract, and not built yet: known, so that the answer is honest. */
  { "guide", NULL, NULL },
  { "profile", NULL, NULL },
  { NULL, NULL, NULL },
};

static int
print_help (void)
{
  g_print (_("Usage: outbox-doctor-cli COMMAND [OPTION…]\n\n"
             "Finds out why an account receives mail and sends none.\n\nCommands:\n"));
  for (const ObdCliCommand *command = commands; command->name != NULL; command++)
    if (command->summary != NULL)
      g_print ("  %-10s %s\n", command->name, _(command->summary));
  g_print (_("\n“outbox-doctor-cli COMMAND --help” tells the options of a command.\n"
             "--version prints the version. “man outbox-doctor-cli” tells all.\n\n"
             "To see what it does, with nothing real: outbox-doctor-cli practice relay-denied\n\n"
             "Exit status: 0 the settings work, 1 a problem was found and named, 2 bad usage,\n"
             "3 the settings were not examined to their end.\n"));
  return OBD_CLI_HEALTHY;
}

static int
complain_command (const char *typed)
{
  const char *names[G_N_ELEMENTS (commands)] = { NULL };
  guint n = 0;
  const char *near;

  for (const ObdCliCommand *command = commands; command->name != NULL; command++)
    if (command->summary != NULL)
      names[n++] = command->name;
  near = obd_cli_nearest (typed, names);
  if (near != NULL)
    return obd_cli_fail (_("There is no command “%s”; did you mean “%s”?"), typed, near);
  return obd_cli_fail (_("There is no command “%.60s”; --help lists all."), typed);
}

static int
run_command (int    argc,
             char **argv)
{
  for (const ObdCliCommand *command = commands; command->name != NULL; command++)
    {
      if (!g_str_equal (argv[0], command->name))
        continue;
      if (command->run == NULL)
        return obd_cli_fail (_("“%s” is not available in this version yet."), command->name);
      return command->run (argc, argv);
    }
  return complain_command (argv[0]);
}

int
main (int    argc,
      char **argv)
{
  obd_secret_forbid_core_dumps ();
  /* Standard output is for the answer alone: with G_MESSAGES_DEBUG, GLib writes there by default.
   * */
  g_log_writer_default_set_use_stderr (TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (argc < 2)
    return obd_cli_fail (_("Which command? --help lists all."));
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")
      || g_str_equal (argv[1], "help"))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("outbox-doctor-cli %s\n", PACKAGE_VERSION);
      return OBD_CLI_HEALTHY;
    }
  return run_command (argc - 1, argv + 1);
}
