/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * obd_print_text_new:
 * @title: name of the print job; stands at the foot of every page beside its number
 * @text: plain text, in lines of at most 80 columns or so; longer ones are wrapped
 *
 * A print job for plain text in columns: fixed-width letters, and as many pages as it needs. The
 * caller lets it run (gtk_print_operation_run()). Main thread.
 *
 * Returns: (transfer full): not started yet
 */
GtkPrintOperation *obd_print_text_new (const char *title,
                                       const char *text);

G_END_DECLS
