/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks at the members of the JSON object that fills @line, without building a tree of it: to go on
 * with a batch of a hundred thousand rows, gigabytes are looked through. What stands inside its
 * values is passed over. */

/* The value of the member @name if it is a plain text or a number, as it stands there without its
 * quotation marks. (transfer full) (nullable) */
char     *obd_json_line_get (const char *line,
                             gsize       length,
                             const char *name);
gboolean  obd_json_line_has (const char *line,
                             gsize       length,
                             const char *name);

G_END_DECLS
