/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-secret.h"

G_BEGIN_DECLS

/* Most PBKDF2 rounds that a SCRAM server may ask for: RFC 7677 section 4 wants 4096, careful
 * servers say some 100,000; a hostile one would keep the processor busy with no way to cancel. */
#define OBD_SASL_MAX_ITERATIONS 1000000

/**
 * ObdSasl:
 *
 * The client's side of one SASL exchange (RFC 4422) by libgsasl. Belongs to one thread.
 */
typedef struct _ObdSasl ObdSasl;

/* The mechanisms there are, the best for plain text first; %NULL-terminated. */
const char *const *obd_sasl_list_mechanisms (void);
/**
 * obd_sasl_choose:
 * @offered: what the server offers, upper case
 * @wanted: (nullable): one mechanism in upper case, or %NULL for the best that is offered
 * @encrypted: inside TLS PLAIN goes first: one round trip, and what devices use; in plain text
 *   SCRAM, then CRAM-MD5, then PLAIN, LOGIN
 *
 * Returns: (nullable): an interned name, or %NULL if there is none in common
 */
const char *obd_sasl_choose (const char *const *offered,
                             const char        *wanted,
                             gboolean           encrypted);
/* %OBD_WIRE_ERROR_FAILED where libgsasl does not know @mechanism. (transfer full) (nullable) */
ObdSasl  *obd_sasl_new          (const char       *mechanism,
                                 const char       *username,
                                 const ObdSecret  *password,
                                 GError          **error);
void      obd_sasl_free         (ObdSasl          *sasl);
/* The client speaks first: a response without a challenge (RFC 4422 section 3.3). */
gboolean  obd_sasl_client_first (ObdSasl          *sasl);
/**
 * obd_sasl_step:
 * @challenge: (nullable): the server's challenge in base64, %NULL for the initial response
 *
 * Errors: %OBD_WIRE_ERROR_PROTOCOL for a challenge that cannot be answered, _INPUT for a user name
 * or password that the mechanism cannot say (SASLprep, RFC 4013).
 *
 * Returns: (transfer full) (nullable): the response in base64; free with obd_wipe_string()
 */
char     *obd_sasl_step         (ObdSasl          *sasl,
                                 const char       *challenge,
                                 GError          **error);
/* Nothing is missing for success: a SCRAM server has proved that it knows the password. */
gboolean  obd_sasl_is_complete  (ObdSasl          *sasl);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdSasl, obd_sasl_free)

G_END_DECLS
