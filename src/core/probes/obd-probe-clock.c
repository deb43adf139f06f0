/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-clock.h"

#include "obd-http.h"
#include "obd-keys.h"
#include "obd-sntp.h"

/* UDP loses packets, so there are two questions; together they and what lies between them take no
 * longer than silent ports are waited for, twice. Microseconds. */
#define QUESTION_PATIENCE (OBD_PATIENCE_LEAST / 2)
#define WEB_PATIENCE (OBD_PATIENCE_LEAST / 2)

#define CLOCK_ID "clock"

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

static void
tell_offset (ObdFinding *finding,
             gint64      offset_ms,
             const char *source)
{
  obd_finding_set_int (finding, OBD_KEY_CLOCK_OFFSET_MS, offset_ms);
  obd_finding_set_int (finding, OBD_KEY_CLOCK_NOW, g_get_real_time () / G_USEC_PER_SEC);
  obd_finding_set_text (finding, OBD_KEY_CLOCK_SOURCE, source);
}

static gint64
get_deadline (ObdRun *run,
              gint64  patience)
{
  return MIN (run->deadline, g_get_monotonic_time () + patience);
}

/* @lost: (out): nothing came back, so that it is worth asking again */
static gboolean
ask_time_server (ObdRun     *run,
                 ObdFinding *finding,
                 gboolean   *lost)
{
  g_autoptr (GError) error = NULL;
  gint64 offset = 0;

  if (!obd_sntp_ask (run->context, OBD_TIME_SERVER, &offset, get_deadline (run, QUESTION_PATIENCE),
                     run->cancellable, &error))
    {
      *lost = g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
      return FALSE;
    }
  tell_offset (finding, offset / G_TIME_SPAN_MILLISECOND, "ntp");
  return TRUE;
}

/* The header counts whole seconds and was written between question and answer. */
gint64
obd_clock_read_date (gint64 date,
                     gint64 asked,
                     gint64 answered)
{
  gint64 middle = asked + (answered - asked) / 2;

  return (date * G_USEC_PER_SEC + G_USEC_PER_SEC / 2 - middle) / G_TIME_SPAN_MILLISECOND;
}

static gboolean
ask_web_server (ObdRun     *run,
                ObdFinding *finding,
                const char *host)
{
  g_autofree char *url = NULL;
  g_autoptr (ObdHttpAnswer) answer = NULL;
  ObdHttpRequest request = { .head = TRUE, .tolerates_dates = TRUE };

  /* A literal has no certificate that could be trusted. */
  if (host == NULL || g_hostname_is_ip_address (host) || *host == '[')
    return FALSE;
  request.url = url = g_strdup_printf ("https://%s/", host);
  answer = obd_http_ask (run->context, &request, NULL, get_deadline (run, WEB_PATIENCE),
                         run->cancellable, NULL);
  if (answer == NULL || answer->date == 0)
    return FALSE;
  tell_offset (finding, obd_clock_read_date (answer->date, answer->asked, answer->answered),
               "https");
  obd_finding_set_text (finding, OBD_KEY_CLOCK_HOST, host);
  return TRUE;
}

static gboolean
ask_web_servers (ObdRun     *run,
                 ObdFinding *finding)
{
  const char *domain = obd_address_get_domain (run->target->address);
  const char *host = run->target->host;

  return ask_web_server (run, finding, domain)
         || (g_strcmp0 (host, domain) != 0 && ask_web_server (run, finding, host));
}

static gboolean
ask_others (ObdRun     *run,
            ObdFinding *finding)
{
  gboolean lost = FALSE;

  if (run->target->offline || run->target->only_typed)
    return FALSE;
  return (obd_run_find_known (run, CLOCK_ID) == NULL && ask_time_server (run, finding, &lost))
         || ask_web_servers (run, finding) || (lost && ask_time_server (run, finding, &lost));
}

static gboolean
ask_certificates (ObdRun     *run,
                  ObdFinding *finding)
{
  g_autoptr (GPtrArray) certificates = obd_run_await_certificates (run);
  gint64 offset;

  if (!obd_clock_judge (certificates, g_get_real_time () / G_USEC_PER_SEC, &offset))
    return FALSE;
  tell_offset (finding, offset * 1000, "certificate");
  obd_finding_set_flag (finding, OBD_KEY_CLOCK_IMPOSSIBLE,
                        g_get_real_time () / G_USEC_PER_SEC < WRITTEN_AFTER);
  return TRUE;
}

/* (nullable): a time server's answer, which holds for every mailbox; that of the mailbox's own web
 * server does not. */
static const ObdFinding *
find_known (ObdRun *run)
{
  const ObdFinding *known = obd_run_find_known (run, CLOCK_ID);
  const char *source = known != NULL ? obd_finding_get_text (known, OBD_KEY_CLOCK_SOURCE) : NULL;

  return g_strcmp0 (source, "ntp") == 0 ? known : NULL;
}

ObdFinding *
obd_probe_clock_run (ObdRun       *run,
                     const ObdJob *job)
{
  ObdFinding *finding;

  if (find_known (run) != NULL)
    return obd_finding_ref (find_known (run));
  finding = obd_finding_new ("clock", CLOCK_ID);
  finding->outcome = OBD_OUTCOME_OK;
  if (!ask_others (run, finding) && !ask_certificates (run, finding))
    finding->outcome = g_cancellable_is_cancelled (run->cancellable) ? OBD_OUTCOME_CANCELLED
                                                                     : OBD_OUTCOME_SKIPPED;
  return obd_finding_seal (finding);
}
