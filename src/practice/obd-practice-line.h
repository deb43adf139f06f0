/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ObdPracticeLine:
 *
 * The server's end of one connection: lines in, lines out, TLS when asked for. The wire's channel
 * is the client's end and judges certificates; this one hands them out. Belongs to one thread.
 */
typedef struct _ObdPracticeLine ObdPracticeLine;

/* Both are borrowed and outlive the line. */
ObdPracticeLine *obd_practice_line_new       (GSocketConnection *connection,
                                              GCancellable      *cancellable);
/* Closes the connection. */
void             obd_practice_line_free      (ObdPracticeLine   *line);
/* Borrowed until the next call, without CRLF; %NULL when the peer has gone, the practice ends, or
 * the line is longer than any client may send. */
char            *obd_practice_line_read      (ObdPracticeLine   *line);
/* @text without its final CRLF, "\n" between lines of one reply. */
gboolean         obd_practice_line_write     (ObdPracticeLine   *line,
                                              const char        *text);
/* What was sent in plain text and not yet read is dropped (RFC 3207 section 4.2). */
gboolean         obd_practice_line_start_tls (ObdPracticeLine   *line,
                                              GTlsCertificate   *certificate);
gboolean         obd_practice_line_is_tls    (ObdPracticeLine   *line);
/* Wipes the line read last and whatever is buffered behind it. */
void             obd_practice_line_wipe      (ObdPracticeLine   *line);
/* Waits; %FALSE if the practice ends meanwhile. */
gboolean         obd_practice_line_wait      (ObdPracticeLine   *line,
                                              guint              milliseconds);
/* Says nothing more, but reads and forgets, until the peer or the practice ends. */
void             obd_practice_line_hang      (ObdPracticeLine   *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdPracticeLine, obd_practice_line_free)

G_END_DECLS
