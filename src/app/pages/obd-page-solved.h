/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* What was proved, and what to do before leaving. */
#define OBD_TYPE_PAGE_SOLVED (obd_page_solved_get_type ())
G_DECLARE_FINAL_TYPE (ObdPageSolved, obd_page_solved, OBD, PAGE_SOLVED, ObdPage)

G_END_DECLS
