/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdDnPart:
 * @type: "CN", "O", …, or a dotted number, as written
 * @value: without its escapes; valid UTF-8
 * @joined: belongs to one part with the one before it ("+" in place of ",")
 *
 * One attribute of a distinguished name.
 */
typedef struct
{
  char     *type;
  char     *value;
  gboolean  joined;
} ObdDnPart;

/**
 * obd_dn_parse:
 * @text: "CN=mail.example.test,O=Example\, Inc.,C=DE" (RFC 4514 section 2, as GnuTLS writes it)
 *
 * What is no distinguished name is one part with an empty type.
 *
 * Returns: (transfer full) (element-type ObdDnPart): its parts in their order; empty for ""
 */
GPtrArray  *obd_dn_parse (const char *text);
/* The value of the first part of @type, any case; borrowed (nullable). */
const char *obd_dn_find  (GPtrArray  *parts,
                          const char *type);

G_END_DECLS
