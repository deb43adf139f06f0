/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-request.h"

#include <glib/gi18n-lib.h>

#include "obd-keys.h"
#include "obd-receiving.h"
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

static ObdSecret *
look_up (const char  *protocol,
         const char  *address,
         GError     **error)
{
  g_autoptr (ObdVault) vault = obd_vault_new_system ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Answer answer = { loop, NULL, NULL };

  obd_vault_lookup_async (vault, protocol, address, NULL, looked_up_cb, &answer);
  g_main_loop_run (loop);
  if (answer.error != NULL)
    g_propagate_error (error, answer.error);
  return answer.secret;
}

/* Mostly one password serves both ways: where none is stored for fetching, that for sending is
 * meant. */
gboolean
obd_cli_keyring_look_up (const ObdMailbox  *mailbox,
                         ObdSecret        **password)
{
  gboolean pop3 = mailbox->incoming != NULL && g_str_has_prefix (mailbox->incoming[0], "pop3");
  g_autoptr (GError) error = NULL;

  *password = NULL;
  if (mailbox->incoming_only)
    *password = look_up (pop3 ? "pop3" : "imap", mailbox->address, &error);
  if (*password == NULL
      && (error == NULL || g_error_matches (error, OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND)))
    {
      g_clear_error (&error);
      *password = look_up ("smtp", mailbox->address, &error);
    }
  if (error != NULL)
    obd_cli_fail ("--from-keyring: %s", error->message);
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

static gboolean
is_incoming (const ObdFinding *finding)
{
  return obd_finding_has (finding, OBD_KEY_INCOMING_PROTOCOL);
}

/* The conversation that signed in; nothing else proves a password, and a sign-in that leads nowhere
 * does not either. Where sending is asked about, that the server for receiving took it proves nothing
 * for the entry that is kept for sending. */
static const ObdFinding *
find_accepted (const ObdFindings *findings)
{
  gboolean incoming_only = obd_findings_get_target (findings)->incoming_only;

  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED) && finding->endpoint != NULL
          && is_incoming (finding) == incoming_only && !obd_receiving_is_unconnected (finding))
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
  entry = obd_vault_entry_new (is_incoming (accepted)
                                 ? obd_finding_get_text (accepted, OBD_KEY_INCOMING_PROTOCOL)
                                 : "smtp",
                               target->address,
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
