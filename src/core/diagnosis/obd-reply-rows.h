/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-classifier.h"
#include "obd-reply-terms.h"

G_BEGIN_DECLS

/**
 * ObdReplyRow:
 * @reason: the heading of the row: who refuses whom, and why
 * @cause: what it means
 * @confidence: how often it is right where it decides, as measured
 * @stages: bit set of 1 << #ObdStage in which it may stand; all bits if none is named
 * @states: bit set of 1 << #ObdSignedIn; all bits if none is named
 * @codes: (nullable): patterns of the reply code, one has to match
 * @enhanced: (nullable): patterns of the enhanced status code, one has to match
 * @all: (nullable): terms that all have to hold
 * @none: (nullable): terms of which none may hold
 * @words: (nullable): has to match the normalised text, for what no concept expresses
 * @examples: texts of our own that the row decides, "stage|signed-in|text"
 *
 * One row of data/replies, compiled. Immutable.
 */
typedef struct
{
  char       *reason;
  ObdCause    cause;
  double      confidence;
  guint       stages;
  guint       states;
  char      **codes;
  char      **enhanced;
  GPtrArray  *all;
  GPtrArray  *none;
  GRegex     *words;
  char      **examples;
} ObdReplyRow;

/* The rows of data/replies in order (element-type ObdReplyRow) and the words they speak of. */
typedef struct
{
  ObdLexicon *lexicon;
  GPtrArray  *rows;
} ObdReplyBook;

ObdReplyBook *obd_reply_book_new    (void);
void          obd_reply_book_free   (ObdReplyBook *book);
/* Borrowed: what is built in, read once; any thread. */
ObdReplyBook *obd_reply_book_get    (void);

/* Reads one text of rows after those in @book: concepts first, then rows. FALSE and an error with
 * the heading and the key that is wrong. */
gboolean      obd_reply_book_parse  (ObdReplyBook *book,
                                     const char   *text,
                                     gsize         length,
                                     GError      **error);

/* Index of the row that decides, -1 for none; @reading: (out): what it says, how sure that is in the
 * light of the other rows that match, and the words that it was found in. Pure, any thread. */
int           obd_reply_book_decide (const ObdReplyBook  *book,
                                     const ObdReplyFacts *facts,
                                     ObdStage             stage,
                                     ObdSignedIn          signed_in,
                                     ObdReading          *reading);

/**
 * obd_reply_normalize:
 * @text: a reply or a dialog, any bytes
 *
 * Brings a text to the form that the rows read: one line, lower case, letters without their
 * accents, plain quotes, single blanks, mail addresses replaced by "<addr>" (so that no row can
 * take a word of an address for a reason), reply codes of continuation lines left out, what
 * quoted-printable or HTML made of letters undone.
 *
 * Returns: (transfer full): the text to match
 */
char         *obd_reply_normalize   (const char *text);

/**
 * obd_reply_unwrap:
 * @normal: what obd_reply_normalize() made of a text
 * @stage: (out): the stage that the frame names as a command, untouched if it names none
 *
 * Dialogs, programs and delivery reports quote the server's reply: "Server Response: '550 …'",
 * "host x said: 550 … (in reply to RCPT TO command)", "Failed to add recipient (5.1.1 …)".
 *
 * Returns: (transfer full) (nullable): the reply inside, %NULL if @normal is one, or quotes none
 */
char         *obd_reply_unwrap      (const char *normal,
                                     ObdStage   *stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdReplyBook, obd_reply_book_free)

G_END_DECLS
