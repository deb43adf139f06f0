/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-evidence-private.h"

#include "obd-keys.h"
#include "obd-phrase.h"

#include <glib/gi18n-lib.h>

static void
free_evidence (gpointer data)
{
  ObdEvidence *evidence = data;

  g_free (evidence->lead);
  g_free (evidence->text);
  g_free (evidence->server_words);
  g_free (evidence->probe_id);
  g_free (evidence);
}

static ObdEvidence *
add_line (GPtrArray        *lines,
          const ObdCase    *c,
          ObdEvidenceTone   tone,
          const char       *lead,
          const char       *text,
          const ObdFinding *finding)
{
  ObdPhrase phrase = { .target = c->target, .finding = finding, .told = c->told,
                       .right_server = obd_case_get_right_server (c),
                       .offset_ms = obd_case_get_offset (c) };
  ObdEvidence *evidence = g_new0 (ObdEvidence, 1);

  evidence->tone = tone;
  evidence->lead = g_strdup (lead);
  evidence->text = obd_phrase_fill (&phrase, text);
  evidence->probe_id = finding != NULL ? g_strdup (finding->id) : NULL;
  g_ptr_array_add (lines, evidence);
  return evidence;
}

ObdEvidence *
obd_evidence_good (GPtrArray        *lines,
                   const ObdCase    *c,
                   const char       *text,
                   const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: an observation of this run shows it. */
  return add_line (lines, c, OBD_EVIDENCE_GOOD, _ ("Proved:"), text, finding);
}

ObdEvidence *
obd_evidence_bad (GPtrArray        *lines,
                  const ObdCase    *c,
                  const char       *text,
                  const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: an observation of this run shows it. */
  return add_line (lines, c, OBD_EVIDENCE_BAD, _ ("Proved:"), text, finding);
}

ObdEvidence *
obd_evidence_odd (GPtrArray        *lines,
                  const ObdCase    *c,
                  const char       *text,
                  const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: an observation of this run shows it. */
  return add_line (lines, c, OBD_EVIDENCE_WARNING, _ ("Proved:"), text, finding);
}

ObdEvidence *
obd_evidence_likely (GPtrArray        *lines,
                     const ObdCase    *c,
                     const char       *text,
                     const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: it follows from what was seen. */
  return add_line (lines, c, OBD_EVIDENCE_WARNING, _ ("Likely:"), text, finding);
}

ObdEvidence *
obd_evidence_told (GPtrArray        *lines,
                   const ObdCase    *c,
                   const char       *text,
                   const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: the person entered it. */
  return add_line (lines, c, OBD_EVIDENCE_WARNING, _ ("You told us:"), text, finding);
}

ObdEvidence *
obd_evidence_ruled_out (GPtrArray        *lines,
                        const ObdCase    *c,
                        const char       *text,
                        const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: an observation of this run excludes it. */
  return add_line (lines, c, OBD_EVIDENCE_GOOD, _ ("Ruled out:"), text, finding);
}

ObdEvidence *
obd_evidence_not_tested (GPtrArray        *lines,
                         const ObdCase    *c,
                         const char       *text,
                         const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: nothing is known about it. */
  return add_line (lines, c, OBD_EVIDENCE_NOT_TESTED, _ ("Not tested:"), text, finding);
}

ObdEvidence *
obd_evidence_apart (GPtrArray        *lines,
                    const ObdCase    *c,
                    const char       *text,
                    const ObdFinding *finding)
{
  /* TRANSLATORS: first words of a line of evidence: what would show which of two causes it is. */
  return add_line (lines, c, OBD_EVIDENCE_NOT_TESTED, _ ("To be sure:"), text, finding);
}

/* --- what works ------------------------------------------------------------------------------- */

/* Of another server than the one that was typed: which one it is belongs to it. */
static const char *
describe_success_elsewhere (const ObdFinding *f)
{
  if (!obd_finding_is_signed_in (f))
    return NULL;
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_MESSAGE_SENT) && f->fault == OBD_FAULT_NONE)
    return N_ ("{host} took the test message on port {port}.");
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_RECIPIENT_OK))
    return N_ ("with sign-in, port {port} of {host} took a message for {recipient}.");
  return N_ ("port {port} of {host} took the user name and the password.");
}

static const char *
describe_success (const ObdFinding *f)
{
  gboolean signed_in = obd_finding_is_signed_in (f);

  /* What was taken before a refusal is no success: servers refuse the sender at RCPT as well. */
  if (f->fault != OBD_FAULT_NONE)
    return signed_in ? N_ ("port {port} took the user name and the password.") : NULL;
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_MESSAGE_SENT))
    return N_ ("the server took the test message on port {port}.");
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_RECIPIENT_OK))
    return signed_in ? N_ ("with sign-in, port {port} took a message for {recipient}.")
                     : N_ ("without sign-in, port {port} took a message for {recipient}.");
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_SENDER_OK))
    return signed_in ? N_ ("with sign-in, port {port} took the sender {sender}.")
                     : N_ ("without sign-in, port {port} took the sender {sender}.");
  if (signed_in)
    return N_ ("port {port} took the user name and the password.");
  return NULL;
}

