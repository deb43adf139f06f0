/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-list.h"

G_BEGIN_DECLS

/**
 * ObdProviderProblems:
 *
 * Gathers what is wrong with drop-in files while a list is made, %OBD_PROBLEMS_MAX at most.
 */
typedef struct _ObdProviderProblems ObdProviderProblems;

ObdProviderProblems *obd_provider_problems_new   (void);
void                 obd_provider_problems_free  (ObdProviderProblems *problems);
/* @format: one sentence, translated. What a file says in it is shortened and made harmless. */
void                 obd_provider_problems_add   (ObdProviderProblems *problems,
                                                  const char          *file,
                                                  guint                line,
                                                  const char          *format,
                                                  ...) G_GNUC_PRINTF (4, 5);
/* (transfer full) (element-type ObdProviderProblem): everything gathered; frees @problems. */
GPtrArray           *obd_provider_problems_end   (ObdProviderProblems *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdProviderProblems, obd_provider_problems_free)

G_END_DECLS
