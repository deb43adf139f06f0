/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-settings.h"

G_BEGIN_DECLS

/**
 * ObdComparison:
 * @meant: (nullable): where the device should go
 * @service: (nullable): who says so
 * @advice: (element-type ObdService): everything that was said
 * @list: (element-type ObdDifference): what has to change
 */
typedef struct
{
  const ObdFindings        *findings;
  const ObdTarget          *target;
  const ObdWorkingSettings *working; /* (nullable) */
  ObdCause                  verdict;
  GPtrArray                *advice;
  const ObdEndpoint        *meant;
  const ObdService         *service;
  GPtrArray                *list;
} ObdComparison;

/* One more row; @now (nullable): the device has nothing there. */
void              obd_differences_add                (GPtrArray           *list,
                                                      const char          *setting,
                                                      const char          *now,
                                                      const char          *should_be);

/* obd-differences-said.c: what the server's words say about a field. */

/* The rows that follow from the verdict alone. */
void              obd_differences_add_said           (const ObdComparison *c);
/* What a provider has people enter: its own password, or one made for the purpose. @service
 * (nullable); translated. */
const char       *obd_differences_get_password_words (const ObdService    *service);
/* The server that refused the password, as the provider itself describes it. (nullable) */
const ObdService *obd_differences_find_refusing      (const ObdComparison *c);

G_END_DECLS
