/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-tls-facts.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

/* What the finished handshake of @connection showed, its certificate judged for @host.
 * (transfer full) */
ObdTlsFacts *obd_tls_judge (ObdWireContext *context,
                            GTlsConnection *connection,
                            const char     *host);

/**
 * obd_tls_judge_chain:
 * @chain: (element-type GBytes): certificates in DER, the server's own first
 *
 * As obd_tls_judge() for a handshake that another library made; version and cipher stay unknown.
 *
 * Returns: (transfer full): what the certificates show; with %OBD_TLS_PROBLEM_OTHER where there is
 *   none, or one that cannot be read
 */
ObdTlsFacts *obd_tls_judge_chain (ObdWireContext *context,
                                  GPtrArray      *chain,
                                  const char     *host);

G_END_DECLS
