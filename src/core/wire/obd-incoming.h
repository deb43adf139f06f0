/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-answer.h"
#include "obd-channel.h"
#include "obd-secret.h"
#include "obd-service.h"

G_BEGIN_DECLS

/* Ways to sign in besides the SASL mechanisms, as obd_incoming_get_methods() names them. */
#define OBD_METHOD_PLAIN_COMMAND "PASSWORD" /* IMAP LOGIN; POP3 USER and PASS */
#define OBD_METHOD_APOP "APOP"              /* RFC 1939 section 7 */

/**
 * ObdIncoming:
 *
 * A client session with an incoming server over a channel: IMAP4rev1 and rev2 (RFC 3501, 9051,
 * 4959, 5530) or POP3 (RFC 1939, 2449, 2595, 5034, 3206), up to the sign-in and one question behind
 * it; no message is ever looked at. Belongs to one thread.
 *
 * Every call returns an answer, also a refusing one, or %NULL with an error. What cannot stand at
 * its place (another tag, "+" where nothing is to come, PREAUTH after the greeting, answers, lists
 * or literals without end) is %OBD_WIRE_ERROR_PROTOCOL and never success. Further errors are those
 * of the channel.
 *
 * Each call enters its stage of the trace: banner, ehlo (the capabilities), starttls, auth.
 */
typedef struct _ObdIncoming ObdIncoming;

/* Takes the channel. @protocol: IMAP or POP3. */
ObdIncoming *obd_incoming_new         (ObdProtocol   protocol,
                                       ObdChannel   *channel);
void         obd_incoming_free        (ObdIncoming  *incoming);
ObdChannel  *obd_incoming_get_channel (ObdIncoming  *incoming);
/* Borrowed (nullable). */
const ObdAnswer *obd_incoming_get_last_answer (ObdIncoming *incoming);
/* Borrowed (nullable): the newest [ALERT] of the server, which RFC 9051 section 7.1 wants shown;
 * safe to show. */
const char  *obd_incoming_get_alert   (ObdIncoming  *incoming);

/* OK is good. PREAUTH (IMAP) is returned as such: nobody was asked for a password, and in plain
 * text it may be a way to keep STARTTLS away (RFC 9051 section 11.2): do not go on with it. */
ObdAnswer   *obd_incoming_greeting    (ObdIncoming   *incoming,
                                       gint64         deadline,
                                       GCancellable  *cancellable,
                                       GError       **error);
/* CAPABILITY or CAPA; nothing is asked where the greeting has told already. A POP3 server without
 * CAPA (-ERR) is good too: RFC 1939 knows USER and PASS. */
ObdAnswer   *obd_incoming_learn       (ObdIncoming   *incoming,
                                       gint64         deadline,
                                       GCancellable  *cancellable,
                                       GError       **error);
/* Borrowed; upper case, as sent ("SASL-IR", "AUTH=PLAIN"; "SASL PLAIN LOGIN", "STLS"). */
const char *const *obd_incoming_get_capabilities (ObdIncoming *incoming);
/* (transfer full): names of the ways to sign in as they are offered now: SASL mechanisms, then
 * %OBD_METHOD_PLAIN_COMMAND, then %OBD_METHOD_APOP. Copies: what a server says is never interned,
 * which would keep it for good. */
char       **obd_incoming_list_methods     (ObdIncoming *incoming);
gboolean     obd_incoming_offers_starttls  (ObdIncoming *incoming);
/* STARTTLS or STLS; OK is good. The handshake is obd_channel_start_tls(); afterwards learn again:
 * all that was told in plain text is forgotten here (RFC 2595 section 2.1, RFC 9051 section
 * 6.2.1). */
ObdAnswer   *obd_incoming_starttls    (ObdIncoming   *incoming,
                                       gint64         deadline,
                                       GCancellable  *cancellable,
                                       GError       **error);
/**
 * obd_incoming_choose_method:
 * @wanted: (nullable): a SASL mechanism in upper case, or %NULL for the best that is offered
 *
 * As obd_sasl_choose(); where no mechanism is in common, the protocol's own command, and last APOP.
 * For @wanted PLAIN and LOGIN that command does as well: devices call all of them "password".
 *
 * Returns: (nullable): an interned name, or %NULL if there is none in common
 */
const char  *obd_incoming_choose_method (ObdIncoming  *incoming,
                                         const char   *wanted);
/* OK is good. The trace never shows what was sent; see obd_smtp_auth() for the rest. A POP3 server
 * that refuses the user name is not shown the password. */
ObdAnswer   *obd_incoming_sign_in     (ObdIncoming     *incoming,
                                       const char      *method,
                                       const char      *username,
                                       const ObdSecret *password,
                                       gint64           deadline,
                                       GCancellable    *cancellable,
                                       GError         **error);
/**
 * obd_incoming_ask_mailbox:
 *
 * After a sign-in that was taken: one question that only the mailbox itself can answer, and that
 * changes nothing in it. STATUS of INBOX (RFC 9051 section 6.3.11; UIDVALIDITY, as counting messages
 * may take a server long and is nobody's business) or STAT (RFC 1939 section 5). Exchange takes the
 * sign-in of a mailbox that is shut to the protocol, and refuses only this.
 *
 * OK is good. The stage stays auth.
 */
ObdAnswer   *obd_incoming_ask_mailbox (ObdIncoming   *incoming,
                                       gint64         deadline,
                                       GCancellable  *cancellable,
                                       GError       **error);
/* LOGOUT or QUIT. Nobody waits for the answer, which costs a round trip and tells nothing; errors do
 * not matter any more. */
void         obd_incoming_quit        (ObdIncoming   *incoming,
                                       GCancellable  *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdIncoming, obd_incoming_free)

G_END_DECLS
