/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-receiving.h"

#include "obd-case.h"
#include "obd-keys.h"

#include <string.h>

gboolean
obd_finding_is_incoming (const ObdFinding *finding)
{
  return finding != NULL && g_strcmp0 (finding->probe, "incoming") == 0
         && finding->endpoint != NULL;
}

ObdProtocol
obd_finding_get_protocol (const ObdFinding *finding)
{
  if (!obd_finding_is_incoming (finding))
    return OBD_PROTOCOL_SMTP;
  return g_str_has_prefix (finding->id, "pop3:") ? OBD_PROTOCOL_POP3 : OBD_PROTOCOL_IMAP;
}

/* --- which conversation ----------------------------------------------------------------------- */

static guint
get_rank (const ObdFinding *finding)
{
  guint rank = obd_finding_get_progress (finding);

  if (obd_finding_is_signed_in (finding))
    return 4000 + rank;
  if (finding->signed_in)
    return 3000 + rank;
  return (finding->typed ? 2000 : 1000) + rank;
}

const ObdFinding *
obd_receiving_find (const ObdFindings *findings)
{
  const ObdFinding *imap = obd_receiving_find_for (findings, OBD_PROTOCOL_IMAP);
  const ObdFinding *pop3 = obd_receiving_find_for (findings, OBD_PROTOCOL_POP3);

  if (imap == NULL || pop3 == NULL)
    return imap != NULL ? imap : pop3;
  return get_rank (pop3) > get_rank (imap) ? pop3 : imap;
}

const ObdFinding *
obd_receiving_find_for (const ObdFindings *findings,
                        ObdProtocol        protocol)
{
  const ObdFinding *best = NULL;

  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (obd_finding_is_incoming (finding) && obd_finding_get_protocol (finding) == protocol
          && (best == NULL || get_rank (finding) > get_rank (best)))
        best = finding;
    }
  return best;
}

static const ObdFinding *
find_typed (const ObdFindings        *findings,
            const ObdIncomingSetting *setting)
{
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (findings, i);

      if (obd_finding_is_incoming (finding) && finding->typed
          && obd_finding_get_protocol (finding) == setting->protocol
          && obd_endpoint_equal (finding->endpoint, setting->endpoint))
        return finding;
    }
  return NULL;
}

/* What speaks against the settings most: a failure, then what could not be tried (the password had
 * gone elsewhere), then what works. */
static guint
get_gravity (const ObdFinding *finding)
{
  if (obd_finding_is_clean (finding))
    return 0;
  return finding->outcome == OBD_OUTCOME_FAILED ? 2 : 1;
}

/* Of the servers that were told; @missing: (out): one of them has not answered yet. */
static const ObdFinding *
find_gravest (const ObdFindings *findings,
              gboolean          *missing)
{
  const GPtrArray *settings = obd_findings_get_target (findings)->incoming;
  const ObdFinding *gravest = NULL;

  for (guint i = 0; i < settings->len; i++)
    {
      const ObdIncomingSetting *setting = g_ptr_array_index (settings, i);
      const ObdFinding *finding;

      if (setting->endpoint == NULL)
        continue;
      finding = find_typed (findings, setting);
      *missing |= finding == NULL;
      if (finding != NULL && (gravest == NULL || get_gravity (finding) > get_gravity (gravest)))
        gravest = finding;
    }
  return gravest;
}

const ObdFinding *
obd_receiving_find_subject (const ObdFindings *findings)
{
  gboolean missing = FALSE;
  const ObdFinding *gravest = find_gravest (findings, &missing);
  const ObdFinding *best;

  if (gravest != NULL || missing)
    return missing && (gravest == NULL || get_gravity (gravest) < 2) ? NULL : gravest;
  best = obd_receiving_find (findings);
  return best != NULL && (obd_findings_is_finished (findings) || obd_finding_is_signed_in (best))
           ? best
           : NULL;
}

ObdEndpoint *
obd_receiving_dup_typed (const ObdTarget *target)
{
  for (guint i = 0; i < target->incoming->len; i++)
    {
      const ObdIncomingSetting *setting = g_ptr_array_index (target->incoming, i);

      if (setting->endpoint != NULL)
        return obd_endpoint_ref (setting->endpoint);
    }
  return NULL;
}

/* --- behind the sign-in ----------------------------------------------------------------------- */

#define UNCONNECTED "authenticated but not connected"

