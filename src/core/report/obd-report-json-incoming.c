/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-case.h"
#include "obd-keys.h"
#include "obd-receiving.h"
#include "obd-report-writer.h"

static void
put_endpoint (ObdReportWriter   *w,
              const ObdEndpoint *endpoint)
{
  obd_report_put_text (w, "host", endpoint != NULL ? endpoint->host : NULL);
  obd_report_put_port (w, "port", endpoint != NULL ? endpoint->port : 0);
  obd_report_put_nick (w, "security",
                       endpoint != NULL ? obd_security_to_nick (endpoint->security) : NULL);
}

void
obd_report_write_incoming_settings (ObdReportWriter *w)
{
  const ObdTarget *target = obd_findings_get_target (w->report->findings);

  if (target->incoming->len == 0)
    return;
  obd_report_put_flag (w, "incoming_only", target->incoming_only);
  obd_json_open_array (w->json, "incoming");
  for (guint i = 0; i < target->incoming->len; i++)
    {
      const ObdIncomingSetting *setting = g_ptr_array_index (target->incoming, i);

      obd_json_open_object (w->json, NULL);
      obd_report_put_nick (w, "protocol", obd_protocol_to_nick (setting->protocol));
      put_endpoint (w, setting->endpoint);
      obd_json_close (w->json);
    }
  obd_json_close (w->json);
}

/* "signed-in"; "connects": encrypted, certificate good, sign-in offered; %NULL: none of these. */
static const char *
get_verified (const ObdFinding *finding)
{
  if (obd_finding_is_signed_in (finding))
    return obd_verified_to_nick (OBD_VERIFIED_SIGNED_IN);
  return obd_finding_is_good_offer (finding) ? obd_verified_to_nick (OBD_VERIFIED_CONNECTS) : NULL;
}

static const char *
get_cause (ObdReportWriter  *w,
           const ObdFinding *finding)
{
  ObdCause cause = obd_diagnose_finding (w->report->findings, finding);

  if (cause == OBD_CAUSE_UNKNOWN && obd_finding_is_signed_in (finding))
    cause = OBD_CAUSE_HEALTHY;
  return cause != OBD_CAUSE_UNKNOWN ? obd_cause_to_nick (cause) : NULL;
}

static void
write_result (ObdReportWriter  *w,
              ObdProtocol       protocol,
              const ObdFinding *finding)
{
  obd_json_open_object (w->json, NULL);
  obd_report_put_nick (w, "protocol", obd_protocol_to_nick (protocol));
  put_endpoint (w, finding->endpoint);
  obd_report_put_text (w, "username", obd_finding_get_text (finding, OBD_KEY_SMTP_USERNAME));
  obd_report_put_nick (w, "verified", get_verified (finding));
  obd_report_put_nick (w, "cause", get_cause (w, finding));
  obd_report_put_text (w, "alert", obd_finding_get_text (finding, OBD_KEY_INCOMING_ALERT));
  obd_report_put_text (w, "probe", finding->id);
  obd_json_close (w->json);
}

void
obd_report_write_incoming (ObdReportWriter *w)
{
  static const ObdProtocol protocols[] = { OBD_PROTOCOL_IMAP, OBD_PROTOCOL_POP3 };

  if (obd_findings_get_target (w->report->findings)->incoming->len == 0)
    return;
  obd_json_open_array (w->json, "incoming");
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      const ObdFinding *finding = obd_receiving_find_for (w->report->findings, protocols[i]);

      if (finding != NULL)
        write_result (w, protocols[i], finding);
    }
  obd_json_close (w->json);
}
