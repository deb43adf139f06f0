/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-writer.h"

#include "obd-keys.h"

static void
write_service (ObdReportWriter *w, const ObdService *service)
{
  const ObdTarget *target = obd_findings_get_target (w->report->findings);
  g_autofree char *username = obd_service_dup_username (service, target->address);
  g_auto (GStrv) methods = obd_methods_to_nicks (service->methods);

  obd_json_open_object (w->json, NULL);
  obd_report_put_nick (w, "protocol", obd_protocol_to_nick (service->protocol));
  obd_report_put_text (w, "host", service->endpoint->host);
  obd_report_put_port (w, "port", service->endpoint->port);
  obd_report_put_nick (w, "security", obd_security_to_nick (service->endpoint->security));
  obd_report_put_text (w, "username", username);
  obd_report_put_list (w, "authentication", (const char *const *) methods, FALSE);
  obd_report_put_text (w, "detail", service->detail);
  obd_report_put_nick (w, "as_of", service->as_of);
  obd_report_put_flag (w, "doubtful", service->doubtful);
  obd_report_put_flag (w, "trusted", service->trusted);
  obd_json_close (w->json);
}

static gint64
get_duration (const ObdFinding *finding)
{
  const ObdSpan *span;

  if (finding->trace == NULL || obd_trace_get_n_spans (finding->trace) == 0)
    return 0;
  span = obd_trace_get_span (finding->trace, 0);
  return MAX (span->end - span->start, 0);
}

static void
write_source (ObdReportWriter *w, const ObdFinding *finding)
{
  g_autoptr (GPtrArray) services = obd_finding_dup_services (finding);
  const char *source = obd_finding_get_text (finding, OBD_KEY_SEARCH_SOURCE);
  const char *where = obd_finding_get_text (finding, OBD_KEY_SEARCH_WHERE);
  /* The entry of our own list is the provider's name. */
  gboolean hides_list = obd_report_mask_hides_hosts (w->mask)
                        && g_strcmp0 (source, obd_source_to_nick (OBD_SOURCE_PROVIDER_LIST)) == 0;

  obd_json_open_object (w->json, NULL);
  obd_report_put_nick (w, "source", source);
  obd_report_put_nick (w, "outcome", obd_finding_get_text (finding, OBD_KEY_SEARCH_OUTCOME));
  obd_report_put_text (w, "detail", hides_list ? NULL : where);
  obd_report_put_text (w, "reason", obd_finding_get_text (finding, OBD_KEY_SEARCH_REASON));
  obd_report_put_ms (w, "duration_ms", get_duration (finding));
  obd_json_open_array (w->json, "settings");
  for (guint i = 0; i < services->len; i++)
    write_service (w, g_ptr_array_index (services, i));
  obd_json_close (w->json);
  obd_json_close (w->json);
}

/* In the order of confidence, whoever answered first. */
void
obd_report_write_discovery (ObdReportWriter *w)
{
  const ObdFindings *findings = w->report->findings;

  obd_json_open_array (w->json, "discovery");
  for (guint i = 0; i < OBD_N_SOURCES; i++)
    {
      g_autofree char *id = g_strconcat ("discovery:", obd_source_to_nick (i), NULL);
      const ObdFinding *finding = obd_findings_find (findings, id);

      if (finding != NULL)
        write_source (w, finding);
    }
  obd_json_close (w->json);
}
