/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More places of one concept than this do not make a reading better, only slower. */
#define OBD_LEXICON_MAX_PLACES 8
/* Distance in bytes up to which two concepts belong together ("relaying … is not allowed"). */
#define OBD_LEXICON_NEAR 64
#define OBD_LEXICON_MAX_CONCEPTS 256

/* What words mean, whatever the language: name of a concept → the stems that express it. Filled
 * once, then immutable and read from any thread. */
typedef struct _ObdLexicon ObdLexicon;

/* Where one concept stands in a text: bytes, and the number of the sentence. */
typedef struct
{
  guint16 start;
  guint16 end;
  guint16 sentence;
} ObdLexiconPlace;

typedef struct
{
  guint8          n;
  ObdLexiconPlace places[OBD_LEXICON_MAX_PLACES];
} ObdLexiconHits;

/**
 * ObdLexiconScan:
 * @hits: for each concept, in the order of their numbers, where the text expresses it
 *
 * What one text says. Two concepts belong together when they stand near each other in one
 * sentence, in either order: languages differ in that.
 */
typedef struct
{
  ObdLexiconHits hits[OBD_LEXICON_MAX_CONCEPTS];
} ObdLexiconScan;

ObdLexicon *obd_lexicon_new   (void);
void        obd_lexicon_free  (ObdLexicon *lexicon);

/* Number of a concept, -1 if there is none of that name. */
int         obd_lexicon_find  (const ObdLexicon *lexicon,
                               const char       *name);

/**
 * obd_lexicon_add:
 * @name: the concept; a name heard for the first time becomes a new one
 * @stems: alternatives with "|" between them
 *
 * A stem of an alphabet begins a word and may go on ("authenticat"); "*" before it lets it begin
 * inside a word (German and Nordic compounds), "_" after it ends the word. Stems of scripts
 * without blanks, and of those that write particles onto words, match anywhere.
 *
 * Returns: %FALSE and an error for an empty stem, or too many concepts
 */
gboolean    obd_lexicon_add   (ObdLexicon  *lexicon,
                               const char  *name,
                               const char  *stems,
                               GError     **error);

/* @normal: what obd_reply_normalize() made of a text, at most G_MAXUINT16 bytes of it are read. */
void        obd_lexicon_scan  (const ObdLexicon *lexicon,
                               const char       *normal,
                               ObdLexiconScan   *scan);

/* Takes out of @scan what is only said inside the phrases of the concept @name. */
void        obd_lexicon_ignore (const ObdLexicon *lexicon,
                                const char       *name,
                                ObdLexiconScan   *scan);

/* Takes out of @scan what stands behind the concept @name in the same sentence: "please check …" is
 * advice, no finding. Returns: whether there was any. */
gboolean    obd_lexicon_cut_after (const ObdLexicon *lexicon,
                                   const char       *name,
                                   ObdLexiconScan   *scan);

/* Whether @a and @b belong together; @from, @to: (out) (optional): the bytes from one to the other. */
gboolean    obd_lexicon_near  (const ObdLexiconScan *scan,
                               int                   a,
                               int                   b,
                               guint                *from,
                               guint                *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdLexicon, obd_lexicon_free)

G_END_DECLS
