/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cause.h"

#include <glib/gi18n-lib.h>

static const char *const nicks[OBD_N_CAUSES] = {
  [OBD_CAUSE_UNKNOWN] = "unknown",
  [OBD_CAUSE_HEALTHY] = "healthy",
  [OBD_CAUSE_OFFLINE] = "offline",
  [OBD_CAUSE_CAPTIVE_PORTAL] = "captive-portal",
  [OBD_CAUSE_CLOCK_WRONG] = "clock-wrong",
  [OBD_CAUSE_HOST_NOT_FOUND] = "host-not-found",
  [OBD_CAUSE_PORT_BLOCKED] = "port-blocked",
  [OBD_CAUSE_CONNECTION_REFUSED] = "connection-refused",
  [OBD_CAUSE_CONNECTION_DROPPED] = "connection-dropped",
  [OBD_CAUSE_TLS_MODE_MISMATCH] = "tls-mode-mismatch",
  [OBD_CAUSE_STARTTLS_REQUIRED] = "starttls-required",
  [OBD_CAUSE_TLS_CERTIFICATE] = "tls-certificate",
  [OBD_CAUSE_TLS_VERSION] = "tls-version",
  [OBD_CAUSE_INTERCEPTION] = "interception",
  [OBD_CAUSE_AUTH_REQUIRED] = "auth-required",
  [OBD_CAUSE_AUTH_FAILED] = "auth-failed",
  [OBD_CAUSE_APP_PASSWORD_REQUIRED] = "app-password-required",
  [OBD_CAUSE_OAUTH_REQUIRED] = "oauth-required",
  [OBD_CAUSE_AUTH_MECHANISM] = "auth-mechanism",
  [OBD_CAUSE_SMTP_AUTH_DISABLED] = "smtp-auth-disabled",
  [OBD_CAUSE_ACCOUNT_LOCKED] = "account-locked",
  [OBD_CAUSE_SENDER_NOT_ALLOWED] = "sender-not-allowed",
  [OBD_CAUSE_WRONG_SERVER] = "wrong-server",
  [OBD_CAUSE_POP_BEFORE_SMTP] = "pop-before-smtp",
  [OBD_CAUSE_RECIPIENT_UNKNOWN] = "recipient-unknown",
  [OBD_CAUSE_RECIPIENT_DOMAIN] = "recipient-domain",
  [OBD_CAUSE_RECIPIENT_FULL] = "recipient-full",
  [OBD_CAUSE_GREYLISTED] = "greylisted",
  [OBD_CAUSE_RATE_LIMITED] = "rate-limited",
  [OBD_CAUSE_IP_BLOCKED] = "ip-blocked",
  [OBD_CAUSE_HELO_REJECTED] = "helo-rejected",
  [OBD_CAUSE_CONTENT_REJECTED] = "content-rejected",
  [OBD_CAUSE_SENDER_DOMAIN_AUTH] = "sender-domain-auth",
  [OBD_CAUSE_MESSAGE_TOO_LARGE] = "message-too-large",
  [OBD_CAUSE_SERVER_ERROR] = "server-error",
  [OBD_CAUSE_PROTOCOL_ERROR] = "protocol-error",
};

const char *
obd_cause_to_nick (ObdCause cause)
{
  g_return_val_if_fail ((guint) cause < OBD_N_CAUSES, nicks[OBD_CAUSE_UNKNOWN]);

  return nicks[cause];
}

gboolean
obd_cause_from_nick (const char *nick,
                     ObdCause   *cause)
{
  for (guint i = 0; i < OBD_N_CAUSES; i++)
    {
      if (g_strcmp0 (nick, nicks[i]) == 0)
        {
          *cause = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* The remedy ids of the contract. A label is an instruction that fits on one row. */
static const ObdRemedy remedies[] = {
  { "set-clock", N_("Set date and time automatically") },
  { "enter-outgoing-credentials", N_("Enter the outgoing user name and password"), "" },
  /* TRANSLATORS: the encryption of the outgoing mail server, called SSL by most devices. */
  { "change-security", N_("Change the SSL setting of the outgoing server"),
    N_("Change the SSL setting of the incoming server") },
  { "change-port", N_("Change the port of the outgoing server"),
    N_("Change the port of the incoming server") },
  { "change-server", N_("Change the name of the outgoing server"),
    N_("Change the name of the incoming server") },
  /* TRANSLATORS: authentication: the way in which a device signs in to the server. */
  { "change-authentication", N_("Change the authentication of the outgoing server"),
    N_("Change the authentication of the incoming server") },
  { "other-smtp-server", N_("Use another outgoing server"), "" },
  { "restart", N_("Restart the device") },
  { "allow-mail-app", N_("Allow the mail app to use the network") },
  { "switch-network", N_("Try another network") },
  { "disable-interception", N_("Switch off the program that answers in the server’s place") },
  { "update-system", N_("Update the system or the mail app") },
  { "delete-and-re-add", N_("Delete the account and add it again") },
  { "other-app", N_("Use another mail app") },
  /* TRANSLATORS: app password: a password made by the provider for one program only. */
  { "app-password", N_("Create an app password and enter it") },
  { "sign-in-with-provider", N_("Sign in on the provider’s own page") },
  { "enable-sending", N_("Have sending switched on for this mailbox"), "" },
  { "unlock-account", N_("Unlock the account on the web") },
  { "change-sender", N_("Send from an address of this account"), "" },
  { "correct-recipient", N_("Correct the recipient’s address"), "" },
  { "wait-and-retry", N_("Wait a while and send again"), N_("Wait a while and try again") },
  { "shrink-message", N_("Make the message smaller"), "" },
  { "ask-provider", N_("Ask the mail provider") },
  { "fix-server", N_("Tell the server’s administrator") },
  { NULL },
};

const ObdRemedy *
obd_remedy_list (void)
{
  return remedies;
}

const ObdRemedy *
obd_remedy_find (const char *id)
{
  for (const ObdRemedy *remedy = remedies; remedy->id != NULL; remedy++)
    if (g_strcmp0 (id, remedy->id) == 0)
      return remedy;
  return NULL;
}

gboolean
obd_remedy_is_for_receiving (const char *id)
{
  const ObdRemedy *remedy = obd_remedy_find (id);

  return remedy != NULL && g_strcmp0 (remedy->receiving, "") != 0;
}

const char *
obd_remedy_get_label (const ObdRemedy *remedy,
                      gboolean         receiving)
{
  return receiving && remedy->receiving != NULL && *remedy->receiving != '\0' ? remedy->receiving
                                                                              : remedy->label;
}
