/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-case.h"

#include "obd-advice.h"
#include "obd-keys.h"
#include "obd-receiving.h"

static const ObdFinding *
find_probe (const ObdFindings *findings,
            const char        *probe)
{
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (g_strcmp0 (finding->probe, probe) == 0)
        return finding;
    }
  return NULL;
}

/* In the direction of @subject; sending, where there is none. */
static gboolean
is_evidence_for (const ObdFinding *finding,
                 const ObdFinding *subject)
{
  return obd_finding_is_talk (subject) ? obd_finding_is_kin (finding, subject)
                                       : obd_finding_is_smtp (finding);
}

static const ObdFinding *
find_proof (const ObdFindings *findings,
            const ObdFinding  *subject)
{
  const ObdFinding *proof = NULL;

  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (!is_evidence_for (finding, subject) || !obd_finding_is_signed_in (finding))
        continue;
      if (finding->typed)
        return finding;
      if (proof == NULL || (!obd_finding_is_clean (proof) && obd_finding_is_clean (finding)))
        proof = finding;
    }
  return proof;
}

static gboolean
is_twin (const ObdFinding *a,
         const ObdFinding *b)
{
  gboolean a_tls = a->endpoint->security == OBD_SECURITY_TLS;
  gboolean b_tls = b->endpoint->security == OBD_SECURITY_TLS;

  return a->endpoint->port == b->endpoint->port && a_tls != b_tls
         && g_str_equal (a->endpoint->host, b->endpoint->host);
}

static const ObdFinding *
find_twin (const ObdFindings *findings,
           const ObdFinding  *subject)
{
  if (!obd_finding_is_talk (subject))
    return NULL;
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (obd_finding_is_kin (finding, subject) && is_twin (finding, subject))
        return finding;
    }
  return NULL;
}

static gboolean
client_signs_in (const ObdTarget  *target,
                 const ObdFinding *subject)
{
  if (obd_finding_is_incoming (subject))
    return TRUE;
  if (subject == NULL || subject->typed)
    return obd_target_signs_in (target);
  return subject->signed_in || obd_finding_has_role (subject, "cure");
}

/* A report whose names were hidden says what the words meant before that, where it matters. */
static gboolean
take_recorded_reading (const ObdFinding *subject,
                       ObdReading       *reading)
{
  const char *cause = obd_finding_get_text (subject, OBD_KEY_READING_CAUSE);

  if (cause == NULL || !obd_cause_from_nick (cause, &reading->cause))
    return FALSE;
  reading->confidence = obd_finding_get_int (subject, OBD_KEY_READING_PERCENT) / 100.0;
  reading->matched = g_strdup (obd_finding_get_text (subject, OBD_KEY_READING_MATCHED));
  return TRUE;
}

static void
read_reply (ObdCase *self)
{
  const ObdFinding *subject = self->subject;
  g_autofree char *text = NULL;
  ObdSignedIn signed_in;

  if (subject == NULL || subject->reply == NULL || subject->fault != OBD_FAULT_REPLY
      || take_recorded_reading (subject, &self->reading))
    return;
  signed_in = obd_finding_is_signed_in (subject) ? OBD_SIGNED_IN_YES : OBD_SIGNED_IN_NO;
  if (obd_finding_is_incoming (subject))
    {
      obd_receiving_read (subject, signed_in, &self->reading);
      return;
    }
  text = obd_reply_to_string (subject->reply);
  obd_classify (text, subject->stage, signed_in, &self->reading);
}

static const ObdFinding *
find_family (const ObdFindings *findings)
{
  const ObdFinding *family = obd_findings_find_role (findings, "family");

  return family != NULL && family->outcome != OBD_OUTCOME_SKIPPED ? family : NULL;
}

void
obd_case_init (ObdCase           *self,
               const ObdFindings *findings,
               const ObdFinding  *subject)
{
  *self = (ObdCase) {
    .findings = findings,
    .target = obd_findings_get_target (findings),
    .subject = subject,
    .typed = obd_findings_find_role (findings, "typed"),
    .control = obd_findings_find_role (findings, "control"),
    .proof = find_proof (findings, subject),
    .twin = find_twin (findings, subject),
    .clock = find_probe (findings, "clock"),
    .time_setting = find_probe (findings, "time-setting"),
    .network = find_probe (findings, "network"),
    .receiving = obd_receiving_find (findings),
    .portal = find_probe (findings, "portal"),
    .recipient = find_probe (findings, "recipient"),
    .advice = obd_advice_collect (findings),
    .family = find_family (findings),
  };
  self->told = obd_advice_find_sure (self->advice, obd_finding_get_protocol (subject));
  self->list = obd_findings_find (findings, "discovery:provider-list");
  self->signs_in = client_signs_in (self->target, subject);
  read_reply (self);
}

void
obd_case_clear (ObdCase *self)
{
  obd_reading_clear (&self->reading);
  g_clear_pointer (&self->advice, g_ptr_array_unref);
}

guint
obd_finding_get_progress (const ObdFinding *finding)
{
  if (obd_finding_is_signed_in (finding))
    return 100 + finding->stage;
  if (finding->stage >= OBD_STAGE_AUTH)
    return 50 + finding->stage;
  if (obd_finding_is_greeted (finding))
    return obd_finding_get_flag (finding, OBD_KEY_SMTP_VERIFIED) ? 40 : 30;
  return finding->stage;
}

/* What was typed and cannot be a name: nobody was asked for it. */
static const ObdFinding *
find_unusable_name (const ObdFindings *findings)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  g_autofree char *host = g_ascii_strdown (target->host_typed, -1);
  g_autofree char *id = g_strconcat ("name:", host, NULL);

  return obd_findings_find (findings, id);
}

