/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The far end: the recipient and the message itself. */

#include "config.h"

#include "obd-rule.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* Words that may stand for "too large". */
static gboolean
is_about_this_mail (ObdCause cause)
{
  return cause == OBD_CAUSE_UNKNOWN || cause == OBD_CAUSE_MESSAGE_TOO_LARGE
         || cause == OBD_CAUSE_SERVER_ERROR || cause == OBD_CAUSE_RECIPIENT_FULL;
}

/* The server says beforehand how much it takes (SIZE, RFC 1870). */
static double
when_too_large (const ObdCase *c,
                const ObdRule *rule)
{
  gint64 limit;

  if (c->subject == NULL)
    return 0;
  limit = obd_finding_get_int (c->subject, OBD_KEY_SMTP_SIZE_LIMIT);
  if (limit <= 0 || c->target->message_size <= (guint64) limit)
    return obd_when_reply_says (c, rule);
  if (c->subject->fault == OBD_FAULT_REPLY && c->subject->stage == OBD_STAGE_MAIL
      && is_about_this_mail (c->reading.cause))
    return 0.95;
  if (obd_finding_is_clean (c->subject)
      && (c->subject->typed || obd_finding_has_role (c->subject, "cure")))
    return 0.93;
  return obd_when_reply_says (c, rule);
}

/* Some servers have one sentence for a mailbox and for a domain that they cannot find (Exim:
 * "Unrouteable address"). The mailbox's own domain is known to exist. */
static double
when_recipient_unknown (const ObdCase *c,
                        const ObdRule *rule)
{
  if (c->reading.cause == OBD_CAUSE_RECIPIENT_DOMAIN && c->target->recipient != NULL
      && !obd_target_recipient_is_outside (c->target))
    return 0.85;
  return obd_when_reply_says (c, rule);
}

/* By a null MX (RFC 7505). */
static gboolean
is_refused_by_domain (const ObdCase *c)
{
  return g_strcmp0 (obd_finding_get_text (c->recipient, OBD_KEY_RECIPIENT_MAIL), "refused") == 0;
}

/* The recipient was refused in words that leave open why, and nobody could bring the mail there. */
static double
when_leads_nowhere (const ObdCase *c,
                    const ObdRule *rule)
{
  if (!obd_case_stopped (c, OBD_STAGE_RCPT, OBD_FAULT_REPLY)
      || !obd_case_recipient_leads_nowhere (c))
    return 0;
  switch ((int) c->reading.cause)
    {
    case OBD_CAUSE_RECIPIENT_UNKNOWN:
      /* The server may know its way without the name service; the domain itself says "no" once. */
      return is_refused_by_domain (c) || c->reading.confidence < OBD_PROVED ? 0.93 : 0;
    case OBD_CAUSE_UNKNOWN:
    case OBD_CAUSE_RECIPIENT_DOMAIN:
    case OBD_CAUSE_SERVER_ERROR:
      return 0.95;
    default:
      return 0;
    }
}

const ObdRule obd_rules_message[] = {
  {
    .name = "recipient-domain/nowhere",
    .cause = OBD_CAUSE_RECIPIENT_DOMAIN,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = when_leads_nowhere,
    .title = N_("The part after the @ in {recipient} takes no mail."),
    .explanation = N_("The name service says so as well. Compare the address letter by letter with "
                      "one that came from the person."),
    .remedies = { "correct-recipient", "ask-provider" },
  },
  {
    .name = "recipient-unknown/no-reason",
    .cause = OBD_CAUSE_RECIPIENT_UNKNOWN,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = obd_when_code_says,
    .title = N_("The server takes no mail for {recipient}, and does not say why."),
    .explanation = N_("Most often there is no such mailbox. Compare the address letter by letter "
                      "with one that came from the person. Your provider can read the answer."),
    .remedies = { "correct-recipient", "ask-provider", "change-sender", "wait-and-retry" },
    .rival = OBD_CAUSE_SENDER_NOT_ALLOWED,
    .apart = N_("name another recipient and test again: if that one is refused too, it is not the "
                "address but the sender or the account."),
  },
  {
    .name = "recipient-unknown",
    .cause = OBD_CAUSE_RECIPIENT_UNKNOWN,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = when_recipient_unknown,
    .title = N_("There is no mailbox {recipient}."),
    .explanation = N_("The settings of the {device} work as far as this. Compare the address "
                      "letter by letter with one that came from the person."),
    .said = N_("There is no such mailbox at the recipient’s side."),
    .remedies = { "correct-recipient", "ask-provider" },
  },
  {
    .name = "recipient-domain",
    .cause = OBD_CAUSE_RECIPIENT_DOMAIN,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = obd_when_reply_says,
    .title = N_("The part after the @ in {recipient} takes no mail."),
    .explanation = N_("The server found nowhere to bring it to. Compare the address letter by "
                      "letter with one that came from the person."),
    .said = N_("The part after the @ in the recipient’s address takes no mail."),
    .remedies = { "correct-recipient", "wait-and-retry", "ask-provider" },
  },
  {
    .name = "recipient-full",
    .cause = OBD_CAUSE_RECIPIENT_FULL,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = obd_when_reply_says,
    .title = N_("The mailbox {recipient} is full or takes nothing at the moment."),
    .explanation = N_("Nothing is wrong on your side. Tell the person by other means, then send "
                      "again."),
    .said = N_("The recipient’s mailbox is full or takes nothing at the moment."),
    .remedies = { "wait-and-retry", "correct-recipient" },
  },
  {
    .name = "message-too-large",
    .cause = OBD_CAUSE_MESSAGE_TOO_LARGE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = when_too_large,
    .title = N_("The message is larger than the server takes."),
    .explanation = N_("Attachments grow by a third on their way. Send fewer or smaller ones, or a "
                      "link to them."),
    .remedies = { "shrink-message", "ask-provider" },
  },
  {
    .name = "content-rejected/no-reason",
    .cause = OBD_CAUSE_CONTENT_REJECTED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = obd_when_code_says,
    .title = N_("The server refuses the message, and does not say why."),
    .explanation = N_("It took the sender and the recipient, so most often it is what is in the "
                      "message. Your provider can read the answer."),
    .remedies = { "shrink-message", "wait-and-retry", "ask-provider" },
    .rival = OBD_CAUSE_SENDER_DOMAIN_AUTH,
    .apart = N_("send a short message of plain words: if that one passes, it was what is in the "
                "other."),
  },
  {
    .name = "content-rejected",
    .cause = OBD_CAUSE_CONTENT_REJECTED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RECIPIENT,
    .when = obd_when_reply_says,
    .title = N_("The server refuses this message for what is in it."),
    .explanation = N_("Account and settings are right. Attachments, links or a short text with a "
                      "link are the usual reasons."),
    .remedies = { "shrink-message", "wait-and-retry", "ask-provider" },
  },
  {
    .name = "sender-domain-auth",
    .cause = OBD_CAUSE_SENDER_DOMAIN_AUTH,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_RECIPIENT,
    .when = obd_when_reply_says,
    .title = N_("The far end cannot tell that this mail really comes from {sender-domain}."),
    .explanation = N_("It checks SPF, DKIM and DMARC. Mail has to leave through the server that "
                      "the domain names; its owner sets that up."),
    .remedies = { "change-server", "fix-server", "ask-provider" },
  },
  { .name = NULL },
};
