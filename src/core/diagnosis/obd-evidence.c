/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-evidence.h"

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
  ObdPhrase phrase = { .target = c->target, .finding = finding,
                       .offset_ms = obd_case_get_offset (c) };
  ObdEvidence *evidence = g_new0 (ObdEvidence, 1);

  evidence->tone = tone;
  evidence->lead = g_strdup (lead);
  evidence->text = obd_phrase_fill (&phrase, text);
  evidence->probe_id = finding != NULL ? g_strdup (finding->id) : NULL;
  g_ptr_array_add (lines, evidence);
  return evidence;
}

/* TRANSLATORS: first word of a line of evidence: an observation of this run shows it. */
#define PROVED _ ("Proved:")
/* TRANSLATORS: first word of a line of evidence: it follows from what was seen, without proof. */
#define LIKELY _ ("Likely:")
/* TRANSLATORS: first word of a line of evidence: the person entered it. */
#define TOLD _ ("You told us:")
/* TRANSLATORS: first word of a line of evidence: nothing is known about it. */
#define NOT_TESTED _ ("Not tested:")

/* --- what works ------------------------------------------------------------------------------- */

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

      if (finding != c->subject && obd_finding_is_good_offer (finding)
          && !obd_finding_is_signed_in (finding))
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
  const char *text = f != NULL ? describe_success (f) : NULL;

  if (text != NULL)
    {
      add_line (lines, c, OBD_EVIDENCE_GOOD, PROVED, _ (text), f);
      return;
    }
  if (c->subject != NULL && obd_finding_is_clean (c->subject)
      && (text = describe_success (c->subject)) != NULL)
    add_line (lines, c, OBD_EVIDENCE_GOOD, PROVED, _ (text), c->subject);
  if (cause != OBD_CAUSE_AUTH_FAILED && cause != OBD_CAUSE_HEALTHY
      && (f = find_good_offer (c)) != NULL)
    add_line (lines, c, OBD_EVIDENCE_GOOD, PROVED,
              _ ("port {port} answers, encrypts and offers sign-in."), f);
}

/* --- what stopped ----------------------------------------------------------------------------- */

static const char *const fault_texts[] = {
  [OBD_FAULT_NAME_UNKNOWN] = N_ ("the name service knows no {host}."),
  [OBD_FAULT_NAME_SERVICE] = N_ ("the name service gave no answer when asked for {host}."),
  [OBD_FAULT_SILENT] = N_ ("nothing came back from port {port} of {host}."),
  [OBD_FAULT_UNREACHABLE] = N_ ("the network sent back what was meant for port {port} of {host}."),
  [OBD_FAULT_REFUSED] = N_ ("{host} turned away the connection to port {port} at once."),
  [OBD_FAULT_DROPPED] = N_ ("port {port} took the connection and then cut it."),
  [OBD_FAULT_TIMEOUT] = N_ ("port {port} took the connection and then stayed silent."),
  [OBD_FAULT_PROTOCOL] = N_ ("what port {port} says is not SMTP."),
  [OBD_FAULT_NOT_TLS] = N_ ("port {port} answered in plain text where encryption was to begin."),
  [OBD_FAULT_TLS_HANDSHAKE] = N_ ("encryption on port {port} could not be agreed."),
  [OBD_FAULT_TLS_VERSION] = N_ ("port {port} knows only encryption that is too old."),
  [OBD_FAULT_NO_STARTTLS] = N_ ("port {port} does not offer to encrypt."),
  [OBD_FAULT_INJECTED] = N_ ("text arrived on port {port} before the encryption began."),
  [OBD_FAULT_NO_AUTH] = N_ ("port {port} offers no sign-in."),
  [OBD_FAULT_NO_MECHANISM] = N_ ("port {port} offers only these ways to sign in: {mechanisms}."),
  [OBD_FAULT_NO_PASSWORD] = NULL, /* nothing stopped there: it was not tried */
};

