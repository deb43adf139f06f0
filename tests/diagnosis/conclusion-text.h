/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ConclusionPrinter:
 * @key: of a case file's group [expect]
 * @print: the same of a conclusion; (transfer full)
 * @always: compared also where the case file leaves it out, which is empty then
 *
 * The keys: rule (the verdict's row), proved (confidence 0.9 or more), exit (0, 1 or 3), title, others
 * ("cause severity" list), working ("HOST:PORT:SECURITY USER MECHANISM VERIFIED" or empty), named-by
 * (of those: source and date), differences ("setting now>should-be" list), reasons ("setting: reason",
 * with | between them), route (eight states), words (eight words), evidence (list of "lead text"),
 * because (list), remedies (list), apart (what would tell it from its rival).
 */
typedef struct
{
  const char *key;
  char     *(*print) (const ObdConclusion *conclusion);
  gboolean    always;
} ConclusionPrinter;

/* Ends with a row without a key. */
extern const ConclusionPrinter conclusion_printers[];

G_END_DECLS
