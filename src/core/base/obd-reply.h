/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest reply text that is kept, in bytes; a server's words are untrusted and bounded. */
#define OBD_REPLY_MAX_TEXT 4096

/**
 * ObdReply:
 * @code: the three-digit SMTP reply code (RFC 5321 section 4.2), 0 if none
 * @enhanced: (nullable): the enhanced status code "5.7.1" (RFC 3463) of the first line
 * @text: the words of all lines joined by "\n", valid UTF-8 without control characters,
 *   without the enhanced code of the first line
 *
 * One reply of a server. Immutable and reference counted; safe to share between threads.
 */
typedef struct
{
  guint  code;
  char  *enhanced;
  char  *text;
} ObdReply;

/* @text may begin with an enhanced code, which is split off; it is made valid UTF-8 and bounded. */
ObdReply *obd_reply_new   (guint           code,
                           const char     *text);
ObdReply *obd_reply_ref   (const ObdReply *reply);
void      obd_reply_unref (ObdReply       *reply);
/* "554 5.7.1 Relay access denied", lines joined by blanks; the text alone where there is no code.
 * Transfer full. */
char     *obd_reply_to_string (const ObdReply *reply);
/* Makes any bytes valid UTF-8, at most @max bytes, control characters but \n replaced. Transfer full. */
char     *obd_text_sanitize   (const char     *bytes,
                               gsize           max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdReply, obd_reply_unref)

G_END_DECLS
