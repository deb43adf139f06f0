/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sign-in: what is offered, and what the server says to it. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

static double
when_no_auth (const ObdCase *c,
              const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_NO_AUTH ? 0.95 : 0;
}

/* What was offered in plain text is gone inside: a server that is set up the wrong way round. */
static double
when_only_unencrypted (const ObdCase *c,
                       const ObdRule *rule)
{
  return when_no_auth (c, rule) > 0 && obd_finding_get_flag (c->subject, OBD_KEY_SMTP_ENCRYPTED)
             && !obd_finding_texts_empty (c->subject, OBD_KEY_SMTP_AUTH_PLAIN)
           ? 0.95
           : 0;
}

/* Mechanisms by which a person signs in on the provider's own page (RFC 7628, XOAUTH2). */
static gboolean
is_token (const char *mechanism)
{
  return g_str_equal (mechanism, "XOAUTH2") || g_str_equal (mechanism, "OAUTHBEARER");
}

static gboolean
only_tokens (const ObdFinding *finding,
             const char       *key)
{
  g_autofree const char **mechanisms = obd_finding_get_texts (finding, key);

  if (mechanisms == NULL || mechanisms[0] == NULL)
    return FALSE;
  for (guint i = 0; mechanisms[i] != NULL; i++)
    if (!is_token (mechanisms[i]))
      return FALSE;
  return TRUE;
}

static double
when_only_oauth (const ObdCase *c,
                 const ObdRule *rule)
{
  if (c->subject == NULL || c->subject->fault != OBD_FAULT_NO_MECHANISM
      || c->target->authentication == OBD_AUTHENTICATION_OAUTH2)
    return 0;
  return only_tokens (c->subject, OBD_KEY_SMTP_AUTH_TLS)
             || only_tokens (c->subject, OBD_KEY_SMTP_AUTH_PLAIN)
           ? 0.92
           : 0;
}

static gboolean
offers (const ObdFinding *finding,
        const char       *mechanism)
{
  return obd_finding_texts_contain (finding, OBD_KEY_SMTP_AUTH_TLS, mechanism)
         || obd_finding_texts_contain (finding, OBD_KEY_SMTP_AUTH_PLAIN, mechanism);
}

/* The device is set to something that the server does offer and that this program cannot try:
 * nothing is wrong as far as was seen. */
static gboolean
is_beyond_us (const ObdCase *c)
{
  switch (c->target->authentication)
    {
    case OBD_AUTHENTICATION_OAUTH2:
      return offers (c->subject, "XOAUTH2") || offers (c->subject, "OAUTHBEARER");
    case OBD_AUTHENTICATION_NTLM:
      return offers (c->subject, "NTLM");
    case OBD_AUTHENTICATION_UNKNOWN:
    case OBD_AUTHENTICATION_NONE:
    case OBD_AUTHENTICATION_PASSWORD:
    case OBD_AUTHENTICATION_PLAIN:
    case OBD_AUTHENTICATION_LOGIN:
    case OBD_AUTHENTICATION_CRAM_MD5:
    default:
      return FALSE;
    }
}

static double
when_no_mechanism (const ObdCase *c,
                   const ObdRule *rule)
{
  if (c->subject == NULL)
    return 0;
  if (c->subject->fault == OBD_FAULT_NO_MECHANISM)
    return is_beyond_us (c) ? 0 : 0.95;
  return obd_when_reply_says (c, rule);
}

/* Cyrus, Dovecot and others answer so where the user name lacks what stands after the @. */
static double
when_bare_username (const ObdCase *c,
                    const ObdRule *rule)
{
  const char *login = obd_target_get_login (c->target);

  return strchr (login, '@') == NULL ? obd_when_reply_says (c, rule) : 0;
}

