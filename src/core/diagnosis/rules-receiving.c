/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The password that is refused for sending, seen beside what the incoming server said to it: half of
 * the diagnosis. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-receiving.h"

#include <glib/gi18n-lib.h>

/* What receiving says to the password that sending has just refused as wrong. */
static ObdReceiving
compare (const ObdCase *c)
{
  if (obd_case_is_incoming (c) || c->reading.cause != OBD_CAUSE_AUTH_FAILED
      || !obd_case_stopped (c, OBD_STAGE_AUTH, OBD_FAULT_REPLY))
    return OBD_RECEIVING_UNKNOWN;
  return obd_receiving_compare (c->receiving, c->subject);
}

/* The password is right somewhere: that it is wrong for sending is what the server says, and no
 * longer the likeliest reason. */
static double
when_receiving_takes_it (const ObdCase *c,
                         const ObdRule *rule)
{
  return compare (c) == OBD_RECEIVING_TOOK ? MIN (c->reading.confidence, 0.7) : 0;
}

static double
when_receiving_takes_bare_name (const ObdCase *c,
                                const ObdRule *rule)
{
  return strchr (obd_target_get_login (c->target), '@') == NULL ? when_receiving_takes_it (c, rule)
                                                                : 0;
}

static double
when_both_refuse (const ObdCase *c,
                  const ObdRule *rule)
{
  return compare (c) == OBD_RECEIVING_REFUSED ? MAX (c->reading.confidence, 0.96) : 0;
}

const ObdRule obd_rules_receiving[] = {
  {
    .name = "auth-failed/receiving-takes-bare-username",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_receiving_takes_bare_name,
    .title = N_("The password is right for receiving, but sending does not take it with the user "
                "name {username}."),
    .explanation = N_("Two reasons remain: sending wants the whole address, {address}, as the user "
                      "name; or sending by mail apps is switched off for this mailbox."),
    .remedies = { "enter-outgoing-credentials", "enable-sending", "app-password", "ask-provider" },
    .rival = OBD_CAUSE_SMTP_AUTH_DISABLED,
    .apart = N_("enter {address} as the user name of the outgoing server and test again. If that is "
                "refused too, sending is switched off, or wants a password of its own."),
  },
  {
    .name = "auth-failed/receiving-takes",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_receiving_takes_it,
    .title = N_("User name and password are right for receiving, but the server for sending does "
                "not take them."),
    .explanation = N_("So nothing is mistyped. Two reasons remain: sending by mail apps is switched "
                      "off for this mailbox; or sending wants a password of its own, such as an app "
                      "password."),
    .remedies = { "enable-sending", "app-password", "enter-outgoing-credentials", "ask-provider" },
    .rival = OBD_CAUSE_SMTP_AUTH_DISABLED,
    .apart = N_("look on the provider’s web page, in the settings for mail apps (SMTP, IMAP, POP3). "
                "If sending is switched on there, it wants a password of its own."),
  },
  {
    .name = "auth-failed/receiving-refuses-too",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_both_refuse,
    .title = N_("Neither sending nor receiving takes this user name with this password."),
    .explanation = N_("Each was asked once. So it is not a setting for sending: the user name or "
                      "the password is not right, or the account wants an app password."),
    .remedies = { "enter-outgoing-credentials", "app-password", "unlock-account",
                  "delete-and-re-add", "ask-provider" },
    .apart = N_("sign in on the provider’s web page with the same two. If that works, the account "
                "wants an app password; if not, they are wrong."),
  },
  { .name = NULL },
};
