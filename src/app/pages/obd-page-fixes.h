/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* The documented fixes, one after the other, in the order the diagnosis gives. */
#define OBD_TYPE_PAGE_FIXES (obd_page_fixes_get_type ())
G_DECLARE_FINAL_TYPE (ObdPageFixes, obd_page_fixes, OBD, PAGE_FIXES, ObdPage)

G_END_DECLS
