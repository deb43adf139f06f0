/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-batch-job.h"
#include "obd-cli-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#define DEFAULT_JOBS 8
#define MAX_JOBS 64
/* What a row opens at once, generously: two address families of every port, and what wakes each. */
#define FILES_PER_JOB 128

static char *option_jobs;
static char *option_resume;
static char **option_rest;
static gboolean option_offline;
static gboolean option_only_typed;
static gboolean option_allow_plaintext;

static const GOptionEntry entries[] = {
  { "jobs", 0, 0, G_OPTION_ARG_FILENAME, &option_jobs,
    N_("how many mailboxes at once, 8 if left out"), N_("NUMBER") },
  { "resume", 0, 0, G_OPTION_ARG_FILENAME, &option_resume,
    N_("leave out the rows that are done in this file of results"), N_("RESULTS.jsonl") },
  OBD_CLI_OUTPUT_ENTRIES,
  { "allow-plaintext-password", 0, 0, G_OPTION_ARG_NONE, &option_allow_plaintext,
    N_("let passwords cross unencrypted connections"), NULL },
  { "only-typed", 0, 0, G_OPTION_ARG_NONE, &option_only_typed,
    N_("connect to the server and port of the row only"), NULL },
  { "offline", 0, 0, G_OPTION_ARG_NONE, &option_offline,
    N_("ask no time server and no discovery service"), NULL },
  OBD_CLI_DISCOVERY_ENTRY,
  OBD_CLI_WIRE_ENTRIES,
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_rest, NULL, N_("FILE.csv") },
  { NULL },
};

static const char help[] = N_(
  "Diagnoses every mailbox of a table: comma-separated values in UTF-8, the first line naming the\n"
  "columns address, host, port, security, username, authentication, sender, recipient and\n"
  "password_file in any order; all but address may be left out or empty. A password stands in a\n"
  "file of its own, named relative to the table. Prints a line of JSON for each row as it ends;\n"
  "a row that cannot be used gets {\"row\": …, \"error\": …}.\n\n"
  "At most three rows at once speak to the same server, and a user name that a server refused is\n"
  "not tried there again, so that nobody’s account is locked.\n\n"
  "To be able to go on after an interruption, append the results to a file and name it:\n"
  "  outbox-doctor-cli batch list.csv --resume results.jsonl >> results.jsonl\n"
  "The same command goes on where it stopped, and examines again the rows that were changed.\n\n"
  "Exit status: 0 all are healthy, 1 some are not, 2 the table cannot be read, 3 interrupted.");

/* Every exam needs a good many files; the usual limit of 1024 is for programs that use select(). */
static void
raise_file_limit (guint jobs)
{
  struct rlimit limit;
  rlim_t wanted = 256 + (rlim_t) jobs * FILES_PER_JOB;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
    return;
  limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : MIN (wanted, limit.rlim_max);
  setrlimit (RLIMIT_NOFILE, &limit);
}

/* glibc keeps a heap for each of many threads and gives little back: half of the memory of a long
 * batch was that (mallopt(3); measured with TLS, 180 MB against 105). */
static void
share_heaps (void)
{
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, 2);
#endif
}

static int
run (const char         *path,
     guint               jobs,
     const ObdCliOutput *output)
{
  g_autoptr (ObdWireContext) context = obd_cli_wire_take ();
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean standard_input = g_str_equal (path, "-");
  ObdBatchOptions options = {
    .path = path,           .folder = folder,
    .jobs = jobs,           .context = context,
    .output = output,       .resume = option_resume,
    .offline = option_offline, .only_typed = option_only_typed,
    .allow_plaintext = option_allow_plaintext, .no_discovery = obd_cli_wire_options.no_discovery,
  };
  int status;

  if (context == NULL || !obd_cli_wire_take_database (&options.database))
    return OBD_CLI_USAGE;
  options.fd = standard_input ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  if (options.fd < 0)
    return obd_cli_fail (_("“%.200s” cannot be read: %s."), path, g_strerror (errno));
  status = obd_batch_run (&options);
  if (!standard_input)
    close (options.fd);
  return status;
}

int
obd_cli_batch (int    argc,
               char **argv)
{
  ObdCliOutput output = { 0 };
  guint64 jobs = DEFAULT_JOBS;
  int status;

  if (!obd_cli_parse (NULL, _(help), entries, &argc, &argv, &status))
    return status;
  if (option_rest == NULL || option_rest[1] != NULL)
    return obd_cli_fail (_("batch takes one FILE.csv."));
  if (!obd_cli_take_number ("--jobs", option_jobs, 1, MAX_JOBS, &jobs)
      || !obd_cli_output_take (&output))
    return OBD_CLI_USAGE;
  raise_file_limit (jobs);
  share_heaps ();
  status = run (option_rest[0], jobs, &output);
  obd_cli_output_clear (&output);
  return status;
}
