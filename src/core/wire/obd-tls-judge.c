/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-judge.h"

#include "obd-tls-leaf.h"

#include <string.h>

/* Names on a certificate are untrusted and may be thousands; nobody reads more than these. */
#define MAX_NAMES 32
#define MAX_NAME 300
/* Certificates that are counted of one chain. */
#define MAX_CHAIN 16

static char *
version_to_string (GTlsProtocolVersion version)
{
  switch (version)
    {
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
      return g_strdup ("SSL 3.0");
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return g_strdup ("TLS 1.0");
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return g_strdup ("TLS 1.1");
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return g_strdup ("TLS 1.2");
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return g_strdup ("TLS 1.3");
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      return NULL;
    }
}

static guint
problems_from_flags (GTlsCertificateFlags flags)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    ObdTlsProblem        problem;
  } rows[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, OBD_TLS_PROBLEM_WRONG_NAME },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, OBD_TLS_PROBLEM_NOT_YET_VALID },
    { G_TLS_CERTIFICATE_EXPIRED, OBD_TLS_PROBLEM_EXPIRED },
    { G_TLS_CERTIFICATE_REVOKED, OBD_TLS_PROBLEM_REVOKED },
    { G_TLS_CERTIFICATE_INSECURE, OBD_TLS_PROBLEM_WEAK },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, OBD_TLS_PROBLEM_OTHER },
  };
  guint problems = OBD_TLS_PROBLEM_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (flags & rows[i].flag)
      problems |= rows[i].problem;
  return problems;
}

static GTlsCertificateFlags
verify (GTlsDatabase       *trust,
        GTlsCertificate    *certificate,
        GSocketConnectable *identity)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificateFlags flags;

  flags = g_tls_database_verify_chain (trust, certificate,
                                       G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                       G_TLS_DATABASE_VERIFY_NONE, NULL, &error);
  /* Could not verify is not verified. */
  return error != NULL ? flags | G_TLS_CERTIFICATE_GENERIC_ERROR : flags;
}

static GTlsCertificateFlags
verify_with_both (ObdWireContext     *context,
                  GTlsCertificate    *certificate,
                  GSocketConnectable *identity)
{
  GTlsDatabase *extra = obd_wire_context_get_extra_trust (context);
  GTlsCertificateFlags flags;

  flags = verify (obd_wire_context_get_system_trust (context), certificate, identity);
  if ((flags & (G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_GENERIC_ERROR)) && extra != NULL)
    {
      GTlsCertificateFlags second = verify (extra, certificate, identity);

      if (!(second & G_TLS_CERTIFICATE_UNKNOWN_CA))
        flags = second;
    }
  return flags;
}

/* A verifier may stop at the first fault it meets. Name and dates of the server's own certificate
 * are therefore looked at on their own: all that is wrong is told at once. */
static guint
judge_alone (const ObdTlsFacts  *facts,
             GTlsCertificate    *certificate,
             GSocketConnectable *identity)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GTlsCertificateFlags flags = g_tls_certificate_verify (certificate, identity, NULL);
  guint problems = OBD_TLS_PROBLEM_NONE;

  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    problems |= OBD_TLS_PROBLEM_WRONG_NAME;
  if (facts->not_before != 0 && now < facts->not_before)
    problems |= OBD_TLS_PROBLEM_NOT_YET_VALID;
  if (facts->not_after != 0 && now > facts->not_after)
    problems |= OBD_TLS_PROBLEM_EXPIRED;
  return problems;
}

/* What the library lets pass and others do not. A name stands among the alternative names or
 * nowhere: RFC 9525 section 6.3 has ended the rescue by the common name. */
static guint
judge_strictly (const ObdTlsFacts *facts,
                const char        *host)
{
  guint problems = OBD_TLS_PROBLEM_NONE;

  if (obd_tls_facts_has_short_key (facts) || obd_tls_facts_has_weak_signature (facts))
    problems |= OBD_TLS_PROBLEM_WEAK;
  if (facts->names[0] == NULL && !g_hostname_is_ip_address (host))
    problems |= OBD_TLS_PROBLEM_WRONG_NAME;
  return problems;
}

/* A chain that ends in a certificate that is no root leaves its issuer open: one in between was not
 * sent, or a private root. Which of them cannot be told from the certificates alone. */
static guint
refine_unknown_authority (const ObdTlsFacts *facts)
{
  if (facts->chain_length == 1 && facts->missing_issuer == NULL)
    return OBD_TLS_PROBLEM_SELF_SIGNED;
  return facts->missing_issuer != NULL ? OBD_TLS_PROBLEM_INCOMPLETE_CHAIN : OBD_TLS_PROBLEM_NONE;
}

static gint64
take_time (GDateTime *time)
{
  gint64 seconds = time != NULL ? g_date_time_to_unix (time) : 0;

  g_clear_pointer (&time, g_date_time_unref);
  return seconds;
}

