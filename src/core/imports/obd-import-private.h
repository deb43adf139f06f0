/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-import.h"

G_BEGIN_DECLS

/* All: an array with at least one account, or %NULL with an error. (transfer full) */
GPtrArray *obd_import_thunderbird   (const char  *name,
                                     const char  *bytes,
                                     gsize        length,
                                     GError     **error);
GPtrArray *obd_import_mobileconfig  (const char  *name,
                                     const char  *bytes,
                                     gsize        length,
                                     GError     **error);

/* The host as an endpoint, if it can be one: blanks around it are forgiven. (transfer full) (nullable) */
ObdEndpoint *obd_import_endpoint    (const char  *host,
                                     gint64       port,
                                     ObdSecurity  security);
/* Adds @import, or frees it where it says nothing of use or there are too many. */
void       obd_import_add           (GPtrArray   *imports,
                                     ObdImport   *import); /* (transfer full) */
/* @imports, or %NULL and an error where it is empty. Takes it over. */
GPtrArray *obd_import_end           (GPtrArray   *imports,
                                     const char  *name,
                                     GError     **error);

G_END_DECLS
