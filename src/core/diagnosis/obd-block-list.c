/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-block-list.h"

#include <string.h>

/* What stands in replies: mostly the list's page for looking an address up. What is more special
 * stands first. */
static const struct
{
  const char *words; /* lower case */
  const char *name;
} lists[] = {
  { "spamhaus", "Spamhaus" },
  { "abuseat.org", "Spamhaus CBL" },
  { "barracudacentral", "Barracuda" },
  { "spamcop", "SpamCop" },
  { "sorbs", "SORBS" },
  { "uceprotect", "UCEPROTECT" },
  { "backscatterer.org", "Backscatterer" },
  { "psbl.surriel", "PSBL" },
  { "mailspike", "Mailspike" },
  { "nixspam", "NiX Spam" },
  { "manitu.net", "NiX Spam" },
  { "spfbl.net", "SPFBL" },
  { "dronebl", "DroneBL" },
  { "invaluement", "Invaluement" },
  { "s5h.net", "S5H" },
  { "gbudb", "GBUdb Truncate" },
  { "senderscore", "Sender Score" },
  { "senderbase", "Cisco Talos" },
  { "talosintelligence", "Cisco Talos" },
  { "cloudmark", "Cloudmark" },
  { "proofpoint", "Proofpoint" },
  { "mail-abuse.com", "Trend Micro" },
  { "trendmicro", "Trend Micro" },
  { "delist.messaging.microsoft", "Microsoft" },
  { "sender.office.com", "Microsoft" },
  { "postmaster.live.com", "Microsoft" },
  { "mail.live.com", "Microsoft" },
};

static const char *const home_words[] = {
  "pbl",     "policy block", "dul",         "dynamic",   "dialup",
  "dial-up", "dial up",      "residential", "dynablock", "home user",
};

const char *
obd_block_list_find_name (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (strstr (lower, lists[i].words) != NULL)
      return lists[i].name;
  return NULL;
}

/* Not inside of another word: "pbl" is no part of "capable". */
static gboolean
has_word (const char *text,
          const char *word)
{
  for (const char *at = text; (at = strstr (at, word)) != NULL; at++)
    if ((at == text || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (at[strlen (word)]))
      return TRUE;
  return FALSE;
}

gboolean
obd_block_list_means_homes (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (home_words); i++)
    if (has_word (lower, home_words[i]))
      return TRUE;
  return FALSE;
}
