/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/* What a conclusion has beside its verdict, by what it is to the verdict. */
typedef enum
{
  OBD_CAUSES_INSTEAD, /* the same observations allow that in its place */
  OBD_CAUSES_NEXT,    /* stops the mail as well, once the verdict is mended */
  OBD_CAUSES_BESIDES, /* stops nothing, and is worth knowing */
} ObdCauses;

/* A group with a heading and a row for each: what it is, and what that means. */
#define OBD_TYPE_CAUSE_LIST (obd_cause_list_get_type ())
G_DECLARE_FINAL_TYPE (ObdCauseList, obd_cause_list, OBD, CAUSE_LIST, GtkBox)

/* Shows the diagnoses among @others that are @which, in their order; hides itself where there are
 * none. Those that may stand in the verdict's place end with what would tell them apart. */
void obd_cause_list_fill (ObdCauseList *self,
                          ObdCauses     which,
                          GPtrArray    *others,  /* (element-type ObdDiagnosis) */
                          ObdDiagnosis *verdict);

G_END_DECLS
