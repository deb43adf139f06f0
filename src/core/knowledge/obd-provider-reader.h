/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-private.h"
#include "obd-provider-problems.h"

G_BEGIN_DECLS

/**
 * obd_provider_reader_read:
 * @text: the content of a file in the format of data/providers/README.md; anything at all
 * @file: what problems call the file
 * @built_in: whether gettext knows its sentences; else it brings its own translations, and
 *   @file becomes the origin of its providers
 * @problems: where to note what is wrong
 *
 * Returns: (transfer full) (element-type ObdProviderFacts): the providers that have no fault, in
 *   order
 */
GPtrArray *obd_provider_reader_read     (const char          *text,
                                         gsize                length,
                                         const char          *file,
                                         gboolean             built_in,
                                         ObdProviderProblems *problems);

G_END_DECLS
