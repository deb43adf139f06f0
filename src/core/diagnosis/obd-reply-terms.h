/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-lexicon.h"

G_BEGIN_DECLS

/**
 * ObdReplyFacts:
 * @text: what obd_reply_normalize() made of a text
 * @code: the reply code that it begins with or names (RFC 5321 section 4.2), 0 for none
 * @enhanced: the enhanced status code that it names (RFC 3463), class 0 for none
 * @said: the concepts that it expresses
 *
 * Everything that a row may ask of a text, read once. @text is borrowed.
 */
typedef struct
{
  const char     *text;
  guint           code;
  guint           enhanced[3];
  ObdLexiconScan  said;
} ObdReplyFacts;

/* Pure, any thread. */
void       obd_reply_facts_read     (const ObdLexicon *lexicon,
                                     const char       *normal,
                                     ObdReplyFacts    *facts);

/**
 * obd_reply_terms_parse:
 * @value: terms with blanks between them: "relaying~refused|rcpthosts stranger". Each has
 *   alternatives with "|" between them: a concept, or two that belong together ("a~b")
 *
 * Returns: (transfer full): the terms, %NULL and an error for a concept that is not known
 */
GPtrArray *obd_reply_terms_parse    (const ObdLexicon *lexicon,
                                     const char       *group,
                                     const char       *value,
                                     GError          **error);
/* Whether every term holds; @from, @to: (out): the bytes that the first one was found in. */
gboolean   obd_reply_terms_all      (const GPtrArray     *terms,
                                     const ObdReplyFacts *facts,
                                     guint               *from,
                                     guint               *to);
gboolean   obd_reply_terms_any      (const GPtrArray     *terms,
                                     const ObdReplyFacts *facts);

/* @patterns: "5xx", "x.1.1", "5.7.x": an "x" stands for any number; "none" for a text without a
 * code. */
gboolean   obd_reply_code_matches     (char   **patterns,
                                       guint    code);
gboolean   obd_reply_enhanced_matches (char        **patterns,
                                       const guint   enhanced[3]);

G_END_DECLS
