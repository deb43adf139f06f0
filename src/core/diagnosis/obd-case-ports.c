/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The other conversations with the server of the case: what its ports lead to. */

#include "config.h"

#include "obd-case.h"

#include "obd-keys.h"

/* @finding is a conversation with @subject's server, in its direction. */
static gboolean
is_at_same_host (const ObdCase    *self,
                 const ObdFinding *finding)
{
  return obd_finding_is_talk (self->subject) && obd_finding_is_kin (finding, self->subject)
         && g_str_equal (finding->endpoint->host, self->subject->endpoint->host);
}

gboolean
obd_case_auth_offered (const ObdCase *self)
{
  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (self->findings, i);

      if (is_at_same_host (self, finding) && obd_finding_offers_auth (finding))
        return TRUE;
    }
  return FALSE;
}

gboolean
obd_case_auth_lacking (const ObdCase *self)
{
  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (self->findings, i);

      if (is_at_same_host (self, finding) && obd_finding_lacks_auth (finding))
        return TRUE;
    }
  return FALSE;
}

gboolean
obd_case_ports_lead_nowhere (const ObdCase *self)
{
  guint known = 0;

  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (self->findings, i);

      if (!is_at_same_host (self, f) || (f->endpoint->port != 465 && f->endpoint->port != 587))
        continue;
      if (f->fault != OBD_FAULT_REFUSED && !obd_finding_lacks_auth (f))
        return FALSE;
      known |= f->endpoint->port == 465 ? 1 : 2;
    }
  return known == 3;
}

/* By its words, or because it gives no other reason. */
static gboolean
knows_nobody (const ObdCase    *self,
              const ObdFinding *finding)
{
  g_auto (ObdCase) other = { 0 };

  obd_case_init (&other, self->findings, finding);
  return obd_case_stopped (&other, OBD_STAGE_AUTH, OBD_FAULT_REPLY)
         && (other.reading.cause == OBD_CAUSE_AUTH_FAILED
             || other.reading.cause == OBD_CAUSE_UNKNOWN);
}

const ObdFinding *
obd_case_find_refused_sign_in (const ObdCase *self)
{
  for (guint i = 0; i < obd_findings_get_size (self->findings); i++)
    {
      const ObdFinding *finding = obd_findings_get (self->findings, i);

      if (is_at_same_host (self, finding) && knows_nobody (self, finding))
        return finding;
    }
  return NULL;
}
