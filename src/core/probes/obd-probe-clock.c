/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-clock.h"

#include "obd-keys.h"
#include "obd-sntp.h"

/* UDP loses packets: two questions, together as long as a silent port is waited for. */
#define QUESTIONS 2
#define QUESTION_PATIENCE (OBD_PATIENCE_LEAST / QUESTIONS)

/* 2026-01-01 00:00 UTC: no honest clock that runs this version stands before it. Move it on with a
 * release; later than the true day of a build it must never be. */
#define WRITTEN_AFTER G_GINT64_CONSTANT (1767225600)

/* The span of times at which every certificate seen would be valid. */
typedef struct
{
  gint64      from;
  gint64      to;
  guint       authorities;
  const char *issuer;
} Span;

static void
take_certificate (Span              *span,
                  const ObdTlsFacts *facts,
                  guint              problem)
{
  if (facts->problems != problem || facts->not_before == 0 || facts->not_after == 0)
    return;
  span->from = MAX (span->from, facts->not_before);
  span->to = MIN (span->to, facts->not_after);
  if (span->authorities == 0 || g_strcmp0 (span->issuer, facts->issuer) != 0)
    span->authorities++;
  span->issuer = facts->issuer;
}

static gboolean
judge_by (GPtrArray *certificates,
          guint      problem,
          gint64     now,
          gint64    *offset)
{
  Span span = { G_MININT64, G_MAXINT64, 0, NULL };

  for (guint i = 0; i < certificates->len; i++)
    take_certificate (&span, g_ptr_array_index (certificates, i), problem);
  if (span.authorities < 2 || span.from > span.to)
    return FALSE;
  *offset = (problem == OBD_TLS_PROBLEM_EXPIRED ? span.to : span.from) - now;
  return TRUE;
}

/* A certificate that is good by this clock contradicts that it is wrong. */
static gboolean
any_good (GPtrArray *certificates)
{
  for (guint i = 0; i < certificates->len; i++)
    if (((ObdTlsFacts *) g_ptr_array_index (certificates, i))->problems == OBD_TLS_PROBLEM_NONE)
      return TRUE;
  return FALSE;
}

gboolean
obd_clock_judge (GPtrArray *certificates,
                 gint64     now,
                 gint64    *offset)
{
  if (now < WRITTEN_AFTER)
    {
      if (!judge_by (certificates, OBD_TLS_PROBLEM_NOT_YET_VALID, now, offset))
        *offset = WRITTEN_AFTER - now;
      return TRUE;
    }
  return !any_good (certificates)
         && (judge_by (certificates, OBD_TLS_PROBLEM_NOT_YET_VALID, now, offset)
             || judge_by (certificates, OBD_TLS_PROBLEM_EXPIRED, now, offset));
}

void
obd_probe_clock_plan (const ObdTarget *target,
                      GPtrArray       *jobs)
{
  g_ptr_array_add (jobs, obd_job_new ("clock", NULL, OBD_ROLE_NONE));
}

static gboolean
ask_time_server (ObdRun     *run,
                 ObdFinding *finding)
{
  for (guint i = 0; i < QUESTIONS && !g_cancellable_is_cancelled (run->cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 deadline = MIN (run->deadline, g_get_monotonic_time () + QUESTION_PATIENCE);
      gint64 offset = 0;

      if (obd_sntp_ask (run->context, OBD_TIME_SERVER, &offset, deadline, run->cancellable, &error))
        {
          obd_finding_set_int (finding, OBD_KEY_CLOCK_OFFSET_MS, offset / G_TIME_SPAN_MILLISECOND);
          obd_finding_set_int (finding, OBD_KEY_CLOCK_NOW, g_get_real_time () / G_USEC_PER_SEC);
          obd_finding_set_text (finding, OBD_KEY_CLOCK_SOURCE, "ntp");
          return TRUE;
        }
      if (!g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT))
        return FALSE;
    }
  return FALSE;
}

static gboolean
ask_certificates (ObdRun     *run,
                  ObdFinding *finding)
{
  g_autoptr (GPtrArray) certificates = obd_run_await_certificates (run);
  gint64 offset;

  if (!obd_clock_judge (certificates, g_get_real_time () / G_USEC_PER_SEC, &offset))
    return FALSE;
  obd_finding_set_int (finding, OBD_KEY_CLOCK_OFFSET_MS, offset * 1000);
  obd_finding_set_text (finding, OBD_KEY_CLOCK_SOURCE, "certificate");
  return TRUE;
}

ObdFinding *
obd_probe_clock_run (ObdRun       *run,
                     const ObdJob *job)
{
  ObdFinding *finding = obd_finding_new ("clock", "clock");
  gboolean may_ask = !run->target->offline && !run->target->only_typed;

  finding->outcome = OBD_OUTCOME_OK;
  if ((!may_ask || !ask_time_server (run, finding)) && !ask_certificates (run, finding))
    finding->outcome = g_cancellable_is_cancelled (run->cancellable) ? OBD_OUTCOME_CANCELLED
                                                                     : OBD_OUTCOME_SKIPPED;
  return obd_finding_seal (finding);
}
