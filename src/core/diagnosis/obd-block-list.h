/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lists of network addresses that servers look up, as replies name them. */

/* The name of the first list that @text names; static (nullable). */
const char *obd_block_list_find_name   (const char *text);
/* @text says that the address is a home's or a phone's, from which servers take no mail of strangers
 * whoever uses it: nobody did anything wrong. */
gboolean    obd_block_list_means_homes (const char *text);

G_END_DECLS
