/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What rules ask of a single finding. */

#include "config.h"

#include "obd-case.h"

#include "obd-keys.h"
#include "obd-receiving.h"

/* Where the part of a name begins that somebody registered: two
 * labels, or three where the last but one is a short one ("co.uk"). */
static const char *
get_site (const char *host)
{
  const char *site = strrchr (host, '.');
  guint labels = 1;

  while (site != NULL && site > host)
    {
      const char *dot = g_strrstr_len (host, site - host, ".");
      const char *start = dot != NULL ? dot + 1 : host;

      labels++;
      if (labels >= 3 || site - start > 3 || dot == NULL)
        return start;
      site = dot;
    }
  return host;
}

gboolean
obd_host_is_same_site (const char *a,
                       const char *b)
{
  return g_ascii_strcasecmp (get_site (a), get_site (b)) == 0;
}

gboolean
obd_finding_is_smtp (const ObdFinding *finding)
{
  return finding != NULL && g_strcmp0 (finding->probe, "smtp") == 0 && finding->endpoint != NULL;
}

gboolean
obd_finding_is_talk (const ObdFinding *finding)
{
  return obd_finding_is_smtp (finding) || obd_finding_is_incoming (finding);
}

gboolean
obd_finding_is_kin (const ObdFinding *finding,
                    const ObdFinding *other)
{
  if (!obd_finding_is_talk (finding) || !obd_finding_is_talk (other))
    return FALSE;
  return obd_finding_get_protocol (finding) == obd_finding_get_protocol (other);
}

gboolean
obd_finding_has_role (const ObdFinding *finding,
                      const char       *role)
{
  return g_strcmp0 (obd_finding_get_text (finding, OBD_KEY_SMTP_ROLE), role) == 0;
}

gboolean
obd_finding_is_clean (const ObdFinding *finding)
{
  return finding->outcome == OBD_OUTCOME_OK && finding->fault == OBD_FAULT_NONE;
}

gboolean
obd_finding_is_connected (const ObdFinding *finding)
{
  return finding->stage > OBD_STAGE_CONNECT && finding->stage < OBD_STAGE_CLIENT_DIALOG;
}

gboolean
obd_finding_is_greeted (const ObdFinding *finding)
{
  return obd_finding_has (finding, OBD_KEY_SMTP_BANNER);
}

gboolean
obd_finding_is_signed_in (const ObdFinding *finding)
{
  return obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED);
}

guint
obd_finding_get_seconds (const ObdFinding *finding,
                         ObdStage          stage)
{
  gint64 sum = 0;

  for (guint i = 0; finding->trace != NULL && i < obd_trace_get_n_spans (finding->trace); i++)
    {
      const ObdSpan *span = obd_trace_get_span (finding->trace, i);

      if (span->stage == stage && span->end > span->start)
        sum += span->end - span->start;
    }
  return sum / G_USEC_PER_SEC;
}

gboolean
obd_finding_texts_empty (const ObdFinding *finding,
                         const char       *key)
{
  g_autofree const char **texts = obd_finding_get_texts (finding, key);

  return texts == NULL || texts[0] == NULL;
}

gboolean
obd_finding_offers_auth (const ObdFinding *finding)
{
  return !obd_finding_texts_empty (finding, OBD_KEY_SMTP_AUTH_PLAIN)
         || !obd_finding_texts_empty (finding, OBD_KEY_SMTP_AUTH_TLS);
}

gboolean
obd_finding_lacks_auth (const ObdFinding *finding)
{
  if (!obd_finding_is_greeted (finding) || obd_finding_offers_auth (finding))
    return FALSE;
  return finding->fault == OBD_FAULT_NO_AUTH || finding->fault == OBD_FAULT_NO_STARTTLS
         || (finding->fault == OBD_FAULT_NONE && finding->outcome == OBD_OUTCOME_OK);
}

gboolean
obd_finding_relayed (const ObdFinding *finding)
{
  return obd_finding_get_flag (finding, OBD_KEY_SMTP_RECIPIENT_OK)
         && obd_finding_get_flag (finding, OBD_KEY_SMTP_RECIPIENT_OUTSIDE);
}

gboolean
obd_finding_is_good_offer (const ObdFinding *finding)
{
  return obd_finding_is_talk (finding)
         && obd_finding_get_flag (finding, OBD_KEY_SMTP_ENCRYPTED)
         && obd_finding_get_flag (finding, OBD_KEY_SMTP_VERIFIED)
         && !obd_finding_texts_empty (finding, OBD_KEY_SMTP_AUTH_TLS);
}
