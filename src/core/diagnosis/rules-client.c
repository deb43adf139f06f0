/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server holds against who connects, whatever the mail: its address, its name, its haste. */

#include "config.h"

#include "obd-rule.h"

#include "obd-block-list.h"

#include <glib/gi18n-lib.h>

static double
when_blocked_with_sign_in (const ObdCase *c,
                           const ObdRule *rule)
{
  return c->subject != NULL && obd_finding_is_signed_in (c->subject) ? obd_when_reply_says (c, rule)
                                                                    : 0;
}

static double
when_homes_are_blocked (const ObdCase *c,
                        const ObdRule *rule)
{
  double confidence = obd_when_reply_says (c, rule);

  return confidence > 0 && obd_block_list_means_homes (c->subject->reply->text) ? confidence : 0;
}

const ObdRule obd_rules_client[] = {
  {
    .name = "ip-blocked/with-sign-in",
    .cause = OBD_CAUSE_IP_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_RELAYING,
    .when = when_blocked_with_sign_in,
    .title = N_("Even with sign-in the server refuses the network this computer is in."),
    .explanation = N_("The connection’s address is on a block list, often because of somebody "
                      "else. Providers should not hold that against people who sign in; they can "
                      "exempt you. Another network gets past it."),
    .remedies = { "switch-network", "ask-provider", "change-port", "wait-and-retry" },
  },
  {
    .name = "ip-blocked/no-reason",
    .cause = OBD_CAUSE_IP_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .when = obd_when_code_says,
    .title = N_("{host} turns this computer away, and does not say why."),
    .explanation = N_("Nothing had been said to it yet, so most often it is the address of this "
                      "network. Another port or another network may be let in."),
    .remedies = { "change-port", "switch-network", "wait-and-retry", "ask-provider" },
    .rival = OBD_CAUSE_SERVER_ERROR,
    .apart = N_("try from another network: if it is let in there, it is the address of this one; if "
                "not, it is the server."),
  },
  {
    .name = "ip-blocked/homes",
    .cause = OBD_CAUSE_IP_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = when_homes_are_blocked,
    .title = N_("The server takes mail from homes and phones only after a sign-in."),
    .explanation = N_("All such connections are on a list, yours is not accused of anything. Sign "
                      "in on port 465 or 587; the list does not count there."),
    .remedies = { "enter-outgoing-credentials", "change-port", "change-server", "ask-provider" },
  },
  {
    .name = "ip-blocked",
    .cause = OBD_CAUSE_IP_BLOCKED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_RELAYING,
    .when = obd_when_reply_says,
    .title = N_("The server refuses the network this computer is in."),
    .explanation = N_("The connection’s address is on a block list, often because of somebody "
                      "else. Signing in on port 465 or 587, or another network, gets past it."),
    .remedies = { "enter-outgoing-credentials", "change-port", "switch-network", "ask-provider" },
  },
  {
    .name = "helo-rejected",
    .cause = OBD_CAUSE_HELO_REJECTED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .when = obd_when_reply_says,
    .title = N_("The server does not like how the connection introduces itself."),
    .explanation = N_("Servers are that strict with strangers on port 25. Signing in on port 465 "
                      "or 587 usually gets past it."),
    .remedies = { "change-port", "enter-outgoing-credentials", "ask-provider", "fix-server" },
  },
  {
    .name = "greylisted",
    .cause = OBD_CAUSE_GREYLISTED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_RELAYING,
    .when = obd_when_reply_says,
    .title = N_("The server asks strangers to come back later."),
    .explanation = N_("Wait 15 minutes, then send again. If the {device} does not sign in, let it "
                      "sign in: people who do are rarely made to wait."),
    .remedies = { "wait-and-retry", "enter-outgoing-credentials", "change-port", "ask-provider" },
  },
  {
    .name = "rate-limited",
    .cause = OBD_CAUSE_RATE_LIMITED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .when = obd_when_reply_says,
    .title = N_("Too much was sent or tried in a short time, and the server wants a pause."),
    .explanation = N_("Wait an hour, then send again, and to fewer people at once. If you did not "
                      "send that much, change the password: somebody else may be sending."),
    .remedies = { "wait-and-retry", "unlock-account", "ask-provider" },
  },
  { .name = NULL },
};
