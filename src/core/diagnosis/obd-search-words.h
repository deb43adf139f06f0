/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-finding.h"
#include "obd-service.h"

G_BEGIN_DECLS

/* The words for who says what the right settings are; translated, static. */

/* "the list of known providers", "the provider’s own configuration file" … */
const char *obd_source_get_words         (ObdSource   source);
/* The same for one server that a source named, with the month in which that was true where a list
 * says so: "the list of known providers, as of March 2026". (transfer full) */
char       *obd_source_dup_words         (const ObdService *service);
/* The first of the month of "2026-03" or "2026-03-14"; (nullable): of anything else. (transfer
 * full) */
GDateTime  *obd_as_of_parse              (const char *as_of);
/* "March 2026"; (nullable) (transfer full) */
char       *obd_as_of_dup_month          (const char *as_of);
/* @nick: of an ObdSearchOutcome: "found", "no answer in time", "refused: it points to somebody else" … */
const char *obd_search_outcome_get_words (const char *nick);
/* What was answered there was not used because it was made to mislead or to harm, or looked so. */
gboolean    obd_search_outcome_is_refusal (const char *nick);

G_END_DECLS
