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

G_END_DECLS
