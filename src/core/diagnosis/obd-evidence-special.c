/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-evidence-private.h"

#include <string.h>

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* Whether the system would set the clock right by itself. */
static void
add_time_setting (GPtrArray     *lines,
                  const ObdCase *c)
{
  if (c->time_setting == NULL || !obd_finding_has (c->time_setting, OBD_KEY_CLOCK_AUTOMATIC))
    return;
  if (!obd_finding_get_flag (c->time_setting, OBD_KEY_CLOCK_AUTOMATIC))
    obd_evidence_bad (lines, c,
                      _ ("this computer is not set to keep date and time by itself."),
                      c->time_setting);
  else if (!obd_finding_get_flag (c->time_setting, OBD_KEY_CLOCK_IN_STEP))
    obd_evidence_odd (lines, c,
                      _ ("this computer is set to keep date and time by itself, and says that it "
                         "has not come to it yet."),
                      c->time_setting);
}

static void
add_clock (GPtrArray     *lines,
           const ObdCase *c)
{
  gboolean slow = obd_case_get_offset (c) > 0;

  add_time_setting (lines, c);
  if (!obd_case_clock_is_off (c))
    return;
  if (obd_case_clock_is_known (c))
    obd_evidence_bad (lines, c,
                      slow ? _ ("the clock of this computer is {offset} slow.")
                           : _ ("the clock of this computer is {offset} fast."),
                      c->clock);
  else if (obd_finding_get_flag (c->clock, OBD_KEY_CLOCK_IMPOSSIBLE))
    obd_evidence_bad (lines, c,
                      _ ("the clock of this computer shows a day before this program was written."),
                      c->clock);
  else
    obd_evidence_likely (lines, c,
                         slow ? _ ("certificates of several authorities are good if this clock is "
                                   "{offset} slow.")
                              : _ ("certificates of several authorities are good if this clock is "
                                   "{offset} fast."),
                         c->clock);
}

static void
add_twin (GPtrArray     *lines,
          const ObdCase *c)
{
  if (c->twin == NULL || !obd_finding_is_greeted (c->twin))
    return;
  obd_evidence_good (lines, c,
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
  obd_evidence_bad (lines, c, _ ("port {port} offers sign-in only after STARTTLS."), s);
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

      obd_evidence_likely (lines, c, text, NULL);
    }
  if (c->proof == NULL && c->subject != NULL && obd_case_host_lives (c))
    obd_evidence_good (lines, c, _ ("{host} answers on another port."), c->subject);
}

/* Of all names that were asked for, one is enough. */
static void
add_name_service (GPtrArray     *lines,
                  const ObdCase *c)
{
  if (c->subject != NULL && c->subject->fault == OBD_FAULT_NAME_SERVICE)
    return; /* said already */
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (f->fault != OBD_FAULT_NAME_SERVICE || !obd_finding_is_talk (f))
        continue;
      obd_evidence_bad (lines, c, _ ("the name service gave no answer when asked for {host}."), f);
      return;
    }
}

/* The same port of large providers. */
static void
add_reach (GPtrArray     *lines,
           const ObdCase *c)
{
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (g_strcmp0 (f->probe, "reach") != 0 || f->stage != OBD_STAGE_CONNECT)
        continue;
      if (f->outcome == OBD_OUTCOME_OK)
        obd_evidence_good (lines, c, _ ("port {port} of {host} answers from here."), f);
      else if (f->fault == OBD_FAULT_SILENT)
        obd_evidence_bad (lines, c, _ ("nothing came back from port {port} of {host} either."), f);
      else if (f->fault == OBD_FAULT_UNREACHABLE)
        obd_evidence_bad (lines, c,
                          _ ("the network also sent back what was for port {port} of {host}."),
                          f);
    }
}

static void
add_port (GPtrArray     *lines,
          const ObdCase *c)
{
  add_host (lines, c);
  add_reach (lines, c);
}

