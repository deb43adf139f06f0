/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* Where the mail stops, how that is known, and what helps. */
#define OBD_TYPE_PAGE_DIAGNOSIS (obd_page_diagnosis_get_type ())
G_DECLARE_FINAL_TYPE (ObdPageDiagnosis, obd_page_diagnosis, OBD, PAGE_DIAGNOSIS, ObdPage)

G_END_DECLS
