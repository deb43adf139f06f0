/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hanging up, the server's own trouble, nothing wrong, and nothing known. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* FTP greets with 220 as well (RFC 959 section 5.4), and its servers know no EHLO; some hang up at
 * the first word of SMTP, so that nobody can talk them into sending mail. */
static gboolean
is_ftp (const ObdCase *c)
{
  const char *banner;
  g_autofree char *words = NULL;

  if (!obd_finding_is_smtp (c->subject) || c->subject->stage != OBD_STAGE_EHLO
      || c->subject->fault == OBD_FAULT_NONE || c->subject->fault == OBD_FAULT_TIMEOUT)
    return FALSE;
  banner = obd_finding_get_text (c->subject, OBD_KEY_SMTP_BANNER);
  words = g_ascii_strdown (banner != NULL ? banner : "", -1);
  return strstr (words, "ftp") != NULL && strstr (words, "smtp") == NULL
         && strstr (words, "mail") == NULL;
}

static double
when_dropped (const ObdCase *c,
              const ObdRule *rule)
{
  if (c->subject == NULL || is_ftp (c))
    return 0;
  return c->subject->fault == OBD_FAULT_DROPPED ? 0.95 : obd_when_reply_says (c, rule);
}

/* The contract: a server that has not answered when time is up is server-error. */
static double
when_hanging (const ObdCase *c,
              const ObdRule *rule)
{
  if (c->subject == NULL || c->subject->fault != OBD_FAULT_TIMEOUT)
    return 0;
  return c->subject->stage == OBD_STAGE_BANNER && obd_case_speaks_http (c) ? 0 : 0.9;
}

static double
when_not_smtp (const ObdCase *c,
               const ObdRule *rule)
{
  if (c->subject == NULL)
    return 0;
  if (c->subject->fault == OBD_FAULT_PROTOCOL || c->subject->fault == OBD_FAULT_NOT_TLS)
    return 0.95;
  if (is_ftp (c) || (c->subject->stage == OBD_STAGE_BANNER && obd_case_speaks_http (c)))
    return 0.92;
  return obd_when_reply_says (c, rule);
}

/* --- healthy ---------------------------------------------------------------------------------- */

static gboolean
is_proved (const ObdCase *c)
{
  return c->subject != NULL && obd_finding_is_clean (c->subject)
         && (c->subject->typed || c->subject == c->proof);
}

static double
when_signed_in_works (const ObdCase *c,
                      const ObdRule *rule)
{
  return is_proved (c) && obd_finding_is_signed_in (c->subject) ? 0.95 : 0;
}

static double
when_recipient_was_taken (const ObdCase *c,
                          const ObdRule *rule)
{
  if (!is_proved (c) || !obd_finding_is_signed_in (c->subject))
    return 0;
  return obd_finding_get_flag (c->subject, OBD_KEY_SMTP_RECIPIENT_OK) ? 0.98 : 0;
}

static double
when_message_was_taken (const ObdCase *c,
                        const ObdRule *rule)
{
  if (!is_proved (c) || !obd_finding_is_signed_in (c->subject))
    return 0;
  return obd_finding_get_flag (c->subject, OBD_KEY_SMTP_MESSAGE_SENT) ? 0.99 : 0;
}

/* Without sign-in only a recipient elsewhere proves that mail passes: a server takes mail for its
 * own people from anybody. */
static double
when_trusted_works (const ObdCase *c,
                    const ObdRule *rule)
{
  return is_proved (c) && !c->signs_in && obd_finding_relayed (c->subject) ? 0.95 : 0;
}

/* --- unknown ---------------------------------------------------------------------------------- */

static double
when_running (const ObdCase *c,
              const ObdRule *rule)
{
  return obd_findings_is_finished (c->findings) ? 0 : 0.01;
}

static double
when_interrupted (const ObdCase *c,
                  const ObdRule *rule)
{
  if (c->subject != NULL && c->subject->outcome != OBD_OUTCOME_CANCELLED)
    return 0;
  return obd_findings_is_interrupted (c->findings) ? 0.01 : 0;
}

static double
when_no_password (const ObdCase *c,
                  const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_NO_PASSWORD ? 0.01 : 0;
}

static double
when_withheld (const ObdCase *c,
               const ObdRule *rule)
{
  return c->target->password_withheld ? when_no_password (c, rule) : 0;
}

static double
when_unsafe (const ObdCase *c,
             const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_UNSAFE ? 0.01 : 0;
}

static double
when_beyond_us (const ObdCase *c,
                const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_NO_MECHANISM ? 0.01 : 0;
}

static double
when_refusal_is_strange (const ObdCase *c,
                         const ObdRule *rule)
{
  return c->subject != NULL && c->subject->reply != NULL && c->subject->fault == OBD_FAULT_REPLY
           ? 0.01
           : 0;
}

static double
when_anything (const ObdCase *c,
               const ObdRule *rule)
{
  return 0.01;
}

