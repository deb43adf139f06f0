/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-evidence-private.h"

#include "obd-keys.h"
#include "obd-receiving.h"

#include <glib/gi18n-lib.h>

static const ObdFinding *
find_signed_in_for_sending (const ObdCase *c)
{
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (c->findings, i);

      if (obd_finding_is_smtp (finding) && finding->signed_in)
        return finding;
    }
  return NULL;
}

/* Both directions were tried with one user name. */
static gboolean
is_same_login (const ObdCase *c)
{
  const ObdFinding *sending = find_signed_in_for_sending (c);

  return sending != NULL
         && g_strcmp0 (obd_finding_get_text (sending, OBD_KEY_SMTP_USERNAME),
                       obd_finding_get_text (c->receiving, OBD_KEY_SMTP_USERNAME)) == 0;
}

static void
add_took (GPtrArray     *lines,
          const ObdCase *c)
{
  obd_evidence_good (lines, c,
                     is_same_login (c)
                       ? _ ("for receiving, {host} took the same user name and password.")
                       : _ ("for receiving, {host} took the password with the user name "
                            "{username}."),
                     c->receiving);
}

static void
add_refused (GPtrArray     *lines,
             const ObdCase *c)
{
  ObdEvidence *line;

  line = obd_evidence_bad (lines, c,
                           is_same_login (c)
                             ? _ ("for receiving, {host} refused the same user name and password:")
                             : _ ("for receiving, {host} refused the sign-in of {username}:"),
                           c->receiving);
  line->server_words = obd_reply_to_string (c->receiving->reply);
}

static void
add_shut (GPtrArray     *lines,
          const ObdCase *c)
{
  ObdEvidence *line;

  line = obd_evidence_bad (lines, c,
                           _ ("for receiving, {host} took the sign-in of {username} and refused to "
                              "open the mailbox:"),
                           c->receiving);
  line->server_words = obd_reply_to_string (c->receiving->reply);
}

static const char *
describe_untested (const ObdCase *c)
{
  switch ((int) c->receiving->fault)
    {
    case OBD_FAULT_NO_PASSWORD:
      return NULL; /* said already */
    case OBD_FAULT_UNSAFE:
      return N_ ("receiving, because port {port} of {host} would not protect the password.");
    case OBD_FAULT_NO_AUTH:
    case OBD_FAULT_NO_MECHANISM:
      return N_ ("receiving, because {host} offers no sign-in that this program knows.");
    case OBD_FAULT_CERTIFICATE:
      return N_ ("receiving, because the certificate of {host} does not pass.");
    case OBD_FAULT_NONE:
      return NULL;
    default:
      return c->receiving->typed
               ? N_ ("receiving, because no conversation with {host} came about on port {port}.")
               : N_ ("receiving, because no server for it was found.");
    }
}

/* A server that is still to be found, or still answers, is no news. */
static gboolean
is_settled (const ObdCase *c)
{
  return c->receiving != NULL
         && (obd_findings_is_finished (c->findings) || c->receiving->signed_in);
}

static gboolean
was_refused (const ObdFinding *f)
{
  return f->fault == OBD_FAULT_REPLY && f->stage == OBD_STAGE_AUTH && f->reply != NULL;
}

static void
add_result (GPtrArray     *lines,
            const ObdCase *c)
{
  const ObdFinding *f = c->receiving;
  const char *text;

  if (obd_receiving_is_shut (f))
    add_shut (lines, c);
  else if (obd_finding_is_signed_in (f))
    add_took (lines, c);
  else if (was_refused (f))
    add_refused (lines, c);
  else if ((text = describe_untested (c)) != NULL)
    obd_evidence_not_tested (lines, c, _ (text), f);
}

/* RFC 9051 section 7.1: an ALERT must be shown to the person. */
static void
add_alert (GPtrArray     *lines,
           const ObdCase *c)
{
  const char *alert = obd_finding_get_text (c->receiving, OBD_KEY_INCOMING_ALERT);
  ObdEvidence *line;

  if (alert == NULL || *alert == '\0')
    return;
  line = obd_evidence_odd (lines, c, _ ("{host} wants you to read this:"), c->receiving);
  line->server_words = g_strdup (alert);
}

void
obd_evidence_add_receiving (GPtrArray     *lines,
                            const ObdCase *c)
{
  if (!is_settled (c))
    return;
  /* The verdict's own lines tell about its subject. */
  if (!obd_case_is_incoming (c))
    add_result (lines, c);
  add_alert (lines, c);
}
