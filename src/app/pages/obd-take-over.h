/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-case.h"
#include "obd-import-dialog.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ObdTakeOver:
 *
 * Fills the mailbox with what another program has set, only when asked, and takes it back when
 * asked.
 *
 * Signals:
 * - "taking": the case is about to get other values; whatever has been typed belongs into it first
 * - "taken": it has them now, taken over or undone
 */
#define OBD_TYPE_TAKE_OVER (obd_take_over_get_type ())
G_DECLARE_FINAL_TYPE (ObdTakeOver, obd_take_over, OBD, TAKE_OVER, GObject)

/* @page: inside a toast overlay. @said: where the outcome stands, besides in the toast, which no
 * screen reader says. Both borrowed, they outlive us. */
ObdTakeOver *obd_take_over_new   (GtkWidget     *page,
                                  GtkLabel      *said);
void         obd_take_over_begin (ObdTakeOver   *self,
                                  ObdCase       *obd_case,
                                  ObdImportKind  kind);
/* The page is left: what was said is over, and the offer to undo as well. */
void         obd_take_over_hush  (ObdTakeOver   *self);

G_END_DECLS
