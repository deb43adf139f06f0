/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#define DAY (24 * 60 * 60)
#define YEAR (365 * DAY)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)

/* Seconds since 1970 UTC. */
typedef struct
{
  gint64 begin;
  gint64 end;
} Validity;

/* The last 2 March, noon, that lies at least a day back: brief.md's "ended on 2 March" stays true
 * whatever the day of the practice. */
static gint64
last_second_of_march (gint64 now)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now);
  int year = g_date_time_get_year (today);
  g_autoptr (GDateTime) this_year = g_date_time_new_utc (year, 3, 2, 12, 0, 0);
  g_autoptr (GDateTime) last_year = g_date_time_new_utc (year - 1, 3, 2, 12, 0, 0);

  if (g_date_time_to_unix (this_year) + DAY <= now)
    return g_date_time_to_unix (this_year);
  return g_date_time_to_unix (last_year);
}

static Validity
choose_validity (ObdPracticeCertificate kind)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 end;

  switch (kind)
    {
    case OBD_PRACTICE_CERTIFICATE_EXPIRED:
      end = last_second_of_march (now);
      return (Validity) { end - YEAR, end };
    case OBD_PRACTICE_CERTIFICATE_NOT_YET_VALID:
      return (Validity) { now + 30 * DAY, now + 30 * DAY + YEAR };
    case OBD_PRACTICE_CERTIFICATE_GOOD:
    case OBD_PRACTICE_CERTIFICATE_WRONG_NAME:
    case OBD_PRACTICE_CERTIFICATE_UNKNOWN_AUTHORITY:
    case OBD_PRACTICE_CERTIFICATE_SELF_SIGNED:
    default:
      return (Validity) { now - 2 * DAY, now + YEAR };
    }
}

static gboolean
set_random_serial (X509 *certificate)
{
  guint64 serial;

  if (RAND_bytes ((unsigned char *) &serial, sizeof serial) != 1)
    return FALSE;
  /* Positive and not zero: RFC 5280 section 4.1.2.2. */
  return ASN1_INTEGER_set_uint64 (X509_get_serialNumber (certificate), (serial >> 1) | 1) == 1;
}

static gboolean
set_name (X509_NAME  *name,
          const char *common)
{
  const char *organisation = "Outbox Doctor practice";

  return X509_NAME_add_entry_by_NID (name, NID_organizationName, MBSTRING_UTF8,
                                     (const unsigned char *) organisation, -1, -1, 0) == 1
         && X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8,
                                        (const unsigned char *) common, -1, -1, 0) == 1;
}

static gboolean
add_extension (X509       *certificate,
               X509       *issuer,
               int         id,
               const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;
  gboolean added;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, id, value);
  if (extension == NULL)
    return FALSE;
  added = X509_add_ext (certificate, extension, -1) == 1;
  X509_EXTENSION_free (extension);
  return added;
}

/* Serial, dates, names and key; what authorities and servers have in common. */
static X509 *
begin_certificate (const char *common,
                   Validity    validity,
                   EVP_PKEY   *key)
{
  g_autoptr (X509) certificate = X509_new ();

  if (certificate == NULL
      || X509_set_version (certificate, X509_VERSION_3) != 1
      || !set_random_serial (certificate)
      || ASN1_TIME_set (X509_getm_notBefore (certificate), validity.begin) == NULL
      || ASN1_TIME_set (X509_getm_notAfter (certificate), validity.end) == NULL
      || X509_set_pubkey (certificate, key) != 1
      || !set_name (X509_get_subject_name (certificate), common))
    return NULL;
  return g_steal_pointer (&certificate);
}

static X509 *
make_authority (const char *common,
                EVP_PKEY   *key)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  /* Wider than every server certificate, so that only theirs is ever the one that ended. */
  Validity validity = { now - 10 * (gint64) YEAR, now + 10 * (gint64) YEAR };
  g_autoptr (X509) authority = begin_certificate (common, validity, key);

  if (authority == NULL
      || X509_set_issuer_name (authority, X509_get_subject_name (authority)) != 1
      || !add_extension (authority, authority, NID_basic_constraints, "critical,CA:TRUE")
      || !add_extension (authority, authority, NID_key_usage, "critical,keyCertSign,cRLSign")
      || !add_extension (authority, authority, NID_subject_key_identifier, "hash")
      || X509_sign (authority, key, EVP_sha256 ()) == 0)
    return NULL;
  return g_steal_pointer (&authority);
}

