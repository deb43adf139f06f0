/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The certificate: whose it is, until when, and who vouches for it. */

#include "config.h"

#include "obd-rule.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

static double
when_problem (const ObdCase *c,
              guint          problems)
{
  return obd_case_has_problem (c, problems) ? 0.97 : 0;
}

/* Out of date, by a clock that somebody has confirmed; else only by ours. */
static double
when_out_of_date (const ObdCase *c,
                  guint          problem)
{
  if (!obd_case_has_problem (c, problem))
    return 0;
  if (obd_case_clock_is_known (c))
    return 0.97;
  return obd_case_clock_is_in_step (c) ? 0.88 : 0.8;
}

static double
when_expired (const ObdCase *c,
              const ObdRule *rule)
{
  return when_out_of_date (c, OBD_TLS_PROBLEM_EXPIRED);
}

static double
when_not_yet_valid (const ObdCase *c,
                    const ObdRule *rule)
{
  return when_out_of_date (c, OBD_TLS_PROBLEM_NOT_YET_VALID);
}

static double
when_right_host_is_known (const ObdCase *c,
                          const ObdRule *rule)
{
  return obd_case_has_problem (c, OBD_TLS_PROBLEM_WRONG_NAME)
             && obd_finding_has (c->subject, OBD_KEY_TLS_RIGHT_HOST)
           ? 0.97
           : 0;
}

static double
when_nameless (const ObdCase *c,
               const ObdRule *rule)
{
  if (!obd_case_has_problem (c, OBD_TLS_PROBLEM_WRONG_NAME))
    return 0;
  return c->subject->tls->names == NULL || c->subject->tls->names[0] == NULL ? 0.92 : 0;
}

static double
when_wrong_name (const ObdCase *c,
                 const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_WRONG_NAME);
}

/* What the chain lacks is no private authority: the certificate bears the marks of a public one, or
 * what the same issuer signed passes elsewhere in this run. */
static double
when_incomplete (const ObdCase *c,
                 const ObdRule *rule)
{
  if (!obd_case_has_problem (c, OBD_TLS_PROBLEM_INCOMPLETE_CHAIN))
    return 0;
  if (obd_case_issuer_is_trusted (c))
    return 0.97;
  return c->subject->tls->public_issuer ? 0.95 : 0;
}

static double
when_revoked (const ObdCase *c,
              const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_REVOKED);
}

static double
when_self_signed (const ObdCase *c,
                  const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_SELF_SIGNED);
}

/* The server sent its authority's own certificate along, and nobody here knows that. */
static double
when_private_authority (const ObdCase *c,
                        const ObdRule *rule)
{
  if (!obd_case_has_problem (c, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY)
      || obd_case_has_problem (c, OBD_TLS_PROBLEM_INCOMPLETE_CHAIN))
    return 0;
  return c->subject->tls->chain_length > 1 ? 0.97 : 0;
}

static double
when_weak (const ObdCase *c,
           const ObdRule *rule)
{
  return obd_case_has_problem (c, OBD_TLS_PROBLEM_WEAK)
             && !obd_case_has_problem (c, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY
                                            | OBD_TLS_PROBLEM_SELF_SIGNED)
           ? 0.95
           : 0;
}

static double
when_certificate (const ObdCase *c,
                  const ObdRule *rule)
{
  if (c->subject == NULL)
    return 0;
  if (c->subject->fault == OBD_FAULT_CERTIFICATE)
    return 0.95;
  return obd_when_reply_says (c, rule);
}

