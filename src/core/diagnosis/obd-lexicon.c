/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-lexicon.h"

#include <string.h>

#define NONE (-1)
/* Shortest stem that is read inside a link. */
#define MIN_IN_LINK 7

/* One byte of a stem. The bytes that may stand here are a list of siblings; what ends here is a
 * list of endings. */
typedef struct
{
  guint8 byte;
  int    sibling;
  int    child;
  int    ending;
} Node;

typedef struct
{
  guint8   concept;
  gboolean inside;   /* may begin inside a word */
  gboolean whole;    /* has to end a word */
  guint16  length;
  int      next;
} Ending;

struct _ObdLexicon
{
  GPtrArray *names;
  GArray    *nodes;
  GArray    *endings;
  int        roots[256];
};

ObdLexicon *
obd_lexicon_new (void)
{
  ObdLexicon *self = g_new0 (ObdLexicon, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->endings = g_array_new (FALSE, FALSE, sizeof (Ending));
  for (guint i = 0; i < G_N_ELEMENTS (self->roots); i++)
    self->roots[i] = NONE;
  return self;
}

void
obd_lexicon_free (ObdLexicon *lexicon)
{
  g_ptr_array_unref (lexicon->names);
  g_array_unref (lexicon->nodes);
  g_array_unref (lexicon->endings);
  g_free (lexicon);
}

int
obd_lexicon_find (const ObdLexicon *lexicon,
                  const char       *name)
{
  for (guint i = 0; i < lexicon->names->len; i++)
    if (g_str_equal (g_ptr_array_index (lexicon->names, i), name))
      return i;
  return -1;
}

static int
new_node (ObdLexicon *self,
          guint8      byte,
          int         sibling)
{
  Node node = { byte, sibling, NONE, NONE };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static int
child_for (ObdLexicon *self,
           int         parent,
           guint8      byte)
{
  int first = g_array_index (self->nodes, Node, parent).child;
  int added;

  for (int i = first; i != NONE; i = g_array_index (self->nodes, Node, i).sibling)
    if (g_array_index (self->nodes, Node, i).byte == byte)
      return i;
  added = new_node (self, byte, first);
  g_array_index (self->nodes, Node, parent).child = added;
  return added;
}

static void
plant (ObdLexicon *self,
       int         concept,
       const char *stem)
{
  Ending ending = { concept, stem[0] == '*', FALSE, 0, NONE };
  const char *from = ending.inside ? stem + 1 : stem;
  gsize length = strlen (from);
  int at;

  ending.whole = from[length - 1] == '_';
  length -= ending.whole;
  ending.length = length;
  if (self->roots[(guint8) from[0]] == NONE)
    self->roots[(guint8) from[0]] = new_node (self, from[0], NONE);
  at = self->roots[(guint8) from[0]];
  for (gsize i = 1; i < length; i++)
    at = child_for (self, at, from[i]);
  ending.next = g_array_index (self->nodes, Node, at).ending;
  g_array_append_val (self->endings, ending);
  g_array_index (self->nodes, Node, at).ending = self->endings->len - 1;
}

static gboolean
refuse (GError    **error,
        const char *name,
        const char *what)
{
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "[concepts] %s: %s", name,
               what);
  return FALSE;
}

static int
concept_for (ObdLexicon *self,
             const char *name)
{
  int concept = obd_lexicon_find (self, name);

  if (concept >= 0 || self->names->len == OBD_LEXICON_MAX_CONCEPTS)
    return concept;
  g_ptr_array_add (self->names, g_strdup (name));
  return self->names->len - 1;
}

gboolean
obd_lexicon_add (ObdLexicon  *lexicon,
                 const char  *name,
                 const char  *stems,
                 GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (stems, "|", -1);
  int concept = concept_for (lexicon, name);

  if (concept < 0)
    return refuse (error, name, "too many concepts");
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (strspn (parts[i], "*_ ") == strlen (parts[i]))
        return refuse (error, name, "a stem is empty");
      plant (lexicon, concept, parts[i]);
    }
  return TRUE;
}

/* Greek and Cyrillic, whose letters begin with the bytes CE to D3 and of which a word is written
 * together with no particle. */
static gboolean
is_alphabet (guint8 byte)
{
  return g_ascii_isalnum (byte) || byte == '_' || (byte >= 0xCE && byte <= 0xD3);
}

static gboolean
begins_word (const char *text,
             guint       at)
{
  guint8 first = text[at];
  guint8 before = at > 0 ? text[at - 1] : ' ';

  if (!is_alphabet (first))
    return TRUE;
  return first < 0x80 ? !g_ascii_isalnum (before) : before < 0x80;
}

/* Where a scan stands: the number of the sentence, and whether inside a link, of which short
 * words tell nothing ("?ip=…") but long ones do ("…?p=WantAuthError"). */
typedef struct
{
  guint    sentence;
  gboolean in_link;
} Place;

