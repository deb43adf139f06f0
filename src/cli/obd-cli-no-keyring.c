/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

/* Stands in until the vault floor is built. */
gboolean
obd_cli_keyring_look_up (const char  *address,
                         ObdSecret  **password)
{
  obd_cli_fail ("--from-keyring is not available in this version yet.");
  return FALSE;
}

void
obd_cli_keyring_store (const ObdFindings *findings)
{
  obd_cli_fail ("--store is not available in this version yet.");
}
