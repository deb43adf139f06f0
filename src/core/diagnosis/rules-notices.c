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

/* A greeting that lets people wait on purpose ("tarpit") is a guard against senders of spam, who do
 * not wait; RFC 5321 section 4.5.3.2.1 asks clients to wait five minutes. From this many seconds on
 * it is worth telling. */
#define SLOW_GREETING 5

static double
when_greeting_is_slow (const ObdCase *c,
                       const ObdRule *rule)
{
  return obd_finding_is_smtp (c->subject) && obd_finding_is_greeted (c->subject)
             && obd_finding_get_seconds (c->subject, OBD_STAGE_BANNER) >= SLOW_GREETING
           ? 0.95
           : 0;
}

/* The device signs in, and would not have to. */
static double
when_relays_unasked (const ObdCase *c,
                     const ObdRule *rule)
{
  return c->signs_in && c->control != NULL && obd_finding_is_clean (c->control)
             && obd_finding_relayed (c->control)
           ? OBD_PROVED
           : 0;
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

/* The typed connection used one of two addresses; the other one would not do. A device may meet
 * either. */
static gboolean
other_family_fails (const ObdCase *c,
                    gboolean       at_certificate)
{
  const ObdFinding *f = c->family;

  if (f == NULL || f->outcome != OBD_OUTCOME_FAILED || f->stage <= OBD_STAGE_CONNECT
      || !obd_finding_is_smtp (c->subject) || c->subject->fault == f->fault)
    return FALSE;
  return (f->fault == OBD_FAULT_CERTIFICATE) == at_certificate;
}

static double
when_other_certificate_fails (const ObdCase *c,
                              const ObdRule *rule)
{
  return other_family_fails (c, TRUE) ? 0.95 : 0;
}

static double
when_other_address_fails (const ObdCase *c,
                          const ObdRule *rule)
{
  return other_family_fails (c, FALSE) ? OBD_PROVED : 0;
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

/* Said once more where it is no verdict: the server may have taken it all the same. */
static double
when_recipient_leads_nowhere (const ObdCase *c,
                              const ObdRule *rule)
{
  if (!obd_case_recipient_leads_nowhere (c))
    return 0;
  return g_strcmp0 (obd_finding_get_text (c->recipient, OBD_KEY_RECIPIENT_MAIL), "refused") == 0
           ? OBD_PROVED
           : 0.8;
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
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_YOU,
    .when = when_network_is_trusted,
    .title = N_("The server trusts this network. Elsewhere your {device} will have to sign in."),
    .explanation = N_("It took mail for somebody outside without a sign-in. Away from here it "
                      "will most likely refuse."),
    .remedies = { "enter-outgoing-credentials", "change-port" },
  },
  {
    .name = "auth-required/relays-unasked",
    .cause = OBD_CAUSE_AUTH_REQUIRED,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .when = when_relays_unasked,
    .title = N_("From this network {host} passes mail on without any sign-in as well."),
    .explanation = N_("Either it trusts this network, or it does so for anybody, and senders of "
                      "spam soon find that. Its owner should know."),
    .remedies = { "ask-provider", "fix-server" },
    .apart = N_("test once from another network: if it still passes mail on unasked, it does so "
                "for anybody."),
  },
  {
    .name = "server-error/slow-greeting",
    .cause = OBD_CAUSE_SERVER_ERROR,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_PROVIDER,
    .when = when_greeting_is_slow,
    .title = N_("{host} lets everybody wait {wait} before it says a word."),
    .explanation = N_("Many servers do that on purpose, to tire senders of spam. It is no fault, "
                      "but a {device} that is short of patience may give up."),
    .remedies = { "change-port", "wait-and-retry" },
  },
  {
    .name = "tls-certificate/other-address",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .when = when_other_certificate_fails,
    .title = N_("{host} shows another certificate by its other Internet address, and that one does "
                "not pass."),
    .explanation = N_("Devices use one or the other of the two addresses, as their network is. "
                      "Its owner has to put the good certificate on both."),
    .remedies = { "ask-provider", "fix-server" },
  },
  {
    .name = "server-error/other-address",
    .cause = OBD_CAUSE_SERVER_ERROR,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .when = when_other_address_fails,
    .title = N_("By its other Internet address, port {port} of {host} does not work."),
    .explanation = N_("Devices use one or the other of the two addresses, as their network is; "
                      "those that take the other one fail there."),
    .remedies = { "ask-provider", "fix-server", "switch-network" },
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
    .name = "recipient-domain/leads-nowhere",
    .cause = OBD_CAUSE_RECIPIENT_DOMAIN,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_YOU,
    .when = when_recipient_leads_nowhere,
    .title = N_("By the name service, the part after the @ in {recipient} takes no mail."),
    .explanation = N_("A server may accept the mail all the same, and send it back later. Compare "
                      "the address letter by letter with one that came from the person."),
    .remedies = { "correct-recipient" },
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
