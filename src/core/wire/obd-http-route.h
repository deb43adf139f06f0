/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ObdHttpRoute:
 *
 * A host and port whose addresses have been found already. It stays a #GNetworkAddress, because
 * the TLS library takes the server's name for SNI and for the certificate from there, while the
 * connection goes where the address book or our own resolver said.
 */
#define OBD_TYPE_HTTP_ROUTE (obd_http_route_get_type ())
G_DECLARE_FINAL_TYPE (ObdHttpRoute, obd_http_route, OBD, HTTP_ROUTE, GNetworkAddress)

/**
 * obd_http_route_new:
 * @host: the name in the URL
 * @port: the port of the URL
 * @addresses: (element-type GSocketAddress): where to connect, tried in this order
 *
 * Returns: (transfer full): the route
 */
GSocketConnectable *obd_http_route_new (const char *host,
                                        guint16     port,
                                        GPtrArray  *addresses);

G_END_DECLS
