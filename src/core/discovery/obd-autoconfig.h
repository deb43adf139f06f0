/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-service.h"

G_BEGIN_DECLS

/**
 * OBD_AUTOCONFIG_ERROR:
 *
 * Why a document is not used. The message is plain English for reports, not for translation.
 */
#define OBD_AUTOCONFIG_ERROR (obd_autoconfig_error_quark ())
GQuark obd_autoconfig_error_quark (void);

typedef enum
{
  OBD_AUTOCONFIG_ERROR_CONTENT,   /* not XML, not whole, or not a mail configuration */
  OBD_AUTOCONFIG_ERROR_CHARSET,   /* not in the one that it claims, or one that is not read */
  OBD_AUTOCONFIG_ERROR_FORBIDDEN, /* a DOCTYPE, nested too deeply, too many elements */
  OBD_AUTOCONFIG_ERROR_EMPTY,     /* a configuration that names no server we could use */
} ObdAutoconfigError;

/* Bounds of a document; honest ones have a tenth of it. */
#define OBD_AUTOCONFIG_MAX_DEPTH 16
#define OBD_AUTOCONFIG_MAX_ELEMENTS 2000
#define OBD_AUTOCONFIG_MAX_SERVERS 32
/* Longest text of one element, bytes; a server with a longer one is left out. */
#define OBD_AUTOCONFIG_MAX_TEXT 300

/**
 * ObdAutoconfig:
 * @name: (nullable): what the provider calls itself
 * @help: (nullable): its own help page, https
 * @services: (element-type ObdService): outgoing servers, IMAP, POP3, each kind in the document's
 *   order; methods, user name and endpoint are filled in, the rest is for the caller to write
 *
 * What a provider's configuration file says. Texts are untrusted, valid UTF-8 and bounded.
 */
typedef struct
{
  char      *name;
  char      *help;
  GPtrArray *services;
} ObdAutoconfig;

/**
 * obd_autoconfig_parse:
 * @body: the document as it came
 * @charset: (nullable): what HTTP called its character set
 * @domain: the mailbox's domain, for %EMAILDOMAIN%
 * @source: who is asked
 *
 * Reads the configuration file format of Thunderbird (draft-ietf-mailmaint-autoconfig section 4)
 * without believing it anything: elements that are not known are skipped, a server that cannot be
 * used is left out, a document that is made to hurt is refused as a whole.
 *
 * Errors: %OBD_AUTOCONFIG_ERROR.
 *
 * Returns: (transfer full) (nullable): at least one service
 */
ObdAutoconfig *obd_autoconfig_parse (GBytes         *body,
                                     const char     *charset,
                                     const char     *domain,
                                     ObdSource       source,
                                     GError        **error);
void           obd_autoconfig_free  (ObdAutoconfig  *autoconfig);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdAutoconfig, obd_autoconfig_free)

G_END_DECLS