gboolean
obd_receiving_is_shut (const ObdFinding *finding)
{
  return obd_finding_is_incoming (finding) && obd_finding_is_signed_in (finding)
         && finding->fault == OBD_FAULT_REPLY && finding->stage == OBD_STAGE_AUTH
         && finding->reply != NULL;
}

gboolean
obd_receiving_is_unconnected (const ObdFinding *finding)
{
  g_autofree char *words = NULL;

  if (!obd_receiving_is_shut (finding))
    return FALSE;
  words = g_ascii_strdown (finding->reply->text, -1);
  return strstr (words, UNCONNECTED) != NULL;
}

/* --- what a refusal means --------------------------------------------------------------------- */

/* @general: words may say more precisely why. */
static const struct
{
  const char *code;
  ObdCause    cause;
  double      confidence;
  gboolean    general;
} codes[] = {
  /* RFC 5530 section 3 */
  { "AUTHENTICATIONFAILED", OBD_CAUSE_AUTH_FAILED, 0.95, TRUE },
  { "AUTHORIZATIONFAILED", OBD_CAUSE_AUTH_FAILED, 0.8, TRUE },
  { "EXPIRED", OBD_CAUSE_AUTH_FAILED, 0.85, TRUE },
  { "PRIVACYREQUIRED", OBD_CAUSE_STARTTLS_REQUIRED, 0.97, FALSE },
  { "UNAVAILABLE", OBD_CAUSE_SERVER_ERROR, 0.95, FALSE },
  { "SERVERBUG", OBD_CAUSE_SERVER_ERROR, 0.95, FALSE },
  { "LIMIT", OBD_CAUSE_RATE_LIMITED, 0.9, FALSE },
  { "INUSE", OBD_CAUSE_RATE_LIMITED, 0.9, FALSE },
  /* RFC 3206 sections 4 and 5 */
  { "AUTH", OBD_CAUSE_AUTH_FAILED, 0.95, TRUE },
  { "SYS/TEMP", OBD_CAUSE_SERVER_ERROR, 0.95, FALSE },
  { "SYS/PERM", OBD_CAUSE_SERVER_ERROR, 0.85, TRUE },
  /* RFC 2449 section 8.1 */
  { "IN-USE", OBD_CAUSE_RATE_LIMITED, 0.95, FALSE },
  { "LOGIN-DELAY", OBD_CAUSE_RATE_LIMITED, 0.95, FALSE },
};

/* Causes that say more precisely why a sign-in was refused. */
static gboolean
is_precise (ObdCause cause)
{
  switch ((int) cause)
    {
    case OBD_CAUSE_APP_PASSWORD_REQUIRED:
    case OBD_CAUSE_OAUTH_REQUIRED:
    case OBD_CAUSE_SMTP_AUTH_DISABLED:
    case OBD_CAUSE_ACCOUNT_LOCKED:
    case OBD_CAUSE_STARTTLS_REQUIRED:
      return TRUE;
    default:
      return FALSE;
    }
}

