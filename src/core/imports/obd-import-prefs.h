/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * obd_import_prefs_parse:
 * @name: the file's name, for messages
 * @text: valid UTF-8, NUL-terminated
 * @prefix: only preferences whose name begins so are kept
 * @error: return location for an %OBD_IMPORT_ERROR_DAMAGED with the line
 *
 * Reads the preferences file that Mozilla's programs write: comments, and `user_pref ("name", value);`
 * with a string, a number, true or false (modules/libpref/parser in their sources).
 *
 * Returns: (transfer full) (nullable): name → value as text
 */
GHashTable *obd_import_prefs_parse (const char  *name,
                                    const char  *text,
                                    const char  *prefix,
                                    GError     **error);

G_END_DECLS
