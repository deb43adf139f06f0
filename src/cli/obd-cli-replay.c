/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "obd-observations.h"

static char **option_rest;

static const GOptionEntry entries[] = {
  OBD_CLI_SHOW_ENTRIES,
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_rest, NULL, N_("REPORT.json") },
  { NULL },
};

/* One byte more than a report can have, so that the reader says that it is too large. (transfer
 * full) (nullable) */
static GByteArray *
read_all (int fd)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[64 * 1024];
  gssize n;

  while (bytes->len <= OBD_OBSERVATIONS_MAX_BYTES)
    {
      n = read (fd, buffer, sizeof buffer);
      if (n == 0)
        return g_steal_pointer (&bytes);
      if (n > 0)
        g_byte_array_append (bytes, buffer, n);
      else if (errno != EINTR)
        return NULL;
    }
  return g_steal_pointer (&bytes);
}

/* (nullable): NULL after a complaint */
static GByteArray *
read_file (const char *path)
{
  gboolean standard_input = g_str_equal (path, "-");
  int fd = standard_input ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  GByteArray *bytes = fd >= 0 ? read_all (fd) : NULL;

  if (bytes == NULL)
    obd_cli_fail (_("“%.200s” cannot be read: %s."), path, g_strerror (errno));
  if (fd >= 0 && !standard_input)
    close (fd);
  return bytes;
}

static int
replay (const char         *path,
        const ObdCliOutput *output)
{
  g_autoptr (GByteArray) bytes = read_file (path);
  g_autoptr (ObdObservations) seen = NULL;
  g_autoptr (ObdConclusion) conclusion = NULL;
  g_autoptr (ObdReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return OBD_CLI_USAGE;
  seen = obd_observations_read ((const char *) bytes->data, bytes->len, &error);
  if (seen == NULL)
    return obd_cli_fail ("%.200s: %s", path, error->message);
  conclusion = obd_diagnose (seen->findings);
  report = obd_report_new (seen->findings, conclusion, seen->started, seen->duration_ms);
  if (!obd_cli_show (report, output))
    return OBD_CLI_USAGE;
  return obd_cli_judge (seen->findings, conclusion);
}

int
obd_cli_replay (int    argc,
                char **argv)
{
  ObdCliOutput output = { 0 };
  int status;

  if (!obd_cli_parse (NULL,
                      _("Diagnoses again what a saved JSON report observed, without any network; "
                        "- reads the report from standard input."),
                      entries, &argc, &argv, &status))
    return status;
  if (option_rest == NULL || option_rest[1] != NULL)
    return obd_cli_fail (_("replay takes one REPORT.json."));
  status = obd_cli_output_take (&output) ? replay (option_rest[0], &output) : OBD_CLI_USAGE;
  obd_cli_output_clear (&output);
  return status;
}
