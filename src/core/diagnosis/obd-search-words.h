/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"

G_BEGIN_DECLS

/* The words for who says what the right settings are; translated, static. */

/* "the list of known providers", "the provider’s own configuration file" … */
const char *obd_source_get_words         (ObdSource   source);
/* @nick: of an ObdSearchOutcome: "found", "no answer in time", "refused: it points to somebody else" … */
const char *obd_search_outcome_get_words (const char *nick);
/* What was answered there was not used because it was made to mislead or to harm, or looked so. */
gboolean    obd_search_outcome_is_refusal (const char *nick);

G_END_DECLS