static void
note (const Ending   *ending,
      const char     *text,
      guint           start,
      gboolean        at_word,
      const Place    *place,
      ObdLexiconScan *scan)
{
  ObdLexiconHits *hits = &scan->hits[ending->concept];
  guint end = start + ending->length;

  if ((!at_word && !ending->inside) || (ending->whole && is_alphabet (text[end]))
      || (place->in_link && ending->length < MIN_IN_LINK))
    return;
  if (hits->n < OBD_LEXICON_MAX_PLACES)
    hits->places[hits->n++] = (ObdLexiconPlace){ start, end, place->sentence };
}

static void
scan_from (const ObdLexicon *self,
           const char       *text,
           guint             start,
           const Place      *place,
           ObdLexiconScan   *scan)
{
  gboolean at_word = begins_word (text, start);
  int node = self->roots[(guint8) text[start]];

  for (guint i = start + 1; node != NONE; i++)
    {
      const Node *at = &g_array_index (self->nodes, Node, node);

      for (int e = at->ending; e != NONE; e = g_array_index (self->endings, Ending, e).next)
        note (&g_array_index (self->endings, Ending, e), text, start, at_word, place, scan);
      node = at->child;
      while (node != NONE && g_array_index (self->nodes, Node, node).byte != (guint8) text[i])
        node = g_array_index (self->nodes, Node, node).sibling;
    }
}

/* A full stop, a mark or a semicolon before a blank, or the full stop of Chinese and Japanese. */
static gboolean
ends_sentence (const char *text,
               guint       at)
{
  return (strchr (".!?;", text[at]) != NULL && text[at + 1] == ' ' && at > 2)
         || strncmp (text + at, "。", 3) == 0;
}

void
obd_lexicon_scan (const ObdLexicon *lexicon,
                  const char       *normal,
                  ObdLexiconScan   *scan)
{
  Place place = { 0, FALSE };

  for (guint i = 0; i < lexicon->names->len; i++)
    scan->hits[i].n = 0;
  for (guint i = 0; normal[i] != '\0' && i < G_MAXUINT16 - 256; i++)
    {
      if (((guint8) normal[i] & 0xC0) == 0x80)
        continue;
      place.in_link = (place.in_link && normal[i] != ' ') || g_str_has_prefix (normal + i, "http");
      scan_from (lexicon, normal, i, &place, scan);
      place.sentence += ends_sentence (normal, i);
    }
}

static gboolean
is_inside (const ObdLexiconPlace *place,
           const ObdLexiconPlace *phrase)
{
  return place->start >= phrase->start && place->end <= phrase->end;
}

static gboolean
is_behind (const ObdLexiconPlace *place,
           const ObdLexiconPlace *phrase)
{
  return place->sentence == phrase->sentence && place->end > phrase->start;
}

typedef gboolean (*Covered) (const ObdLexiconPlace *place,
                             const ObdLexiconPlace *phrase);

/* Leaves out what one of @phrases covers. Returns: whether there was any. */
static gboolean
drop (ObdLexiconHits       *hits,
      const ObdLexiconHits *phrases,
      Covered               covered)
{
  guint kept = 0, before = hits->n;

  for (guint i = 0; i < before; i++)
    {
      gboolean keep = TRUE;

      for (guint k = 0; k < phrases->n && keep; k++)
        keep = !covered (&hits->places[i], &phrases->places[k]);
      if (keep)
        hits->places[kept++] = hits->places[i];
    }
  hits->n = kept;
  return kept < before;
}

static gboolean
drop_all (const ObdLexicon *lexicon,
          const char       *name,
          Covered           covered,
          ObdLexiconScan   *scan)
{
  int phrases = obd_lexicon_find (lexicon, name);
  gboolean any = FALSE;

  if (phrases < 0 || scan->hits[phrases].n == 0)
    return FALSE;
  for (guint i = 0; i < lexicon->names->len; i++)
    if ((int) i != phrases)
      any = drop (&scan->hits[i], &scan->hits[phrases], covered) || any;
  return any;
}

void
obd_lexicon_ignore (const ObdLexicon *lexicon,
                    const char       *name,
                    ObdLexiconScan   *scan)
{
  drop_all (lexicon, name, is_inside, scan);
}

gboolean
obd_lexicon_cut_after (const ObdLexicon *lexicon,
                       const char       *name,
                       ObdLexiconScan   *scan)
{
  return drop_all (lexicon, name, is_behind, scan);
}

static gboolean
belong (const ObdLexiconPlace *a,
        const ObdLexiconPlace *b)
{
  int gap = a->start < b->start ? b->start - a->end : a->start - b->end;

  return a->sentence == b->sentence && gap <= OBD_LEXICON_NEAR;
}

gboolean
obd_lexicon_near (const ObdLexiconScan *scan,
                  int                   a,
                  int                   b,
                  guint                *from,
                  guint                *to)
{
  const ObdLexiconHits *one = &scan->hits[a], *other = &scan->hits[b];

  for (guint i = 0; i < one->n; i++)
    for (guint k = 0; k < other->n; k++)
      if (belong (&one->places[i], &other->places[k]))
        {
          if (from != NULL)
            *from = MIN (one->places[i].start, other->places[k].start);
          if (to != NULL)
            *to = MAX (one->places[i].end, other->places[k].end);
          return TRUE;
        }
  return FALSE;
}
