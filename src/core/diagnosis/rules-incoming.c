/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fetching mail: what only IMAP and POP3 know; and the words for receiving in place of those that
 * speak of sending, see obd_rules_reword(). */

#include "config.h"

#include "obd-rule.h"

#include "obd-keys.h"
#include "obd-receiving.h"

#include <glib/gi18n-lib.h>

static gboolean
is_unasked (const ObdCase *c)
{
  return obd_case_is_incoming (c) && c->subject->fault == OBD_FAULT_PREAUTH;
}

/* RFC 9051 section 11.2: PREAUTH in plain text leaves no room for STARTTLS, which is why somebody on
 * the way may say it. A server that is set so by mistake says the same. */
static double
when_taken_for_signed_in (const ObdCase *c,
                          const ObdRule *rule)
{
  return is_unasked (c) && !obd_finding_get_flag (c->subject, OBD_KEY_SMTP_ENCRYPTED) ? 0.7 : 0;
}

static double
when_nobody_was_asked (const ObdCase *c,
                       const ObdRule *rule)
{
  return is_unasked (c) ? 0.9 : 0;
}

/* RFC 2449 section 8.1.2: the password was right, and somebody else is in the mailbox. */
static double
when_somebody_is_in (const ObdCase *c,
                     const ObdRule *rule)
{
  return obd_case_is_incoming (c) && obd_finding_is_signed_in (c->subject)
             && g_strcmp0 (obd_finding_get_text (c->subject, OBD_KEY_INCOMING_CODE), "IN-USE") == 0
           ? 0.95
           : 0;
}

static double
when_unconnected (const ObdCase *c,
                  const ObdRule *rule)
{
  return obd_receiving_is_unconnected (c->subject) ? c->reading.confidence : 0;
}

static double
when_mailbox_is_shut (const ObdCase *c,
                      const ObdRule *rule)
{
  return obd_receiving_is_shut (c->subject) ? obd_when_reply_says (c, rule) : 0;
}

