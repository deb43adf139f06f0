/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The most records of one answer that are read. */
#define OBD_DNS_MAX_RECORDS 16

/**
 * ObdDnsRecord:
 * @target: host name in lower-case A-labels, without the final dot
 * @port: of an SRV record; 0 for MX
 * @priority: the lower, the sooner (the preference of an MX record)
 * @weight: of an SRV record; 0 for MX
 */
typedef struct
{
  char    *target;
  guint16  port;
  guint16  priority;
  guint16  weight;
} ObdDnsRecord;

/**
 * ObdDnsAnswer:
 * @records: (element-type ObdDnsRecord): the best first: lower priority, then higher weight. RFC
 *   2782 draws lots among weights so that many clients share the load; here the same question
 *   shall show the same answer. Empty: the domain says decidedly that it has no such service, by a
 *   target of "." (RFC 2782 page 4; for MX, RFC 7505 section 3)
 * @authentic: the local resolver vouches for it by DNSSEC, and this computer trusts that resolver
 *   ("options trust-ad" in resolv.conf)
 */
typedef struct
{
  GPtrArray *records;
  gboolean   authentic;
} ObdDnsAnswer;

/**
 * obd_dns_srv:
 * @service: "_submissions._tcp", …
 * @domain: in A-labels
 *
 * One SRV question (RFC 2782) to the system's name servers. Cancelling returns at once, even while
 * the system's resolver still waits. Targets that cannot be host names are left out,
 * and where nothing is left it is as if there were no record.
 *
 * Errors: %OBD_WIRE_ERROR_NAME_UNKNOWN (no such name, or no such record), _NAME_SERVICE (no answer,
 * a failure, or an answer that cannot be read; also past @deadline), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the answer
 */
ObdDnsAnswer *obd_dns_srv         (const char    *service,
                                   const char    *domain,
                                   gint64         deadline,
                                   GCancellable  *cancellable,
                                   GError       **error);
/* The same for MX (RFC 5321 section 5). */
ObdDnsAnswer *obd_dns_mx          (const char    *domain,
                                   gint64         deadline,
                                   GCancellable  *cancellable,
                                   GError       **error);
void          obd_dns_answer_free (ObdDnsAnswer  *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdDnsAnswer, obd_dns_answer_free)

G_END_DECLS
