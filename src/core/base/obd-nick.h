/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * obd_nick_find:
 * @nicks: the words of an enumeration, by value; %NULL for a value that has none
 * @n_nicks: how many
 * @nick: (nullable): what somebody wrote; capitals do not matter
 *
 * Which value a person means by the word for it. Pure, any thread.
 *
 * Returns: the value, or -1
 */
int obd_nick_find (const char *const *nicks,
                   guint              n_nicks,
                   const char        *nick);

G_END_DECLS