static char **
dup_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names != NULL && i < names->len && i < MAX_NAMES; i++)
    {
      gsize size;
      const char *data = g_bytes_get_data (g_ptr_array_index (names, i), &size);
      g_autofree char *name = g_strndup (data, MIN (size, MAX_NAME));
      g_autofree char *valid = g_utf8_make_valid (name, -1);

      g_strv_builder_add (builder, valid);
    }
  return g_strv_builder_end (builder);
}

/* GIO links only what belongs together, whatever else the server sent. */
static void
describe_chain (ObdTlsFacts     *facts,
                GTlsCertificate *certificate)
{
  GTlsCertificate *last = certificate;
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;

  facts->chain_length = 1;
  while (g_tls_certificate_get_issuer (last) != NULL && facts->chain_length < MAX_CHAIN)
    {
      last = g_tls_certificate_get_issuer (last);
      facts->chain_length++;
    }
  subject = g_tls_certificate_get_subject_name (last);
  issuer = g_tls_certificate_get_issuer_name (last);
  if (g_strcmp0 (subject, issuer) != 0)
    facts->missing_issuer = g_steal_pointer (&issuer);
}

static void
describe_leaf (ObdTlsFacts     *facts,
               GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der != NULL)
    obd_tls_leaf_describe (facts, der->data, der->len);
}

static void
describe (ObdTlsFacts     *facts,
          GTlsCertificate *certificate)
{
  facts->subject = g_tls_certificate_get_subject_name (certificate);
  facts->issuer = g_tls_certificate_get_issuer_name (certificate);
  facts->names = dup_names (certificate);
  facts->not_before = take_time (g_tls_certificate_get_not_valid_before (certificate));
  facts->not_after = take_time (g_tls_certificate_get_not_valid_after (certificate));
  describe_chain (facts, certificate);
  describe_leaf (facts, certificate);
}

static void
judge (ObdTlsFacts     *facts,
       ObdWireContext  *context,
       GTlsCertificate *certificate,
       const char      *host)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host, 0);

  if (certificate == NULL)
    {
      facts->problems = OBD_TLS_PROBLEM_OTHER;
      return;
    }
  describe (facts, certificate);
  facts->problems = problems_from_flags (verify_with_both (context, certificate, identity));
  facts->problems |= judge_alone (facts, certificate, identity);
  facts->problems |= judge_strictly (facts, host);
  if (facts->problems & OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY)
    facts->problems |= refine_unknown_authority (facts);
}

ObdTlsFacts *
obd_tls_judge (ObdWireContext *context,
               GTlsConnection *connection,
               const char     *host)
{
  ObdTlsFacts *facts = obd_tls_facts_new ();

  facts->version = version_to_string (g_tls_connection_get_protocol_version (connection));
  facts->cipher = g_tls_connection_get_ciphersuite_name (connection);
  judge (facts, context, g_tls_connection_get_peer_certificate (connection), host);
  return facts;
}

/* @issuer: (transfer full) (nullable) */
static GTlsCertificate *
new_certificate (GBytes          *der,
                 GTlsCertificate *issuer)
{
  GType type = g_tls_backend_get_certificate_type (g_tls_backend_get_default ());
  g_autoptr (GTlsCertificate) above = issuer;
  g_autoptr (GByteArray) data = g_byte_array_new ();

  g_byte_array_append (data, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  return g_initable_new (type, NULL, NULL, "certificate", data, "issuer", above, NULL);
}

/* From the last one up, each linked to the one that was sent behind it if that signed it. */
static GTlsCertificate *
link_chain (GPtrArray *chain)
{
  GTlsCertificate *below = NULL;

  for (guint i = MIN (chain->len, MAX_CHAIN); i > 0; i--)
    {
      g_autoptr (GTlsCertificate) alone = new_certificate (g_ptr_array_index (chain, i - 1), NULL);
      g_autofree char *issuer = NULL;
      g_autofree char *subject = NULL;

      issuer = alone != NULL ? g_tls_certificate_get_issuer_name (alone) : NULL;
      subject = below != NULL ? g_tls_certificate_get_subject_name (below) : NULL;
      if (issuer == NULL || g_strcmp0 (issuer, subject) != 0)
        g_clear_object (&below);
      below = alone != NULL ? new_certificate (g_ptr_array_index (chain, i - 1), below) : NULL;
    }
  return below;
}

ObdTlsFacts *
obd_tls_judge_chain (ObdWireContext *context,
                     GPtrArray      *chain,
                     const char     *host)
{
  ObdTlsFacts *facts = obd_tls_facts_new ();
  g_autoptr (GTlsCertificate) certificate = link_chain (chain);

  judge (facts, context, certificate, host);
  return facts;
}