static const ObdFinding *
find_good_offer (const ObdCase *c)
{
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (c->findings, i);

      if (finding != c->subject && finding != c->family && obd_case_concerns (c, finding)
          && obd_finding_is_good_offer (finding) && !obd_finding_is_signed_in (finding))
        return finding;
    }
  return NULL;
}

static void
add_success (GPtrArray     *lines,
             const ObdCase *c,
             ObdCause       cause)
{
  const ObdFinding *f = c->proof;
  const char *text = NULL;

  if (f != NULL)
    text = obd_case_proved_elsewhere (c) ? describe_success_elsewhere (f) : describe_success (f);
  if (text != NULL)
    {
      obd_evidence_good (lines, c, _ (text), f);
      return;
    }
  if (c->subject != NULL && obd_finding_is_clean (c->subject)
      && (text = describe_success (c->subject)) != NULL)
    obd_evidence_good (lines, c, _ (text), c->subject);
  if (cause != OBD_CAUSE_AUTH_FAILED && cause != OBD_CAUSE_HEALTHY
      && (f = find_good_offer (c)) != NULL)
    obd_evidence_good (lines, c, _ ("port {port} answers, encrypts and offers sign-in."), f);
}

/* --- told and not tested ---------------------------------------------------------------------- */

static void
add_told (GPtrArray     *lines,
          const ObdCase *c)
{
  const ObdTarget *t = c->target;

  if (obd_target_signs_in (t) || t->incoming_only)
    return;
  if (t->username != NULL && *t->username == '\0')
    obd_evidence_told (lines, c, _ ("the user name is empty."), NULL);
  else if (t->password_empty)
    obd_evidence_told (lines, c, _ ("the password is empty."), NULL);
  else if (t->authentication == OBD_AUTHENTICATION_NONE)
    obd_evidence_told (lines, c, _ ("the {device} is set not to sign in."), NULL);
}

static gboolean
is_elsewhere (const ObdTarget *target)
{
  return target->device != NULL && g_strcmp0 (target->device, "this-computer") != 0;
}

static void
add_not_tested (GPtrArray     *lines,
                const ObdCase *c)
{
  const ObdFinding *s = c->subject;

  if (s != NULL && s->fault == OBD_FAULT_NO_PASSWORD)
    obd_evidence_not_tested (lines, c,
                             c->target->password_withheld
                                 ? _ ("the sign-in, because this user name was refused a moment ago.")
                                 : _ ("the sign-in, because no password was given."),
                             s);
  if (s != NULL && s->fault == OBD_FAULT_UNSAFE)
    obd_evidence_not_tested (lines, c,
                             _ ("the sign-in on port {port}, because the password would not be "
                                "protected."),
                             s);
  if (c->target->recipient == NULL && !c->target->incoming_only && obd_case_any_connected (c))
    obd_evidence_not_tested (lines, c, _ ("mail to others, because no recipient was named."), NULL);
  if (is_elsewhere (c->target))
    obd_evidence_not_tested (lines, c, _ ("the {device}’s own network."), NULL);
}

/* The words decided, without other proof: say which. */
static void
add_reading (GPtrArray     *lines,
             const ObdCase *c,
             const ObdRule *rule,
             double         confidence)
{
  ObdEvidence *line;

  if (confidence >= OBD_PROVED || c->reading.confidence >= OBD_PROVED
      || c->reading.matched == NULL || c->reading.cause != rule->cause
      || rule->cause == OBD_CAUSE_UNKNOWN)
    return;
  line = obd_evidence_likely (lines, c,
                              obd_reading_is_wordless (&c->reading)
                                ? _ ("at this point an answer with this number means that, as a rule:")
                                : _ ("these words mean that, as a rule:"),
                              c->subject);
  line->server_words = g_strdup (c->reading.matched);
}

/* What would show which of the reasons it is, as long as nothing does. */
static void
add_apart (GPtrArray     *lines,
           const ObdCase *c,
           const ObdRule *rule,
           double         confidence)
{
  const char *apart = obd_rule_get_apart (rule, confidence);

  if (apart != NULL)
    obd_evidence_apart (lines, c, _ (apart), c->subject);
}

GPtrArray *
obd_evidence_collect (const ObdCase *c,
                      const ObdRule *rule,
                      double         confidence)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_evidence);

  add_success (lines, c, rule->cause);
  obd_evidence_add_stop (lines, c);
  obd_evidence_add_special (lines, c, rule->cause);
  obd_evidence_add_account (lines, c, rule->cause);
  obd_evidence_add_receiving (lines, c);
  add_reading (lines, c, rule, confidence);
  add_told (lines, c);
  add_not_tested (lines, c);
  add_apart (lines, c, rule, confidence);
  return lines;
}
