/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-page.h"

G_BEGIN_DECLS

/* Which fault to practise with. */
#define OBD_TYPE_PAGE_PRACTICE (obd_page_practice_get_type ())
G_DECLARE_FINAL_TYPE (ObdPagePractice, obd_page_practice, OBD, PAGE_PRACTICE, ObdPage)

G_END_DECLS
