/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-problems.h"

G_BEGIN_DECLS

/* Reads all files "*.providers" of a drop-in folder, in the order of their names, bounded as
 * obd-provider-list.h says. (transfer full) (element-type ObdProviderFacts) */
GPtrArray *obd_provider_folder_read   (const char          *path,
                                       ObdProviderProblems *problems);
/* Reads the files that are built in. (transfer full) (element-type ObdProviderFacts) */
GPtrArray *obd_provider_built_in_read (ObdProviderProblems *problems);

G_END_DECLS
