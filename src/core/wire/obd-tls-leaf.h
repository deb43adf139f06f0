/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-tls-facts.h"

G_BEGIN_DECLS

/**
 * obd_tls_leaf_describe:
 * @facts: gets key, signature, fingerprint and @public_issuer
 * @data: (array length=length): the server's own certificate, DER
 *
 * Reads what GIO does not tell of a certificate. A certificate that cannot be read changes nothing.
 * Pure, any thread.
 */
void obd_tls_leaf_describe (ObdTlsFacts  *facts,
                            const guint8 *data,
                            gsize         length);

G_END_DECLS
