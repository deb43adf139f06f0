/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-leaf.h"

#include <openssl/crypto.h>
#include <openssl/x509v3.h>

/* CA/Browser Forum, Baseline Requirements section 7.1.6.1: domain, organisation and individual
 * validated, and extended validation. */
static const char *const public_policies[] = {
  "2.23.140.1.2.1", "2.23.140.1.2.2", "2.23.140.1.2.3", "2.23.140.1.1",
};

static void
describe_key (ObdTlsFacts *facts,
              X509        *x509)
{
  EVP_PKEY *key = X509_get0_pubkey (x509);

  if (key == NULL)
    return;
  switch (EVP_PKEY_get_base_id (key))
    {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      facts->key_type = g_strdup ("RSA");
      break;
    case EVP_PKEY_DSA:
      facts->key_type = g_strdup ("DSA");
      break;
    case EVP_PKEY_EC:
      facts->key_type = g_strdup ("EC");
      break;
    default:
      facts->key_type = g_strdup (OBJ_nid2sn (EVP_PKEY_get_base_id (key)));
    }
  facts->key_bits = MAX (EVP_PKEY_get_bits (key), 0);
}

static void
describe_signature (ObdTlsFacts *facts,
                    X509        *x509)
{
  int digest = NID_undef;

  if (X509_get_signature_info (x509, &digest, NULL, NULL, NULL) && digest != NID_undef)
    facts->signature = g_strdup (OBJ_nid2sn (digest));
}

static gboolean
has_public_policy (X509 *x509)
{
  CERTIFICATEPOLICIES *policies = X509_get_ext_d2i (x509, NID_certificate_policies, NULL, NULL);
  gboolean found = FALSE;

  for (int i = 0; policies != NULL && i < sk_POLICYINFO_num (policies); i++)
    {
      char oid[64];

      OBJ_obj2txt (oid, sizeof oid, sk_POLICYINFO_value (policies, i)->policyid, TRUE);
      for (guint k = 0; k < G_N_ELEMENTS (public_policies); k++)
        found |= g_str_equal (oid, public_policies[k]);
    }
  CERTIFICATEPOLICIES_free (policies);
  return found;
}

/* Stamps of certificate logs inside the certificate: RFC 6962 section 3.3. Logs take nothing but
 * what leads to a root of the public programmes. */
static gboolean
has_log_stamps (X509 *x509)
{
  return X509_get_ext_by_NID (x509, NID_ct_precert_scts, -1) >= 0;
}

void
obd_tls_leaf_describe (ObdTlsFacts  *facts,
                       const guint8 *data,
                       gsize         length)
{
  const guint8 *p = data;
  X509 *x509 = d2i_X509 (NULL, &p, length);

  if (x509 == NULL)
    return;
  describe_key (facts, x509);
  describe_signature (facts, x509);
  facts->fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, length);
  facts->public_issuer = has_log_stamps (x509) || has_public_policy (x509);
  X509_free (x509);
  /* What OpenSSL keeps for each thread goes now, and not when the pool's thread ends: that may be
   * later than the program. */
  OPENSSL_thread_stop ();
}
