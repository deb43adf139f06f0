/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-service.h"

G_BEGIN_DECLS

/**
 * ObdIncomingSetting:
 * @protocol: IMAP or POP3
 * @endpoint: (nullable): where; %NULL: to be found
 *
 * An incoming server that is to be signed in to beside the outgoing one, or instead of it (contract,
 * `--incoming`). Immutable and reference counted; safe to share between threads.
 */
typedef struct
{
  ObdProtocol  protocol;
  ObdEndpoint *endpoint;
} ObdIncomingSetting;

/**
 * obd_incoming_setting_parse:
 * @typed: "imap:HOST:PORT:SECURITY" or "pop3:…", an IPv6 address in brackets; what is left out at
 *   its end is what is usual: "imap:HOST:143" is STARTTLS, "imap:HOST" is 993, "imap" is to be found
 * @error: return location for an %OBD_INPUT_ERROR with the code INCOMING; its message is marked with
 *   N_()
 *
 * Returns: (transfer full) (nullable): the setting
 */
ObdIncomingSetting *obd_incoming_setting_parse (const char                *typed,
                                                GError                   **error);
/* @endpoint: (transfer full) (nullable) */
ObdIncomingSetting *obd_incoming_setting_new   (ObdProtocol                protocol,
                                                ObdEndpoint               *endpoint);
ObdIncomingSetting *obd_incoming_setting_ref   (const ObdIncomingSetting  *setting);
void                obd_incoming_setting_unref (ObdIncomingSetting        *setting);
/* What is typed for it: "imap:mail.example.test:993:tls", "imap". (transfer full) */
char               *obd_incoming_setting_to_string (const ObdIncomingSetting *setting);
gboolean            obd_incoming_setting_equal (const ObdIncomingSetting  *a,
                                                const ObdIncomingSetting  *b);
/* The port that a protocol is found on by standard: 993 and 995 with TLS from the first byte (RFC
 * 8314 section 3), else 143 (RFC 9051 section 2.1) and 110 (RFC 1939 section 3). */
guint16             obd_incoming_standard_port (ObdProtocol                protocol,
                                                ObdSecurity                security);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdIncomingSetting, obd_incoming_setting_unref)

G_END_DECLS
