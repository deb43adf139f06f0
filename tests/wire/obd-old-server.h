/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-test-certificate.h"

G_BEGIN_DECLS

/**
 * ObdOldServer:
 *
 * A TLS server by OpenSSL on 127.0.0.1 that takes a range of versions, however old, at security
 * level 0: GIO's own server cannot. Each connection gets a thread. It remembers what came inside
 * TLS, which must be nothing.
 */
typedef struct _ObdOldServer ObdOldServer;

/**
 * obd_old_server_new:
 * @oldest: a version of OpenSSL (0x0301 is TLS 1.0); 0 refuses every handshake
 * @newest: the same
 * @with_issuer: (nullable): sent behind @certificate
 * @starttls: speaks SMTP before the handshake
 */
ObdOldServer *obd_old_server_new      (int                 oldest,
                                       int                 newest,
                                       ObdTestCertificate *certificate,
                                       ObdTestCertificate *with_issuer,
                                       gboolean            starttls);
guint16       obd_old_server_get_port (ObdOldServer       *server);
/* Close the clients first. @connections: (out): how many came. Returns bytes inside TLS. */
gsize         obd_old_server_free     (ObdOldServer       *server,
                                       guint              *connections);

G_END_DECLS
