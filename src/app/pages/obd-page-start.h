/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* What happens? The device that cannot send, and the words it shows. */
#define OBD_TYPE_PAGE_START (obd_page_start_get_type ())
G_DECLARE_FINAL_TYPE (ObdPageStart, obd_page_start, OBD, PAGE_START, ObdPage)

G_END_DECLS
