/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-list.h"
#include "obd-provider-private.h"

G_BEGIN_DECLS

struct _ObdProviderList
{
  GPtrArray  *owned;     /* (element-type ObdProviderFacts): overridden ones too */
  GPtrArray  *providers; /* (element-type ObdProvider) (not owned): in order */
  GPtrArray  *problems;  /* (element-type ObdProviderProblem) */
  /* All (element-type utf8 ObdProviderFacts), both borrowed from owned. */
  GHashTable *ids;
  GHashTable *domains;   /* exact */
  GHashTable *endings;   /* without the "*." */
  GHashTable *mx;
};

G_END_DECLS
