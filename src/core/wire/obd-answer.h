/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-reply.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_ANSWER_OK,       /* IMAP OK, POP3 +OK */
  OBD_ANSWER_NO,       /* IMAP NO, POP3 -ERR */
  OBD_ANSWER_BAD,      /* IMAP only: the command was not understood */
  OBD_ANSWER_BYE,      /* IMAP only: the server closes the connection */
  OBD_ANSWER_PREAUTH,  /* IMAP greeting only: signed in without having been asked */
  OBD_ANSWER_CONTINUE, /* "+": the server waits for more of the command */
} ObdAnswerStatus;

/**
 * ObdAnswer:
 * @status: what it comes to
 * @code: (nullable): the response code in upper case, "AUTHENTICATIONFAILED" (RFC 5530), "SYS/TEMP"
 *   (RFC 3206)
 * @line: the whole answer without its tag, "NO [AUTHENTICATIONFAILED] Authentication failed."
 * @words: what a person reads, "Authentication failed."
 *
 * One answer of an incoming mail server. Both texts are valid UTF-8 without control characters,
 * bounded, and free of secrets. Immutable and reference counted; safe to share between threads.
 */
typedef struct
{
  ObdAnswerStatus  status;
  char            *code;
  char            *line;
  char            *words;
} ObdAnswer;

/* @line and @words are made valid UTF-8 and bounded; @code is taken in upper case. */
ObdAnswer *obd_answer_new      (ObdAnswerStatus  status,
                                const char      *code,
                                const char      *line,
                                const char      *words);
ObdAnswer *obd_answer_ref      (const ObdAnswer *answer);
void       obd_answer_unref    (ObdAnswer       *answer);
gboolean   obd_answer_has_code (const ObdAnswer *answer,
                                const char      *code);
/* As a finding carries it: code 0, @line as its text. (transfer full) */
ObdReply  *obd_answer_to_reply (const ObdAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdAnswer, obd_answer_unref)

G_END_DECLS
