/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-judge.h"
#include "obd-tls-leaf.h"
#include "obd-tls-test.h"

typedef struct
{
  const char *name;
  guint       rsa_bits;
  const char *digest;
  const char *policy;
  const char *key_type;
  guint       key_bits;
  gboolean    public_issuer;
  gboolean    short_key;
  gboolean    weak_signature;
} Kind;

static const Kind kinds[] = {
  { "curve", 0, "SHA256", NULL, "EC", 256, FALSE, FALSE, FALSE },
  { "rsa-2048", 2048, "SHA256", NULL, "RSA", 2048, FALSE, FALSE, FALSE },
  { "rsa-1024", 1024, "SHA256", NULL, "RSA", 1024, FALSE, TRUE, FALSE },
  { "sha1", 2048, "SHA1", NULL, "RSA", 2048, FALSE, FALSE, TRUE },
  { "md5", 2048, "MD5", NULL, "RSA", 2048, FALSE, FALSE, TRUE },
  { "domain-validated", 0, "SHA256", "2.23.140.1.2.1", "EC", 256, TRUE, FALSE, FALSE },
  { "own-policy", 0, "SHA256", "1.3.6.1.4.1.99999.1", "EC", 256, FALSE, FALSE, FALSE },
};

static ObdTestCertificate *
make_certificate (const char         *name,
                  ObdTestCertificate *issuer,
                  gboolean            authority)
{
  return obd_test_certificate_new (name, issuer, authority, -5 * OBD_TEST_DAY, 5 * OBD_TEST_DAY);
}

static GBytes *
get_der (ObdTestCertificate *certificate)
{
  g_autoptr (GTlsCertificate) gio = obd_test_certificate_to_gio (certificate, NULL);
  g_autoptr (GByteArray) der = NULL;

  g_object_get (gio, "certificate", &der, NULL);
  return g_byte_array_free_to_bytes (g_steal_pointer (&der));
}

static void
test_kind (gconstpointer data)
{
  const Kind *row = data;
  ObdTestAuthority authority;
  g_autoptr (ObdTlsFacts) facts = obd_tls_facts_new ();
  g_autoptr (GBytes) der = NULL;
  g_autofree char *fingerprint = NULL;

  obd_test_authority_init (&authority);
  /* A curve cannot sign by MD5. */
  obd_test_certificate_sign_with (authority.root, NULL, 2048, "SHA256", NULL);
  obd_test_certificate_sign_with (authority.good, authority.root, row->rsa_bits, row->digest,
                                  row->policy);
  der = get_der (authority.good);
  obd_tls_leaf_describe (facts, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  fingerprint = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
  g_assert_cmpstr (facts->key_type, ==, row->key_type);
  g_assert_cmpuint (facts->key_bits, ==, row->key_bits);
  g_assert_cmpstr (facts->signature, ==, row->digest);
  g_assert_cmpstr (facts->fingerprint, ==, fingerprint);
  g_assert_cmpint (facts->public_issuer, ==, row->public_issuer);
  g_assert_cmpint (obd_tls_facts_has_short_key (facts), ==, row->short_key);
  g_assert_cmpint (obd_tls_facts_has_weak_signature (facts), ==, row->weak_signature);
  obd_test_authority_clear (&authority);
}

/* A weak certificate does not pass, whatever the library thinks of it. */
static void
test_judgement (gconstpointer data)
{
  const Kind *row = data;
  ObdTestAuthority authority;
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;

  obd_test_authority_init (&authority);
  obd_test_certificate_sign_with (authority.root, NULL, 2048, "SHA256", NULL);
  obd_test_certificate_sign_with (authority.good, authority.root, row->rsa_bits, row->digest,
                                  row->policy);
  context = obd_wire_test_context (authority.root);
  g_ptr_array_add (chain, get_der (authority.good));
  facts = obd_tls_judge_chain (context, chain, OBD_TEST_HOST);
  obd_wire_test_assert_problems (facts->problems,
                                 row->short_key || row->weak_signature ? OBD_TLS_PROBLEM_WEAK
                                                                       : OBD_TLS_PROBLEM_NONE);
  obd_test_authority_clear (&authority);
}

/* A common name alone is no name any more (RFC 9525 section 6.3). */
static void
test_nameless (void)
{
  ObdTestAuthority authority;
  g_autoptr (ObdTestCertificate) nameless = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;

  obd_test_authority_init (&authority);
  nameless = make_certificate (OBD_TEST_HOST, authority.root, TRUE);
  context = obd_wire_test_context (authority.root);
  g_ptr_array_add (chain, get_der (nameless));
  facts = obd_tls_judge_chain (context, chain, OBD_TEST_HOST);
  obd_wire_test_assert_problems (facts->problems, OBD_TLS_PROBLEM_WRONG_NAME);
  obd_test_authority_clear (&authority);
}

static void
test_rubbish (void)
{
  g_autoptr (ObdTlsFacts) facts = obd_tls_facts_new ();

  obd_tls_leaf_describe (facts, (const guint8 *) "0\x03\x02\x01\x01", 5);
  g_assert_null (facts->key_type);
  g_assert_null (facts->fingerprint);
  g_assert_false (obd_tls_facts_has_short_key (facts));
}

/* --- how long the chain is, and what is missing above it -------------------------------------- */

typedef struct
{
  const char *name;
  guint       sent;    /* certificates that the server sends */
  guint       length;
  const char *missing; /* (nullable) */
  guint       problems;
} Chain;

#define UNROOTED (OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN)

/* leaf ← Between 2 ← Between 1 ← a root that nobody knows */
static const Chain chains[] = {
  { "leaf-alone", 1, 1, "CN=Between 2", UNROOTED },
  { "one-missing", 2, 2, "CN=Between 1", UNROOTED },
  { "root-missing", 3, 3, "CN=Hidden Root", UNROOTED },
  { "with-root", 4, 4, NULL, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY },
};

static void
test_chain (gconstpointer data)
{
  const Chain *row = data;
  g_autoptr (ObdTestCertificate) root = make_certificate ("Hidden Root", NULL, TRUE);
  g_autoptr (ObdTestCertificate) one = make_certificate ("Between 1", root, TRUE);
  g_autoptr (ObdTestCertificate) two = make_certificate ("Between 2", one, TRUE);
  g_autoptr (ObdTestCertificate) leaf = make_certificate (OBD_TEST_HOST, two, FALSE);
  ObdTestCertificate *all[] = { leaf, two, one, root };
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdTlsFacts) facts = NULL;

  for (guint i = 0; i < row->sent; i++)
    g_ptr_array_add (chain, get_der (all[i]));
  facts = obd_tls_judge_chain (context, chain, OBD_TEST_HOST);
  obd_wire_test_assert_problems (facts->problems, row->problems);
  g_assert_cmpuint (facts->chain_length, ==, row->length);
  g_assert_cmpstr (facts->missing_issuer, ==, row->missing);
}

static void
add (const char    *group,
     const char    *name,
     gconstpointer  data,
     GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/tls-leaf/%s/%s", group, name);

  g_test_add_data_func (path, data, func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      add ("kind", kinds[i].name, &kinds[i], test_kind);
      add ("judgement", kinds[i].name, &kinds[i], test_judgement);
    }
  for (guint i = 0; i < G_N_ELEMENTS (chains); i++)
    add ("chain", chains[i].name, &chains[i], test_chain);
  g_test_add_func ("/tls-leaf/nameless", test_nameless);
  g_test_add_func ("/tls-leaf/rubbish", test_rubbish);
  return g_test_run ();
}
