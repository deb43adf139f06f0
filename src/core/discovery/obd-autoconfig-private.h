/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-autoconfig.h"

G_BEGIN_DECLS

/**
 * obd_autoconfig_to_utf8:
 * @charset: (nullable): what HTTP called it
 *
 * A byte order mark decides, then what HTTP and the document itself say, else UTF-8. Where the two
 * contradict each other, or the bytes are not what is said, the document is refused: guessing
 * would show other words than the provider wrote.
 *
 * Errors: %OBD_AUTOCONFIG_ERROR_CHARSET.
 *
 * Returns: (transfer full) (nullable): valid UTF-8 without NUL
 */
char       *obd_autoconfig_to_utf8        (GBytes      *body,
                                           const char  *charset,
                                           GError     **error);

/**
 * ObdAutoconfigServer:
 *
 * One server of a document while it is read. All zero is an empty one. The first of several
 * elements of one kind counts, but for @methods, which collects.
 */
typedef struct
{
  ObdProtocol  protocol;
  char        *hostname;
  char        *port;
  char        *socket_type;
  char        *username;
  ObdMethods   methods;
  gboolean     broken; /* holds a text that is too long */
} ObdAutoconfigServer;

/* The server's element <@name> holds @text; unknown names are skipped. */
void        obd_autoconfig_server_take    (ObdAutoconfigServer       *server,
                                           const char                *name,
                                           const char                *text);
/* (transfer full) (nullable): %NULL where it is no server that could be used. */
ObdService *obd_autoconfig_server_build   (const ObdAutoconfigServer *server,
                                           const char                *domain,
                                           ObdSource                  source);
void        obd_autoconfig_server_clear   (ObdAutoconfigServer       *server);

G_END_DECLS