const ObdRule obd_rules_incoming[] = {
  {
    .name = "interception/preauth",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_taken_for_signed_in,
    .title = N_("{host} takes this computer for signed in before the encryption began."),
    .explanation = N_("In that state encryption can no longer be switched on, so nothing was sent. "
                      "Something on the way, or a faulty server, does that."),
    .remedies = { "change-port", "change-security", "switch-network", "disable-interception",
                  "ask-provider" },
    .rival = OBD_CAUSE_PROTOCOL_ERROR,
    .apart = N_("if the same happens in another network, it is the server."),
  },
  {
    .name = "protocol-error/receiving-unasked",
    .cause = OBD_CAUSE_PROTOCOL_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_SIGN_IN,
    .when = when_nobody_was_asked,
    .title = N_("{host} asks nobody for a password, so nothing shows whether it is right."),
    .explanation = N_("It takes whoever connects from here for signed in. Nothing more was said to "
                      "it."),
    .remedies = { "ask-provider", "change-server", "fix-server" },
  },
  {
    .name = "rate-limited/receiving",
    .cause = OBD_CAUSE_RATE_LIMITED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_somebody_is_in,
    .title = N_("{host} lets nobody more into this mailbox at the moment."),
    .explanation = N_("Another device or program is in it, or it was asked too often. Close mail "
                      "programs on other devices, wait a while and try again."),
    .remedies = { "wait-and-retry", "ask-provider" },
  },
  {
    .name = "smtp-auth-disabled/receiving-unconnected",
    .cause = OBD_CAUSE_SMTP_AUTH_DISABLED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_SIGN_IN,
    .when = when_unconnected,
    .title = N_("{host} takes the sign-in of {username}, but lets it into no mailbox."),
    .explanation = N_("Exchange says this where fetching with mail apps (IMAP, POP3) is switched off "
                      "for the mailbox, where the account has no mailbox, or where the user name "
                      "does not lead to it. A shared mailbox is opened with the user name of "
                      "somebody who may use it."),
    .remedies = { "ask-provider", "sign-in-with-provider", "other-app" },
    .rival = OBD_CAUSE_AUTH_FAILED,
    .apart = N_("sign in on the provider’s web page with the same user name and password. If this "
                "mailbox opens there, mail apps are switched off for it; if not, one of the two is "
                "wrong."),
  },
  {
    .name = "server-error/receiving-mailbox-shut",
    .cause = OBD_CAUSE_SERVER_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_SIGN_IN,
    .when = when_mailbox_is_shut,
    .title = N_("{host} took user name and password, but cannot open the mailbox."),
    .explanation = N_("The server has trouble of its own with this mailbox, and nothing on the "
                      "{device} changes that. Try again later; if it lasts, the provider has to "
                      "know."),
    .remedies = { "wait-and-retry", "ask-provider", "fix-server" },
  },
  /* From here on: words. The row whose words they take decides whether they apply. */
  {
    .name = "port-blocked/receiving",
    .cause = OBD_CAUSE_PORT_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_PORT,
    .when = obd_when_never,
    .title = N_("Nothing comes back from port {port}. This network probably holds it back."),
    .explanation = N_("The server lives: it answers on another port. The ports for receiving with "
                      "encryption are 993 (IMAP) and 995 (POP3)."),
    .remedies = { "change-port", "switch-network", "disable-interception", "ask-provider" },
  },
  {
    .name = "captive-portal/receiving",
    .cause = OBD_CAUSE_CAPTIVE_PORTAL,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_NETWORK,
    .when = obd_when_never,
    .title = N_("This network wants you to sign in on its own page first."),
    .explanation = N_("Until then it answers in place of the Internet. Open any web page, accept "
                      "or sign in there, then test again."),
    .remedies = { "switch-network", "wait-and-retry" },
    .rival = OBD_CAUSE_PROTOCOL_ERROR,
    .apart = N_("open any web page: if a page of the network comes, it is that."),
  },
  {
    .name = "tls-certificate/receiving-unrecognized-name",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = obd_when_never,
    .title = N_("The server that answers has no certificate for the name {host}."),
    .explanation = N_("It says that it does not know itself by this name. Ask your provider which "
                      "name of the incoming server to enter."),
    .remedies = { "change-server", "ask-provider", "fix-server" },
  },
  {
    .name = "tls-mode-mismatch/receiving-tls-to-plain",
    .cause = OBD_CAUSE_TLS_MODE_MISMATCH,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = obd_when_never,
    .title = N_("Your {device} begins with encryption, and port {port} begins in plain text."),
    .explanation = N_("Ports 993 and 995 expect encryption from the first byte; 143 and 110 begin "
                      "in plain text and then switch. Port and encryption have to fit each other."),
    .remedies = { "change-security", "change-port", "ask-provider" },
  },
  {
    .name = "tls-mode-mismatch/receiving-plain-to-tls",
    .cause = OBD_CAUSE_TLS_MODE_MISMATCH,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = obd_when_never,
    .title = N_("Port {port} expects encryption from the first byte, and your {device} begins in "
                "plain text."),
    .explanation = N_("The server waits for an encrypted beginning and says nothing until it comes. "
                      "Turn on SSL for receiving."),
    .remedies = { "change-security", "change-port", "ask-provider" },
  },
  {
    .name = "tls-mode-mismatch/receiving",
    .cause = OBD_CAUSE_TLS_MODE_MISMATCH,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = obd_when_never,
    .title = N_("Your {device} expects encryption, and port {port} of this server speaks none."),
    .explanation = N_("Most servers speak it on port 993 (IMAP) or 995 (POP3). Do not turn "
                      "encryption off to get past this."),
    .remedies = { "change-port", "change-security", "disable-interception", "ask-provider" },
  },
  {
    .name = "starttls-required/receiving",
    .cause = OBD_CAUSE_STARTTLS_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .when = obd_when_never,
    .title = N_("The server wants encryption first, and your {device} has it turned off."),
    .explanation = N_("Turn on SSL (TLS, STARTTLS) for receiving. The user name and password then "
                      "travel encrypted as well."),
    .remedies = { "change-security", "change-port", "delete-and-re-add", "ask-provider" },
  },
  {
    .name = "starttls-required/receiving-password-in-the-open",
    .cause = OBD_CAUSE_STARTTLS_REQUIRED,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_YOU,
    .when = obd_when_never,
    .title = N_("Your {device} sends the password where anybody on the way can read it."),
    .explanation = N_("It works, but the connection for receiving is not encrypted. Turn on SSL "
                      "(TLS, STARTTLS) for it."),
    .remedies = { "change-security", "change-port" },
  },
  {
    .name = "wrong-server/receiving-another-provider",
    .cause = OBD_CAUSE_WRONG_SERVER,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .when = obd_when_never,
    .title = N_("{host} belongs to another provider than your address."),
    .explanation = N_("It knows neither {username} nor the password. For {address} the incoming "
                      "server is {right-server}."),
    .remedies = { "change-server", "delete-and-re-add", "ask-provider" },
    .rival = OBD_CAUSE_AUTH_FAILED,
    .apart = N_("enter {right-server} and test again: if it takes the same user name and password, "
                "it was the server."),
  },
  {
    .name = "auth-mechanism/receiving-none-offered",
    .cause = OBD_CAUSE_AUTH_MECHANISM,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_never,
    .title = N_("Port {port} of {host} offers no sign-in, so your {device} cannot sign in there."),
    .explanation = N_("Most servers for receiving offer it on port 993 (IMAP) or 995 (POP3)."),
    .remedies = { "change-port", "change-security", "change-server", "ask-provider" },
  },
  {
    .name = "auth-failed/receiving-bare-username",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_never,
    .title = N_("For receiving, {host} does not know the user name {username} with this password."),
    .explanation = N_("Most servers want the whole address, {address}, as the user name. If that "
                      "is what the {device} has already, the password is the thing to check."),
    .remedies = { "app-password", "delete-and-re-add", "ask-provider" },
  },
  {
    .name = "auth-failed/receiving",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_never,
    .title = N_("For receiving, {host} does not know this user name with this password."),
    .explanation = N_("It was tried once and nowhere else, so that the account is not locked. Sign "
                      "in on the provider’s web page with the same two; if that works, the "
                      "account may want an app password here."),
    .remedies = { "app-password", "delete-and-re-add", "ask-provider" },
  },
  {
    .name = "smtp-auth-disabled/receiving",
    .cause = OBD_CAUSE_SMTP_AUTH_DISABLED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_SIGN_IN,
    .when = obd_when_never,
    .title = N_("Your provider has to switch on mail apps for this mailbox."),
    .explanation = N_("Access by mail apps is switched off for the mailbox, its organisation or its "
                      "plan. Nothing on the {device} changes that."),
    .remedies = { "ask-provider", "sign-in-with-provider", "other-app" },
  },
  {
    .name = "server-error/receiving",
    .cause = OBD_CAUSE_SERVER_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .when = obd_when_never,
    .title = N_("{host}, the server for receiving, has trouble of its own."),
    .explanation = N_("It says so itself, and nothing on the {device} changes that. Try again "
                      "later; if it lasts, the provider has to know."),
    .remedies = { "wait-and-retry", "ask-provider", "fix-server" },
  },
  {
    .name = "protocol-error/receiving",
    .cause = OBD_CAUSE_PROTOCOL_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .when = obd_when_never,
    .title = N_("What answers on port {port} of {host} is not the server for receiving."),
    .explanation = N_("Its words follow neither IMAP nor POP3 as they should. Either the port "
                      "belongs to another service, or something on the way answers in the "
                      "server’s place."),
    .remedies = { "change-port", "change-server", "disable-interception", "ask-provider" },
  },
  {
    .name = "healthy/receiving",
    .cause = OBD_CAUSE_HEALTHY,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = obd_when_never,
    .title = N_("Receiving works with these settings: {host} took the sign-in."),
    .explanation = N_("That is proved from this computer; no mail was opened. If the {device} still "
                      "cannot receive, restart it, type the password there once more, or try "
                      "another network."),
    .remedies = { "restart", "delete-and-re-add", "switch-network" },
  },
  { .name = NULL },
};
