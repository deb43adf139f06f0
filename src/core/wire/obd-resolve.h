/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-wire-context.h"

G_BEGIN_DECLS

/**
 * obd_resolve:
 * @host: a checked host name or numeric address
 * @port: 0 asks only whether the name is in the address book under any port
 * @mapped: (out) (optional): the answer came from the address book
 *
 * Host and port to socket addresses: the address book first, then the name service, both
 * families. Cancelling returns at once, even while the system's resolver still waits.
 *
 * Errors: %OBD_WIRE_ERROR_NAME_UNKNOWN, _NAME_SERVICE, %G_IO_ERROR_CANCELLED; past @deadline
 * _NAME_SERVICE.
 *
 * Returns: (transfer full) (element-type GSocketAddress) (nullable): at least one address
 */
GPtrArray *obd_resolve (ObdWireContext *context,
                        const char     *host,
                        guint16         port,
                        gboolean       *mapped,
                        gint64          deadline,
                        GCancellable   *cancellable,
                        GError        **error);

G_END_DECLS
