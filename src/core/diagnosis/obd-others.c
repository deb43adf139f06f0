/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-diagnosis-private.h"
#include "obd-receiving.h"

static gboolean
is_named_already (ObdDiagnosis *verdict,
                  GPtrArray    *others,
                  ObdCause      cause)
{
  if (obd_diagnosis_get_cause (verdict) == cause)
    return TRUE;
  for (guint i = 0; i < others->len; i++)
    if (obd_diagnosis_get_cause (g_ptr_array_index (others, i)) == cause)
      return TRUE;
  return FALSE;
}

static void
add_other (GPtrArray     *others,
           ObdDiagnosis  *verdict,
           const ObdCase *c,
           const ObdRule *rule,
           double         confidence,
           ObdSeverity    severity)
{
  if (rule->cause != OBD_CAUSE_HEALTHY && rule->cause != OBD_CAUSE_UNKNOWN
      && !is_named_already (verdict, others, rule->cause))
    g_ptr_array_add (others, obd_diagnosis_new (c, obd_rules_reword (c, rule), confidence,
                                                severity));
}

/* @mildest: a finding that the device does not depend on is no more than that. */
static void
judge_other (GPtrArray        *others,
             ObdDiagnosis     *verdict,
             const ObdCase    *c,
             const ObdFinding *finding,
             ObdSeverity       mildest)
{
  g_auto (ObdCase) other = { 0 };
  const ObdRule *rule;
  double confidence;

  obd_case_init (&other, c->findings, finding);
  rule = obd_rules_judge (&other, &confidence);
  add_other (others, verdict, &other, rule, confidence, MAX (rule->severity, mildest));
}

/* What else the same observations allow, as long as they prove nothing. */
static void
add_rival (GPtrArray     *others,
           ObdDiagnosis  *verdict,
           const ObdCase *c,
           const ObdRule *rule)
{
  double left = 1 - obd_diagnosis_get_confidence (verdict);
  guint n;

  if (rule->rival == OBD_CAUSE_UNKNOWN || left <= 1 - OBD_PROVED)
    return;
  n = others->len;
  /* A part of what is left: there may be reasons that nobody thought of. */
  add_other (others, verdict, c, obd_rules_for_cause (rule->rival), 0.8 * left,
             OBD_SEVERITY_NOTICE);
  if (others->len > n)
    obd_diagnosis_make_rival (g_ptr_array_index (others, n));
}

/* What the device will meet next, once the verdict is mended: the cure met it already. */
static void
add_next_stops (GPtrArray     *others,
                ObdDiagnosis  *verdict,
                const ObdCase *c)
{
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (f != c->subject && obd_case_concerns (c, f) && obd_finding_has_role (f, "cure")
          && f->stage >= OBD_STAGE_AUTH)
        judge_other (others, verdict, c, f, OBD_SEVERITY_BLOCKING);
    }
}

/* The plain connection offered no sign-in, and what came behind the upgrade was refused too. */
static void
add_behind_upgrade (GPtrArray     *others,
                    ObdDiagnosis  *verdict,
                    const ObdCase *c)
{
  if (obd_diagnosis_get_cause (verdict) != OBD_CAUSE_STARTTLS_REQUIRED
      || c->reading.cause == OBD_CAUSE_UNKNOWN)
    return;
  add_other (others, verdict, c, obd_rules_for_cause (c->reading.cause), c->reading.confidence,
             OBD_SEVERITY_BLOCKING);
}

/* Encryption came to nothing, and the certificate behind it would not pass either. */
static void
add_behind_encryption (GPtrArray     *others,
                       ObdDiagnosis  *verdict,
                       const ObdCase *c)
{
  const ObdTlsFacts *tls = c->subject != NULL ? c->subject->tls : NULL;

  if (tls != NULL && c->subject->stage == OBD_STAGE_TLS
      && c->subject->fault != OBD_FAULT_CERTIFICATE && (tls->problems & ~OBD_TLS_PROBLEM_WEAK) != 0)
    add_other (others, verdict, c, obd_rules_for_cause (OBD_CAUSE_TLS_CERTIFICATE), OBD_PROVED,
               OBD_SEVERITY_BLOCKING);
}

/* Receiving was asked about as well, or at more servers than one. A server that had to be found and
 * does not answer is no news; one that was told, or that judged the password, is. */
static void
add_receiving (GPtrArray     *others,
               ObdDiagnosis  *verdict,
               const ObdCase *c)
{
  gboolean only = c->target->incoming_only;

  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (f != c->subject && obd_finding_is_incoming (f) && (f->typed || f->signed_in))
        judge_other (others, verdict, c, f, only ? OBD_SEVERITY_BLOCKING : OBD_SEVERITY_NOTICE);
    }
}

/* Another port of the same server that would not do either. Its silence is no news: nobody
 * listens on every port. */
static void
add_other_ports (GPtrArray     *others,
                 ObdDiagnosis  *verdict,
                 const ObdCase *c)
{
  if (!obd_finding_is_talk (c->subject))
    return;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (f != c->subject && f != c->family && obd_finding_is_kin (f, c->subject)
          && g_str_equal (f->endpoint->host, c->subject->endpoint->host)
          && (f->fault == OBD_FAULT_CERTIFICATE || f->fault == OBD_FAULT_TLS_VERSION))
        judge_other (others, verdict, c, f, OBD_SEVERITY_NOTICE);
    }
}

static void
add_notices (GPtrArray     *others,
             ObdDiagnosis  *verdict,
             const ObdCase *c)
{
  const ObdRule *rule = NULL;
  double confidence;

  while ((rule = obd_rules_next_notice (c, rule, &confidence)) != NULL)
    add_other (others, verdict, c, rule, confidence, rule->severity);
}

/* Blocking before risky before notice; among equals in the order of the contract's causes, which
 * is that of the mail's way. */
static int
compare_severity (gconstpointer a,
                  gconstpointer b)
{
  ObdDiagnosis *first = *(ObdDiagnosis *const *) a;
  ObdDiagnosis *second = *(ObdDiagnosis *const *) b;
  int difference = (int) obd_diagnosis_get_severity (first)
                   - (int) obd_diagnosis_get_severity (second);

  if (difference != 0)
    return difference;
  return (int) obd_diagnosis_get_cause (first) - (int) obd_diagnosis_get_cause (second);
}

GPtrArray *
obd_others_find (const ObdCase *c,
                 const ObdRule *rule,
                 ObdDiagnosis  *verdict)
{
  GPtrArray *others = g_ptr_array_new_with_free_func (g_object_unref);

  add_behind_upgrade (others, verdict, c);
  add_behind_encryption (others, verdict, c);
  add_next_stops (others, verdict, c);
  add_receiving (others, verdict, c);
  add_notices (others, verdict, c);
  add_rival (others, verdict, c, rule);
  add_other_ports (others, verdict, c);
  g_ptr_array_sort (others, compare_severity);
  return others;
}
