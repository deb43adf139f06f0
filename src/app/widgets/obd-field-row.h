/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

/**
 * ObdFieldRow:
 *
 * A list row with one field to fill in, its caption above it, the answers *Empty* and *Don’t know*
 * beside it, and one sentence below it where what was typed cannot be used. Where AdwEntryRow of
 * libadwaita 1.2 stays silent, screen readers hear its focus and its name.
 *
 * Properties: "title" (of AdwPreferencesRow), "text", "placeholder", "secret" (construct-only:
 * dots, and memory that cannot be swapped out), "answers" (construct-only), "numeric".
 * Signals: "changed" (text or answer), "activated" (Enter).
 */
#define OBD_TYPE_FIELD_ROW (obd_field_row_get_type ())
G_DECLARE_FINAL_TYPE (ObdFieldRow, obd_field_row, OBD, FIELD_ROW, AdwPreferencesRow)

/* Borrowed; of a secret field it lies in protected memory: copy it into an ObdSecret only. */
const char    *obd_field_row_get_text  (ObdFieldRow   *self);
ObdFieldState  obd_field_row_get_state (ObdFieldRow   *self);
/* Does not emit "changed". */
void           obd_field_row_set       (ObdFieldRow   *self,
                                        ObdFieldState  state,
                                        const char    *text);
/* %NULL: what was typed is fine. */
void           obd_field_row_set_error (ObdFieldRow   *self,
                                        const char    *sentence);
void           obd_field_row_focus     (ObdFieldRow   *self);
/* There is little room: a filled field hides its answers. */
void           obd_field_row_set_narrow (ObdFieldRow  *self,
                                        gboolean       narrow);
/* Puts @widget at the row's end; only for a row without answers. */
void           obd_field_row_set_end   (ObdFieldRow   *self,
                                        GtkWidget     *widget);

G_END_DECLS
