/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/* Who stands behind a conclusion, in words for people. Translated. */

/* "Who says so: the list of known providers, as of March 2026."; "" where nothing has to change, or
 * nobody has to say so. (transfer full) */
char *obd_conclusion_words_source (ObdConclusion *conclusion);

G_END_DECLS