static void
add_portal (GPtrArray     *lines,
            const ObdCase *c)
{
  if (obd_case_portal_answers (c))
    obd_evidence_bad (lines, c,
                      obd_finding_has (c->portal, OBD_KEY_PORTAL_LEADS_TO)
                        ? _ ("in place of a web page that is always the same, this network sent on "
                             "to {leads-to}.")
                        : _ ("in place of a web page that is always the same, another one came."),
                      c->portal);
  if (c->portal != NULL && obd_finding_get_flag (c->portal, OBD_KEY_PORTAL_ONE_ADDRESS))
    obd_evidence_bad (lines, c,
                      _ ("the name of the mail server leads to the same address as that of a web "
                         "page elsewhere."),
                      c->portal);
  if (obd_case_speaks_http (c))
    obd_evidence_bad (lines, c, _ ("port {port} of {host} answers with a web page."), c->subject);
}

/* By which names servers introduce themselves, where that shows who answers. */
static void
add_names (GPtrArray     *lines,
           const ObdCase *c)
{
  if (c->subject == NULL || !obd_finding_has (c->subject, OBD_KEY_SMTP_HELO_NAME))
    return;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);
      gboolean same_port, same_host;

      if (f->endpoint == NULL || !obd_finding_has (f, OBD_KEY_SMTP_HELO_NAME))
        continue;
      same_port = f->endpoint->port == c->subject->endpoint->port;
      same_host = g_str_equal (f->endpoint->host, c->subject->endpoint->host);
      if (f == c->subject || same_port != same_host)
        obd_evidence_odd (lines, c, _ ("port {port} of {host} calls itself {helo-name}."), f);
    }
}

/* What was made of the server's words: stars in the greeting, crosses in what it offers. */
static void
add_blots (GPtrArray     *lines,
           const ObdCase *c)
{
  const char *banner = c->subject != NULL ? obd_finding_get_text (c->subject, OBD_KEY_SMTP_BANNER)
                                          : NULL;
  g_autofree const char **extensions = NULL;
  const char *blot = banner != NULL && strstr (banner, "****") != NULL ? banner : NULL;
  ObdEvidence *line = NULL;

  if (c->subject == NULL)
    return;
  extensions = obd_finding_get_texts (c->subject, OBD_KEY_SMTP_EXTENSIONS);
  for (guint i = 0; blot == NULL && extensions != NULL && extensions[i] != NULL; i++)
    if (strspn (extensions[i], "X") >= 3)
      blot = extensions[i];
  if (blot == NULL && banner != NULL && c->subject->fault != OBD_FAULT_CERTIFICATE
      && c->subject->fault != OBD_FAULT_PREAUTH)
    line = obd_evidence_odd (lines, c, _ ("port {port} greets in these words:"), c->subject);
  if (blot != NULL)
    line = obd_evidence_bad (lines, c, _ ("on port {port} these words came:"), c->subject);
  if (line != NULL)
    line->server_words = g_strdup (blot != NULL ? blot : banner);
}

static void
add_interception (GPtrArray     *lines,
                  const ObdCase *c)
{
  add_blots (lines, c);
  if (c->subject != NULL && obd_finding_get_flag (c->subject, OBD_KEY_SMTP_STARTTLS_HIDDEN))
    obd_evidence_bad (lines, c, _ ("asked all the same, port {port} is ready to encrypt."),
                      c->subject);
  add_names (lines, c);
}

/* The same port of the same server by its other Internet address. */
static void
add_family (GPtrArray     *lines,
            const ObdCase *c)
{
  if (c->family == NULL || c->subject == NULL || c->family->outcome != OBD_OUTCOME_OK
      || c->subject->fault == OBD_FAULT_NONE || c->subject->stage > OBD_STAGE_TLS)
    return;
  if (c->subject->fault == OBD_FAULT_NO_STARTTLS)
    obd_evidence_good (lines, c, _ ("by its other address, {ip}, port {port} offers to encrypt."),
                       c->family);
  else
    obd_evidence_good (lines, c,
                       _ ("by its other address, {ip}, port {port} does not show this fault."),
                       c->family);
}

