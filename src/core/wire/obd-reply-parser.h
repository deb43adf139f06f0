/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-reply.h"

G_BEGIN_DECLS

/* Most bytes of one reply, over all its lines. */
#define OBD_REPLY_PARSER_MAX_BYTES (64 * 1024)

/**
 * ObdReplyParser:
 *
 * Puts the lines of one SMTP reply together (RFC 5321 section 4.2.1) and knows nothing of a
 * network: tests and the fuzzer feed it directly.
 */
typedef struct
{
  guint      code;  /* 0 before the first line */
  GPtrArray *texts; /* (owned) char: what stands behind the separator, line by line */
  gsize      bytes;
} ObdReplyParser;

typedef enum
{
  OBD_REPLY_PARSER_MORE,
  OBD_REPLY_PARSER_DONE,
  OBD_REPLY_PARSER_FAILED, /* %OBD_WIRE_ERROR_PROTOCOL */
} ObdReplyParserState;

void                obd_reply_parser_init  (ObdReplyParser  *parser);
void                obd_reply_parser_clear (ObdReplyParser  *parser);
/* @line without its CRLF. */
ObdReplyParserState obd_reply_parser_feed  (ObdReplyParser  *parser,
                                            const char      *line,
                                            GError         **error);
/* After DONE. (transfer full) */
ObdReply           *obd_reply_parser_build (ObdReplyParser  *parser);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObdReplyParser, obd_reply_parser_clear)

G_END_DECLS
