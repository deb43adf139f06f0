/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-list-private.h"

#include <string.h>

#define TEXT_MAX 256 /* bytes of a search that are read */
#define PART_MIN 3   /* letters that may be found in the middle of a word */

/* How well a provider answers, best first. */
typedef enum
{
  RANK_EXACT,     /* the domain, the id or a name as typed */
  RANK_BEGINNING, /* the name begins so, or a domain's first part is that */
  RANK_WORD,      /* every word typed begins a word of a name or a domain */
  RANK_PART,      /* it is somewhere inside */
  RANK_NONE,
} Rank;

typedef struct
{
  const ObdProvider *provider;
  Rank               rank;
  guint              position;
} Answer;

static gboolean
is_mark (gunichar c)
{
  return g_unichar_ismark (c);
}

/* Small letters without accents; whatever is neither letter, digit nor dot is one blank. */
static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *small = g_utf8_casefold (plain != NULL ? plain : "", -1);
  GString *folded = g_string_new (" ");

  for (const char *p = small; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || c == '.')
        g_string_append_unichar (folded, c);
      else if (!is_mark (c) && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  return g_strstrip (g_string_free (folded, FALSE));
}

/* "t online" and "tonline" are the same to whoever searches. */
static char *
squeeze (const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  return g_strjoinv ("", words);
}

/* The part of a mail address that says something about the provider. */
static char *
prepare (const char *text)
{
  g_autofree char *start = g_utf8_make_valid (text, (gssize) strnlen (text, TEXT_MAX));
  const char *at = strrchr (start, '@');

  return g_strstrip (g_strdup (at != NULL ? at + 1 : start));
}

/* All names of @facts, each between line ends: "\ngmx\ngmx international\n…". */
static char *
gather_names (const ObdProviderFacts *facts)
{
  g_autofree char *title = obd_provider_dup_title (&facts->provider);
  g_auto (GStrv) aka = g_strsplit (facts->aka != NULL ? facts->aka : "", ",", -1);
  GString *names = g_string_new ("\n");
  g_autofree char *folded_name = fold (facts->provider.name);
  g_autofree char *folded_title = fold (title);
  g_autofree char *folded_id = fold (facts->provider.id);

  g_string_append_printf (names, "%s\n%s\n%s\n", folded_name, folded_title, folded_id);
  for (guint i = 0; aka[i] != NULL; i++)
    {
      g_autofree char *folded = fold (aka[i]);

      g_string_append_printf (names, "%s\n", folded);
    }
  return g_string_free (names, FALSE);
}

static char *
gather_domains (const ObdProviderFacts *facts)
{
  GString *domains = g_string_new ("\n");

  for (guint i = 0; facts->provider.domains[i] != NULL; i++)
    {
      const char *domain = facts->provider.domains[i];
      g_autofree char *unicode = g_hostname_to_unicode (domain);
      g_autofree char *folded = fold (unicode != NULL ? unicode : domain);

      g_string_append_printf (domains, "%s\n", folded);
    }
  return g_string_free (domains, FALSE);
}

/* Whether @text has @query between the two borders, either of which may be "". */
static gboolean
has (const char *text,
     const char *before,
     const char *query,
     const char *after)
{
  g_autofree char *whole = g_strconcat (before, query, after, NULL);

  return strstr (text, whole) != NULL;
}

static gboolean
begins_word (const char *names,
             const char *domains,
             const char *word)
{
  return has (names, "\n", word, "") || has (names, " ", word, "") || has (domains, "\n", word, "");
}

static gboolean
has_every_word (const char *names,
                const char *domains,
                const char *query)
{
  g_auto (GStrv) words = g_strsplit (query, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (!begins_word (names, domains, words[i]))
      return FALSE;
  return TRUE;
}

static Rank
rank (const ObdProviderFacts *facts,
      const char             *query)
{
  g_autofree char *names = gather_names (facts);
  g_autofree char *domains = gather_domains (facts);
  g_autofree char *tight = squeeze (query);
  g_autofree char *tight_names = squeeze (names);
  g_autofree char *tight_domains = squeeze (domains);

  if (has (tight_names, "\n", tight, "\n") || has (tight_domains, "\n", tight, "\n"))
    return RANK_EXACT;
  if (has (tight_names, "\n", tight, "") || has (tight_domains, "\n", tight, "."))
    return RANK_BEGINNING;
  if (has_every_word (names, domains, query) || has (tight_domains, "\n", tight, ""))
    return RANK_WORD;
  if (g_utf8_strlen (tight, -1) >= PART_MIN
      && (strstr (tight_names, tight) != NULL || strstr (tight_domains, tight) != NULL))
    return RANK_PART;
  return RANK_NONE;
}

static int
compare_answers (gconstpointer a,
                 gconstpointer b)
{
  const Answer *first = a;
  const Answer *second = b;

  if (first->rank != second->rank)
    return (int) first->rank - (int) second->rank;
  return (int) first->position - (int) second->position;
}

GPtrArray *
obd_provider_list_search (const ObdProviderList *list,
                          const char            *text,
                          guint                  max)
{
  g_autofree char *typed = prepare (text);
  g_autofree char *query = fold (typed);
  const ObdProvider *owner = obd_provider_list_find_domain (list, typed);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (Answer));
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; *query != '\0' && i < list->providers->len; i++)
    {
      Answer answer = { list->providers->pdata[i], RANK_NONE, i + 1 };

      answer.rank = rank (list->providers->pdata[i], query);
      if (answer.provider == owner)
        answer.rank = RANK_EXACT, answer.position = 0;
      if (answer.rank != RANK_NONE)
        g_array_append_val (answers, answer);
    }
  g_array_sort (answers, compare_answers);
  for (guint i = 0; i < answers->len && i < max; i++)
    g_ptr_array_add (found, (gpointer) g_array_index (answers, Answer, i).provider);
  return found;
}
