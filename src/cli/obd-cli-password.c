/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

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

gboolean
obd_cli_password_take (const ObdCliPasswordOptions  *options,
                       const ObdMailbox             *mailbox,
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
  return options->keyring ? obd_cli_keyring_look_up (mailbox, password) : TRUE;
}
