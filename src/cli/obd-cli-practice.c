/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "obd-json.h"
#include "obd-practice.h"

static gboolean option_list;
static char **option_rest;

static const GOptionEntry entries[] = {
  { "list", 0, 0, G_OPTION_ARG_NONE, &option_list, N_("list the scenarios"), NULL },
  OBD_CLI_OUTPUT_ENTRIES,
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_rest, NULL, N_("SCENARIO") },
  { NULL },
};

static void
print_list_json (void)
{
  ObdJson *json = obd_json_new ();
  g_autofree char *text = NULL;

  obd_json_open_array (json, NULL);
  for (const ObdPracticeScenario *row = obd_practice_list (); row->id != NULL; row++)
    {
      obd_json_open_object (json, NULL);
      obd_json_put_text (json, "scenario", row->id);
      obd_json_put_text (json, "title", _(row->title));
      obd_json_put_text (json, "summary", _(row->summary));
      obd_json_close (json);
    }
  text = obd_json_finish (json);
  fputs (text, stdout);
}

static int
print_list (gboolean json)
{
  if (json)
    print_list_json ();
  else
    for (const ObdPracticeScenario *row = obd_practice_list (); row->id != NULL; row++)
      g_print ("%-23s %s\n", row->id, _(row->title));
  return OBD_CLI_HEALTHY;
}

static int
complain_scenario (const char *typed)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *near;

  for (const ObdPracticeScenario *row = obd_practice_list (); row->id != NULL; row++)
    g_ptr_array_add (ids, (gpointer) row->id);
  g_ptr_array_add (ids, NULL);
  near = obd_cli_nearest (typed, (const char *const *) ids->pdata);
  if (near != NULL)
    return obd_cli_fail (_("There is no scenario “%.60s”; did you mean “%s”?"), typed, near);
  return obd_cli_fail (_("There is no scenario “%.60s”; practice --list lists all."), typed);
}

static int
run_scenario (const char         *id,
              const ObdCliOutput *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdPractice) practice = obd_practice_start (id, &error);
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTarget) target = NULL;
  ObdMailbox mailbox = { 0 };

  if (practice == NULL)
    return obd_cli_fail (_("The practice server cannot start: %s"), error->message);
  context = obd_wire_context_new (obd_practice_get_book (practice),
                                  obd_practice_get_ca_file (practice), &error);
  if (context == NULL)
    return obd_cli_fail ("%s", error->message);
  obd_practice_fill_mailbox (practice, &mailbox);
  mailbox.practice = TRUE;
  target = obd_target_new (&mailbox, &error);
  if (target == NULL)
    return obd_cli_fail ("%s", _(error->message));
  return obd_cli_run (target, context, output, FALSE);
}

int
obd_cli_practice (int    argc,
                  char **argv)
{
  ObdCliOutput output = { 0 };
  int status;

  if (!obd_cli_parse (NULL,
                      _("Starts a pretend mail server with a fault on this computer and diagnoses it, to "
                        "see what that\nlooks like. Nothing leaves the computer. Begin with: "
                        "outbox-doctor-cli practice relay-denied"),
                      entries, &argc, &argv, &status))
    return status;
  if (option_list && option_rest == NULL)
    return print_list (obd_cli_output_options.json);
  if (option_rest == NULL || option_rest[1] != NULL || option_list)
    return obd_cli_fail (_("practice takes one scenario, such as relay-denied; practice --list lists all."));
  if (obd_practice_find (option_rest[0]) == NULL)
    return complain_scenario (option_rest[0]);
  if (!obd_cli_output_take (&output))
    return OBD_CLI_USAGE;
  status = run_scenario (option_rest[0], &output);
  obd_cli_output_clear (&output);
  return status;
}