/* Each version of encryption was tried alone. */
static void
add_versions (GPtrArray     *lines,
              const ObdCase *c)
{
  if (c->subject == NULL || c->subject->fault == OBD_FAULT_CERTIFICATE
      || !obd_finding_has (c->subject, OBD_KEY_TLS_TAKEN))
    return;
  if (obd_finding_texts_empty (c->subject, OBD_KEY_TLS_TAKEN))
    obd_evidence_bad (lines, c,
                      _ ("port {port} took no version of encryption: {refused-versions} refused."),
                      c->subject);
  else
    obd_evidence_bad (lines, c, _ ("port {port} took {versions} and refused: {refused-versions}."),
                      c->subject);
}

/* The same server, or the same issuer, passes elsewhere: then it is this certificate and no other
 * that is at fault. */
static const ObdFinding *
find_good_certificate (const ObdCase *c)
{
  if (!obd_finding_is_talk (c->subject))
    return NULL;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (f != c->subject && f != c->family && obd_finding_is_kin (f, c->subject)
          && obd_finding_get_flag (f, OBD_KEY_SMTP_VERIFIED)
          && g_str_equal (f->endpoint->host, c->subject->endpoint->host))
        return f;
    }
  return NULL;
}

/* Who is missing in the chain, and whose name the server goes by. */
static void
add_forensics (GPtrArray     *lines,
               const ObdCase *c)
{
  if (obd_case_has_problem (c, OBD_TLS_PROBLEM_INCOMPLETE_CHAIN) && c->subject->tls->public_issuer)
    obd_evidence_odd (lines, c, _ ("it bears the marks of a public authority, {issuer}."),
                      c->subject);
  if (obd_case_has_problem (c, OBD_TLS_PROBLEM_WRONG_NAME)
      && obd_finding_has (c->subject, OBD_KEY_TLS_RIGHT_HOST))
    obd_evidence_good (lines, c, _ ("{right-host} leads to the same address."), c->subject);
}

static void
add_certificate (GPtrArray     *lines,
                 const ObdCase *c)
{
  const ObdFinding *good = find_good_certificate (c);

  add_forensics (lines, c);
  if (good != NULL)
    obd_evidence_good (lines, c,
                       _ ("port {port} of {host} shows another certificate, and that one is good."),
                       good);
  if (obd_case_has_problem (c, OBD_TLS_PROBLEM_EXPIRED | OBD_TLS_PROBLEM_NOT_YET_VALID)
      && obd_case_clock_is_known (c) && !obd_case_clock_is_off (c))
    obd_evidence_ruled_out (lines, c, _ ("the clock of this computer; it is right."), c->clock);
  else if (obd_case_has_problem (c, OBD_TLS_PROBLEM_EXPIRED | OBD_TLS_PROBLEM_NOT_YET_VALID)
           && obd_case_clock_is_in_step (c))
    obd_evidence_likely (lines, c,
                         _ ("the clock of this computer is right: the system says that it keeps it "
                            "by a time server."),
                         c->time_setting);
}

static const struct
{
  ObdCause cause;
  void   (*add) (GPtrArray     *lines,
                 const ObdCase *c);
} special_lines[] = {
  { OBD_CAUSE_CLOCK_WRONG, add_clock },
  { OBD_CAUSE_TLS_MODE_MISMATCH, add_twin },
  { OBD_CAUSE_TLS_VERSION, add_versions },
  { OBD_CAUSE_SERVER_ERROR, add_versions },
  { OBD_CAUSE_TLS_CERTIFICATE, add_certificate },
  { OBD_CAUSE_STARTTLS_REQUIRED, add_hidden_sign_in },
  { OBD_CAUSE_OFFLINE, add_name_service },
  { OBD_CAUSE_HOST_NOT_FOUND, add_host },
  { OBD_CAUSE_PORT_BLOCKED, add_port },
  { OBD_CAUSE_CAPTIVE_PORTAL, add_portal },
  { OBD_CAUSE_INTERCEPTION, add_interception },
  { OBD_CAUSE_PROTOCOL_ERROR, add_portal },
};

void
obd_evidence_add_special (GPtrArray     *lines,
                          const ObdCase *c,
                          ObdCause       cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (special_lines); i++)
    if (special_lines[i].cause == cause)
      special_lines[i].add (lines, c);
  add_family (lines, c);
}
