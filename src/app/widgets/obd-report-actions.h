/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ObdReportActions:
 *
 * With this row a person copies, saves or prints the report on the case's newest exam, for the
 * provider or for everybody to read. Its caption says in one sentence how saving or printing ended.
 * Main thread.
 */
#define OBD_TYPE_REPORT_ACTIONS (obd_report_actions_get_type ())
G_DECLARE_FINAL_TYPE (ObdReportActions, obd_report_actions, OBD, REPORT_ACTIONS, GtkListBoxRow)

/* From now on the report on @obd_case, which has an exam that has ended. */
void obd_report_actions_show (ObdReportActions *self,
                          ObdCase      *obd_case);

G_END_DECLS
