/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-classifier.h"

G_BEGIN_DECLS

/**
 * ObdReplyRow:
 * @reason: the heading of the row: who refuses whom, and why
 * @cause: what it means
 * @confidence: how often it is right where it matches
 * @stages: bit set of 1 << #ObdStage in which it may stand; all bits if none is named
 * @states: bit set of 1 << #ObdSignedIn; all bits if none is named
 * @words: matches what obd_reply_normalize() made of a text
 * @unless: (nullable): must not match
 * @examples: texts of our own that the row decides, "stage|signed-in|text"
 *
 * One row of data/replies, compiled. Immutable.
 */
typedef struct
{
  char      *reason;
  ObdCause   cause;
  double     confidence;
  guint      stages;
  guint      states;
  GRegex    *words;
  GRegex    *unless;
  char     **examples;
} ObdReplyRow;

/* Reads one text of rows after those in @rows; the vocabulary is kept in @vocabulary (name →
 * pattern). FALSE and an error with the heading and the key that is wrong. */
gboolean   obd_reply_rows_parse  (const char   *text,
                                  gsize         length,
                                  GHashTable   *vocabulary,
                                  GPtrArray    *rows,
                                  GError      **error);
GPtrArray *obd_reply_rows_new    (void);
/* (element-type ObdReplyRow) borrowed: the rows of data/replies in order, read once; any thread. */
GPtrArray *obd_reply_rows_get    (void);

/* Index of the row that decides, -1 for none; @matched: (out) (transfer full) (nullable): the words
 * that did. @normal comes from obd_reply_normalize(). Pure, any thread. */
int        obd_reply_rows_decide (GPtrArray    *rows,
                                  const char   *normal,
                                  ObdStage      stage,
                                  ObdSignedIn   signed_in,
                                  char        **matched);

/**
 * obd_reply_normalize:
 * @text: a reply or a dialog, valid UTF-8
 *
 * Brings a text to the form that the rows read: one line, lower case, Latin letters without their
 * accents, plain quotes, single blanks, mail addresses replaced by "<addr>" (so that no row can
 * take a word of an address for a reason), reply codes of continuation lines left out.
 *
 * Returns: (transfer full): the text to match
 */
char      *obd_reply_normalize   (const char   *text);

G_END_DECLS
