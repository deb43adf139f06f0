/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-tls-facts.h"
#include "obd-trace.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

/**
 * ObdChannel:
 *
 * A line channel over one connection: CRLF lines in both directions, plain or TLS, every call
 * bounded by a deadline and cancellable, line length and total bounded. Belongs to one thread.
 * Every line is written to the trace, redacted where it is born.
 */
typedef struct _ObdChannel ObdChannel;

/* Longest line taken, in bytes: RFC 5321 section 4.5.3.1.5 allows 512, RFC 4954 section 4 12288
 * for AUTH; beyond it is a protocol error. */
#define OBD_CHANNEL_MAX_LINE 12288

ObdChannel *obd_channel_new        (GSocketConnection *connection, /* (transfer none) */
                                    ObdTrace          *trace);
void        obd_channel_free       (ObdChannel        *channel);
/**
 * obd_channel_read_line:
 * Errors: %OBD_WIRE_ERROR_TIMEOUT, _DROPPED, _PROTOCOL, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the line without its end; bytes, not yet UTF-8
 */
char       *obd_channel_read_line  (ObdChannel        *channel,
                                    gint64             deadline,
                                    GCancellable      *cancellable,
                                    GError           **error);
/**
 * obd_channel_write_line:
 * @line: without CRLF; CR, LF, NUL and control characters are %OBD_WIRE_ERROR_INPUT
 * @shown: (nullable): what the trace shows instead of @line, for secrets
 */
gboolean    obd_channel_write_line (ObdChannel        *channel,
                                    const char        *line,
                                    const char        *shown,
                                    gint64             deadline,
                                    GCancellable      *cancellable,
                                    GError           **error);
/* The body of DATA: raw bytes, dots already stuffed, CRLF inside; the trace shows a note. */
gboolean    obd_channel_write_body (ObdChannel        *channel,
                                    const char        *body,
                                    gint64             deadline,
                                    GCancellable      *cancellable,
                                    GError           **error);
/**
 * obd_channel_start_tls:
 * @host: the name the person knows; SNI and the certificate's name are judged against it
 * @facts: (out) (transfer full) (nullable): what the handshake showed, problems judged; set also
 *   when the certificate did not pass, which is no error: look at @facts->problems before saying
 *   anything; and together with _TLS_VERSION where a handshake came to an end
 * @dropped: (out) (optional): plaintext bytes that were buffered and thrown away (RFC 3207
 *   section 5)
 *
 * Enters the stage tls of the trace. After an error the channel is closed.
 *
 * Errors: %OBD_WIRE_ERROR_NOT_TLS, _TLS_HANDSHAKE, _TLS_VERSION, _DROPPED, _TIMEOUT,
 * %G_IO_ERROR_CANCELLED.
 */
gboolean    obd_channel_start_tls  (ObdChannel        *channel,
                                    ObdWireContext    *context,
                                    const char        *host,
                                    ObdTlsFacts      **facts,
                                    gsize             *dropped,
                                    gint64             deadline,
                                    GCancellable      *cancellable,
                                    GError           **error);
gboolean    obd_channel_is_encrypted (ObdChannel      *channel);
/* The peer's real address is a loopback one. */
gboolean    obd_channel_is_local   (ObdChannel        *channel);
ObdTrace   *obd_channel_get_trace  (ObdChannel        *channel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdChannel, obd_channel_free)

G_END_DECLS
