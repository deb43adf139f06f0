/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "obd-diagnosis.h"

G_BEGIN_DECLS

/* Small pieces that several pages are made of. All return floating widgets. */

/* A list row: mark, sentence with a bold @lead (nullable), caption below it (nullable), @end
 * (nullable) at the row's end. Text is plain, never markup. */
GtkWidget *obd_row_new_sentence (ObdStationState  state,
                                 const char      *lead,
                                 const char      *text,
                                 const char      *caption,
                                 GtkWidget       *end);
/* The same with server words below, in monospace and with a Copy button. */
GtkWidget *obd_row_new_server_words (ObdStationState  state,
                                     const char      *lead,
                                     const char      *text,
                                     const char      *server_words);
/* A row that opens something: title, caption (nullable), @badge (nullable) and an arrow. */
GtkWidget *obd_row_new_link     (const char      *number,
                                 const char      *title,
                                 const char      *caption,
                                 GtkWidget       *badge);
/* A round chip with an icon (nullable) and a word; @css: "good", "caution", "accent". */
GtkWidget *obd_chip_new         (const char      *icon_name,
                                 const char      *label,
                                 const char      *css);
/* Copies @text, and has @button, which is for copying, say so for a moment. */
void       obd_copy_text        (GtkButton       *button,
                                 const char      *text);
/* A flat button that copies @text and says so for a moment. */
GtkWidget *obd_copy_button_new  (const char      *text,
                                 const char      *name);
void       obd_list_clear       (GtkListBox      *list);
/* The mark that belongs to an evidence's tone. */
ObdStationState obd_mark_for_tone (ObdEvidenceTone tone);

G_END_DECLS
