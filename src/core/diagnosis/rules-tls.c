/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Encryption: its mode and its versions. */

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

  if (!obd_finding_is_talk (s) || obd_case_is_plain (c) || s->stage != OBD_STAGE_TLS)
    return 0;
  if (obd_finding_get_flag (s, OBD_KEY_SMTP_SPEAKS_HTTP))
    return 0; /* plain text, but no mail server's */
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

  if (!obd_finding_is_talk (s) || !c->signs_in || s->endpoint->security != OBD_SECURITY_NONE
      || !obd_finding_texts_empty (s, OBD_KEY_SMTP_AUTH_PLAIN)
      || !obd_finding_get_flag (s, OBD_KEY_SMTP_STARTTLS_OFFERED))
    return 0;
  if (!obd_finding_texts_empty (s, OBD_KEY_SMTP_AUTH_TLS))
    return 0.97;
  if (s->fault != OBD_FAULT_NO_AUTH && s->fault != OBD_FAULT_UNSAFE)
    return 0;
  return obd_case_auth_offered (c) ? 0.92 : 0.6;
}

/* --- tls-version ------------------------------------------------------------------------------ */

/* The handshake came to nothing, in whatever way the server let it end. */
static gboolean
handshake_failed (const ObdCase *c)
{
  return c->subject != NULL && c->subject->stage == OBD_STAGE_TLS
         && (c->subject->fault == OBD_FAULT_TLS_VERSION
             || c->subject->fault == OBD_FAULT_TLS_HANDSHAKE
             || c->subject->fault == OBD_FAULT_DROPPED);
}

static gboolean
takes (const ObdCase *c,
       const char    *version)
{
  return obd_finding_texts_contain (c->subject, OBD_KEY_TLS_TAKEN, version);
}

static gboolean
refuses (const ObdCase *c,
         const char    *version)
{
  return obd_finding_texts_contain (c->subject, OBD_KEY_TLS_REFUSED, version);
}

static gboolean
takes_old (const ObdCase *c)
{
  return takes (c, "TLS 1.0") || takes (c, "TLS 1.1");
}

static gboolean
takes_new (const ObdCase *c)
{
  return takes (c, "TLS 1.2") || takes (c, "TLS 1.3");
}

/* Each version was tried alone: the old ones work, the new ones (RFC 8996) do not. */
static double
when_server_is_old (const ObdCase *c,
                    const ObdRule *rule)
{
  if (!handshake_failed (c) || !takes_old (c) || takes_new (c))
    return 0;
  return refuses (c, "TLS 1.2") && refuses (c, "TLS 1.3") ? 0.98 : OBD_PROVED;
}

/* A version of today, taken only where nothing is asked of its strength. */
static double
when_ciphers_are_weak (const ObdCase *c,
                       const ObdRule *rule)
{
  if (!handshake_failed (c) || !takes_new (c))
    return 0;
  return c->subject->fault == OBD_FAULT_DROPPED ? 0 : 0.85;
}

/* RFC 8446 section 6.2, RFC 6066 section 3. */
enum
{
  ALERT_INTERNAL_ERROR = 80,
  ALERT_UNRECOGNIZED_NAME = 112,
};

static gboolean
refuses_all (const ObdCase *c)
{
  return handshake_failed (c) && !takes_old (c) && !takes_new (c) && refuses (c, "TLS 1.2")
         && refuses (c, "TLS 1.3");
}

static double
when_server_cannot_encrypt (const ObdCase *c,
                            const ObdRule *rule)
{
  if (!refuses_all (c))
    return 0;
  return obd_finding_get_int (c->subject, OBD_KEY_TLS_ALERT) == ALERT_INTERNAL_ERROR ? 0.85 : 0;
}

static double
when_name_is_unrecognized (const ObdCase *c,
                           const ObdRule *rule)
{
  if (!refuses_all (c))
    return 0;
  return obd_finding_get_int (c->subject, OBD_KEY_TLS_ALERT) == ALERT_UNRECOGNIZED_NAME ? 0.92 : 0;
}

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
    return 0.6;
  return obd_when_reply_says (c, rule);
}

const ObdRule obd_rules_tls[] = {
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
    .rival = OBD_CAUSE_SERVER_ERROR,
    .apart = N_("turn on SSL and test again: if the server is as silent then, it has trouble of its "
                "own."),
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
    .said = N_("Encryption and port do not fit each other."),
    .said_more = N_("Most servers speak SSL from the first byte on port 465, and STARTTLS on "
                    "port 587. Do not turn encryption off to get past this."),
    .remedies = { "change-port", "change-security", "disable-interception", "ask-provider" },
    .rival = OBD_CAUSE_INTERCEPTION,
    .apart = N_("try from another network: if the offer to encrypt is there, something here takes "
                "it out; otherwise the port has none."),
  },
  {
    .name = "tls-version/old-server",
    .cause = OBD_CAUSE_TLS_VERSION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_server_is_old,
    /* TRANSLATORS: {versions} is "TLS 1.0" or "TLS 1.0 and TLS 1.1". */
    .title = N_("{host} speaks only encryption of another age: {versions}."),
    .explanation = N_("Devices of today ask for TLS 1.2 at least, and rightly. The server’s owner "
                      "has to bring it up to date; turning encryption off is no way around."),
    .remedies = { "change-port", "ask-provider", "fix-server", "other-smtp-server" },
  },
  {
    .name = "tls-version/weak-ciphers",
    .cause = OBD_CAUSE_TLS_VERSION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_ciphers_are_weak,
    .title = N_("{host} encrypts only in ways that are too weak for today."),
    .explanation = N_("It knows a version of encryption that is still in use, but with keys or "
                      "ciphers that devices refuse. Its owner has to bring it up to date."),
    .remedies = { "change-port", "ask-provider", "fix-server", "update-system",
                  "other-smtp-server" },
  },
  {
    .name = "server-error/encryption",
    .cause = OBD_CAUSE_SERVER_ERROR,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_PROVIDER,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_server_cannot_encrypt,
    .title = N_("{host} offers encryption on port {port} and then fails at it."),
    .explanation = N_("It reports a fault of its own, whatever version it is asked for. Most often "
                      "its certificate or key cannot be read; its owner has to look."),
    .remedies = { "change-port", "ask-provider", "fix-server", "wait-and-retry" },
    .rival = OBD_CAUSE_TLS_VERSION,
    .apart = N_("the log of the server names the fault; only its owner can read it."),
  },
  {
    .name = "tls-certificate/unrecognized-name",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_name_is_unrecognized,
    .title = N_("The server that answers has no certificate for the name {host}."),
    .explanation = N_("It says that it does not know itself by this name. Ask your provider which "
                      "name of the outgoing server to enter."),
    .remedies = { "change-server", "ask-provider", "fix-server" },
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
    .said = N_("The server and the {device} have no encryption in common."),
    .remedies = { "update-system", "change-port", "ask-provider", "fix-server", "other-app" },
    .rival = OBD_CAUSE_SERVER_ERROR,
    .apart = N_("whether anybody can connect to this port with encryption: then it is the age of "
                "one side, otherwise the server’s own trouble."),
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
    .rival = OBD_CAUSE_AUTH_MECHANISM,
    .apart = N_("turn on SSL and test again: if port {port} offers no sign-in then either, it is not "
                "the port for people."),
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
