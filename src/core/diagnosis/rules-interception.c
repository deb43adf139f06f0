/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Something between here and the server answers in its place, or meddles with its words. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* Firewalls that "inspect" SMTP overwrite what they dislike with X and the greeting with stars,
 * without changing its length. */
static gboolean
is_masked (const char *word)
{
  return strlen (word) >= 4 && (strspn (word, "X") >= 4 || strspn (word, "*") >= 4);
}

static gboolean
has_masked_words (const ObdFinding *finding)
{
  g_autofree const char **extensions = obd_finding_get_texts (finding, OBD_KEY_SMTP_EXTENSIONS);
  const char *banner = obd_finding_get_text (finding, OBD_KEY_SMTP_BANNER);

  for (guint i = 0; extensions != NULL && extensions[i] != NULL; i++)
    if (is_masked (extensions[i]))
      return TRUE;
  return banner != NULL && strstr (banner, "******") != NULL;
}

static double
when_masked (const ObdCase *c,
             const ObdRule *rule)
{
  if (c->subject == NULL
      || (c->subject->fault != OBD_FAULT_NO_STARTTLS && c->subject->fault != OBD_FAULT_NO_AUTH))
    return 0;
  return has_masked_words (c->subject) ? 0.9 : 0;
}

static double
when_injected (const ObdCase *c,
               const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_INJECTED ? 0.8 : 0;
}

/* What programs that read mail on this computer call the authority they sign with. Names as in
 * the products' own documentation. */
static const char *const shields[] = {
  "avast", "avg ", "kaspersky", "eset ", "bitdefender", "g data", "dr.web", "mcafee", "norton",
};

static double
when_shield_signed (const ObdCase *c,
                    const ObdRule *rule)
{
  g_autofree char *issuer = NULL;

  if (!obd_case_has_problem (c, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED)
      || c->subject->tls->issuer == NULL)
    return 0;
  issuer = g_ascii_strdown (c->subject->tls->issuer, -1);
  for (guint i = 0; i < G_N_ELEMENTS (shields); i++)
    if (strstr (issuer, shields[i]) != NULL)
      return 0.85;
  return 0;
}

const ObdRule obd_rules_interception[] = {
  {
    .name = "interception/masked",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_masked,
    .title = N_("A firewall on the way blots out parts of what {host} says."),
    .explanation = N_("The offer to encrypt or to sign in came with letters overwritten. Some "
                      "firewalls do that to mail that passes through them."),
    .remedies = { "disable-interception", "change-port", "switch-network", "ask-provider" },
  },
  {
    .name = "interception/injected",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_injected,
    .title = N_("Words were slipped in before the encryption of {host} began."),
    .explanation = N_("They were thrown away and nothing was sent. Something on the way, or a "
                      "faulty server, put them there."),
    .remedies = { "switch-network", "disable-interception", "change-port", "fix-server" },
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
  },
  {
    .name = "interception",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = obd_when_reply_says,
    .title = N_("Something on the way answers in the place of {host}."),
    .explanation = N_("A virus scanner, a firewall or the network itself stands between here and "
                      "the server."),
    .remedies = { "disable-interception", "switch-network", "ask-provider" },
  },
  { .name = NULL },
};
