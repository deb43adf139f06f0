/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every form in which @password may stand in a conversation: as it is, as it is shown, in Base64 with
 * or without something before it, URI-escaped, in hexadecimal digits. (transfer full) (element-type
 * utf8): each is wiped when freed. */
GPtrArray *obd_password_forms (const char *password);

G_END_DECLS
