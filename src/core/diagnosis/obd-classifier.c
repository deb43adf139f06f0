/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-classifier.h"

#include "obd-reply-rows.h"

ObdSignedIn
obd_signed_in_from_nick (const char *nick)
{
  if (g_strcmp0 (nick, "yes") == 0)
    return OBD_SIGNED_IN_YES;
  return g_strcmp0 (nick, "no") == 0 ? OBD_SIGNED_IN_NO : OBD_SIGNED_IN_UNKNOWN;
}

static gboolean
row_matches (const ObdReplyRow *row,
             const char        *text,
             guint              stage_bit,
             guint              state_bit,
             char             **matched)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *words = NULL;

  if ((row->stages & stage_bit) == 0 || (row->states & state_bit) == 0)
    return FALSE;
  if (!g_regex_match (row->words, text, 0, &match))
    return FALSE;
  if (row->unless != NULL && g_regex_match (row->unless, text, 0, NULL))
    return FALSE;
  words = g_match_info_fetch (match, 0);
  /* Patterns see bytes, so a match may begin or end inside a character. */
  *matched = g_utf8_make_valid (words, -1);
  return TRUE;
}

int
obd_reply_rows_decide (GPtrArray    *rows,
                       const char   *normal,
                       ObdStage      stage,
                       ObdSignedIn   signed_in,
                       char        **matched)
{
  for (guint i = 0; i < rows->len; i++)
    if (row_matches (g_ptr_array_index (rows, i), normal, 1u << stage, 1u << signed_in, matched))
      return i;
  return -1;
}

void
obd_classify (const char  *text,
              ObdStage     stage,
              ObdSignedIn  signed_in,
              ObdReading  *reading)
{
  GPtrArray *rows = obd_reply_rows_get ();
  g_autofree char *normal = obd_reply_normalize (text);
  const ObdReplyRow *row;
  int index;

  *reading = (ObdReading){ OBD_CAUSE_UNKNOWN, 0.0, NULL };
  index = obd_reply_rows_decide (rows, normal, stage, signed_in, &reading->matched);
  if (index < 0)
    return;
  row = g_ptr_array_index (rows, index);
  reading->cause = row->cause;
  reading->confidence = row->confidence;
}

void
obd_reading_clear (ObdReading *reading)
{
  g_clear_pointer (&reading->matched, g_free);
}
