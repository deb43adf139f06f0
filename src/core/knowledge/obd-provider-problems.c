/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-problems.h"

#include <glib/gi18n-lib.h>

#define SENTENCE_MAX 240 /* characters: a line of a strange file may be long */

struct _ObdProviderProblems
{
  GPtrArray *problems; /* (element-type ObdProviderProblem) */
  guint      left_out;
};

static void
problem_free (gpointer data)
{
  ObdProviderProblem *problem = data;

  g_free (problem->file);
  g_free (problem->sentence);
  g_free (problem);
}

ObdProviderProblems *
obd_provider_problems_new (void)
{
  ObdProviderProblems *problems = g_new0 (ObdProviderProblems, 1);

  problems->problems = g_ptr_array_new_with_free_func (problem_free);
  return problems;
}

void
obd_provider_problems_free (ObdProviderProblems *problems)
{
  g_clear_pointer (&problems->problems, g_ptr_array_unref);
  g_free (problems);
}

/* A file may hold control characters that would act on a terminal. */
static char *
make_harmless (const char *sentence)
{
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  GString *harmless = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n < SENTENCE_MAX; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (harmless, g_unichar_isprint (c) ? c : 0xFFFD);
    }
  if (n == SENTENCE_MAX)
    g_string_append (harmless, "…");
  return g_string_free (harmless, FALSE);
}

static void
append (ObdProviderProblems *problems,
        const char          *file,
        guint                line,
        const char          *sentence)
{
  ObdProviderProblem *problem = g_new0 (ObdProviderProblem, 1);

  problem->file = g_filename_display_name (file);
  problem->line = line;
  problem->sentence = make_harmless (sentence);
  g_ptr_array_add (problems->problems, problem);
}

void
obd_provider_problems_add (ObdProviderProblems *problems,
                           const char          *file,
                           guint                line,
                           const char          *format,
                           ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  if (problems->problems->len >= OBD_PROBLEMS_MAX - 1)
    {
      problems->left_out++;
      return;
    }
  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  append (problems, file, line, sentence);
}

GPtrArray *
obd_provider_problems_end (ObdProviderProblems *problems)
{
  GPtrArray *all = g_steal_pointer (&problems->problems);

  if (problems->left_out > 0)
    {
      const ObdProviderProblem *last = all->pdata[all->len - 1];
      g_autofree char *file = g_strdup (last->file);
      g_autofree char *sentence = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "And %u more problem.", "And %u more problems.",
                     problems->left_out),
        problems->left_out);
      ObdProviderProblems more = { .problems = all };

      append (&more, file, 0, sentence);
    }
  g_free (problems);
  return all;
}
