/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-guide.h"
#include "obd-guide-xml.h"

G_BEGIN_DECLS

/**
 * ObdGuideFile:
 *
 * One file of data/guides, checked as a whole: everything that it names exists, for every
 * version. Not translated yet: that happens when a guide is taken out of it.
 */
typedef struct _ObdGuideFile ObdGuideFile;

/* @name is what messages call the file. %NULL and %OBD_GUIDE_ERROR on any fault. */
ObdGuideFile *obd_guide_file_new       (const char          *name,
                                        const char          *text,
                                        gssize               length,
                                        GError             **error);
void          obd_guide_file_free      (ObdGuideFile        *file);
/* Borrowed: "iphone"; "general" for the wording that stands in everywhere. */
const char   *obd_guide_file_get_device (const ObdGuideFile *file);
/* (transfer full) (nullable): the guide for @fix as it is on @version (%NULL: the newest). */
ObdGuide     *obd_guide_file_dup_guide (const ObdGuideFile  *file,
                                        const char          *fix,
                                        const char          *version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdGuideFile, obd_guide_file_free)

G_END_DECLS
