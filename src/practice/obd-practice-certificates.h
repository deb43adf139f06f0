/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-practice-rules.h"

G_BEGIN_DECLS

/**
 * obd_practice_certificates_make:
 * @kind: what is wrong with the server's certificate
 * @host: who it is made out to
 * @authority: (out) (transfer full): PEM text of the root that practice trusts
 * @error: libcrypto refused; it never should
 *
 * Makes a certificate authority and a server certificate signed by it. The keys stay in memory.
 *
 * Returns: (transfer full) (nullable): certificate and key of the server
 */
GTlsCertificate *obd_practice_certificates_make (ObdPracticeCertificate   kind,
                                                 const char              *host,
                                                 char                   **authority,
                                                 GError                 **error);

G_END_DECLS
