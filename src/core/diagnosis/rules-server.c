/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The server that was typed beside the one that sends for the mailbox, as far as somebody says which
 * that is. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-advice.h"
#include "obd-keys.h"

#include <glib/gi18n-lib.h>

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

/* People may well send through a second account of theirs: then they sign in with its user name. */
static gboolean
signs_in_as_the_mailbox (const ObdCase *c)
{
  const char *login = obd_target_get_login (c->target);

  return strchr (login, '@') != NULL
         && g_ascii_strcasecmp (obd_address_get_domain (login),
                                obd_address_get_domain (c->target->address)) == 0;
}

/* The list speaks of the server that was typed, and of no other. */
static gboolean
is_of_another_provider (const ObdCase *c)
{
  return obd_finding_is_smtp (c->subject) && obd_case_is_elsewhere (c) && c->list != NULL
         && g_strcmp0 (c->subject->endpoint->host, c->target->host) == 0
         && obd_finding_get_flag (c->list, OBD_KEY_SEARCH_FOREIGN) && signs_in_as_the_mailbox (c);
}

static double
when_another_provider (const ObdCase *c,
                       const ObdRule *rule)
{
  return is_of_another_provider (c) && is_treated_as_stranger (c) ? 0.85 : 0;
}

/* Where mail arrives for the domain: such servers often take no mail for others and offer no sign-in
 * on any port. */
static double
when_exchanger (const ObdCase *c,
                const ObdRule *rule)
{
  if (!obd_finding_is_smtp (c->subject) || obd_case_auth_offered (c) || c->told == NULL
      || obd_advice_find_host (c->advice, OBD_PROTOCOL_SMTP, c->subject->endpoint->host) != NULL
      || !obd_case_is_exchanger (c))
    return 0;
  if (c->subject->fault != OBD_FAULT_NO_AUTH
      && !(obd_case_mail_refused (c) && c->reading.cause == OBD_CAUSE_AUTH_REQUIRED))
    return 0;
  return obd_case_proved_elsewhere (c) ? 0.93 : 0.85;
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
  { .name = NULL },
};