const ObdFinding *
obd_case_find_subject (const ObdFindings *findings)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const ObdFinding *best = obd_findings_find_role (findings, "typed");
  g_autoptr (ObdEndpoint) endpoint = obd_target_dup_endpoint (target);

  if (target->incoming_only)
    return obd_receiving_find_subject (findings);
  if (best != NULL || endpoint != NULL)
    return best;
  if (target->host_typed != NULL)
    return find_unusable_name (findings);
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (!obd_finding_is_smtp (finding)
          || (!obd_findings_is_finished (findings) && !obd_finding_is_signed_in (finding)))
        continue;
      if (best == NULL || obd_finding_get_progress (finding) > obd_finding_get_progress (best))
        best = finding;
    }
  return best;
}

gboolean
obd_case_stopped (const ObdCase *self,
                  ObdStage       stage,
                  ObdFault       fault)
{
  return self->subject != NULL && self->subject->stage == stage && self->subject->fault == fault;
}

gboolean
obd_case_speaks_http (const ObdCase *self)
{
  return self->subject != NULL
         && (obd_finding_get_flag (self->subject, OBD_KEY_SMTP_SPEAKS_HTTP)
             || (self->twin != NULL && !obd_finding_is_greeted (self->subject)
                 && obd_finding_get_flag (self->twin, OBD_KEY_SMTP_SPEAKS_HTTP)));
}

gboolean
obd_case_is_plain (const ObdCase *self)
{
  return obd_finding_is_talk (self->subject)
         && self->subject->endpoint->security != OBD_SECURITY_TLS;
}

gint64
obd_case_get_offset (const ObdCase *self)
{
  return self->clock != NULL ? obd_finding_get_int (self->clock, OBD_KEY_CLOCK_OFFSET_MS) : 0;
}

gboolean
obd_case_clock_is_off (const ObdCase *self)
{
  return ABS (obd_case_get_offset (self)) > OBD_CLOCK_TOLERANCE_MS;
}

gboolean
obd_case_clock_is_known (const ObdCase *self)
{
  const char *source = self->clock != NULL
                         ? obd_finding_get_text (self->clock, OBD_KEY_CLOCK_SOURCE)
                         : NULL;

  return g_strcmp0 (source, "ntp") == 0 || g_strcmp0 (source, "https") == 0;
}

gboolean
obd_case_clock_is_in_step (const ObdCase *self)
{
  return !obd_case_clock_is_known (self) && self->time_setting != NULL
         && obd_finding_get_flag (self->time_setting, OBD_KEY_CLOCK_IN_STEP);
}

gboolean
obd_case_has_problem (const ObdCase *self,
                      guint          problems)
{
  return self->subject != NULL && self->subject->fault == OBD_FAULT_CERTIFICATE
         && self->subject->tls != NULL && (self->subject->tls->problems & problems) != 0;
}

gboolean
obd_case_issuer_is_trusted (const ObdCase *self)
{
  const char *issuer = self->subject->tls->issuer;

  for (guint i = 0; issuer != NULL && i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (self->findings, i);

      if (obd_finding_get_flag (finding, OBD_KEY_SMTP_VERIFIED) && finding->tls != NULL
          && g_strcmp0 (finding->tls->issuer, issuer) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
obd_case_any_connected (const ObdCase *self)
{
  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (self->findings, i);

      if (obd_finding_is_talk (finding) && obd_finding_is_connected (finding))
        return TRUE;
    }
  return FALSE;
}

gboolean
obd_case_any_greeted (const ObdCase *self)
{
  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    if (obd_finding_is_greeted (obd_findings_get (self->findings, i)))
      return TRUE;
  return FALSE;
}

gboolean
obd_case_portal_answers (const ObdCase *self)
{
  return self->portal != NULL
         && g_strcmp0 (obd_finding_get_text (self->portal, OBD_KEY_PORTAL_ANSWER), "portal") == 0;
}

void
obd_case_count_reach (const ObdCase *self,
                      guint         *answered,
                      guint         *silent)
{
  *answered = *silent = 0;
  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (self->findings, i);

      if (g_strcmp0 (f->probe, "reach") != 0 || f->stage != OBD_STAGE_CONNECT
          || f->endpoint->port != self->subject->endpoint->port)
        continue;
      *answered += f->outcome == OBD_OUTCOME_OK;
      *silent += f->fault == OBD_FAULT_SILENT || f->fault == OBD_FAULT_UNREACHABLE;
    }
}

static gboolean
is_same_host (const ObdCase    *self,
              const ObdFinding *finding)
{
  return obd_finding_is_talk (finding) && obd_finding_is_talk (self->subject)
         && g_str_equal (finding->endpoint->host, self->subject->endpoint->host);
}

gboolean
obd_case_host_lives (const ObdCase *self)
{
  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (self->findings, i);

      if (is_same_host (self, finding)
          && (obd_finding_is_connected (finding) || finding->fault == OBD_FAULT_REFUSED))
        return TRUE;
    }
  return FALSE;
}

gboolean
obd_case_concerns (const ObdCase    *self,
                   const ObdFinding *finding)
{
  return is_evidence_for (finding, self->subject);
}

gboolean
obd_case_is_incoming (const ObdCase *self)
{
  return obd_finding_is_incoming (self->subject);
}

gboolean
obd_case_mail_refused (const ObdCase *self)
{
  return self->subject != NULL && self->subject->fault == OBD_FAULT_REPLY
         && self->subject->stage >= OBD_STAGE_MAIL;
}
