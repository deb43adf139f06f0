/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdSecurity:
 * @OBD_SECURITY_UNKNOWN: not told; the natural mode of the port is tried
 * @OBD_SECURITY_NONE: plain text, never upgraded by the device
 * @OBD_SECURITY_STARTTLS: plain text first, then STARTTLS (RFC 3207)
 * @OBD_SECURITY_TLS: TLS from the first byte, "implicit TLS" (RFC 8314 section 3.3)
 *
 * How a connection is encrypted.
 */
typedef enum
{
  OBD_SECURITY_UNKNOWN,
  OBD_SECURITY_NONE,
  OBD_SECURITY_STARTTLS,
  OBD_SECURITY_TLS,
} ObdSecurity;

/* "none", "starttls", "tls"; %NULL for unknown. Read in capitals too. */
const char *obd_security_to_nick   (ObdSecurity  security);
gboolean    obd_security_from_nick (const char  *nick,
                                    ObdSecurity *security);
/* What a port speaks by standard: 465, 993 and 995 TLS (RFC 8314 section 3), every other STARTTLS. */
ObdSecurity obd_security_natural   (guint16      port);

/**
 * ObdEndpoint:
 * @host: the name as people know it, ASCII (IDNA A-labels) and lower case; never the mapped one
 * @port: the port as people know it
 * @security: how the connection is encrypted
 *
 * Host, port and security. Immutable and reference counted; safe to share between threads.
 */
typedef struct
{
  char        *host;
  guint16      port;
  ObdSecurity  security;
} ObdEndpoint;

ObdEndpoint *obd_endpoint_new   (const char        *host,
                                 guint16            port,
                                 ObdSecurity        security);
ObdEndpoint *obd_endpoint_ref   (const ObdEndpoint *endpoint);
void         obd_endpoint_unref (ObdEndpoint       *endpoint);
gboolean     obd_endpoint_equal (const ObdEndpoint *a,
                                 const ObdEndpoint *b);
/* "mail.example.test:587:starttls"; IPv6 literals in brackets. Transfer full. */
char        *obd_endpoint_to_string (const ObdEndpoint *endpoint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdEndpoint, obd_endpoint_unref)

G_END_DECLS
