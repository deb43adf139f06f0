/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The product that opens mail on its way (a virus scanner, a gateway) which @words name: lower case,
 * borrowed; %NULL where they name none. */
const char *obd_shield_find (const char *words);

G_END_DECLS
