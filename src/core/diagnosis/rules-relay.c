/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Relaying: whether the server passes this client's mail on. */

#include "config.h"

#include "obd-rule.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* --- auth-required ---------------------------------------------------------------------------- */

/* Words that blame the recipient, the sender or the server, or nothing that is known. */
static gboolean
is_vague (ObdCause cause)
{
  switch ((int) cause)
    {
    case OBD_CAUSE_UNKNOWN:
    case OBD_CAUSE_AUTH_REQUIRED:
    case OBD_CAUSE_GREYLISTED:
    case OBD_CAUSE_RECIPIENT_UNKNOWN:
    case OBD_CAUSE_RECIPIENT_DOMAIN:
    case OBD_CAUSE_SENDER_NOT_ALLOWED:
    case OBD_CAUSE_WRONG_SERVER:
    case OBD_CAUSE_SERVER_ERROR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* What was refused without sign-in was taken with it, whatever words the refusal used (OpenSMTPD says
 * "Invalid recipient"). */
static gboolean
sign_in_cures (const ObdCase *c)
{
  const ObdFinding *proof = c->proof;

  if (proof == NULL || proof == c->subject || !obd_finding_get_flag (proof, OBD_KEY_SMTP_SENDER_OK))
    return FALSE;
  return c->subject->stage == OBD_STAGE_MAIL
         || obd_finding_get_flag (proof, OBD_KEY_SMTP_RECIPIENT_OK);
}

/* What servers hold against strangers they often do not even ask of people who sign in: block
 * lists, the name in EHLO, SPF, rates. Where the same port takes the same mail with sign-in, none of
 * that is the reason. */
static gboolean
is_same_port (const ObdCase *c)
{
  return c->proof != NULL && c->proof->endpoint->port == c->subject->endpoint->port
         && g_str_equal (c->proof->endpoint->host, c->subject->endpoint->host);
}

/* A server knows the mailboxes of its own domains alone (RFC 5321 section 7.9 lets it keep even
 * those to itself). Who says to a stranger that somebody elsewhere is unknown, means that it passes
 * nothing on for strangers; unless somebody who signed in was told the same. */
static gboolean
cannot_know (const ObdCase *c)
{
  return c->reading.cause == OBD_CAUSE_RECIPIENT_UNKNOWN && c->subject->stage == OBD_STAGE_RCPT
         && obd_target_recipient_is_outside (c->target) && c->proof == NULL;
}

static double
when_left_out (const ObdCase *c,
               const ObdRule *rule)
{
  gboolean said = c->reading.cause == OBD_CAUSE_AUTH_REQUIRED;

  if (!obd_case_mail_refused (c) || obd_finding_is_signed_in (c->subject))
    return 0;
  if ((is_vague (c->reading.cause) || is_same_port (c)) && sign_in_cures (c))
    return said ? 0.99 : 0.92;
  return said ? c->reading.confidence : 0;
}

static double
when_recipient_is_blamed (const ObdCase *c,
                          const ObdRule *rule)
{
  return obd_case_mail_refused (c) && !obd_finding_is_signed_in (c->subject) && cannot_know (c)
           ? 0.75
           : 0;
}

/* The sender was taken, no outside recipient was tried, and the server has a sign-in to offer. */
static double
when_probably_left_out (const ObdCase *c,
                        const ObdRule *rule)
{
  const ObdFinding *s = c->subject;

  if (s == NULL || c->signs_in || !s->typed || !obd_finding_is_clean (s)
      || !obd_finding_get_flag (s, OBD_KEY_SMTP_SENDER_OK) || obd_finding_relayed (s))
    return 0;
  return obd_case_auth_offered (c) ? 0.7 : 0;
}

/* --- after sign-in ---------------------------------------------------------------------------- */

/* Relay words after a sign-in that was accepted. Who sends for the mailbox, the
 * words do not say: never a proof. */
static double
when_relay_refused_after_sign_in (const ObdCase *c,
                                  const ObdRule *rule)
{
  if (!obd_case_mail_refused (c))
    return 0;
  if (c->reading.cause == OBD_CAUSE_AUTH_REQUIRED && obd_finding_is_signed_in (c->subject))
    return MIN (c->reading.confidence, 0.85);
  return MIN (obd_when_reply_says (c, rule), 0.88);
}

static double
when_own_sender_refused (const ObdCase *c,
                         const ObdRule *rule)
{
  if (g_ascii_strcasecmp (c->target->sender, c->target->address) != 0
      || g_ascii_strcasecmp (c->target->sender, obd_target_get_login (c->target)) != 0)
    return 0;
  return obd_when_reply_says (c, rule);
}

/* The same server, a moment later, took the same mail from the account's own address: it was the
 * sender, whatever the words blamed. */
static double
when_own_sender_passes (const ObdCase *c,
                        const ObdRule *rule)
{
  if (!obd_case_mail_refused (c) || !obd_finding_get_flag (c->subject, OBD_KEY_SMTP_OWN_SENDER_OK))
    return 0;
  if (c->reading.cause == OBD_CAUSE_SENDER_NOT_ALLOWED)
    return 0.98;
  return is_vague (c->reading.cause) ? 0.93 : 0;
}

/* Words of a relay that does not know its client, from a server without any sign-in. */
static double
when_nobody_can_sign_in (const ObdCase *c,
                         const ObdRule *rule)
{
  if (!obd_case_mail_refused (c) || !obd_finding_is_smtp (c->subject) || c->proof != NULL
      || obd_case_auth_offered (c) || !obd_case_ports_lead_nowhere (c))
    return 0;
  if (c->reading.cause == OBD_CAUSE_AUTH_REQUIRED)
    return MIN (c->reading.confidence, 0.85);
  return cannot_know (c) ? 0.7 : 0;
}

/* --- beyond ASCII ----------------------------------------------------------------------------- */

/* Neither MAIL nor RCPT was said: every client stops here, or is told 553 5.6.7. */
static double
judge_unsayable (const ObdCase *c,
                 const char    *whose)
{
  const char *said = c->subject != NULL ? obd_finding_get_text (c->subject, OBD_KEY_SMTP_UNSAYABLE)
                                        : NULL;

  return g_strcmp0 (said, whose) == 0 ? OBD_PROVED : 0;
}

static double
when_sender_is_unsayable (const ObdCase *c,
                          const ObdRule *rule)
{
  return judge_unsayable (c, "sender");
}

static double
when_recipient_is_unsayable (const ObdCase *c,
                             const ObdRule *rule)
{
  return judge_unsayable (c, "recipient");
}

const ObdRule obd_rules_relay[] = {
  {
    .name = "pop-before-smtp",
    .cause = OBD_CAUSE_POP_BEFORE_SMTP,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = obd_when_reply_says,
    .title = N_("The server wants mail to be fetched before it takes any."),
    .explanation = N_("It knows people by the mail they have just fetched. Fetch mail on the "
                      "{device} and send within a few minutes, or sign in for sending as well."),
    .remedies = { "enter-outgoing-credentials", "wait-and-retry", "change-port", "ask-provider" },
  },
  {
    .name = "auth-required/likely",
    .cause = OBD_CAUSE_AUTH_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_N_STATIONS, /* nothing was seen to stop */
    .when = when_probably_left_out,
    .title = N_("Your {device} sends without signing in, which servers rarely allow."),
    .explanation = N_("The server offers a sign-in, and the {device} leaves it out. Whether mail "
                      "to others passes was not tested: that takes a recipient outside of "
                      "your own domain."),
    .remedies = { "enter-outgoing-credentials", "change-security", "change-port",
                  "delete-and-re-add", "ask-provider" },
    .apart = N_("name a recipient outside of your own domain and test again: then it shows whether "
                "the server passes mail on."),
  },
  {
    .name = "auth-required/no-sign-in-offered",
    .cause = OBD_CAUSE_AUTH_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = when_nobody_can_sign_in,
    .title = N_("{host} passes mail on only for people that it knows, and offers no sign-in."),
    .explanation = N_("It may know people by the network they are in, as Internet providers do for "
                      "their own customers. From elsewhere mail has to go out through a server "
                      "that offers a sign-in."),
    .remedies = { "change-server", "other-smtp-server", "change-port", "switch-network",
                  "ask-provider" },
    .rival = OBD_CAUSE_WRONG_SERVER,
    .apart = N_("ask the owner of {host} whether it is the outgoing server for {address}, and from "
                "which networks."),
  },
  {
    .name = "auth-required",
    .cause = OBD_CAUSE_AUTH_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = when_left_out,
    .title = N_("Your {device} sends without signing in, so the server will not pass the mail on."),
    .explanation = N_("Fetching mail and sending it are two settings: the outgoing server has a "
                      "user name and a password of its own. Fill them in, even if the field says "
                      "“Optional”."),
    .remedies = { "enter-outgoing-credentials", "change-security", "change-port",
                  "delete-and-re-add", "other-smtp-server", "ask-provider" },
  },
  {
    .name = "auth-required/recipient-blamed",
    .cause = OBD_CAUSE_AUTH_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = when_recipient_is_blamed,
    .title = N_("Your {device} sends without signing in, and the server takes nothing for "
                "{recipient} from strangers."),
    .explanation = N_("It says that there is no such mailbox, which a server knows only of its own "
                      "people. The outgoing server has a user name and a password of its own. Fill "
                      "them in, even if the field says “Optional”."),
    .remedies = { "enter-outgoing-credentials", "correct-recipient", "change-security",
                  "change-port", "delete-and-re-add", "ask-provider" },
    .rival = OBD_CAUSE_RECIPIENT_UNKNOWN,
    .apart = N_("sign in and test again: if {recipient} is refused then too, look at the address."),
  },
  {
    .name = "sender-not-allowed/beyond-ascii",
    .cause = OBD_CAUSE_SENDER_NOT_ALLOWED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_RELAYING,
    .when = when_sender_is_unsayable,
    .title = N_("{host} takes no mail from {sender}: it knows only the letters a to z in addresses."),
    .explanation = N_("Letters such as ü or 名 in the part before @ need a server that offers "
                      "SMTPUTF8, and this one does not. Send from another address of yours, or ask "
                      "the provider for a server that takes this one."),
    .remedies = { "change-sender", "other-smtp-server", "ask-provider" },
  },
  {
    .name = "content-rejected/recipient-beyond-ascii",
    .cause = OBD_CAUSE_CONTENT_REJECTED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_RECIPIENT,
    .when = when_recipient_is_unsayable,
    .title = N_("{host} takes no mail for {recipient}: it knows only the letters a to z in "
                "addresses."),
    .explanation = N_("Letters such as ü or 名 in the part before @ need a server that offers "
                      "SMTPUTF8, and this one does not. Ask whether the other person has another "
                      "address, or send through another server."),
    .remedies = { "correct-recipient", "other-smtp-server", "ask-provider" },
  },
  {
    .name = "sender-not-allowed/own-one-passes",
    .cause = OBD_CAUSE_SENDER_NOT_ALLOWED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = when_own_sender_passes,
    .title = N_("The account {username} may not send as {sender}; as {own-sender} it may."),
    .explanation = N_("The server compares the From address with the account that signed in. Send "
                      "as {own-sender}, or have the provider allow the other address."),
    .remedies = { "change-sender", "enter-outgoing-credentials", "change-server", "ask-provider" },
  },
  {
    .name = "sender-not-allowed/no-reason",
    .cause = OBD_CAUSE_SENDER_NOT_ALLOWED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = obd_when_code_says,
    .title = N_("The server does not take {sender} as the sender, and does not say why."),
    .explanation = N_("Most often the address does not belong to the account that signed in; it may "
                      "also be the account itself. Your provider can read the answer."),
    .remedies = { "change-sender", "ask-provider", "unlock-account", "wait-and-retry" },
    .rival = OBD_CAUSE_ACCOUNT_LOCKED,
    .apart = N_("send from the provider’s web page: if that is refused too, it is the account."),
  },
  {
    .name = "sender-not-allowed/own-address",
    .cause = OBD_CAUSE_SENDER_NOT_ALLOWED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_RELAYING,
    .when = when_own_sender_refused,
    .title = N_("The server does not let this account send as {sender}, its own address."),
    .explanation = N_("The sign-in was accepted, so user name and password are right. Only the "
                      "provider can allow the address, or tell which one the account may use."),
    .remedies = { "ask-provider", "change-sender", "enable-sending", "change-server" },
  },
  {
    .name = "sender-not-allowed",
    .cause = OBD_CAUSE_SENDER_NOT_ALLOWED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = obd_when_reply_says,
    .title = N_("The account {username} may not send as {sender}."),
    .explanation = N_("The server compares the From address with the account that signed in. Send "
                      "with the account’s own address, or have the provider allow this one."),
    .remedies = { "change-sender", "enter-outgoing-credentials", "change-server", "ask-provider" },
  },
  {
    .name = "wrong-server",
    .cause = OBD_CAUSE_WRONG_SERVER,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = when_relay_refused_after_sign_in,
    .title = N_("{host} is not the server that sends for this mailbox."),
    .explanation = N_("It does not pass mail on for {address}, with or without sign-in. Your "
                      "provider’s help page names the outgoing server."),
    .said = N_("This server is not the one that sends for this mailbox."),
    .remedies = { "change-server", "other-smtp-server", "delete-and-re-add", "ask-provider" },
    .rival = OBD_CAUSE_SMTP_AUTH_DISABLED,
    .apart = N_("ask the owner of {host} whether it sends for {address} at all. If it does, sending "
                "is switched off for this account."),
  },
  { .name = NULL },
};
