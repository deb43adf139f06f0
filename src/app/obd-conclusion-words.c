/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-conclusion-words.h"

#include "obd-search-words.h"

#include <glib/gi18n-lib.h>

static gboolean
is_about_place (const ObdDifference *difference)
{
  return g_str_equal (difference->setting, "server") || g_str_equal (difference->setting, "port")
         || g_str_equal (difference->setting, "security");
}

static gboolean
leads_elsewhere (GPtrArray *differences)
{
  for (guint i = 0; i < differences->len; i++)
    if (is_about_place (g_ptr_array_index (differences, i)))
      return TRUE;
  return FALSE;
}

static char *
describe_source (const ObdService *service)
{
  g_autofree char *who = obd_source_dup_words (service);

  if (service->doubtful)
    /* TRANSLATORS: %s as in "Who says so: %s." */
    return g_strdup_printf (_("Who says so: %s. This is not certain: few say so, or they "
                              "contradict each other."),
                            who);
  /* TRANSLATORS: %s is who names the settings: "the list of known providers, as of March 2026",
   * "the public configuration database". */
  return g_strdup_printf (_("Who says so: %s."), who);
}

char *
obd_conclusion_words_source (ObdConclusion *conclusion)
{
  if (conclusion->differences->len == 0)
    return g_strdup ("");
  if (conclusion->named_by != NULL)
    return describe_source (conclusion->named_by);
  if (conclusion->working != NULL && leads_elsewhere (conclusion->differences))
    return g_strdup (_("Nobody had to say so: it was found by trying the usual ports."));
  return g_strdup ("");
}
