/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OBD_TEST_DAY (24 * 60 * 60)

/**
 * ObdTestCertificate:
 *
 * A certificate with its key, made by libcrypto when a test wants it, so that none in the tree
 * can ever expire by itself.
 */
typedef struct _ObdTestCertificate ObdTestCertificate;

/**
 * obd_test_certificate_new:
 * @name: common name, and DNS name unless @issuer is %NULL and @authority is set
 * @issuer: (nullable): who signs it; %NULL signs itself
 * @authority: it may sign others
 * @from: start of validity, seconds from now
 * @until: end of validity, seconds from now
 */
ObdTestCertificate *obd_test_certificate_new  (const char         *name,
                                               ObdTestCertificate *issuer,
                                               gboolean            authority,
                                               gint64              from,
                                               gint64              until);
/**
 * obd_test_certificate_sign_with:
 * @rsa_bits: a new RSA key of that length; 0 keeps the key
 * @digest: "SHA256", "SHA1", "MD5"
 * @policy: (nullable): an object identifier for the certificate policies
 *
 * Makes a certificate of another kind: it is signed anew by @issuer (%NULL: by itself).
 */
void                obd_test_certificate_sign_with (ObdTestCertificate *certificate,
                                                    ObdTestCertificate *issuer,
                                                    guint               rsa_bits,
                                                    const char         *digest,
                                                    const char         *policy);
void                obd_test_certificate_free (ObdTestCertificate *certificate);
/* Its certificate and key (and @with_issuer, if any, behind it) in PEM. Transfer full. */
char               *obd_test_certificate_to_pem (ObdTestCertificate *certificate,
                                                 ObdTestCertificate *with_issuer);
GTlsCertificate    *obd_test_certificate_to_gio (ObdTestCertificate *certificate,
                                                 ObdTestCertificate *with_issuer);
/* The certificate alone in a new file below @folder. Transfer full path. */
char               *obd_test_certificate_save   (ObdTestCertificate *certificate,
                                                 const char         *folder,
                                                 gboolean            with_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdTestCertificate, obd_test_certificate_free)

G_END_DECLS
