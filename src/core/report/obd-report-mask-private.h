/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-report-mask.h"

G_BEGIN_DECLS

/* The alias of an organisation (or of what else names one in a certificate), which from here on is
 * hidden wherever it stands. Borrowed. */
const char *obd_report_mask_alias_organisation (ObdReportMask *mask,
                                                const char    *name);

G_END_DECLS
