/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/**
 * ObdReasons:
 * @findings: everything known
 * @typed: (nullable): the device's own conversation
 * @meant: (nullable): where it should go instead
 * @service: (nullable): who says so
 * @working: (nullable): the proof that it works
 * @verdict: the verdict's cause
 *
 * What is known about all the settings that have to change. Borrows everything.
 */
typedef struct
{
  const ObdFindings        *findings;
  const ObdFinding         *typed;
  const ObdEndpoint        *meant;
  const ObdService         *service;
  const ObdWorkingSettings *working;
  ObdCause                  verdict;
} ObdReasons;

/* Fills in the reasons of @differences (element-type ObdDifference), where there is one to tell. */
void obd_reasons_fill (const ObdReasons *self,
                       GPtrArray        *differences);

G_END_DECLS
