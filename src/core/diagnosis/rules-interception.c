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
  gsize crosses = strspn (word, "X");

  /* "XXXXXXXA" for STARTTLS and "XXXA" for AUTH: the last letter counts what was blotted out. */
  return (crosses >= 3 && strlen (word + crosses) <= 1) || strspn (word, "*") >= 4;
}

static gboolean
has_masked_words (const ObdFinding *finding)
{
  g_autofree const char **extensions = obd_finding_get_texts (finding, OBD_KEY_SMTP_EXTENSIONS);
  const char *banner = obd_finding_get_text (finding, OBD_KEY_SMTP_BANNER);

  for (guint i = 0; extensions != NULL && extensions[i] != NULL; i++)
    {
      g_autofree char *keyword = g_strndup (extensions[i], strcspn (extensions[i], " ="));

      if (is_masked (keyword))
        return TRUE;
    }
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

/* --- STARTTLS taken out without a trace ------------------------------------------------------- */

/* The same port of the same server offers it by the other Internet address: one of the two ways
 * takes it out. */
static double
when_stripped (const ObdCase *c,
               const ObdRule *rule)
{
  if (c->subject == NULL || c->subject->fault != OBD_FAULT_NO_STARTTLS || c->family == NULL)
    return 0;
  return obd_finding_get_flag (c->family, OBD_KEY_SMTP_STARTTLS_OFFERED) ? 0.85 : 0;
}

/* The server was ready for what its answer to EHLO did not offer: it had offered it. */
static double
when_hidden (const ObdCase *c,
             const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_NO_STARTTLS
             && obd_finding_get_flag (c->subject, OBD_KEY_SMTP_STARTTLS_HIDDEN)
           ? 0.93
           : 0;
}

/* Sources of settings name this very port as one that encrypts. */
static double
when_stripped_as_told (const ObdCase *c,
                       const ObdRule *rule)
{
  return obd_case_is_told_to_encrypt (c) ? 0.85 : 0;
}

/* --- somebody else answers -------------------------------------------------------------------- */

static const char *
get_name (const ObdFinding *finding)
{
  gboolean is_control = finding != NULL && g_strcmp0 (finding->probe, "reach") == 0;

  return is_control || obd_finding_is_smtp (finding)
           ? obd_finding_get_text (finding, OBD_KEY_SMTP_HELO_NAME)
           : NULL;
}

/* A server of another owner, at another address, gives the very same name on the same port. */
static gboolean
has_double (const ObdCase    *c,
            const ObdFinding *f)
{
  return f != c->subject && f->endpoint != NULL
         && f->endpoint->port == c->subject->endpoint->port
         && !obd_host_is_same_site (f->endpoint->host, c->subject->endpoint->host)
         && f->address != NULL && g_strcmp0 (f->address, c->subject->address) != 0
         && g_strcmp0 (get_name (f), get_name (c->subject)) == 0;
}

/* Two mail servers that have nothing to do with each other introduce themselves as one: it is the
 * same machine that answers for both, somewhere on the way. */
static double
when_proxy_answers_for_all (const ObdCase *c,
                            const ObdRule *rule)
{
  const char *name = get_name (c->subject);

  if (name == NULL || obd_finding_is_clean (c->subject)
      || obd_host_is_same_site (name, c->subject->endpoint->host))
    return 0;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    if (has_double (c, obd_findings_get (c->findings, i)))
      return 0.92;
  return 0;
}

/* The same server gives another owner's name on this port than on its other ones. */
static gboolean
differs_from_other_ports (const ObdCase *c)
{
  const char *name = get_name (c->subject);
  gboolean differs = FALSE;

  if (name == NULL || obd_host_is_same_site (name, c->subject->endpoint->host))
    return FALSE;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (f == c->subject || get_name (f) == NULL
          || !g_str_equal (f->endpoint->host, c->subject->endpoint->host)
          || f->endpoint->port == c->subject->endpoint->port)
        continue;
      if (obd_host_is_same_site (get_name (f), name))
        return FALSE;
      differs = TRUE;
    }
  return differs;
}

/* Not only the name: the certificate is another owner's as well. */
static double
when_proxy_shows_certificate (const ObdCase *c,
                              const ObdRule *rule)
{
  if (!obd_case_has_problem (c, OBD_TLS_PROBLEM_WRONG_NAME) || !differs_from_other_ports (c))
    return 0;
  return c->subject->tls->names != NULL && c->subject->tls->names[0] != NULL
             && !obd_host_is_same_site (c->subject->tls->names[0], c->subject->endpoint->host)
           ? 0.8
           : 0;
}