/* @issuer %NULL signs it with its own key. */
static X509 *
make_server (const char *host,
             Validity    validity,
             EVP_PKEY   *key,
             X509       *issuer,
             EVP_PKEY   *issuer_key)
{
  g_autoptr (X509) server = begin_certificate (host, validity, key);
  g_autofree char *names = g_strconcat ("DNS:", host, NULL);

  if (server == NULL)
    return NULL;
  if (issuer == NULL)
    {
      issuer = server;
      issuer_key = key;
    }
  if (X509_set_issuer_name (server, X509_get_subject_name (issuer)) != 1
      || !add_extension (server, issuer, NID_basic_constraints, "critical,CA:FALSE")
      || !add_extension (server, issuer, NID_key_usage, "critical,digitalSignature")
      || !add_extension (server, issuer, NID_ext_key_usage, "serverAuth")
      || !add_extension (server, issuer, NID_subject_alt_name, names)
      || !add_extension (server, issuer, NID_subject_key_identifier, "hash")
      || X509_sign (server, issuer_key, EVP_sha256 ()) == 0)
    return NULL;
  return g_steal_pointer (&server);
}

static char *
to_pem (X509     *certificate,
        EVP_PKEY *key)
{
  g_autoptr (BIO) memory = BIO_new (BIO_s_mem ());
  char *text = NULL;
  long length;

  if (memory == NULL || PEM_write_bio_X509 (memory, certificate) != 1)
    return NULL;
  if (key != NULL && PEM_write_bio_PrivateKey (memory, key, NULL, NULL, 0, NULL, NULL) != 1)
    return NULL;
  length = BIO_get_mem_data (memory, &text);
  return g_strndup (text, length);
}

/* (transfer full) (nullable): certificate and key as PEM; @authority out. */
static char *
make_pem (ObdPracticeCertificate   kind,
          const char              *host,
          char                   **authority)
{
  g_autoptr (EVP_PKEY) root_key = EVP_EC_gen ("P-256");
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (EVP_PKEY) other_key = NULL;
  g_autoptr (X509) root = NULL;
  g_autoptr (X509) other_root = NULL;
  g_autoptr (X509) server = NULL;
  X509 *issuer;
  EVP_PKEY *issuer_key;

  if (root_key == NULL || key == NULL || (root = make_authority ("Practice root", root_key)) == NULL)
    return NULL;
  issuer = root;
  issuer_key = root_key;
  if (kind == OBD_PRACTICE_CERTIFICATE_WRONG_NAME)
    host = "www.elsewhere.example";
  if (kind == OBD_PRACTICE_CERTIFICATE_SELF_SIGNED)
    issuer = NULL;
  if (kind == OBD_PRACTICE_CERTIFICATE_UNKNOWN_AUTHORITY)
    {
      other_key = EVP_EC_gen ("P-256");
      if (other_key == NULL
          || (other_root = make_authority ("Somebody else", other_key)) == NULL)
        return NULL;
      issuer = other_root;
      issuer_key = other_key;
    }
  server = make_server (host, choose_validity (kind), key, issuer, issuer_key);
  *authority = to_pem (root, NULL);
  return server != NULL ? to_pem (server, key) : NULL;
}

GTlsCertificate *
obd_practice_certificates_make (ObdPracticeCertificate   kind,
                                const char              *host,
                                char                   **authority,
                                GError                 **error)
{
  g_autofree char *root = NULL;
  g_autofree char *pem = make_pem (kind, host, &root);
  GTlsCertificate *certificate;

  if (pem == NULL || root == NULL)
    {
      g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_MISC,
                           "the practice certificates could not be made");
      return NULL;
    }
  certificate = g_tls_certificate_new_from_pem (pem, -1, error);
  if (certificate != NULL)
    *authority = g_steal_pointer (&root);
  return certificate;
}
