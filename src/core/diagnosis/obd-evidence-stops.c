/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-evidence-private.h"

#include "obd-keys.h"
#include "obd-receiving.h"

#include <glib/gi18n-lib.h>

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
  [OBD_FAULT_TLS_VERSION] = N_ ("port {port} and this computer have no encryption in common."),
  [OBD_FAULT_NO_STARTTLS] = N_ ("port {port} does not offer to encrypt."),
  [OBD_FAULT_INJECTED] = N_ ("text arrived on port {port} before the encryption began."),
  [OBD_FAULT_NO_AUTH] = N_ ("port {port} offers no sign-in."),
  [OBD_FAULT_NO_MECHANISM] = N_ ("port {port} offers only these ways to sign in: {mechanisms}."),
  [OBD_FAULT_NO_PASSWORD] = NULL, /* nothing stopped there: it was not tried */
  [OBD_FAULT_PREAUTH] = N_ ("port {port} greeted as if somebody had signed in already."),
};

static const struct
{
  guint       problem;
  const char *text;
} problem_texts[] = {
  { OBD_TLS_PROBLEM_EXPIRED, N_ ("the certificate on port {port} ended on {not-after}.") },
  { OBD_TLS_PROBLEM_NOT_YET_VALID, N_ ("the certificate on port {port} begins on {not-before}.") },
  { OBD_TLS_PROBLEM_WRONG_NAME,
    N_ ("the certificate on port {port} is made out to {names}, not to {host}.") },
  { OBD_TLS_PROBLEM_REVOKED, N_ ("the certificate on port {port} was withdrawn.") },
  { OBD_TLS_PROBLEM_INCOMPLETE_CHAIN,
    N_ ("the certificates that port {port} sends lead to nobody whom this computer knows.") },
  { OBD_TLS_PROBLEM_SELF_SIGNED, N_ ("the certificate on port {port} vouches for itself.") },
  { OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY,
    N_ ("no authority that this computer knows issued the certificate on port {port}.") },
  { OBD_TLS_PROBLEM_WEAK, N_ ("the certificate on port {port} is weak: {weakness}.") },
  { OBD_TLS_PROBLEM_OTHER, N_ ("the certificate on port {port} does not pass.") },
};

static const char *
get_problem_text (const ObdFinding *f,
                  guint             index)
{
  if (problem_texts[index].problem == OBD_TLS_PROBLEM_WRONG_NAME
      && (f->tls->names == NULL || f->tls->names[0] == NULL))
    return N_ ("the certificate on port {port} names no server in the place where devices look.");
  return problem_texts[index].text;
}

/* Everything that is wrong with it, the gravest first. */
static void
add_problems (GPtrArray        *lines,
              const ObdCase    *c,
              const ObdFinding *f)
{
  guint problems = f->tls != NULL ? f->tls->problems : OBD_TLS_PROBLEM_OTHER;

  /* These say the same in other words. */
  if (problems & (OBD_TLS_PROBLEM_SELF_SIGNED | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN))
    problems &= ~OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY;
  for (guint i = 0; i < G_N_ELEMENTS (problem_texts); i++)
    if (problems & problem_texts[i].problem)
      obd_evidence_bad (lines, c, _ (get_problem_text (f, i)), f);
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
      if (signed_in)
        return N_ ("after the sign-in, port {port} refused to open the mailbox:");
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

const char *
obd_evidence_get_fault_text (const ObdFinding *f)
{
  return f->fault < G_N_ELEMENTS (fault_texts) ? fault_texts[f->fault] : NULL;
}

static const char *
describe_stop (const ObdCase    *c,
               const ObdFinding *f)
{
  if (c->target->host_typed != NULL && f->stage == OBD_STAGE_DNS)
    return N_ ("no server’s name is written like “{host}”.");
  if (f->fault == OBD_FAULT_PROTOCOL && obd_finding_is_incoming (f))
    return N_ ("what port {port} says is not what a server for receiving says.");
  if (f->fault == OBD_FAULT_REPLY)
    return describe_refusal (f, c->proof != NULL && c->proof != f
                                  && obd_finding_get_flag (c->proof, OBD_KEY_SMTP_RECIPIENT_OK));
  return obd_evidence_get_fault_text (f);
}

void
obd_evidence_add_stop (GPtrArray     *lines,
                       const ObdCase *c)
{
  const ObdFinding *f = c->subject;
  const char *text = f != NULL ? describe_stop (c, f) : NULL;
  ObdEvidence *line;

  if (f != NULL && f->fault == OBD_FAULT_CERTIFICATE)
    add_problems (lines, c, f);
  if (text == NULL)
    return;
  line = obd_evidence_bad (lines, c, _ (text), f);
  if (f->reply != NULL && (f->fault == OBD_FAULT_REPLY || f->fault == OBD_FAULT_PROTOCOL
                           || f->fault == OBD_FAULT_PREAUTH))
    line->server_words = obd_reply_to_string (f->reply);
}
