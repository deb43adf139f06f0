/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-reply-terms.h"

#include <stdlib.h>
#include <string.h>

/* One concept, or two that belong together; @other is -1 for one. */
typedef struct
{
  int one;
  int other;
} Alternative;

static gboolean
is_number_edge (char c)
{
  return !g_ascii_isalnum (c) && c != '.';
}

static gboolean
is_code (const char *at)
{
  return at[0] >= '2' && at[0] <= '5' && at[1] >= '0' && at[1] <= '7' && g_ascii_isdigit (at[2])
         && !g_ascii_isdigit (at[3]) && at[3] != '.';
}

/* A port of submission looks like a code too (RFC 8314), and dialogs name it. */
static gboolean
is_port (const char *at)
{
  return strncmp (at, "465", 3) == 0;
}

static guint
find_code (const char *normal)
{
  if (is_code (normal))
    return strtoul (normal, NULL, 10);
  for (const char *p = normal; *p != '\0'; p++)
    if (is_number_edge (*p) && *p != ':' && is_code (p + 1) && p[1] >= '4' && !is_port (p + 1)
        && !g_ascii_isalpha (p[4]))
      return strtoul (p + 1, NULL, 10);
  return 0;
}

/* "5.7.1" with nothing on either side that would make it an address or a version. */
static gboolean
read_enhanced (const char *at,
               guint       enhanced[3])
{
  char *end;

  if (strchr ("245", at[0]) == NULL || at[0] == '\0' || at[1] != '.' || !g_ascii_isdigit (at[2])
      || at[3] != '.' || !g_ascii_isdigit (at[4]))
    return FALSE;
  enhanced[0] = at[0] - '0';
  enhanced[1] = at[2] - '0';
  enhanced[2] = strtoul (at + 4, &end, 10);
  return end - at <= 7 && !(end[0] == '.' && g_ascii_isdigit (end[1]));
}

static void
find_enhanced (const char *normal,
               guint       enhanced[3])
{
  for (const char *p = normal; *p != '\0'; p++)
    if (p[0] != '\0' && p[1] == '.' && (p == normal || is_number_edge (p[-1]))
        && read_enhanced (p, enhanced))
      return;
  enhanced[0] = 0;
}

void
obd_reply_facts_read (const ObdLexicon *lexicon,
                      const char       *normal,
                      ObdReplyFacts    *facts)
{
  facts->text = normal;
  facts->code = find_code (normal);
  find_enhanced (normal, facts->enhanced);
  obd_lexicon_scan (lexicon, normal, &facts->said);
  obd_lexicon_ignore (lexicon, "boilerplate", &facts->said);
}

static gboolean
parse_alternative (const ObdLexicon *lexicon,
                   const char       *group,
                   const char       *value,
                   Alternative      *alternative,
                   GError          **error)
{
  g_auto (GStrv) names = g_strsplit (value, "~", 2);

  *alternative = (Alternative){ obd_lexicon_find (lexicon, names[0]), -1 };
  if (alternative->one >= 0 && names[1] != NULL)
    alternative->other = obd_lexicon_find (lexicon, names[1]);
  if (alternative->one >= 0 && (names[1] == NULL || alternative->other >= 0))
    return TRUE;
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "[%s] no such concept: %s",
               group, value);
  return FALSE;
}

static GArray *
parse_term (const ObdLexicon *lexicon,
            const char       *group,
            const char       *value,
            GError          **error)
{
  g_auto (GStrv) parts = g_strsplit (value, "|", -1);
  g_autoptr (GArray) term = g_array_new (FALSE, FALSE, sizeof (Alternative));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      Alternative alternative;

      if (!parse_alternative (lexicon, group, parts[i], &alternative, error))
        return NULL;
      g_array_append_val (term, alternative);
    }
  return g_steal_pointer (&term);
}

GPtrArray *
obd_reply_terms_parse (const ObdLexicon *lexicon,
                       const char       *group,
                       const char       *value,
                       GError          **error)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GArray *term;

      if (parts[i][0] == '\0')
        continue;
      term = parse_term (lexicon, group, parts[i], error);
      if (term == NULL)
        return NULL;
      g_ptr_array_add (terms, term);
    }
  return g_steal_pointer (&terms);
}

static gboolean
alternative_holds (const Alternative   *alternative,
                   const ObdReplyFacts *facts,
                   guint               *from,
                   guint               *to)
{
  const ObdLexiconHits *one = &facts->said.hits[alternative->one];

  if (one->n == 0)
    return FALSE;
  if (alternative->other >= 0)
    return facts->said.hits[alternative->other].n > 0
           && obd_lexicon_near (&facts->said, alternative->one, alternative->other, from, to);
  if (from != NULL)
    *from = one->places[0].start;
  if (to != NULL)
    *to = one->places[0].end;
  return TRUE;
}

static gboolean
term_holds (const GArray        *term,
            const ObdReplyFacts *facts,
            guint               *from,
            guint               *to)
{
  for (guint i = 0; i < term->len; i++)
    if (alternative_holds (&g_array_index (term, Alternative, i), facts, from, to))
      return TRUE;
  return FALSE;
}

gboolean
obd_reply_terms_all (const GPtrArray     *terms,
                     const ObdReplyFacts *facts,
                     guint               *from,
                     guint               *to)
{
  for (guint i = 0; i < terms->len; i++)
    if (!term_holds (g_ptr_array_index (terms, i), facts, i == 0 ? from : NULL,
                     i == 0 ? to : NULL))
      return FALSE;
  return TRUE;
}

gboolean
obd_reply_terms_any (const GPtrArray     *terms,
                     const ObdReplyFacts *facts)
{
  for (guint i = 0; i < terms->len; i++)
    if (term_holds (g_ptr_array_index (terms, i), facts, NULL, NULL))
      return TRUE;
  return FALSE;
}

gboolean
obd_reply_code_matches (char  **patterns,
                        guint   code)
{
  g_autofree char *digits = g_strdup_printf ("%03u", code);

  for (guint i = 0; patterns[i] != NULL; i++)
    {
      guint at = 0;

      if (code == 0 && g_str_equal (patterns[i], "none"))
        return TRUE;
      while (at < 3 && (patterns[i][at] == 'x' || patterns[i][at] == digits[at]))
        at++;
      if (at == 3 && code != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
enhanced_is (const char  *pattern,
             const guint  enhanced[3])
{
  const char *p = pattern;

  for (guint i = 0; i < 3; i++)
    {
      char *end = (char *) p + 1;

      if (*p != 'x' && strtoul (p, &end, 10) != enhanced[i])
        return FALSE;
      p = *end == '.' ? end + 1 : end;
    }
  return TRUE;
}

gboolean
obd_reply_enhanced_matches (char        **patterns,
                            const guint   enhanced[3])
{
  for (guint i = 0; enhanced[0] != 0 && patterns[i] != NULL; i++)
    if (enhanced_is (patterns[i], enhanced))
      return TRUE;
  return FALSE;
}
