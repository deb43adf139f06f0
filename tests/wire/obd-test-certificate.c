/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-test-certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

struct _ObdTestCertificate
{
  X509     *x509;
  EVP_PKEY *key;
};

static void
add_extension (X509       *x509,
               X509       *issuer,
               int         nid,
               const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;

  CONF *none = NCONF_new (NULL); /* policies insist on having one */

  X509V3_set_ctx (&context, issuer, x509, NULL, NULL, 0);
  X509V3_set_nconf (&context, none);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  X509_add_ext (x509, extension, -1);
  X509_EXTENSION_free (extension);
  NCONF_free (none);
}

static void
set_name (X509       *x509,
          const char *name)
{
  X509_NAME *subject = X509_get_subject_name (x509);

  X509_NAME_add_entry_by_txt (subject, "CN", MBSTRING_UTF8, (const guchar *) name, -1, -1, 0);
}

ObdTestCertificate *
obd_test_certificate_new (const char         *name,
                          ObdTestCertificate *issuer,
                          gboolean            authority,
                          gint64              from,
                          gint64              until)
{
  ObdTestCertificate *certificate = g_new0 (ObdTestCertificate, 1);
  X509 *x509 = X509_new ();
  X509 *signer = issuer != NULL ? issuer->x509 : x509;
  g_autofree char *alternative = g_strdup_printf ("DNS:%s", name);

  certificate->x509 = x509;
  certificate->key = EVP_EC_gen ("P-256");
  X509_set_version (x509, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), g_random_int_range (1, G_MAXINT32));
  X509_gmtime_adj (X509_getm_notBefore (x509), from);
  X509_gmtime_adj (X509_getm_notAfter (x509), until);
  X509_set_pubkey (x509, certificate->key);
  set_name (x509, name);
  X509_set_issuer_name (x509, X509_get_subject_name (signer));
  add_extension (x509, signer, NID_basic_constraints, authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (!authority)
    add_extension (x509, signer, NID_subject_alt_name, alternative);
  g_assert_cmpint (X509_sign (x509, issuer != NULL ? issuer->key : certificate->key, EVP_sha256 ()),
                   >, 0);
  return certificate;
}

void
obd_test_certificate_sign_with (ObdTestCertificate *certificate,
                                ObdTestCertificate *issuer,
                                guint               rsa_bits,
                                const char         *digest,
                                const char         *policy)
{
  if (rsa_bits > 0)
    {
      EVP_PKEY_free (certificate->key);
      certificate->key = EVP_RSA_gen (rsa_bits);
      X509_set_pubkey (certificate->x509, certificate->key);
    }
  if (policy != NULL)
    add_extension (certificate->x509, certificate->x509, NID_certificate_policies, policy);
  g_assert_cmpint (X509_sign (certificate->x509, issuer != NULL ? issuer->key : certificate->key,
                              EVP_get_digestbyname (digest)),
                   >, 0);
}

void
obd_test_certificate_free (ObdTestCertificate *certificate)
{
  X509_free (certificate->x509);
  EVP_PKEY_free (certificate->key);
  g_free (certificate);
}

static char *
write_pem (ObdTestCertificate *certificate,
           ObdTestCertificate *with_issuer,
           gboolean            with_key)
{
  BIO *memory = BIO_new (BIO_s_mem ());
  char *data;
  long length;
  char *pem;

  PEM_write_bio_X509 (memory, certificate->x509);
  if (with_issuer != NULL)
    PEM_write_bio_X509 (memory, with_issuer->x509);
  if (with_key)
    PEM_write_bio_PrivateKey (memory, certificate->key, NULL, NULL, 0, NULL, NULL);
  length = BIO_get_mem_data (memory, &data);
  pem = g_strndup (data, length);
  BIO_free (memory);
  return pem;
}

char *
obd_test_certificate_to_pem (ObdTestCertificate *certificate,
                             ObdTestCertificate *with_issuer)
{
  return write_pem (certificate, with_issuer, TRUE);
}

GTlsCertificate *
obd_test_certificate_to_gio (ObdTestCertificate *certificate,
                             ObdTestCertificate *with_issuer)
{
  g_autofree char *pem = obd_test_certificate_to_pem (certificate, with_issuer);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *gio = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return gio;
}

char *
obd_test_certificate_save (ObdTestCertificate *certificate,
                           const char         *folder,
                           gboolean            with_key)
{
  g_autofree char *pem = write_pem (certificate, NULL, with_key);
  g_autofree char *name = g_strdup_printf ("%p.pem", (gpointer) certificate);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
  return path;
}
