/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ObdTlsProblem:
 *
 * What is wrong with a certificate; bits, as several may be true at once.
 */
typedef enum
{
  OBD_TLS_PROBLEM_NONE = 0,
  OBD_TLS_PROBLEM_EXPIRED = 1 << 0,
  OBD_TLS_PROBLEM_NOT_YET_VALID = 1 << 1,
  OBD_TLS_PROBLEM_WRONG_NAME = 1 << 2,
  OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY = 1 << 3,
  OBD_TLS_PROBLEM_SELF_SIGNED = 1 << 4,
  OBD_TLS_PROBLEM_INCOMPLETE_CHAIN = 1 << 5,
  OBD_TLS_PROBLEM_WEAK = 1 << 6, /* signature or key too weak */
  OBD_TLS_PROBLEM_REVOKED = 1 << 7,
  OBD_TLS_PROBLEM_OTHER = 1 << 8,
} ObdTlsProblem;

/**
 * ObdTlsFacts:
 * @version: (nullable): "TLS 1.3"
 * @cipher: (nullable): IANA or GnuTLS name
 * @subject: (nullable): distinguished name of the server's certificate
 * @issuer: (nullable): distinguished name of who signed it
 * @names: (nullable): DNS names it is made out to
 * @not_before: start of its validity, seconds since 1970 UTC, 0 unknown
 * @not_after: end of its validity, seconds since 1970 UTC, 0 unknown
 * @problems: #ObdTlsProblem bits, judged after the handshake and before any byte is said
 *
 * What a TLS handshake showed. Filled by the wire, sealed by taking it into a finding.
 * Reference counted.
 */
typedef struct
{
  char   *version;
  char   *cipher;
  char   *subject;
  char   *issuer;
  char  **names;
  gint64  not_before;
  gint64  not_after;
  guint   problems;
} ObdTlsFacts;

ObdTlsFacts *obd_tls_facts_new   (void);
ObdTlsFacts *obd_tls_facts_ref   (const ObdTlsFacts *facts);
void         obd_tls_facts_unref (ObdTlsFacts       *facts);
/* Names of the problem bits: "expired", "not-yet-valid", "wrong-name", … Transfer full. */
char       **obd_tls_problems_to_strv (guint         problems);
/* The bit of one of these names. */
gboolean     obd_tls_problem_from_nick (const char    *nick,
                                        guint         *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdTlsFacts, obd_tls_facts_unref)

G_END_DECLS
