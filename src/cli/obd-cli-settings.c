/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-settings.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "obd-address.h"
#include "obd-cli.h"
#include "obd-cli-request.h"
#include "obd-cli-wire.h"
#include "obd-did-you-mean.h"

#define DEFAULT_TIMEOUT 30

static struct
{
  gboolean   offline;
  gboolean   json;
  char      *timeout;
  char     **rest;
} typed;

static const GOptionEntry entries[] = {
  { "offline", 0, 0, G_OPTION_ARG_NONE, &typed.offline, N_("ask the list of providers alone"),
    NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &typed.json, N_("print JSON instead of text"), NULL },
  { "timeout", 0, 0, G_OPTION_ARG_FILENAME, &typed.timeout,
    N_("bound the whole run, 30 seconds if left out"), N_("SECONDS") },
  OBD_CLI_WIRE_ENTRIES,
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed.rest, NULL, N_("ADDRESS") },
  { NULL },
};

/* The search in a thread of its own, so that a signal is heard. */
typedef struct
{
  GMainLoop    *loop;
  ObdSearch    *search;
  ObdDiscovery *found;
  GCancellable *cancellable;
  gint64        deadline;
  guint         signals;
} Run;

static gboolean
done_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static gpointer
search_worker (gpointer data)
{
  Run *run = data;

  run->found = obd_discovery_run (run->search, typed.offline, run->deadline, run->cancellable);
  g_idle_add (done_cb, run->loop);
  return NULL;
}

/* What was found so far is shown; whoever asks twice gets the prompt back at once. */
static gboolean
signal_cb (gpointer data)
{
  Run *run = data;

  if (run->signals++ > 0)
    exit (OBD_CLI_NOT_EXAMINED);
  g_cancellable_cancel (run->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
run_search (Run *run)
{
  guint interrupt = g_unix_signal_add (SIGINT, signal_cb, run);
  guint terminate = g_unix_signal_add (SIGTERM, signal_cb, run);
  GThread *thread;

  run->loop = g_main_loop_new (NULL, FALSE);
  run->cancellable = g_cancellable_new ();
  thread = g_thread_new ("settings", search_worker, run);
  g_main_loop_run (run->loop);
  g_thread_join (thread);
  g_main_loop_unref (run->loop);
  g_object_unref (run->cancellable);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

/* A file of an organisation that cannot be used is named; all else is. */
static void
tell_problems (const ObdSearch *search)
{
  const GPtrArray *problems = obd_provider_list_get_problems (search->providers);

  for (guint i = 0; i < problems->len; i++)
    {
      const ObdProviderProblem *problem = g_ptr_array_index (problems, i);

      if (problem->line > 0)
        g_printerr ("%s:%u: %s\n", problem->file, problem->line, problem->sentence);
      else
        g_printerr ("%s: %s\n", problem->file, problem->sentence);
    }
}

static char *
find_instead (const ObdSearch *search)
{
  g_autofree char *domain = NULL;
  const char *at = strrchr (search->address, '@');

  domain = obd_did_you_mean_domain (search->providers, at + 1, NULL);
  return domain != NULL ? g_strdup_printf ("%.*s@%s", (int) (at - search->address),
                                           search->address, domain)
                        : NULL;
}

static int
show (const Run *run)
{
  g_autofree char *instead = find_instead (run->search);
  ObdCliSettings settings = { run->search, run->found, instead };
  g_autofree char *text = typed.json ? obd_cli_settings_to_json (&settings)
                                     : obd_cli_settings_to_text (&settings);

  tell_problems (run->search);
  if (typed.json)
    fputs (text, stdout);
  else
    g_print ("%s", text);
  if (!obd_cli_flush ())
    return OBD_CLI_USAGE;
  if (run->signals > 0)
    return OBD_CLI_NOT_EXAMINED;
  if (run->found->services->len > 0)
    return OBD_CLI_HEALTHY;
  g_printerr ("outbox-doctor-cli: %s\n",
              obd_discovery_get_provider (run->found) != NULL
                ? _("This provider lets no mail program in.")
                : _("No settings were found for this address."));
  return OBD_CLI_NAMED;
}

static int
find_settings (const char *address)
{
  g_autoptr (ObdWireContext) context = NULL;
  const char *database = NULL;
  guint64 seconds = DEFAULT_TIMEOUT;
  Run run = { NULL };
  int status;

  if (!obd_cli_take_number ("--timeout", typed.timeout, 1, OBD_CLI_MAX_TIMEOUT, &seconds)
      || !obd_cli_wire_take_database (&database))
    return OBD_CLI_USAGE;
  context = obd_cli_wire_take ();
  if (context == NULL)
    return OBD_CLI_USAGE;
  run.search = obd_search_new (address, context, NULL, database);
  run.deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  run_search (&run);
  status = show (&run);
  obd_discovery_free (run.found);
  obd_search_unref (run.search);
  return status;
}

int
obd_cli_settings (int    argc,
                  char **argv)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!obd_cli_parse (NULL, _("Finds the right settings for a mail address, and says who says so. "
                              "No password is needed."),
                      entries, &argc, &argv, &status))
    return status;
  if (typed.rest == NULL || typed.rest[1] != NULL)
    return obd_cli_fail (_("settings takes one mail address."));
  if (!obd_cli_check_utf8 ("ADDRESS", typed.rest[0]))
    return OBD_CLI_USAGE;
  address = obd_address_check (typed.rest[0], OBD_INPUT_ADDRESS, &error);
  return address != NULL ? find_settings (address) : obd_cli_fail ("ADDRESS: %s",
                                                                   _(error->message));
}
