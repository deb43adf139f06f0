/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-channel.h"
#include "obd-reply.h"
#include "obd-secret.h"

G_BEGIN_DECLS

/* Most lines of one reply that are read; more is a protocol error. */
#define OBD_SMTP_MAX_LINES 128

/**
 * ObdSmtp:
 *
 * An SMTP client session (RFC 5321, 3207, 4954, 6409) over a channel. Each call sends one command
 * and reads its reply. Belongs to one thread.
 *
 * Every call returns a reply, also a refusing one, or %NULL with an error. A code that cannot
 * stand at that place (221 as greeting, 220 to EHLO, 250 to AUTH …) is %OBD_WIRE_ERROR_PROTOCOL
 * and never success; the offending reply is then obd_smtp_get_last_reply(). A 421 anywhere, and
 * any 4xx or 5xx, is a reply. Further errors are those of the channel.
 *
 * Each call enters its stage of the trace (banner, ehlo, starttls, auth, mail, rcpt, data,
 * end-of-data; tls is entered by obd_channel_start_tls(), dns and connect by who dials); the stage
 * that lasts when the conversation ends is ended by obd_smtp_quit() or obd_trace_enter().
 */
typedef struct _ObdSmtp ObdSmtp;

/* Takes the channel. */
ObdSmtp    *obd_smtp_new            (ObdChannel    *channel);
void        obd_smtp_free           (ObdSmtp       *smtp);
ObdChannel *obd_smtp_get_channel    (ObdSmtp       *smtp);
/* Borrowed (nullable). */
const ObdReply *obd_smtp_get_last_reply (ObdSmtp   *smtp);

/* 220 is good. */
ObdReply   *obd_smtp_greeting       (ObdSmtp       *smtp,
                                     gint64         deadline,
                                     GCancellable  *cancellable,
                                     GError       **error);
/* EHLO; where it is refused with 500, 502 or 504, HELO (RFC 5321 section 3.2). 250 is good. */
ObdReply   *obd_smtp_hello          (ObdSmtp       *smtp,
                                     gint64         deadline,
                                     GCancellable  *cancellable,
                                     GError       **error);
gboolean    obd_smtp_is_helo_only   (ObdSmtp       *smtp);
/* Borrowed (nullable): the name by which the server calls itself in its answer to EHLO or HELO (RFC
 * 5321 section 4.1.1.1), lower case, if it looks like one. */
const char *obd_smtp_get_name       (ObdSmtp       *smtp);
/* Borrowed keywords of the last EHLO, upper case, as sent ("SIZE 10240000", "AUTH PLAIN LOGIN"). */
const char *const *obd_smtp_get_extensions (ObdSmtp *smtp);
gboolean    obd_smtp_has_extension  (ObdSmtp       *smtp,
                                     const char    *keyword);
/* Borrowed; upper case; empty if AUTH is not offered. Understands the old "AUTH=LOGIN" too. */
const char *const *obd_smtp_get_mechanisms (ObdSmtp *smtp);
/* Bytes of SIZE (RFC 1870), 0 if not told. */
guint64     obd_smtp_get_size_limit (ObdSmtp       *smtp);
/* STARTTLS; 220 is good. The handshake is obd_channel_start_tls(); afterwards say hello again:
 * what was learnt before it is forgotten here. */
ObdReply   *obd_smtp_starttls       (ObdSmtp       *smtp,
                                     gint64         deadline,
                                     GCancellable  *cancellable,
                                     GError       **error);
/**
 * obd_smtp_choose_mechanism:
 * @wanted: (nullable): one mechanism in upper case, or %NULL for the best that is offered
 *
 * PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1 and SCRAM-SHA-256 by libgsasl, in the order of
 * obd_sasl_choose().
 *
 * Returns: (nullable): an interned name, or %NULL if there is none in common
 */
const char *obd_smtp_choose_mechanism (ObdSmtp     *smtp,
                                       const char  *wanted);
/* AUTH with the initial response where the mechanism allows it (RFC 4954 section 4). 235 is good.
 * The trace never shows what was sent, and from here on neither trace nor replies show the
 * password, as it is or in base64, should the server echo it. A refused AUTH leaves the session
 * usable. %OBD_WIRE_ERROR_PROTOCOL where the challenge cannot be answered or a SCRAM server does
 * not prove itself (RFC 5802 section 9); %OBD_WIRE_ERROR_INPUT where the user name or password
 * cannot be said in this mechanism. */
ObdReply   *obd_smtp_auth           (ObdSmtp         *smtp,
                                     const char      *mechanism,
                                     const char      *username,
                                     const ObdSecret *password,
                                     gint64           deadline,
                                     GCancellable    *cancellable,
                                     GError         **error);
/* MAIL and RCPT in one write where PIPELINING is offered (RFC 2920). @recipient (nullable) leaves
 * RCPT out. Both replies out: @mail_reply always on success; @rcpt_reply only if MAIL was accepted
 * and RCPT said and answered. 250 (251) are good; 252 to RCPT counts as accepted. SIZE (RFC 1870)
 * and SMTPUTF8 (RFC 6531) go with MAIL where they are needed and offered; an address that needs
 * SMTPUTF8 where it is not offered is %OBD_WIRE_ERROR_INPUT, and nothing is sent. */
gboolean    obd_smtp_envelope       (ObdSmtp       *smtp,
                                     const char    *sender,
                                     const char    *recipient,
                                     guint64        message_size,
                                     ObdReply     **mail_reply,
                                     ObdReply     **rcpt_reply,
                                     gint64         deadline,
                                     GCancellable  *cancellable,
                                     GError       **error);
/* DATA (354 is good) and, if it was, the message and the final reply (250 is good). @message is
 * complete (headers, blank line, body; LF or CRLF); dots are stuffed here. @data_reply is what
 * DATA itself got. Returns the last reply. */
ObdReply   *obd_smtp_data           (ObdSmtp       *smtp,
                                     const char    *message,
                                     ObdReply     **data_reply,
                                     gint64         deadline,
                                     GCancellable  *cancellable,
                                     GError       **error);
ObdReply   *obd_smtp_reset          (ObdSmtp       *smtp,
                                     gint64         deadline,
                                     GCancellable  *cancellable,
                                     GError       **error);
/* QUIT, which also drops an envelope that was begun (RFC 5321 section 4.1.1.10). Nobody waits for
 * the answer, which costs a round trip and tells nothing; errors do not matter any more. */
void        obd_smtp_quit           (ObdSmtp       *smtp,
                                     GCancellable  *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdSmtp, obd_smtp_free)

G_END_DECLS
