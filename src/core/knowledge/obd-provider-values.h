/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-provider-private.h"

G_BEGIN_DECLS

/* The values of single keys of a provider file. Each reader returns %NULL or FALSE with one
 * sentence in the user's language that says what is wrong; pure, any thread. */

#define OBD_PROVIDER_VALUE_ERROR (obd_provider_value_error_quark ())
GQuark obd_provider_value_error_quark (void);

/* (transfer full): "mail.example.org:465:tls", with a word of doubt behind it or not. */
ObdProviderEndpoint *obd_provider_value_endpoint (const char           *value,
                                                  ObdProtocol           protocol,
                                                  GError              **error);
/* (transfer full): "mx.example.org", endpoints ("smtp=…", "imap=…") and a word of doubt or not. */
ObdProviderMx       *obd_provider_value_mx       (const char           *value,
                                                  GError              **error);
/* (transfer full): a domain in A-labels; "*.example.org" where an ending is allowed. */
char                *obd_provider_value_domain   (const char           *word,
                                                  GError              **error);
/* "address", "local-part", "address local-part", "unknown", "other" or a template. */
gboolean             obd_provider_value_username (const char           *value,
                                                  ObdProviderUsername  *username,
                                                  GError              **error);
/* "oauth2 app-password", "none", "unknown"; @kind is set where the method decides it. */
gboolean             obd_provider_value_sign_in  (const char           *value,
                                                  ObdProvider          *provider,
                                                  GError              **error);
/* "one-source", "sources-differ", "inferred": all three mean doubtful; the word is for editors. */
gboolean             obd_provider_value_doubt    (const char           *word);
/* "2026-03" or "2026-03-14". */
gboolean             obd_provider_value_date     (const char           *value,
                                                  GError              **error);
/* An https address. */
gboolean             obd_provider_value_link     (const char           *value,
                                                  GError              **error);

G_END_DECLS
