/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-did-you-mean.h"

G_BEGIN_DECLS

/* The nearest of all candidates; a second one that is as near leaves none. */
typedef struct
{
  char    *name; /* (nullable) (owned) */
  guint    cost;
  gboolean tied;
} ObdNearest;

void      obd_nearest_offer (ObdNearest *nearest,
                             const char *name,
                             guint       cost);
/* (transfer full) (nullable): empties @nearest. */
char     *obd_nearest_end   (ObdNearest *nearest);
/* Whether the two differ in nothing but dots, and are long enough for that to be a slip. */
gboolean  obd_same_but_dots (const char *typed,
                             const char *meant);

G_END_DECLS
