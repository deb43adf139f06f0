/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

ObdCliOutputOptions obd_cli_output_options;

gboolean
obd_cli_take_number (const char *option,
                     const char *typed,
                     guint64     min,
                     guint64     max,
                     guint64    *number)
{
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;

  if (typed == NULL)
    return TRUE;
  /* Digits alone: no sign, no blanks, no digits of other scripts. */
  if (strspn (typed, "0123456789") == strlen (typed)
      && g_ascii_string_to_unsigned (typed, 10, min, max, number, NULL))
    return TRUE;
  lowest = g_strdup_printf ("%" G_GUINT64_FORMAT, min);
  highest = g_strdup_printf ("%" G_GUINT64_FORMAT, max);
  obd_cli_fail (_("%s: “%.40s” is not a whole number from %s to %s."), option, typed, lowest,
                highest);
  return FALSE;
}

gboolean
obd_cli_check_utf8 (const char *option,
                    const char *typed)
{
  if (typed == NULL || g_utf8_validate (typed, -1, NULL))
    return TRUE;
  obd_cli_fail (_("%s: the text is not valid UTF-8."), option);
  return FALSE;
}

static gboolean
take_redaction (ObdCliOutput *output,
                const char   *typed)
{
  if (typed == NULL)
    output->redaction = OBD_REDACTION_SECRETS;
  else if (g_ascii_strcasecmp (typed, "provider") == 0)
    output->redaction = OBD_REDACTION_PROVIDER;
  else if (g_ascii_strcasecmp (typed, "public") == 0)
    output->redaction = OBD_REDACTION_PUBLIC;
  else
    {
      obd_cli_fail (_("--redact: “%.40s” is neither “provider” nor “public”."), typed);
      return FALSE;
    }
  return TRUE;
}

/* Looked at before the run, since nobody wants to learn after it that there is no such folder. */
static gboolean
check_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    obd_cli_fail (_("--report: there is no folder “%s”."), folder);
  else if (access (folder, W_OK) != 0)
    obd_cli_fail (_("--report: nothing may be written into the folder “%s”."), folder);
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    obd_cli_fail (_("--report: “%s” is a folder."), path);
  else
    return TRUE;
  return FALSE;
}

static gboolean
take_report (ObdCliOutput *output,
             const char   *path)
{
  if (path == NULL)
    return TRUE;
  if (obd_report_format_from_name (path, &output->report_format))
    {
      output->report_path = g_strdup (path);
      return check_folder (path);
    }
  obd_cli_fail (_("--report: the name of the file has to end in .json, .html, .md or .txt."));
  return FALSE;
}

gboolean
obd_cli_output_take (ObdCliOutput *output)
{
  const ObdCliOutputOptions *typed = &obd_cli_output_options;
  guint64 timeout = 0;

  if (!obd_cli_take_number ("--timeout", typed->timeout, 1, OBD_CLI_MAX_TIMEOUT, &timeout)
      || !take_redaction (output, typed->redact) || !take_report (output, typed->report))
    {
      obd_cli_output_clear (output);
      return FALSE;
    }
  output->timeout = timeout;
  output->json = typed->json;
  output->transcript = typed->transcript;
  return TRUE;
}

void
obd_cli_output_clear (ObdCliOutput *output)
{
  g_clear_pointer (&output->report_path, g_free);
}
