/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The certificate, the clock it is judged by, and who signed it. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

static gboolean
has_problem (const ObdCase *c,
             guint          problems)
{
  return c->subject != NULL && c->subject->fault == OBD_FAULT_CERTIFICATE
         && c->subject->tls != NULL && (c->subject->tls->problems & problems) != 0;
}

static double
when_problem (const ObdCase *c,
              guint          problems)
{
  return has_problem (c, problems) ? 0.97 : 0;
}

/* With the true time the certificate would be inside its validity. Where the time was only told
 * from certificates it is a bound, not a time, and its direction has to do. */
static gboolean
offset_explains (const ObdCase *c)
{
  const ObdTlsFacts *tls = c->subject->tls;
  gint64 offset = obd_case_get_offset (c) / 1000;
  gint64 now = obd_finding_get_int (c->clock, OBD_KEY_CLOCK_NOW);

  if (tls->problems & OBD_TLS_PROBLEM_WRONG_NAME)
    return FALSE;
  if (now == 0
      || g_strcmp0 (obd_finding_get_text (c->clock, OBD_KEY_CLOCK_SOURCE), "certificate") == 0)
    return (tls->problems & OBD_TLS_PROBLEM_NOT_YET_VALID) != 0 ? offset > 0 : offset < 0;
  return (tls->not_before == 0 || now + offset >= tls->not_before)
         && (tls->not_after == 0 || now + offset <= tls->not_after);
}

static double
when_clock_breaks_tls (const ObdCase *c,
                       gboolean       slow)
{
  guint problem = slow ? OBD_TLS_PROBLEM_NOT_YET_VALID : OBD_TLS_PROBLEM_EXPIRED;

  if (!has_problem (c, problem) || !obd_case_clock_is_off (c))
    return 0;
  return (obd_case_get_offset (c) > 0) == slow && offset_explains (c) ? 0.97 : 0;
}

static double
when_clock_slow (const ObdCase *c,
                 const ObdRule *rule)
{
  return when_clock_breaks_tls (c, TRUE);
}

static double
when_clock_fast (const ObdCase *c,
                 const ObdRule *rule)
{
  return when_clock_breaks_tls (c, FALSE);
}

/* Nobody could tell the time. A certificate that seems to begin in the future and has no other
 * fault then speaks for a clock that is slow (a flat battery puts it years back), since
 * authorities date certificates back, never ahead: likely, not proved. */
static double
when_clock_unmeasured (const ObdCase *c,
                       const ObdRule *rule)
{
  gboolean measured = c->clock != NULL && obd_finding_has (c->clock, OBD_KEY_CLOCK_OFFSET_MS);

  if (measured || !has_problem (c, OBD_TLS_PROBLEM_NOT_YET_VALID)
      || (c->clock == NULL && !obd_findings_is_finished (c->findings)))
    return 0;
  return c->subject->tls->problems == OBD_TLS_PROBLEM_NOT_YET_VALID ? 0.6 : 0;
}

static double
when_expired (const ObdCase *c,
              const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_EXPIRED);
}

static double
when_not_yet_valid (const ObdCase *c,
                    const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_NOT_YET_VALID);
}

static double
when_wrong_name (const ObdCase *c,
                 const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_WRONG_NAME);
}

static double
when_incomplete (const ObdCase *c,
                 const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_INCOMPLETE_CHAIN);
}

static double
when_revoked (const ObdCase *c,
              const ObdRule *rule)
{
  return when_problem (c, OBD_TLS_PROBLEM_REVOKED);
}

static double
when_weak (const ObdCase *c,
           const ObdRule *rule)
{
  return has_problem (c, OBD_TLS_PROBLEM_WEAK)
             && !has_problem (c, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED)
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

  if (!has_problem (c, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED)
      || c->subject->tls->issuer == NULL)
    return 0;
  issuer = g_ascii_strdown (c->subject->tls->issuer, -1);
  for (guint i = 0; i < G_N_ELEMENTS (shields); i++)
    if (strstr (issuer, shields[i]) != NULL)
      return 0.85;
  return 0;
}

const ObdRule obd_rules_certificate[] = {
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
    .name = "clock-wrong/slow",
    .cause = OBD_CAUSE_CLOCK_WRONG,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_clock_slow,
    /* TRANSLATORS: {offset} is a length of time such as "3 days". */
    .title = N_("The clock of this computer is {offset} slow, so certificates look not yet valid."),
    .explanation = N_("With the true time the certificate of {host} is good. Let the computer "
                      "set date and time by itself."),
    .remedies = { "set-clock", "restart" },
  },
  {
    .name = "clock-wrong/fast",
    .cause = OBD_CAUSE_CLOCK_WRONG,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_clock_fast,
    .title = N_("The clock of this computer is {offset} fast, so certificates look expired."),
    .explanation = N_("With the true time the certificate of {host} is good. Let the computer "
                      "set date and time by itself."),
    .remedies = { "set-clock", "restart" },
  },
  {
    .name = "clock-wrong",
    .cause = OBD_CAUSE_CLOCK_WRONG,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_clock_unmeasured,
    .title = N_("The clock of this computer is probably slow, so certificates look not yet valid."),
    .explanation = N_("The certificate of {host} seems to begin in the future, and nobody could "
                      "be asked for the time. Compare the clock and the date with a good one."),
    .remedies = { "set-clock", "restart", "fix-server" },
  },
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
    .title = N_("The certificate of {host} uses a key that is too weak for today."),
    .explanation = N_("Its owner has to replace the certificate. Today’s devices refuse such "
                      "keys."),
    .remedies = { "ask-provider", "fix-server", "change-port", "other-smtp-server" },
  },
  {
    .name = "tls-certificate",
    .cause = OBD_CAUSE_TLS_CERTIFICATE,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_SERVER_ADMIN,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_certificate,
    .title = N_("Nobody whom this computer trusts vouches for the certificate of {host}."),
    .explanation = N_("It may be home-made, or something on the way may have put its own in its "
                      "place. Ask the server’s owner before anything is trusted."),
    .remedies = { "ask-provider", "fix-server", "change-server", "disable-interception",
                  "set-clock" },
  },
  { .name = NULL },
};
