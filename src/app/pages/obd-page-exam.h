/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* The exam while it runs: the mail's way, and the checks. */
#define OBD_TYPE_PAGE_EXAM (obd_page_exam_get_type ())
G_DECLARE_FINAL_TYPE (ObdPageExam, obd_page_exam, OBD, PAGE_EXAM, ObdPage)

G_END_DECLS
