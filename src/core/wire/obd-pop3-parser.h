/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-answer.h"

G_BEGIN_DECLS

/* Most lines of a CAPA answer; servers send some twenty. */
#define OBD_POP3_MAX_LINES 128

/**
 * ObdPop3Line:
 * @status: OK, NO (-ERR) or CONTINUE ("+ ", RFC 5034 section 4)
 * @code: (nullable): the response code (RFC 2449 section 8), as sent
 * @words: (not owned): what stands behind; a challenge after CONTINUE
 *
 * One status line of a POP3 server (RFC 1939 section 3), as bytes.
 */
typedef struct
{
  ObdAnswerStatus  status;
  char            *code;
  const char      *words;
} ObdPop3Line;

/* FALSE where @line is no status line. Borrows @line. */
gboolean obd_pop3_line_parse (ObdPop3Line *parsed,
                              const char  *line);
void     obd_pop3_line_clear (ObdPop3Line *parsed);
/**
 * obd_pop3_find_timestamp:
 * @greeting: the words of the greeting
 *
 * The challenge of APOP (RFC 1939 section 7): "<1896.697170952@dbc.mtview.ca.us>". Only what is
 * really shaped like a message id counts: forged ones with other bytes give the password away, a
 * few letters each (CVE-2007-1558).
 *
 * Returns: (transfer full) (nullable): with its brackets
 */
char    *obd_pop3_find_timestamp (const char *greeting);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ObdPop3Line, obd_pop3_line_clear)

G_END_DECLS