static const struct
{
  guint       problem;
  const char *text;
} problem_texts[] = {
  { OBD_TLS_PROBLEM_EXPIRED, N_ ("the certificate on port {port} ended on {not-after}.") },
  { OBD_TLS_PROBLEM_NOT_YET_VALID, N_ ("the certificate on port {port} begins on {not-before}.") },
  { OBD_TLS_PROBLEM_WRONG_NAME, N_ ("the certificate on port {port} is made out to {names}.") },
  { OBD_TLS_PROBLEM_REVOKED, N_ ("the certificate on port {port} was withdrawn.") },
  { OBD_TLS_PROBLEM_INCOMPLETE_CHAIN, N_ ("port {port} leaves out a certificate in between.") },
  { OBD_TLS_PROBLEM_SELF_SIGNED, N_ ("the certificate on port {port} vouches for itself.") },
  { OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY,
    N_ ("no authority that this computer knows issued the certificate on port {port}.") },
  { OBD_TLS_PROBLEM_WEAK, N_ ("the certificate on port {port} uses a weak key.") },
  { OBD_TLS_PROBLEM_OTHER, N_ ("the certificate on port {port} does not pass.") },
};

static const char *
describe_certificate (const ObdFinding *f)
{
  for (guint i = 0; f->tls != NULL && i < G_N_ELEMENTS (problem_texts); i++)
    if (f->tls->problems & problem_texts[i].problem)
      return problem_texts[i].text;
  return N_ ("the certificate on port {port} does not pass.");
}

static const char *
describe_refusal (const ObdFinding *f,
                  gboolean          same_address)
{
  gboolean signed_in = obd_finding_is_signed_in (f);

  switch ((int) f->stage)
    {
    case OBD_STAGE_BANNER:
      return N_ ("port {port} greeted with a refusal:");
    case OBD_STAGE_EHLO:
      return N_ ("port {port} refused the introduction:");
    case OBD_STAGE_STARTTLS:
      return N_ ("port {port} refused to begin encryption:");
    case OBD_STAGE_AUTH:
      return N_ ("port {port} refused the sign-in of {username}:");
    case OBD_STAGE_MAIL:
      return signed_in ? N_ ("with sign-in, port {port} refused the sender {sender}:")
                       : N_ ("without sign-in, port {port} refused the sender {sender}:");
    case OBD_STAGE_RCPT:
      if (same_address && !signed_in)
        return N_ ("without it, port {port} refused the same address:");
      return signed_in ? N_ ("with sign-in, port {port} refused {recipient}:")
                       : N_ ("without sign-in, port {port} refused {recipient}:");
    default:
      return N_ ("port {port} refused the message:");
    }
}

static const char *
describe_stop (const ObdCase    *c,
               const ObdFinding *f)
{
  if (c->target->host_typed != NULL && f->stage == OBD_STAGE_DNS)
    return N_ ("no server’s name is written like “{host}”.");
  if (f->fault == OBD_FAULT_REPLY)
    return describe_refusal (f, c->proof != NULL && c->proof != f
                                  && obd_finding_get_flag (c->proof, OBD_KEY_SMTP_RECIPIENT_OK));
  if (f->fault == OBD_FAULT_CERTIFICATE)
    return describe_certificate (f);
  return f->fault < G_N_ELEMENTS (fault_texts) ? fault_texts[f->fault] : NULL;
}

static void
add_stop (GPtrArray     *lines,
          const ObdCase *c)
{
  const ObdFinding *f = c->subject;
  const char *text = f != NULL ? describe_stop (c, f) : NULL;
  ObdEvidence *line;

  if (text == NULL)
    return;
  line = add_line (lines, c, OBD_EVIDENCE_BAD, PROVED, _ (text), f);
  if (f->reply != NULL && (f->fault == OBD_FAULT_REPLY || f->fault == OBD_FAULT_PROTOCOL))
    line->server_words = obd_reply_to_string (f->reply);
}

/* --- lines of one diagnosis ------------------------------------------------------------------- */

static void
add_clock (GPtrArray     *lines,
           const ObdCase *c)
{
  if (!obd_case_clock_is_off (c))
    return;
  add_line (lines, c, OBD_EVIDENCE_BAD, PROVED,
            obd_case_get_offset (c) > 0 ? _ ("the clock of this computer is {offset} slow.")
                                        : _ ("the clock of this computer is {offset} fast."),
            c->clock);
}

static void
add_twin (GPtrArray     *lines,
          const ObdCase *c)
{
  if (c->twin == NULL || !obd_finding_is_greeted (c->twin))
    return;
  add_line (lines, c, OBD_EVIDENCE_GOOD, PROVED,
            c->twin->endpoint->security == OBD_SECURITY_TLS
              ? _ ("with encryption from the first byte, port {port} answers.")
              : _ ("in plain text at first, port {port} answers."),
            c->twin);
}

