/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <glib/gi18n-lib.h>

#include "obd-keys.h"
#include "obd-vault.h"

/* What the keyring answers, carried out of the callback. */
typedef struct
{
  GMainLoop *loop;
  ObdSecret *secret;
  GError    *error;
} Answer;

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Answer *answer = data;

  answer->secret = obd_vault_lookup_finish (OBD_VAULT (source), result, NULL, &answer->error);
  g_main_loop_quit (answer->loop);
}

gboolean
obd_cli_keyring_look_up (const char  *address,
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
obd_cli_keyring_store (const ObdFindings *findings)
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
