/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * obd_note_card_new:
 * @headline: one sentence, what to know before going on; plain text
 *
 * Returns: (transfer floating): a quiet card with a mark, to which more can be added
 */
GtkWidget *obd_note_card_new (const char *headline);
/* Adds a sentence below, or with @small a caption. */
void       obd_note_card_add_text (GtkWidget  *card,
                                   const char *text,
                                   gboolean    small);
/* Adds @widget (a link, a button) at its end. */
void       obd_note_card_add      (GtkWidget  *card,
                                   GtkWidget  *widget);

/**
 * obd_link_new:
 * @label: what it says
 * @uri: an https address
 *
 * Returns: (transfer floating): a flat button that opens @uri in the browser; where no program can,
 *   it shows the address instead
 */
GtkWidget *obd_link_new (const char *label,
                         const char *uri);

G_END_DECLS
