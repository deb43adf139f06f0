/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * obd_reply_decode:
 * @text: valid UTF-8
 *
 * Undoes what a text went through on its way to the clipboard: HTML's "&amp;", "&ouml;", "&#8217;",
 * quoted-printable's "=C3=B6" and soft line breaks, "\n" written out by a program.
 *
 * Returns: (transfer full) (nullable): the plain text, %NULL if there was nothing to undo
 */
char *obd_reply_decode (const char *text);

G_END_DECLS