/* What the words would mean if mail had been sent. */
static gboolean
is_about_sending (ObdCause cause)
{
  switch ((int) cause)
    {
    case OBD_CAUSE_AUTH_REQUIRED:
    case OBD_CAUSE_SENDER_NOT_ALLOWED:
    case OBD_CAUSE_POP_BEFORE_SMTP:
    case OBD_CAUSE_RECIPIENT_UNKNOWN:
    case OBD_CAUSE_RECIPIENT_DOMAIN:
    case OBD_CAUSE_RECIPIENT_FULL:
    case OBD_CAUSE_GREYLISTED:
    case OBD_CAUSE_HELO_REJECTED:
    case OBD_CAUSE_CONTENT_REJECTED:
    case OBD_CAUSE_SENDER_DOMAIN_AUTH:
    case OBD_CAUSE_MESSAGE_TOO_LARGE:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
set_reading (ObdReading *reading,
             ObdCause    cause,
             double      confidence,
             char       *matched) /* (transfer full) (nullable) */
{
  obd_reading_clear (reading);
  *reading = (ObdReading) { cause, confidence, matched };
}

/* What a refusal stands for where neither code nor words tell: RFC 9051 sections 6.2.3 (NO to a
 * sign-in), 6.2.1 (STARTTLS) and 7.1.5 (BYE); RFC 1939 sections 4 and 7 (-ERR), which has other
 * reasons too. BAD says that a command was not understood, and to a sign-in nothing else. */
static const struct
{
  const char *status;
  ObdStage    stage;
  ObdCause    cause;
  double      confidence;
} statuses[] = {
  { "NO", OBD_STAGE_AUTH, OBD_CAUSE_AUTH_FAILED, 0.7 },
  { "-ERR", OBD_STAGE_AUTH, OBD_CAUSE_AUTH_FAILED, 0.6 },
  { "-ERR", OBD_STAGE_BANNER, OBD_CAUSE_SERVER_ERROR, 0.6 },
  { "NO", OBD_STAGE_STARTTLS, OBD_CAUSE_SERVER_ERROR, 0.6 },
  { "BAD", OBD_STAGE_STARTTLS, OBD_CAUSE_SERVER_ERROR, 0.6 },
  { "-ERR", OBD_STAGE_STARTTLS, OBD_CAUSE_SERVER_ERROR, 0.6 },
  { "BYE", OBD_STAGE_NONE, OBD_CAUSE_SERVER_ERROR, 0.6 },
};

/* Behind the sign-in the server alone is left, whatever it says. */
static void
read_status (const ObdFinding *finding,
             const char       *status,
             ObdReading       *reading)
{
  if (obd_receiving_is_shut (finding))
    {
      set_reading (reading, OBD_CAUSE_SERVER_ERROR, 0.6, NULL);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (status, statuses[i].status)
        && (statuses[i].stage == OBD_STAGE_NONE || statuses[i].stage == finding->stage))
      {
        set_reading (reading, statuses[i].cause, statuses[i].confidence, NULL);
        return;
      }
}

/* "NO [CODE] Words" without the status, which is returned, and the code: neither is among the words
 * that the classifier knows, and to it "-ERR" is somebody who does not speak SMTP. */
static char *
split_status (const char  *text,
              const char **words)
{
  gsize length = strcspn (text, " ");
  const char *end;

  *words = text + length + strspn (text + length, " ");
  end = **words == '[' ? strchr (*words, ']') : NULL;
  if (end != NULL)
    *words = end + 1 + strspn (end + 1, " ");
  return g_strndup (text, length);
}

void
obd_receiving_read (const ObdFinding *finding,
                    ObdSignedIn       signed_in,
                    ObdReading       *reading)
{
  const char *code = obd_finding_get_text (finding, OBD_KEY_INCOMING_CODE);
  const char *words;
  g_autofree char *status = split_status (finding->reply->text, &words);

  if (obd_receiving_is_unconnected (finding))
    {
      set_reading (reading, OBD_CAUSE_SMTP_AUTH_DISABLED, 0.6, g_strdup (UNCONNECTED));
      return;
    }
  obd_classify (words, finding->stage, signed_in, reading);
  if (is_about_sending (reading->cause)
      || (obd_receiving_is_shut (finding) && reading->cause == OBD_CAUSE_AUTH_FAILED))
    set_reading (reading, OBD_CAUSE_UNKNOWN, 0, NULL);
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (codes); i++)
    {
      if (!g_str_equal (codes[i].code, code) || (codes[i].general && is_precise (reading->cause)))
        continue;
      set_reading (reading, codes[i].cause, codes[i].confidence, g_strdup_printf ("[%s]", code));
      return;
    }
  if (reading->cause == OBD_CAUSE_UNKNOWN)
    read_status (finding, status, reading);
}

/* --- beside sending --------------------------------------------------------------------------- */

static gboolean
is_judged (const ObdFinding *receiving)
{
  g_auto (ObdReading) reading = { 0 };

  if (receiving->fault != OBD_FAULT_REPLY || receiving->stage != OBD_STAGE_AUTH
      || receiving->reply == NULL)
    return FALSE;
  obd_receiving_read (receiving, OBD_SIGNED_IN_NO, &reading);
  return reading.cause == OBD_CAUSE_AUTH_FAILED;
}

ObdReceiving
obd_receiving_compare (const ObdFinding *receiving,
                       const ObdFinding *sending)
{
  const char *here, *there;

  if (receiving == NULL || sending == NULL || !receiving->signed_in)
    return OBD_RECEIVING_UNKNOWN;
  here = obd_finding_get_text (receiving, OBD_KEY_SMTP_USERNAME);
  there = obd_finding_get_text (sending, OBD_KEY_SMTP_USERNAME);
  if (g_strcmp0 (here, there) != 0)
    return OBD_RECEIVING_UNKNOWN;
  if (obd_receiving_is_unconnected (receiving))
    return OBD_RECEIVING_UNKNOWN;
  if (obd_finding_is_signed_in (receiving))
    return OBD_RECEIVING_TOOK;
  return is_judged (receiving) ? OBD_RECEIVING_REFUSED : OBD_RECEIVING_UNKNOWN;
}