const ObdRule obd_rules_auth[] = {
  {
    .name = "auth-mechanism/only-unencrypted",
    .cause = OBD_CAUSE_AUTH_MECHANISM,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_SIGN_IN,
    .when = when_only_unencrypted,
    .title = N_("Port {port} of {host} offers a sign-in only while nothing is encrypted."),
    .explanation = N_("That is the wrong way round: a password belongs inside the encryption. "
                      "Another port may do it right; the server’s owner has to know."),
    .remedies = { "change-port", "fix-server", "ask-provider", "change-server" },
  },
  {
    .name = "auth-mechanism/none-offered",
    .cause = OBD_CAUSE_AUTH_MECHANISM,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_no_auth,
    .title = N_("Port {port} of {host} offers no sign-in, so your {device} cannot sign in there."),
    .explanation = N_("Servers take mail from each other on port 25 and from people, who sign in, "
                      "on 465 or 587. The mail has to go to one of those."),
    .remedies = { "change-port", "change-security", "change-server", "ask-provider" },
  },
  {
    .name = "oauth-required/only-tokens",
    .cause = OBD_CAUSE_OAUTH_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_only_oauth,
    .title = N_("{host} takes no passwords from mail apps, only a sign-in on the provider’s page."),
    .explanation = N_("Remove the account on the {device} and add it again by choosing the "
                      "provider’s name instead of “Other”. Its own page then asks for the "
                      "password."),
    .remedies = { "sign-in-with-provider", "delete-and-re-add", "other-app", "ask-provider" },
  },
  {
    .name = "auth-mechanism",
    .cause = OBD_CAUSE_AUTH_MECHANISM,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_no_mechanism,
    .title = N_("The server does not know the way in which your {device} wants to sign in."),
    .explanation = N_("The setting is called Authentication on most devices. “Password” over an "
                      "encrypted connection is right nearly everywhere."),
    .remedies = { "change-authentication", "change-security", "change-port", "delete-and-re-add",
                  "ask-provider" },
  },
  {
    .name = "auth-failed/bare-username",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_bare_username,
    .title = N_("The server does not know the user name {username} with this password."),
    .explanation = N_("Most servers want the whole address, {address}, as the user name. If that "
                      "is what the {device} has already, the password is the thing to check."),
    .remedies = { "enter-outgoing-credentials", "app-password", "delete-and-re-add",
                  "ask-provider" },
    .rival = OBD_CAUSE_APP_PASSWORD_REQUIRED,
    .apart = N_("enter {address} as the user name and test again."),
  },
  {
    .name = "auth-failed",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_reply_says,
    .title = N_("The server does not know this user name with this password."),
    .explanation = N_("It was tried once and nowhere else, so that the account is not locked. Sign "
                      "in on the provider’s web page with the same two; if that works, the "
                      "account may want an app password here."),
    .said_more = N_("Sign in on the provider’s web page with the same two; if that works, the "
                    "account may want an app password here."),
    .remedies = { "enter-outgoing-credentials", "app-password", "delete-and-re-add",
                  "ask-provider" },
    .rival = OBD_CAUSE_APP_PASSWORD_REQUIRED,
    .apart = N_("sign in on the provider’s web page with the same two. If that works, the account "
                "wants an app password; if not, they are wrong."),
  },
  {
    .name = "app-password-required",
    .cause = OBD_CAUSE_APP_PASSWORD_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_reply_says,
    .title = N_("Your provider wants an app password here, not the one for the web."),
    .explanation = N_("An app password is made on the provider’s web page, once for each device. "
                      "Enter it in the password field of the {device}."),
    .remedies = { "app-password", "enter-outgoing-credentials", "sign-in-with-provider",
                  "ask-provider" },
  },
  {
    .name = "oauth-required",
    .cause = OBD_CAUSE_OAUTH_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_reply_says,
    .title = N_("Your provider has switched off sign-in with a password for mail apps."),
    .explanation = N_("Remove the account on the {device} and add it again by choosing the "
                      "provider’s name instead of “Other”. Its own page then asks for the "
                      "password."),
    .remedies = { "sign-in-with-provider", "delete-and-re-add", "other-app", "enable-sending",
                  "ask-provider" },
  },
  {
    .name = "smtp-auth-disabled",
    .cause = OBD_CAUSE_SMTP_AUTH_DISABLED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_reply_says,
    .title = N_("Your provider has to switch on sending for this mailbox."),
    .explanation = N_("Sending by mail apps is switched off for the mailbox, its organisation or "
                      "its plan. Nothing on the {device} changes that."),
    .remedies = { "enable-sending", "ask-provider", "sign-in-with-provider", "other-app" },
  },
  {
    .name = "account-locked",
    .cause = OBD_CAUSE_ACCOUNT_LOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_reply_says,
    .title = N_("The account is locked until you unlock it on the provider’s web page."),
    .explanation = N_("Sign in there with a browser and follow what it asks. Keep the {device} "
                      "from trying again until then, as each try may extend the lock."),
    .remedies = { "unlock-account", "wait-and-retry", "ask-provider" },
  },
  { .name = NULL },
};