const ObdRule obd_rules_general[] = {
  {
    .name = "connection-dropped",
    .cause = OBD_CAUSE_CONNECTION_DROPPED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .when = when_dropped,
    .title = N_("{host} was reached on port {port}, and the connection was cut."),
    .explanation = N_("The server, or something on the way, hung up without a word. Another "
                      "network shows which of them it was."),
    .said = N_("The connection was made and then cut."),
    .remedies = { "switch-network", "disable-interception", "change-port", "wait-and-retry",
                  "ask-provider" },
  },
  {
    .name = "server-error/hanging",
    .cause = OBD_CAUSE_SERVER_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .when = when_hanging,
    .title = N_("{host} took the connection on port {port} and then said nothing more."),
    .explanation = N_("It had not answered when the time was up. The server may be overloaded, or "
                      "something on the way holds its words back."),
    .remedies = { "wait-and-retry", "change-port", "switch-network", "ask-provider",
                  "fix-server" },
  },
  {
    .name = "server-error",
    .cause = OBD_CAUSE_SERVER_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .when = obd_when_reply_says,
    .title = N_("The server has trouble of its own."),
    .explanation = N_("It says so itself, and nothing on the {device} changes that. Send again "
                      "later; if it lasts, the provider has to know."),
    .remedies = { "wait-and-retry", "ask-provider", "fix-server" },
  },
  {
    .name = "protocol-error",
    .cause = OBD_CAUSE_PROTOCOL_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .when = when_not_smtp,
    .title = N_("What answers on port {port} of {host} is not a mail server."),
    .explanation = N_("Its words do not follow SMTP. Either the port belongs to another service, "
                      "or something on the way answers in the server’s place."),
    .said = N_("What answers on that port is not a mail server."),
    .remedies = { "change-port", "change-server", "disable-interception", "ask-provider" },
  },
  {
    .name = "healthy/without-sign-in",
    .cause = OBD_CAUSE_HEALTHY,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_trusted_works,
    .title = N_("These settings work from this network, without a sign-in."),
    .explanation = N_("The server passes mail on for this network. From another network it will "
                      "probably refuse; signing in makes it work everywhere."),
    .remedies = { "restart", "enter-outgoing-credentials", "delete-and-re-add", "ask-provider" },
  },
  {
    .name = "healthy/message",
    .cause = OBD_CAUSE_HEALTHY,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_message_was_taken,
    .title = N_("These settings work: the server took the test message."),
    .explanation = N_("That is proved from this computer. Look whether the message arrives; if "
                      "the {device} still cannot send, type the password there once more."),
    .remedies = { "restart", "enter-outgoing-credentials", "delete-and-re-add", "switch-network" },
  },
  {
    .name = "healthy/recipient",
    .cause = OBD_CAUSE_HEALTHY,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_recipient_was_taken,
    .title = N_("These settings work: the server takes mail for {recipient}."),
    .explanation = N_("That is proved from this computer, up to the recipient; no message was "
                      "sent. If the {device} still cannot send, restart it, type the password "
                      "there once more, or try another network."),
    .remedies = { "restart", "enter-outgoing-credentials", "delete-and-re-add", "switch-network" },
  },
  {
    .name = "healthy",
    .cause = OBD_CAUSE_HEALTHY,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_signed_in_works,
    .title = N_("These settings work: the server took the sign-in and the sender."),
    .explanation = N_("That is proved from this computer. If the {device} still cannot send, "
                      "restart it, type the password there once more, or try another network."),
    .remedies = { "restart", "enter-outgoing-credentials", "delete-and-re-add", "switch-network" },
  },
  {
    .name = "unknown/interrupted",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_interrupted,
    .title = N_("The checks were stopped before a cause was found."),
    .explanation = N_("What was found so far is kept. Examine again to go on."),
  },
  {
    .name = "unknown/password-withheld",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_withheld,
    .title = N_("Everything up to the sign-in works; the password was not tried once more."),
    .explanation = N_("The server refused this user name a moment ago. Trying it again and again "
                      "could lock the account. Correct what was refused, then test again."),
    .remedies = { "enter-outgoing-credentials", "app-password", "ask-provider" },
  },
  {
    .name = "unknown/no-password",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_no_password,
    .title = N_("Everything up to the sign-in works; the sign-in itself was not tested."),
    .explanation = N_("No password was given to this program. Add it, or check the user name and "
                      "type the password on the {device} once more."),
    .remedies = { "enter-outgoing-credentials", "app-password", "restart", "delete-and-re-add",
                  "ask-provider" },
  },
  {
    .name = "unknown/unsafe",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_unsafe,
    .title = N_("The password was held back, because port {port} does not protect it."),
    .explanation = N_("On this connection anybody on the way could read it. Turn on SSL on the "
                      "{device}, or allow it for this server if you know that it is safe."),
    .remedies = { "change-security", "change-port", "ask-provider" },
  },
  {
    .name = "unknown/beyond-us",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_beyond_us,
    .title = N_("The server offers the sign-in that your {device} is set to; it was not tested."),
    .explanation = N_("This program cannot sign in that way. Everything up to there works."),
    .remedies = { "sign-in-with-provider", "delete-and-re-add", "ask-provider" },
  },
  {
    .name = "unknown/strange-refusal",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .when = when_refusal_is_strange,
    .title = N_("The server refused, in words that do not tell why."),
    .explanation = N_("Your provider can read them. The report holds the conversation, without "
                      "the password."),
    .remedies = { "ask-provider", "wait-and-retry", "delete-and-re-add" },
  },
  {
    .name = "unknown/running",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_running,
    .title = N_("The checks are still running."),
    .explanation = N_("What is found so far is shown as it comes in."),
    .remedies = { NULL },
  },
  {
    .name = "unknown",
    .cause = OBD_CAUSE_UNKNOWN,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_anything,
    .title = N_("No cause was found."),
    .explanation = N_("What was seen neither proves the settings nor names a fault. The report "
                      "shows what was ruled out; naming a recipient lets more be tested."),
    .remedies = { "restart", "delete-and-re-add", "switch-network", "ask-provider" },
  },
  { .name = NULL },
};