static void
add_hidden_sign_in (GPtrArray     *lines,
                    const ObdCase *c)
{
  const ObdFinding *s = c->subject;

  if (s == NULL || !obd_finding_texts_empty (s, OBD_KEY_SMTP_AUTH_PLAIN)
      || obd_finding_texts_empty (s, OBD_KEY_SMTP_AUTH_TLS))
    return;
  add_line (lines, c, OBD_EVIDENCE_BAD, PROVED,
            _ ("port {port} offers sign-in only after STARTTLS."), s);
}

static void
add_host (GPtrArray     *lines,
          const ObdCase *c)
{
  if (c->target->host_typed != NULL && c->target->host_correct != NULL)
    {
      /* TRANSLATORS: %s is a server's name. */
      g_autofree char *text = g_strdup_printf (_ ("\u2068%s\u2069 was meant."),
                                               c->target->host_correct);

      add_line (lines, c, OBD_EVIDENCE_WARNING, LIKELY, text, NULL);
    }
  if (c->proof == NULL && c->subject != NULL && obd_case_host_lives (c))
    add_line (lines, c, OBD_EVIDENCE_GOOD, PROVED, _ ("{host} answers on another port."),
              c->subject);
}

static const struct
{
  ObdCause cause;
  void   (*add) (GPtrArray     *lines,
                 const ObdCase *c);
} special_lines[] = {
  { OBD_CAUSE_CLOCK_WRONG, add_clock },
  { OBD_CAUSE_TLS_MODE_MISMATCH, add_twin },
  { OBD_CAUSE_STARTTLS_REQUIRED, add_hidden_sign_in },
  { OBD_CAUSE_HOST_NOT_FOUND, add_host },
  { OBD_CAUSE_PORT_BLOCKED, add_host },
};

static void
add_special (GPtrArray     *lines,
             const ObdCase *c,
             ObdCause       cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (special_lines); i++)
    if (special_lines[i].cause == cause)
      special_lines[i].add (lines, c);
}

/* --- told and not tested ---------------------------------------------------------------------- */

static void
add_told (GPtrArray     *lines,
          const ObdCase *c)
{
  const ObdTarget *t = c->target;

  if (obd_target_signs_in (t))
    return;
  if (t->username != NULL && *t->username == '\0')
    add_line (lines, c, OBD_EVIDENCE_WARNING, TOLD, _ ("the user name is empty."), NULL);
  else if (t->password_empty)
    add_line (lines, c, OBD_EVIDENCE_WARNING, TOLD, _ ("the password is empty."), NULL);
  else if (t->authentication == OBD_AUTHENTICATION_NONE)
    add_line (lines, c, OBD_EVIDENCE_WARNING, TOLD, _ ("the {device} is set not to sign in."),
              NULL);
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
    add_line (lines, c, OBD_EVIDENCE_NOT_TESTED, NOT_TESTED,
              _ ("the sign-in, because no password was given."), s);
  if (s != NULL && s->fault == OBD_FAULT_UNSAFE)
    add_line (lines, c, OBD_EVIDENCE_NOT_TESTED, NOT_TESTED,
              _ ("the sign-in on port {port}, because the password would not be protected."), s);
  if (c->target->recipient == NULL && obd_case_any_connected (c))
    add_line (lines, c, OBD_EVIDENCE_NOT_TESTED, NOT_TESTED,
              _ ("mail to others, because no recipient was named."), NULL);
  if (is_elsewhere (c->target))
    add_line (lines, c, OBD_EVIDENCE_NOT_TESTED, NOT_TESTED, _ ("the {device}’s own network."),
              NULL);
}

/* The words decided, without other proof: say which. */
static void
add_reading (GPtrArray     *lines,
             const ObdCase *c,
             double         confidence)
{
  ObdEvidence *line;

  if (confidence >= 0.9 || c->reading.matched == NULL || c->reading.cause == OBD_CAUSE_UNKNOWN)
    return;
  line = add_line (lines, c, OBD_EVIDENCE_WARNING, LIKELY, _ ("these words mean that, as a rule:"),
                   c->subject);
  line->server_words = g_strdup (c->reading.matched);
}

GPtrArray *
obd_evidence_collect (const ObdCase *c,
                      const ObdRule *rule,
                      double         confidence)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_evidence);

  add_success (lines, c, rule->cause);
  add_stop (lines, c);
  add_special (lines, c, rule->cause);
  add_reading (lines, c, confidence);
  add_told (lines, c);
  add_not_tested (lines, c);
  return lines;
}