static double
when_proxy_is_suspected (const ObdCase *c,
                         const ObdRule *rule)
{
  return c->subject != NULL && differs_from_other_ports (c) ? 0.4 : 0;
}

/* --- words before encryption ------------------------------------------------------------------ */

static double
when_injected (const ObdCase *c,
               const ObdRule *rule)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_INJECTED ? 0.8 : 0;
}

/* --- notices ---------------------------------------------------------------------------------- */

static double
when_blotted (const ObdCase *c,
              const ObdRule *rule)
{
  return c->subject != NULL && has_masked_words (c->subject) ? OBD_PROVED : 0;
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
    .rival = OBD_CAUSE_PROTOCOL_ERROR,
    .apart = N_("try from another network: if the same happens there, it is the server."),
  },
  {
    .name = "interception/hidden",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_hidden,
    .title = N_("Something on the way takes out the offer of {host} to encrypt."),
    .explanation = N_("The server was ready to encrypt when it was asked, and its offer to do so did "
                      "not come through. Do not turn encryption off to get past this: somebody could "
                      "then read the password."),
    .remedies = { "switch-network", "disable-interception", "change-port", "ask-provider" },
  },
  {
    .name = "interception/stripped",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_stripped,
    .title = N_("Something on the way takes out the offer of {host} to encrypt."),
    .explanation = N_("By its other Internet address the same port offers it. Do not turn "
                      "encryption off to get past this: somebody could then read the password."),
    .remedies = { "switch-network", "disable-interception", "change-port", "ask-provider" },
    .rival = OBD_CAUSE_TLS_MODE_MISMATCH,
    .apart = N_("try from another network: if the offer is there, this network takes it out; if "
                "not, the server is set up differently for its two addresses."),
  },
  {
    .name = "interception/stripped-as-told",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_stripped_as_told,
    .title = N_("Something on the way takes out the offer of {host} to encrypt."),
    .explanation = N_("Port {port} is known to offer it, and from here it does not. Do not turn "
                      "encryption off to get past this: somebody could then read the password."),
    .remedies = { "switch-network", "disable-interception", "change-port", "ask-provider" },
    .rival = OBD_CAUSE_TLS_MODE_MISMATCH,
    .apart = N_("try from another network: if the offer is there, this network takes it out; if "
                "not, the server has changed."),
  },
  {
    .name = "interception/one-for-all",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_PORT,
    .when = when_proxy_answers_for_all,
    .title = N_("This network answers port {port} itself, in the place of every mail server."),
    .explanation = N_("Servers of different owners introduce themselves by the same name, "
                      "{helo-name}. Mail does not reach {host} on this port from here. Use the "
                      "port that your provider names for signing in, or another network."),
    .remedies = { "change-port", "switch-network", "disable-interception", "ask-provider" },
  },
  {
    .name = "interception/other-certificate",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_NETWORK,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_proxy_shows_certificate,
    .title = N_("Somebody else seems to answer on port {port} in the place of {host}."),
    .explanation = N_("Name and certificate there are those of {names}, while its other ports are "
                      "the server’s own. Some networks redirect port 25 to a server of theirs."),
    .remedies = { "change-port", "switch-network", "disable-interception", "ask-provider" },
    .rival = OBD_CAUSE_TLS_CERTIFICATE,
    .apart = N_("try from another network: if the right certificate comes there, this network puts "
                "its own server in between."),
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

const ObdRule obd_rules_interception_notices[] = {
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
    .name = "interception/blotted",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_RISKY,
    .actor = OBD_ACTOR_NETWORK,
    .when = when_blotted,
    .title = N_("A firewall on the way blots out parts of what {host} says on port {port}."),
    .explanation = N_("Words came with letters overwritten. Some firewalls do that to mail that "
                      "passes through them, and encryption or sign-in may be lost with it."),
    .remedies = { "change-port", "switch-network", "disable-interception" },
  },
  {
    .name = "interception/other-name",
    .cause = OBD_CAUSE_INTERCEPTION,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_NETWORK,
    .when = when_proxy_is_suspected,
    .title = N_("On port {port} another server than on the other ports seems to answer."),
    .explanation = N_("There it calls itself {helo-name}. It may be set up so, or the network may "
                      "redirect this port to a server of its own."),
    .remedies = { "change-port", "switch-network", "ask-provider" },
    .apart = N_("try from another network: if the name is another one there, this network "
                "redirects the port."),
  },
  { .name = NULL },
};
