/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-answer.h"

G_BEGIN_DECLS

/* Most lines of one answer: a sign-in gets a handful, mailboxes are never asked for. */
#define OBD_IMAP_MAX_LINES 128
/* Longest literal that is skipped over; nothing that is asked here is answered with one. */
#define OBD_IMAP_MAX_LITERAL (64 * 1024)
/* Most capabilities; servers have some thirty. */
#define OBD_IMAP_MAX_CAPABILITIES 256

typedef enum
{
  OBD_IMAP_PARSER_MORE,
  OBD_IMAP_PARSER_LITERAL,  /* drop @literal bytes, then feed the line that goes on behind them */
  OBD_IMAP_PARSER_CONTINUE, /* "+ …": @words is the challenge */
  OBD_IMAP_PARSER_DONE,
  OBD_IMAP_PARSER_FAILED,   /* %OBD_WIRE_ERROR_PROTOCOL */
} ObdImapParserState;

/**
 * ObdImapParser:
 * @tag: (nullable): the tag of the command; %NULL waits for the greeting
 * @may_continue: the command is one that the server may answer with "+"
 * @status: after DONE: what it comes to; BYE where the connection was said to end
 * @code: (nullable): its response code, as sent
 * @line: the answer without its tag
 * @words: without the response code
 * @alert: (nullable): the words of an [ALERT] on the way, which RFC 9051 section 7.1 wants shown
 * @capabilities: (nullable): the last list that was told, upper case
 * @literal: after LITERAL: bytes to drop
 *
 * Puts the lines of one answer together: any number of untagged responses and the tagged one (RFC
 * 9051 section 7, RFC 3501 section 7). Knows nothing of a network: tests and the fuzzer feed it.
 * All texts are bytes as they came, neither redacted nor made fit to show.
 */
typedef struct
{
  char            *tag;
  gboolean         may_continue;
  ObdAnswerStatus  status;
  char            *code;
  char            *line;
  char            *words;
  char            *alert;
  GPtrArray       *capabilities;
  guint            literal;
  guint            n_lines;
  gboolean         inside; /* the next line goes on behind a literal */
  gboolean         bye;
} ObdImapParser;

void               obd_imap_parser_init  (ObdImapParser  *parser,
                                          const char     *tag);
void               obd_imap_parser_clear (ObdImapParser  *parser);
/* @line without its CRLF. */
ObdImapParserState obd_imap_parser_feed  (ObdImapParser  *parser,
                                          const char     *line,
                                          GError        **error);
/* The connection has ended: TRUE if a BYE was heard, which then is the answer. */
gboolean           obd_imap_parser_end   (ObdImapParser  *parser);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObdImapParser, obd_imap_parser_clear)

G_END_DECLS
