/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server that was typed beside the one that sends for the mailbox, as far as somebody says which
 * that is. */

#include "config.h"

#include "obd-rule.h"

#include "obd-advice.h"
#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* --- another provider's ----------------------------------------------------------------------- */

/* What the server says fits a stranger: it knows neither the user name nor why it should pass mail
 * on. */
static gboolean
is_treated_as_stranger (const ObdCase *c)
{
  if (c->subject->fault != OBD_FAULT_REPLY)
    return FALSE;
  switch ((int) c->reading.cause)
    {
    case OBD_CAUSE_AUTH_FAILED:
    case OBD_CAUSE_UNKNOWN:
      return c->subject->stage == OBD_STAGE_AUTH;
    case OBD_CAUSE_AUTH_REQUIRED:
    case OBD_CAUSE_WRONG_SERVER:
    case OBD_CAUSE_SENDER_NOT_ALLOWED:
      return c->subject->stage >= OBD_STAGE_MAIL && obd_finding_is_signed_in (c->subject);
    default:
      return FALSE;
    }
}

/* Some say of everybody outside that there is no such mailbox, which they cannot know: see
 * rules-relay.c. */
static gboolean
is_said_of_outsider (const ObdCase *c)
{
  return c->reading.cause == OBD_CAUSE_RECIPIENT_UNKNOWN && c->subject->stage == OBD_STAGE_RCPT
         && obd_target_recipient_is_outside (c->target)
         && (c->proof == NULL || obd_finding_get_flag (c->proof, OBD_KEY_SMTP_RECIPIENT_OK));
}

/* The server passes nothing on for those who do not sign in, as @c->subject did not. */
static gboolean
was_left_out (const ObdCase *c)
{
  return obd_case_mail_refused (c) && !obd_finding_is_signed_in (c->subject)
         && (c->reading.cause == OBD_CAUSE_AUTH_REQUIRED || is_said_of_outsider (c));
}

static double
when_another_provider (const ObdCase *c,
                       const ObdRule *rule)
{
  return obd_case_is_at_another_provider (c)
             && (is_treated_as_stranger (c)
                 /* Nor would a sign-in help, as the device is set. */
                 || (was_left_out (c) && obd_case_find_refused_sign_in (c) != NULL))
           ? 0.85
           : 0;
}

/* It did not come to a sign-in, or nothing was there to sign in with: the list alone says so. */
static double
when_listed_elsewhere (const ObdCase *c,
                       const ObdRule *rule)
{
  if (obd_case_is_incoming (c) || !obd_case_is_at_another_provider (c)
      || obd_finding_is_clean (c->subject))
    return 0;
  return c->subject->fault != OBD_FAULT_REPLY || was_left_out (c) ? 0.6 : 0;
}

/* --- where mail arrives ----------------------------------------------------------------------- */

/* Mail arrives there for the domain, and nothing else was seen of it: such servers often take no
 * mail for others and offer no sign-in on any port. */
static gboolean
only_receives (const ObdCase *c)
{
  return obd_finding_is_smtp (c->subject) && obd_case_is_exchanger (c)
         && !obd_case_auth_offered (c)
         && obd_advice_find_host (c->advice, OBD_PROTOCOL_SMTP, c->subject->endpoint->host) == NULL;
}

static double
when_exchanger (const ObdCase *c,
                const ObdRule *rule)
{
  if (!only_receives (c) || obd_case_get_right_server (c) == NULL
      || (c->subject->fault != OBD_FAULT_NO_AUTH && !was_left_out (c)))
    return 0;
  return obd_case_proved_elsewhere (c) ? 0.93 : 0.85;
}

/* The same where the conversation came to no refusal of the mail: nobody listens on the port. */
static double
when_exchanger_stops_before (const ObdCase *c,
                             const ObdRule *rule)
{
  if (!only_receives (c) || obd_case_get_right_server (c) == NULL || !obd_case_auth_lacking (c)
      || obd_finding_is_clean (c->subject) || c->subject->fault == OBD_FAULT_REPLY)
    return 0;
  return obd_case_proved_elsewhere (c) ? 0.93 : 0.85;
}

/* The same where nobody names the server that sends. It may still be this one, for the people of one
 * network. */
static double
when_only_receives (const ObdCase *c,
                    const ObdRule *rule)
{
  return only_receives (c) && (c->subject->fault == OBD_FAULT_NO_AUTH || was_left_out (c))
             && obd_case_ports_lead_nowhere (c)
           ? 0.75
           : 0;
}

const ObdRule obd_rules_server[] = {
  {
    .name = "wrong-server/another-provider",
    .cause = OBD_CAUSE_WRONG_SERVER,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .when = when_another_provider,
    .title = N_("{host} belongs to another provider than your address."),
    .explanation = N_("It knows neither {username} nor the password. For {address} the outgoing "
                      "server is {right-server}."),
    .remedies = { "change-server", "delete-and-re-add", "enter-outgoing-credentials",
                  "ask-provider" },
    .rival = OBD_CAUSE_AUTH_FAILED,
    .apart = N_("enter {right-server} and test again: if it takes the same user name and password, "
                "it was the server."),
  },
  {
    .name = "wrong-server/exchanger",
    .cause = OBD_CAUSE_WRONG_SERVER,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_exchanger,
    .title = N_("{host} is where mail for your address arrives, not where yours goes out."),
    .explanation = N_("Such servers take mail from other servers and offer no sign-in. For "
                      "{address} the outgoing server is {right-server}."),
    .remedies = { "change-server", "change-port", "delete-and-re-add", "ask-provider" },
    .rival = OBD_CAUSE_AUTH_MECHANISM,
    .apart = N_("enter {right-server} and test again."),
  },
  {
    .name = "wrong-server/only-receives",
    .cause = OBD_CAUSE_WRONG_SERVER,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_only_receives,
    .title = N_("{host} is where mail for your address arrives, and it offers nobody a sign-in."),
    .explanation = N_("Such servers take mail from other servers. Yours goes out through another "
                      "one, which was not found; your provider’s help page names it."),
    .remedies = { "change-server", "ask-provider", "other-smtp-server", "switch-network" },
    .rival = OBD_CAUSE_AUTH_REQUIRED,
    .apart = N_("ask the owner of {host} whether it is the outgoing server for {address}, and from "
                "which networks."),
  },
  { .name = NULL },
};

const ObdRule obd_rules_server_notices[] = {
  {
    .name = "wrong-server/exchanger-too",
    .cause = OBD_CAUSE_WRONG_SERVER,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .when = when_exchanger_stops_before,
    .title = N_("{host} is where mail for your address arrives, not where yours goes out."),
    .explanation = N_("Such servers take mail from other servers and offer no sign-in. For "
                      "{address} the outgoing server is {right-server}."),
    .remedies = { "change-server", "change-port", "delete-and-re-add", "ask-provider" },
  },
  {
    .name = "wrong-server/another-provider-too",
    .cause = OBD_CAUSE_WRONG_SERVER,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_listed_elsewhere,
    .title = N_("{host} belongs to another provider than your address."),
    .explanation = N_("For {address} the outgoing server is {right-server}. {host} is right only "
                      "for those who have an account there, and sign in with that one."),
    .remedies = { "change-server", "delete-and-re-add", "enter-outgoing-credentials",
                  "ask-provider" },
  },
  { .name = NULL },
};
