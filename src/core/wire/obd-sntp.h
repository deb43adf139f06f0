/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-wire-context.h"

G_BEGIN_DECLS

/**
 * obd_sntp_ask:
 * @host: a time server; port 123 is looked up in the address book like every other
 * @offset: (out): true time minus this computer's, microseconds
 *
 * One SNTP question (RFC 4330, client mode) over UDP. The answer must come from the address asked,
 * echo our transmit time stamp, be in server mode, synchronised, stratum 1 to 15.
 *
 * Errors: %OBD_WIRE_ERROR_NAME_UNKNOWN, _NAME_SERVICE, _TIMEOUT, _UNREACHABLE, _REFUSED, _PROTOCOL,
 * %G_IO_ERROR_CANCELLED.
 */
gboolean obd_sntp_ask (ObdWireContext *context,
                       const char     *host,
                       gint64         *offset,
                       gint64          deadline,
                       GCancellable   *cancellable,
                       GError        **error);

G_END_DECLS