const ObdRule obd_rules_certificate[] = {
  {
    .name = "tls-certificate/expired",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_expired,
    .title = N_("The certificate of {host} ended on {not-after}. Its owner has to renew it."),
    .explanation = N_("A device that checks certificates rightly stops here. It is not safe to "
                      "send a password past this."),
    .remedies = { "ask-provider", "fix-server", "change-port", "other-smtp-server", "set-clock" },
    .rival = OBD_CAUSE_CLOCK_WRONG,
    .apart = N_("if the clock and the date of this computer turn out to be wrong, they are the "
                "reason and the certificate may be good."),
  },
  {
    .name = "tls-certificate/not-yet-valid",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_not_yet_valid,
    .title = N_("The certificate of {host} is only valid from {not-before} on."),
    .explanation = N_("If the clock of this computer is right, the server’s owner has to "
                      "install a certificate that is valid today."),
    .remedies = { "ask-provider", "fix-server", "set-clock", "change-port" },
    .rival = OBD_CAUSE_CLOCK_WRONG,
    .apart = N_("if the clock and the date of this computer turn out to be wrong, they are the "
                "reason and the certificate may be good."),
  },
  {
    .name = "tls-certificate/right-host",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_right_host_is_known,
    .title = N_("The server that you reach as {host} calls itself {right-host}."),
    .explanation = N_("Both names lead to the same machine, and its certificate is made out to the "
                      "second. Entering that name on the {device} most likely solves it; your "
                      "provider can confirm it."),
    .remedies = { "change-server", "ask-provider", "fix-server" },
  },
  {
    .name = "tls-certificate/no-name",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_nameless,
    .title = N_("The certificate of {host} does not say for which server it was made."),
    .explanation = N_("It gives a name only in a place where devices of today no longer look. Its "
                      "owner has to install one that was made in the present way."),
    .remedies = { "ask-provider", "fix-server", "change-port", "other-smtp-server" },
  },
  {
    .name = "tls-certificate/wrong-name",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_wrong_name,
    .title = N_("The certificate is made out to {names}, not to {host}."),
    .explanation = N_("Often the server is the right one and only goes by the name in the "
                      "certificate. Ask your provider which name to enter before you change it."),
    .remedies = { "change-server", "ask-provider", "fix-server", "disable-interception" },
  },
  {
    .name = "tls-certificate/incomplete",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_incomplete,
    .title = N_("{host} does not send all the certificates that a device needs."),
    .explanation = N_("The certificate in between is missing. Some devices know it from elsewhere "
                      "and others stop; its owner has to add it."),
    .remedies = { "ask-provider", "fix-server", "change-port" },
  },
  {
    .name = "tls-certificate/revoked",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_revoked,
    .title = N_("The certificate of {host} has been withdrawn by the authority that issued it."),
    .explanation = N_("Its owner has to install a new one. It is not safe to send a password "
                      "past this."),
    .remedies = { "ask-provider", "fix-server", "other-smtp-server" },
  },
  {
    .name = "tls-version/weak-key",
    .cause = OBD_CAUSE_TLS_VERSION,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_weak,
    .title = N_("The certificate of {host} is too weak for today: {weakness}."),
    .explanation = N_("Its owner has to replace the certificate. Today’s devices refuse such keys "
                      "and signatures."),
    .remedies = { "ask-provider", "fix-server", "change-port", "other-smtp-server" },
  },
  {
    .name = "tls-certificate/self-signed",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_self_signed,
    .title = N_("The certificate of {host} is home-made: nobody but itself vouches for it."),
    .explanation = N_("Anybody could make one like it, also somebody on the way who wants the "
                      "password. Its owner has to install one from an authority that devices "
                      "know."),
    .remedies = { "ask-provider", "fix-server", "change-server", "disable-interception",
                  "set-clock" },
  },
  {
    .name = "tls-certificate/unknown-authority",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_private_authority,
    .title = N_("The certificate of {host} comes from {issuer}, whom this computer does not know."),
    .explanation = N_("Companies and schools run such authorities for their own devices; their "
                      "administrator can tell how to make it known. It may also be that something "
                      "on the way put its own certificate in place of the server’s."),
    .remedies = { "ask-provider", "fix-server", "disable-interception", "switch-network" },
    .apart = N_("the owner of the server knows whether the authority is theirs."),
  },
  {
    .name = "tls-certificate",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_certificate,
    .title = N_("Nobody whom this computer trusts vouches for the certificate of {host}."),
    .explanation = N_("Its issuer is not known here, and no certificate in between leads to one "
                      "that is. Either the server leaves one out, or its authority is a private "
                      "one. Ask the server’s owner before anything is trusted."),
    .said = N_("The certificate of the server does not pass."),
    .said_more = N_("It may have expired, be made out to another name, or come from somebody "
                    "whom the {device} does not know. Look at date and clock of the {device} "
                    "first: if they are wrong, every certificate looks like that."),
    .remedies = { "ask-provider", "fix-server", "change-server", "disable-interception",
                  "set-clock" },
    .apart = N_("the owner of the server knows whether the authority is theirs; if it is a public "
                "one, a certificate in between is missing."),
  },
  { .name = NULL },
};
