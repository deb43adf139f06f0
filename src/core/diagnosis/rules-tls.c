/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Encryption: its mode, its versions, and whether something on the way meddles with it. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* --- tls-mode-mismatch ------------------------------------------------------------------------ */

/* TLS from the first byte towards a server that speaks plain text first. The server's plain
 * greeting in place of a TLS record is proof by itself; where it only hung up, its greeting on a
 * plain connection to the same port is. */
static double
when_tls_to_plain_port (const ObdCase *c,
                        const ObdRule *rule)
{
  const ObdFinding *s = c->subject;

  if (!obd_finding_is_smtp (s) || obd_case_is_plain (c) || s->stage != OBD_STAGE_TLS)
    return 0;
  if (s->fault == OBD_FAULT_NOT_TLS)
    return 0.98;
  if (s->fault != OBD_FAULT_DROPPED && s->fault != OBD_FAULT_TIMEOUT
      && s->fault != OBD_FAULT_TLS_HANDSHAKE && s->fault != OBD_FAULT_PROTOCOL)
    return 0;
  return c->twin != NULL && obd_finding_is_greeted (c->twin) ? 0.95 : 0;
}

/* Plain text towards a server that waits for TLS: it says nothing, hangs up, or sends a TLS alert
 * that is no SMTP greeting. */
static double
when_plain_to_tls_port (const ObdCase *c,
                        const ObdRule *rule)
{
  const ObdFinding *s = c->subject;

  if (!obd_case_is_plain (c) || s->stage != OBD_STAGE_BANNER)
    return 0;
  if (s->fault != OBD_FAULT_DROPPED && s->fault != OBD_FAULT_TIMEOUT
      && s->fault != OBD_FAULT_PROTOCOL)
    return 0;
  if (c->twin != NULL && (obd_finding_is_greeted (c->twin)
                          || obd_finding_get_flag (c->twin, OBD_KEY_SMTP_ENCRYPTED)))
    return 0.97;
  /* 465 is assigned to implicit TLS alone (RFC 8314 section 7.3). */
  return c->twin == NULL && s->endpoint->port == 465 && s->fault != OBD_FAULT_PROTOCOL ? 0.7 : 0;
}

/* That STARTTLS is not offered is seen; that nobody on the way took it out is not, unless TLS from
 * the first byte works on the same port. */
static double
when_no_starttls (const ObdCase *c,
                  const ObdRule *rule)
{
  if (c->subject == NULL || c->subject->fault != OBD_FAULT_NO_STARTTLS)
    return 0;
  return c->twin != NULL && obd_finding_get_flag (c->twin, OBD_KEY_SMTP_ENCRYPTED) ? 0.95 : 0.8;
}

/* --- starttls-required ------------------------------------------------------------------------ */

/* The device keeps the connection plain and is offered no sign-in there, while the same server
 * offers it behind STARTTLS: seen on this connection when it was upgraded to guard the password. */
static double
when_auth_only_encrypted (const ObdCase *c,
                          const ObdRule *rule)
{
  const ObdFinding *s = c->subject;

  if (!obd_finding_is_smtp (s) || !c->signs_in || s->endpoint->security != OBD_SECURITY_NONE
      || !obd_finding_texts_empty (s, OBD_KEY_SMTP_AUTH_PLAIN)
      || !obd_finding_get_flag (s, OBD_KEY_SMTP_STARTTLS_OFFERED))
    return 0;
  if (!obd_finding_texts_empty (s, OBD_KEY_SMTP_AUTH_TLS))
    return 0.97;
  if (s->fault != OBD_FAULT_NO_AUTH && s->fault != OBD_FAULT_UNSAFE)
    return 0;
  return obd_case_auth_offered (c) ? 0.92 : 0.6;
}

/* --- interception ----------------------------------------------------------------------------- */

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

/* --- tls-version ------------------------------------------------------------------------------ */

static double
when_tls_too_old (const ObdCase *c,
                  const ObdRule *rule)
{
  if (c->subject == NULL)
    return 0;
  if (c->subject->fault == OBD_FAULT_TLS_VERSION)
    return 0.95;
  /* An alert that is about neither certificate nor version most often means: nothing in common. */
  if (c->subject->fault == OBD_FAULT_TLS_HANDSHAKE)
    return 0.5;
  return obd_when_reply_says (c, rule);
}

const ObdRule obd_rules_tls[] = {
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
  {
    .name = "tls-mode-mismatch/tls-to-plain",
    .cause = OBD_CAUSE_TLS_MODE_MISMATCH,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_tls_to_plain_port,
    .title = N_("Your {device} begins with encryption, and port {port} begins in plain text."),
    .explanation = N_("Port 465 expects encryption from the first byte; port 587 begins in plain "
                      "text and then switches. Port and encryption have to fit each other."),
    .remedies = { "change-security", "change-port", "ask-provider" },
  },
  {
    .name = "tls-mode-mismatch/plain-to-tls",
    .cause = OBD_CAUSE_TLS_MODE_MISMATCH,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_plain_to_tls_port,
    .title = N_("Port {port} expects encryption from the first byte, and your {device} begins "
                "in plain text."),
    .explanation = N_("The server waits for an encrypted beginning and says nothing until it "
                      "comes. Turn on SSL for this port, or use port 587."),
    .remedies = { "change-security", "change-port", "ask-provider" },
  },
  {
    .name = "tls-mode-mismatch",
    .cause = OBD_CAUSE_TLS_MODE_MISMATCH,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_no_starttls,
    .title = N_("Your {device} expects encryption, and port {port} of this server speaks none."),
    .explanation = N_("Encryption and port have to fit each other: most servers speak it on port "
                      "465 or 587. Do not turn encryption off to get past this."),
    .remedies = { "change-port", "change-security", "disable-interception", "ask-provider" },
  },
  {
    .name = "tls-version",
    .cause = OBD_CAUSE_TLS_VERSION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_tls_too_old,
    .title = N_("{host} and today’s devices have no encryption in common on port {port}."),
    .explanation = N_("One side only knows encryption that is too old. A newer system on the "
                      "device or on the server solves it; turning encryption off does not."),
    .remedies = { "update-system", "change-port", "ask-provider", "fix-server", "other-app" },
  },
  {
    .name = "starttls-required/auth-hidden",
    .cause = OBD_CAUSE_STARTTLS_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_auth_only_encrypted,
    .title = N_("The server lets your {device} sign in only once encryption is on."),
    .explanation = N_("On the plain connection port {port} offers no sign-in at all; inside "
                      "encryption it does. Turn on SSL (TLS, STARTTLS) on the {device}."),
    .remedies = { "change-security", "change-port", "delete-and-re-add", "ask-provider" },
  },
  {
    .name = "starttls-required",
    .cause = OBD_CAUSE_STARTTLS_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .when = obd_when_reply_says,
    .title = N_("The server wants encryption first, and your {device} has it turned off."),
    .explanation = N_("Turn on SSL (TLS, STARTTLS) for the outgoing server. The user name and "
                      "password then travel encrypted as well."),
    .remedies = { "change-security", "change-port", "enter-outgoing-credentials",
                  "delete-and-re-add", "ask-provider" },
  },
  { .name = NULL },
};
