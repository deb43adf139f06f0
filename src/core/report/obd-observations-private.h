/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-json-fields.h"
#include "obd-observations.h"

G_BEGIN_DECLS

/* Longest list of any kind; a forged report may hold anything. */
#define OBD_OBSERVATIONS_MAX_LIST 2000

/**
 * obd_observations_take_word:
 * @understand: knows the words that may stand there, obd_…_from_nick() with untyped @value
 * @value: where @understand puts it; left alone where the member is missing
 *
 * Returns: FALSE after a complaint
 */
gboolean obd_observations_take_word (const ObdFields  *fields,
                                     const char       *name,
                                     gboolean        (*understand) (const char *word,
                                                                    gpointer    value),
                                     gpointer          value);
/* An #ObdSecurity, which the target and findings have. */
gboolean obd_observations_take_security (const ObdFields *fields,
                                         const char      *name,
                                         ObdSecurity     *security);

/* The member "target" of @parent; %NULL after a complaint. (transfer full) */
ObdTarget  *obd_observations_read_target  (const ObdFields *parent);
/* One element of the member "findings"; %NULL after a complaint. (transfer full) */
ObdFinding *obd_observations_read_finding (const ObdFields *fields);

G_END_DECLS
