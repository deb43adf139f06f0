/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Products that open mail on its way: virus scanners on this computer, gateways of its network. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-keys.h"
#include "obd-shield.h"

#include <glib/gi18n-lib.h>

/* What programs that read mail on this computer call the authority they sign with. Names as in
 * the products' own documentation. */
static const char *const shields[] = {
  "avast", "avg ", "kaspersky", "eset ", "bitdefender", "g data", "dr.web", "mcafee", "norton",
  NULL,
};

/* The same of what stands between a network and the Internet. */
static const char *const gateways[] = {
  "fortinet", "fortigate", "zscaler", "sophos", "palo alto", "untangle", "cisco umbrella",
  "netskope", "barracuda", "watchguard", "sonicwall", "check point", "smoothwall", NULL,
};

static const char *
find_one_of (const char        *text,
             const char *const *products)
{
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  for (guint i = 0; lower != NULL && products[i] != NULL; i++)
    if (strstr (lower, products[i]) != NULL)
      return products[i];
  return NULL;
}

static gboolean
names_one_of (const char        *text,
              const char *const *products)
{
  return find_one_of (text, products) != NULL;
}

const char *
obd_shield_find (const char *words)
{
  const char *scanner = find_one_of (words, shields);

  return scanner != NULL ? scanner : find_one_of (words, gateways);
}

static gboolean
is_issued_by (const ObdCase     *c,
              const char *const *products)
{
  return obd_case_has_problem (c, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED)
         && names_one_of (c->subject->tls->issuer, products);
}

static double
when_shield_signed (const ObdCase *c,
                    const ObdRule *rule)
{
  return is_issued_by (c, shields) ? 0.85 : 0;
}

static double
when_gateway_signed (const ObdCase *c,
                     const ObdRule *rule)
{
  return is_issued_by (c, gateways) ? 0.8 : 0;
}

/* Scanners that stand in the place of the server greet in their own name ("220 AVG ESMTP Proxy
 * Server"); and what they hand on lacks encryption or sign-in. A server may itself be protected by
 * one of them: no more than a suspicion. */
static double
when_shield_greets (const ObdCase *c,
                    const ObdRule *rule)
{
  const char *banner;

  if (!obd_finding_is_smtp (c->subject)
      || (c->subject->fault != OBD_FAULT_NO_STARTTLS && c->subject->fault != OBD_FAULT_NO_AUTH
          && c->subject->fault != OBD_FAULT_DROPPED))
    return 0;
  banner = obd_finding_get_text (c->subject, OBD_KEY_SMTP_BANNER);
  return names_one_of (banner, shields) ? 0.75 : 0;
}

const ObdRule obd_rules_shield[] = {
  {
    .name = "interception/shield-greets",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_shield_greets,
    .title = N_("A virus scanner seems to answer in the place of {host}."),
    .explanation = N_("It greets in its own name, and encryption or sign-in are missing behind it. "
                      "Switch its mail shield off, or let it leave this server out."),
    .remedies = { "disable-interception", "change-port", "switch-network", "ask-provider" },
    .rival = OBD_CAUSE_AUTH_MECHANISM,
    .apart = N_("look from another computer: if the greeting is the same there, the server itself "
                "uses that scanner."),
  },
  {
    .name = "interception/shield",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_shield_signed,
    .title = N_("A program on this computer answers in the place of {host}."),
    .explanation = N_("The certificate was not made by the server’s owner but by a virus "
                      "scanner that reads mail on the way. Switch its mail shield off, or let it "
                      "leave this server out."),
    .remedies = { "disable-interception", "switch-network", "ask-provider" },
    .rival = OBD_CAUSE_TLS_CERTIFICATE,
    .apart = N_("switch the scanner’s mail shield off for a moment: if the certificate is another "
                "one then, it was the scanner."),
  },
  {
    .name = "interception/gateway",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_gateway_signed,
    .title = N_("A security gateway of this network answers in the place of {host}."),
    .explanation = N_("The certificate comes from {issuer}, a product that opens encrypted "
                      "connections on their way. Whoever runs this network can let mail pass it."),
    .remedies = { "switch-network", "disable-interception", "ask-provider" },
    .rival = OBD_CAUSE_TLS_CERTIFICATE,
    .apart = N_("try from another network: if the certificate is another one there, it is this "
                "network."),
  },
  { .name = NULL },
};
