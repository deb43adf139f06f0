/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ObdHintRow:
 *
 * A list row below a field with one sentence, one button and a way to be rid of it. It changes
 * nothing by itself. Invisible until there is something to say.
 *
 * Signals: "accepted", "dismissed"; the row is hidden before either.
 */
#define OBD_TYPE_HINT_ROW (obd_hint_row_get_type ())
G_DECLARE_FINAL_TYPE (ObdHintRow, obd_hint_row, OBD, HINT_ROW, GtkListBoxRow)

/**
 * obd_hint_row_show:
 * @sentence: plain text
 * @button: what the button says
 * @about: what it does, for a screen reader: "Change the mail address to anna@gmail.com"
 */
void obd_hint_row_show (ObdHintRow *self,
                        const char *sentence,
                        const char *button,
                        const char *about);
void obd_hint_row_hide (ObdHintRow *self);

G_END_DECLS
