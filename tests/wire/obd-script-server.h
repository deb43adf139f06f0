/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ObdScriptServer:
 *
 * A server on 127.0.0.1 in a thread of its own that plays one script to each connection, one after
 * the other. A script is lines:
 *
 * - "S:text" says text and CRLF; "s:text" says it without; "\r", "\n" and "\0" stand for bytes
 * - "C:prefix" reads a line and remembers it; one that does not begin so ends the connection
 * - "T" does the server's half of a TLS handshake
 * - "B" reads the body of DATA up to its final dot
 * - "Q" reads an HTTP request up to its empty line
 * - "Z:n" says n megabytes of zeros, gzipped
 * - "M:text" says text and CRLF again and again until the client has gone
 * - "H" keeps silent until the client has gone
 * - "N" cancels the cancellable of obd_script_server_set_notify()
 * - "R" resets the connection
 *
 * The end of the script closes the connection.
 */
typedef struct _ObdScriptServer ObdScriptServer;

/* @certificate (nullable) is needed for "T". */
ObdScriptServer *obd_script_server_new  (const char      *script,
                                         GTlsCertificate *certificate);
/* Ends the thread: close the client first. */
void             obd_script_server_free (ObdScriptServer *server);
/* Once, before a client connects; %NULL sets nothing. The server keeps a reference: its thread may
 * be the last that uses it. */
void             obd_script_server_set_notify (ObdScriptServer *server,
                                               GCancellable    *cancellable);
guint16          obd_script_server_get_port (ObdScriptServer *server);
/* All that clients said, line by line, joined by "|". Waits until the last connection is over. */
char            *obd_script_server_finish   (ObdScriptServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdScriptServer, obd_script_server_free)

G_END_DECLS
