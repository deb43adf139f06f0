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
 * @key_type: (nullable): what kind of key it holds: "RSA", "EC", "Ed25519"
 * @key_bits: length of that key, 0 unknown
 * @signature: (nullable): the digest that its signer used: "SHA256"; %NULL where there is none
 *   (Ed25519)
 * @fingerprint: (nullable): SHA-256 of the certificate, hexadecimal: two servers that show the same
 *   certificate show the same fingerprint
 * @chain_length: certificates that the server sent and that belong together, 0 unknown
 * @missing_issuer: (nullable): who signed the last of them, where it is no root
 * @public_issuer: it carries what only publicly trusted authorities put in (a policy of the
 *   CA/Browser Forum, or stamps of certificate logs): its issuer is no private one
 * @problems: #ObdTlsProblem bits, judged after the handshake and before any byte is said
 *
 * What a TLS handshake showed. Filled by the wire, sealed by taking it into a finding.
 * Reference counted.
 */
typedef struct
{
  char      *version;
  char      *cipher;
  char      *subject;
  char      *issuer;
  char     **names;
  gint64     not_before;
  gint64     not_after;
  char      *key_type;
  guint      key_bits;
  char      *signature;
  char      *fingerprint;
  guint      chain_length;
  char      *missing_issuer;
  gboolean   public_issuer;
  guint      problems;
} ObdTlsFacts;

ObdTlsFacts *obd_tls_facts_new   (void);
ObdTlsFacts *obd_tls_facts_ref   (const ObdTlsFacts *facts);
void         obd_tls_facts_unref (ObdTlsFacts       *facts);
/* The key is shorter than anybody should take: NIST SP 800-131A revision 2 disallows RSA and DSA
 * below 2048 bits and curves below 224; Apple's devices refuse RSA below 2048 since iOS 13
 * (support.apple.com/103769), as does OpenSSL at the security level 2 of today's distributions.
 * GnuTLS lets it pass. */
gboolean     obd_tls_facts_has_short_key      (const ObdTlsFacts *facts);
/* Signed by MD5 or SHA-1 (RFC 6151, RFC 9155); refused by the same. */
gboolean     obd_tls_facts_has_weak_signature (const ObdTlsFacts *facts);
/* Names of the problem bits: "expired", "not-yet-valid", "wrong-name", … Transfer full. */
char       **obd_tls_problems_to_strv (guint         problems);
/* The bit of one of these names. */
gboolean     obd_tls_problem_from_nick (const char    *nick,
                                        guint         *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdTlsFacts, obd_tls_facts_unref)

G_END_DECLS
