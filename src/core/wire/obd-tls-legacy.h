/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-service.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_TLS_1_0,
  OBD_TLS_1_1,
  OBD_TLS_1_2,
  OBD_TLS_1_3,
  OBD_N_TLS_VERSIONS,
} ObdTlsVersion;

typedef enum
{
  OBD_TLS_OFFER_UNKNOWN, /* it did not come to a handshake, or the answer was no TLS */
  OBD_TLS_OFFER_TAKEN,   /* a handshake of that version came to its end */
  OBD_TLS_OFFER_REFUSED, /* an alert, another version, or the connection closed in the handshake */
} ObdTlsOffer;

/**
 * ObdTlsSurvey:
 * @offers: what became of each version
 * @alert: the last fatal alert of the server (RFC 8446 section 6), 0 none
 * @chain: (nullable) (element-type GBytes): certificates of the newest version that was taken, DER,
 *   the server's own first, in the order in which it sent them
 *
 * Which TLS versions a server still takes, however old.
 */
typedef struct
{
  ObdTlsOffer  offers[OBD_N_TLS_VERSIONS];
  guint        alert;
  GPtrArray   *chain;
} ObdTlsSurvey;

/* "TLS 1.0" … "TLS 1.3". */
const char   *obd_tls_version_to_string (ObdTlsVersion version);

/**
 * obd_tls_legacy_survey:
 * @address: where the server really listens
 * @host: the name people know, for SNI
 * @starttls: greeting, EHLO and STARTTLS go before the handshake
 * @protocol: in whose words they are said
 * @deadline: g_get_monotonic_time() value
 *
 * One connection for each version, side by side; nothing is said on any of them but the handshake
 * (and what STARTTLS needs before it), and every one is closed as soon as it is known whether the
 * version is taken. Certificates are not judged here, so that nothing may be sent over these
 * connections. Tries everything that OpenSSL knows, at security level 0: the answer says what the
 * server would take, not what is safe.
 *
 * What the server sends is bounded; a cancelled or late try is %OBD_TLS_OFFER_UNKNOWN.
 *
 * Returns: (transfer full): the survey
 */
ObdTlsSurvey *obd_tls_legacy_survey     (GSocketAddress *address,
                                         const char     *host,
                                         gboolean        starttls,
                                         ObdProtocol     protocol,
                                         gint64          deadline,
                                         GCancellable   *cancellable);
void          obd_tls_survey_free       (ObdTlsSurvey   *survey);
/* Something was taken, and nothing newer than TLS 1.1, which RFC 8996 forbids. */
gboolean      obd_tls_survey_is_too_old (const ObdTlsSurvey *survey);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdTlsSurvey, obd_tls_survey_free)

G_END_DECLS
