/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-json.h"
#include "obd-report-private.h"

G_BEGIN_DECLS

/**
 * ObdReportWriter:
 *
 * What the writers of the JSON report hand on. All of them write one member of the object that is
 * open; only text goes through the mask, nicks are words of the contract.
 */
typedef struct
{
  const ObdReport *report;
  ObdReportMask *mask;
  ObdJson *json;
} ObdReportWriter;

void obd_report_put_nick (ObdReportWriter *w, const char *name, const char *value);
void obd_report_put_text (ObdReportWriter *w, const char *name, const char *value);
void obd_report_put_int (ObdReportWriter *w, const char *name, gint64 value);
void obd_report_put_port (ObdReportWriter *w, const char *name, guint16 port);
void obd_report_put_ms (ObdReportWriter *w, const char *name, gint64 microseconds);
void obd_report_put_flag (ObdReportWriter *w, const char *name, gboolean value);
void obd_report_put_time (ObdReportWriter *w, const char *name, gint64 seconds);
void obd_report_put_list (ObdReportWriter *w,
                          const char *name,
                          const char *const *values,
                          gboolean redact);

/* A fact of a finding, whatever its type; none that would name a provider whose servers are hidden. */
void obd_report_put_fact (ObdReportWriter *w, const char *name, GVariant *value);

/* Writes the member "observations", which obd_observations_read() reads back. */
void obd_report_write_observations (ObdReportWriter *w);
/* The incoming servers that were to be asked, inside "account"; nothing where there are none. */
void obd_report_write_incoming_settings (ObdReportWriter *w);
/* The member "incoming": for each protocol the conversation that tells most. */
void obd_report_write_incoming (ObdReportWriter *w);
/* Writes the member "discovery": who was asked for the right settings, and what they said. */
void obd_report_write_discovery (ObdReportWriter *w);
/* Writes one finding as an object of its own, inside the array that is open. */
void obd_report_write_probe (ObdReportWriter *w, const ObdFinding *finding);

G_END_DECLS
