/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-fixes.h"

struct _ObdPageFixes
{
  ObdPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ObdPageFixes, obd_page_fixes, OBD_TYPE_PAGE)

static void
obd_page_fixes_class_init (ObdPageFixesClass *klass)
{
}

static void
obd_page_fixes_init (ObdPageFixes *self)
{
}
