/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stops nothing and is worth knowing. Judged over the same subject as the verdict. */

#include "config.h"

#include "obd-rule.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* The device keeps the connection plain. Here the password went inside STARTTLS, or its owner
 * allowed it in the open; the device would send it in the open. */
static double
when_password_in_the_open (const ObdCase *c,
                           const ObdRule *rule)
{
  const ObdFinding *s = c->subject;

  if (!obd_finding_is_talk (s) || !s->typed || !c->signs_in
      || s->endpoint->security != OBD_SECURITY_NONE)
    return 0;
  return !obd_finding_texts_empty (s, OBD_KEY_SMTP_AUTH_PLAIN) ? 0.95 : 0;
}

static double
when_clock_off (const ObdCase *c,
                const ObdRule *rule)
{
  return obd_case_clock_is_off (c) ? 0.95 : 0;
}

static double
when_network_is_trusted (const ObdCase *c,
                         const ObdRule *rule)
{
  const ObdFinding *s = c->subject;

  return s != NULL && s->typed && !c->signs_in && obd_finding_is_clean (s)
             && obd_finding_relayed (s)
           ? 0.6
           : 0;
}

/* A computer without IPv6 reports "unreachable" for every server that has it: that is no fault of
 * anything. Silence or refusal beside a family that works is. */
static gboolean
is_broken (const char *state)
{
  return g_strcmp0 (state, "silent") == 0 || g_strcmp0 (state, "refused") == 0;
}

static double
when_one_family_is_broken (const ObdCase *c,
                           const ObdRule *rule)
{
  const ObdFinding *s = c->subject;
  const char *four, *six;

  if (!obd_finding_is_talk (s))
    return 0;
  four = obd_finding_get_text (s, OBD_KEY_SMTP_IPV4);
  six = obd_finding_get_text (s, OBD_KEY_SMTP_IPV6);
  return (is_broken (four) && g_strcmp0 (six, "connected") == 0)
             || (is_broken (six) && g_strcmp0 (four, "connected") == 0)
           ? 0.9
           : 0;
}

static double
when_bytes_were_injected (const ObdCase *c,
                          const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault != OBD_FAULT_INJECTED
             && obd_finding_get_int (c->subject, OBD_KEY_SMTP_INJECTED) > 0
           ? 0.6
           : 0;
}

/* Only where the network itself is the trouble; an opinion of the system is no proof. */
static gboolean
network_is_in_doubt (const ObdCase *c)
{
  return c->subject != NULL && c->network != NULL
         && (c->subject->stage <= OBD_STAGE_CONNECT || c->subject->fault == OBD_FAULT_CERTIFICATE
             || c->subject->fault == OBD_FAULT_PROTOCOL)
         && c->subject->fault != OBD_FAULT_NONE;
}

static double
when_portal_is_suspected (const ObdCase *c,
                          const ObdRule *rule)
{
  if (!network_is_in_doubt (c))
    return 0;
  return g_strcmp0 (obd_finding_get_text (c->network, OBD_KEY_NETWORK_CONNECTIVITY), "portal") == 0
           ? 0.4
           : 0;
}

static double
when_proxy_is_set (const ObdCase *c,
                   const ObdRule *rule)
{
  return network_is_in_doubt (c) && obd_finding_get_flag (c->network, OBD_KEY_NETWORK_PROXY) ? 0.2
                                                                                            : 0;
}

const ObdRule obd_rules_notices[] = {
  {
    .name = "starttls-required/password-in-the-open",
    .cause = OBD_CAUSE_STARTTLS_REQUIRED,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_YOU,
    .when = when_password_in_the_open,
    .title = N_("Your {device} sends the password where anybody on the way can read it."),
    .explanation = N_("It works, but the connection is not encrypted. Turn on SSL (TLS, STARTTLS) "
                      "for the outgoing server."),
    .remedies = { "change-security", "change-port" },
  },
  {
    .name = "clock-wrong/harmless",
    .cause = OBD_CAUSE_CLOCK_WRONG,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_clock_off,
    .title = N_("The clock of this computer is wrong by {offset}."),
    .explanation = N_("It has not stopped the mail here. Messages carry the wrong date, and some "
                      "sign-ins fail with it."),
    .remedies = { "set-clock" },
  },
  {
    .name = "auth-required/trusted-network",
    .cause = OBD_CAUSE_AUTH_REQUIRED,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_network_is_trusted,
    .title = N_("The server trusts this network. Elsewhere your {device} will have to sign in."),
    .explanation = N_("It took mail for somebody outside without a sign-in. Away from here it "
                      "will most likely refuse."),
    .remedies = { "enter-outgoing-credentials", "change-port" },
  },
  {
    .name = "port-blocked/one-family",
    .cause = OBD_CAUSE_PORT_BLOCKED,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .when = when_one_family_is_broken,
    .title = N_("One of the two Internet addresses of {host} does not answer on port {port}."),
    .explanation = N_("Of IPv4 and IPv6 only one works from here. Devices that try the other "
                      "first are slow, or fail on some networks."),
    .remedies = { "ask-provider", "fix-server", "switch-network" },
  },
  {
    .name = "interception/suspected",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .when = when_bytes_were_injected,
    .title = N_("Words were slipped in before the encryption of {host} began."),
    .explanation = N_("They were thrown away. Something on the way, or a faulty server, put them "
                      "there."),
    .remedies = { "switch-network", "disable-interception", "fix-server" },
  },
  {
    .name = "captive-portal/suspected",
    .cause = OBD_CAUSE_CAPTIVE_PORTAL,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_portal_is_suspected,
    .title = N_("This network may want you to sign in on its own page first."),
    .explanation = N_("The system thinks so. Open any web page to see, then test again."),
    .remedies = { "switch-network", "wait-and-retry" },
  },
  {
    .name = "interception/proxy",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_proxy_is_set,
    .title = N_("This computer is set to use a proxy, which mail does not go through."),
    .explanation = N_("In networks with a proxy, direct connections are often closed."),
    .remedies = { "switch-network", "ask-provider" },
  },
  { .name = NULL },
};
