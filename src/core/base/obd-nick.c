/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-nick.h"

int
obd_nick_find (const char *const *nicks,
               guint              n_nicks,
               const char        *nick)
{
  for (guint i = 0; nick != NULL && i < n_nicks; i++)
    if (nicks[i] != NULL && g_ascii_strcasecmp (nick, nicks[i]) == 0)
      return i;
  return -1;
}
