/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clock that certificates are judged by: wrong here, or theirs out of date? */

#include "config.h"

#include "obd-rule.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

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

  if (!obd_case_has_problem (c, problem) || !obd_case_clock_is_off (c))
    return 0;
  if ((obd_case_get_offset (c) > 0) != slow || !offset_explains (c))
    return 0;
  if (obd_case_clock_is_known (c))
    return 0.97;
  /* Told by certificates alone: that several authorities err alike is hardly to be believed. */
  return obd_finding_get_flag (c->clock, OBD_KEY_CLOCK_IMPOSSIBLE) ? 0.95 : 0.85;
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
  if (obd_case_clock_is_known (c) || obd_case_clock_is_in_step (c)
      || !obd_case_has_problem (c, OBD_TLS_PROBLEM_NOT_YET_VALID)
      || (c->clock == NULL && !obd_findings_is_finished (c->findings)))
    return 0;
  return c->subject->tls->problems == OBD_TLS_PROBLEM_NOT_YET_VALID ? 0.6 : 0;
}

const ObdRule obd_rules_clock[] = {
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
    .name = "clock-wrong/unmeasured",
    .cause = OBD_CAUSE_CLOCK_WRONG,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = when_clock_unmeasured,
    .title = N_("The clock of this computer is probably slow, so certificates look not yet valid."),
    .explanation = N_("The certificate of {host} seems to begin in the future, and nobody could "
                      "be asked for the time. Compare the clock and the date with a good one."),
    .remedies = { "set-clock", "restart", "fix-server" },
    .rival = OBD_CAUSE_TLS_CERTIFICATE,
    .apart = N_("if the clock and the date of this computer turn out to be right, the "
                "certificate is at fault."),
  },
  {
    .name = "clock-wrong",
    .cause = OBD_CAUSE_CLOCK_WRONG,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_ENCRYPTION,
    .when = obd_when_reply_says,
    .title = N_("The clock of this computer may be wrong, so that certificates or the sign-in fail."),
    .explanation = N_("Compare the clock and the date with a good one, and let the computer set "
                      "them by itself."),
    .said = N_("The clock of the {device} is probably wrong, so certificates or the sign-in fail."),
    .said_more = N_("Let the {device} set date and time by itself, then send again. If they are "
                    "right already, the certificate of the server is at fault."),
    .remedies = { "set-clock", "restart", "fix-server" },
    .rival = OBD_CAUSE_TLS_CERTIFICATE,
    .apart = N_("if the clock and the date of this computer turn out to be right, the "
                "certificate is at fault."),
  },
  { .name = NULL },
};
