/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * obd_value_row_new:
 * @caption: what it is: "Server"
 * @value: "smtp.larkspur.example"; plain text
 * @note: (nullable): a caption below it
 * @copyable: whether @value is to be copied as it stands
 * @guess: mark it as not certain
 *
 * Returns: (transfer floating): a list row with one setting to read, to read out and to copy
 */
GtkWidget *obd_value_row_new (const char *caption,
                              const char *value,
                              const char *note,
                              gboolean    copyable,
                              gboolean    guess);

G_END_DECLS
