/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "obd-keys.h"
#include "obd-vault.h"

/* What the keyring answers, carried out of the callback. */
typedef struct
{
  GMainLoop *loop;
  ObdSecret *secret;
  GError    *error;
} Answer;

static gboolean
read_fd (const char  *option,
         int          fd,
         ObdSecret  **password)
{
  g_autoptr (GError) error = NULL;

  *password = obd_secret_read_fd (fd, &error);
  if (*password == NULL)
    obd_cli_fail ("%s: %s", option, error->message);
  return *password != NULL;
}

static gboolean
read_file (const char  *path,
           ObdSecret  **password)
{
  gboolean good;
  int fd;

  if (g_str_equal (path, "-"))
    return read_fd ("--password-file -", STDIN_FILENO, password);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    {
      obd_cli_fail (_("--password-file: “%.200s” cannot be read: %s."), path, g_strerror (errno));
      return FALSE;
    }
  good = read_fd ("--password-file", fd, password);
  close (fd);
  return good;
}

static gboolean
read_fd_number (const char  *typed,
                ObdSecret  **password)
{
  guint64 fd = 0;

  if (!obd_cli_take_number ("--password-fd", typed, 0, 65535, &fd))
    return FALSE;
  if (fcntl (fd, F_GETFD) >= 0)
    return read_fd ("--password-fd", fd, password);
  obd_cli_fail (_("--password-fd: nothing is open under the number %s."), typed);
  return FALSE;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Answer *answer = data;

  answer->secret = obd_vault_lookup_finish (OBD_VAULT (source), result, NULL, &answer->error);
  g_main_loop_quit (answer->loop);
}

static gboolean
read_keyring (const char  *address,
              ObdSecret  **password)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Answer answer = { loop, NULL, NULL };

  obd_vault_lookup_async (vault, "smtp", address, NULL, looked_up_cb, &answer);
  g_main_loop_run (loop);
  *password = answer.secret;
  if (answer.error != NULL)
    obd_cli_fail ("--from-keyring: %s", answer.error->message);
  g_clear_error (&answer.error);
  return *password != NULL;
}

gboolean
obd_cli_password_take (const ObdCliPasswordOptions  *options,
                       const char                   *address,
                       ObdSecret                   **password)
{
  *password = NULL;
  if ((options->file != NULL) + (options->fd != NULL) + options->keyring > 1)
    {
      obd_cli_fail (_("Use one of --password-file, --password-fd and --from-keyring."));
      return FALSE;
    }
  if (options->file != NULL)
    return read_file (options->file, password);
  if (options->fd != NULL)
    return read_fd_number (options->fd, password);
  return options->keyring ? read_keyring (address, password) : TRUE;
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Answer *answer = data;

  obd_vault_store_finish (OBD_VAULT (source), result, &answer->error);
  g_main_loop_quit (answer->loop);
}

/* The conversation whose AUTH was answered with 235; nothing else proves a password. */
static const ObdFinding *
find_accepted (const ObdFindings *findings)
{
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED) && finding->endpoint != NULL)
        return finding;
    }
  return NULL;
}

void
obd_cli_store (const ObdFindings *findings)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const ObdFinding *accepted = find_accepted (findings);
  const char *username = NULL;
  g_autoptr (ObdVault) vault = NULL;
  g_autoptr (ObdVaultEntry) entry = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  Answer answer = { NULL, NULL, NULL };

  if (accepted == NULL || target->password == NULL)
    {
      g_printerr ("%s\n", _("Nothing was stored: no server has accepted the password."));
      return;
    }
  username = obd_finding_get_text (accepted, OBD_KEY_SMTP_USERNAME);
  entry = obd_vault_entry_new ("smtp", target->address,
                               username != NULL ? username : obd_target_get_login (target),
                               accepted->endpoint);
  vault = obd_vault_new_system ();
  answer.loop = loop = g_main_loop_new (NULL, FALSE);
  obd_vault_store_async (vault, entry, target->password, NULL, stored_cb, &answer);
  g_main_loop_run (loop);
  if (answer.error != NULL)
    g_printerr (_("Nothing was stored: %s\n"), answer.error->message);
  else
    g_printerr ("%s\n", _("The user name and the password are in the keyring now."));
  g_clear_error (&answer.error);
}
