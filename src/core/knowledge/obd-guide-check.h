/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-guide.h"
#include "obd-guide-xml.h"

G_BEGIN_DECLS

/* Whether everything that @root names exists and every value is one we know; else
 * %OBD_GUIDE_ERROR naming file and line. */
gboolean obd_guide_check         (const char   *file,
                                  const ObdXml *root,
                                  GError      **error);
/* The words of the attributes `kind` and `sure`; a missing one (%NULL) is the usual value. */
gboolean obd_row_kind_from_nick  (const char   *nick,
                                  ObdRowKind   *kind);
gboolean obd_sure_from_nick      (const char   *nick,
                                  ObdSure      *sure);

G_END_DECLS
