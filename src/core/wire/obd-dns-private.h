/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-dns.h"

G_BEGIN_DECLS

/* Longest answer that is read, bytes: sixteen records of the longest names fit well. */
#define OBD_DNS_MAX_ANSWER 16384

/* A question to the name servers, or what a test puts in its place. Writes the answer as it came
 * off the wire (RFC 1035 section 4) and returns its length, or -1 with @failure one of
 * HOST_NOT_FOUND, NO_DATA, TRY_AGAIN, NO_RECOVERY (netdb.h). */
typedef int (*ObdDnsFunc) (const char *name,
                           int         type,
                           guint8     *answer,
                           int         size,
                           int        *failure);

/* For tests, before any thread asks. %NULL is the system's resolver again. */
void          obd_dns_set_func (ObdDnsFunc     func);
/* @type: ns_t_srv or ns_t_mx. %OBD_WIRE_ERROR_NAME_SERVICE where it cannot be read, _NAME_UNKNOWN
 * where it holds no record of use. */
ObdDnsAnswer *obd_dns_parse    (const guint8  *data,
                                gsize          length,
                                int            type,
                                GError       **error);

G_END_DECLS
