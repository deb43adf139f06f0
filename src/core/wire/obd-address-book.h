/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ObdAddressBook:
 *
 * Maps host and port as people know them to where tests and practice really listen; everything
 * shown keeps the known name. Written before a run, then only read.
 */
typedef struct _ObdAddressBook ObdAddressBook;

ObdAddressBook *obd_address_book_new   (void);
ObdAddressBook *obd_address_book_ref   (const ObdAddressBook *book);
void            obd_address_book_unref (ObdAddressBook       *book);
void            obd_address_book_add   (ObdAddressBook       *book,
                                        const char           *host,
                                        guint16               port,
                                        GInetAddress         *address,
                                        guint16               real_port);
/* "HOST:PORT:ADDRESS:PORT" as curl's --connect-to; IPv6 in brackets. %OBD_WIRE_ERROR_INPUT. */
gboolean        obd_address_book_parse (ObdAddressBook       *book,
                                        const char           *text,
                                        GError              **error);
/* All entries of that host and port, (transfer full) (element-type GSocketAddress) (nullable):
 * two entries with one key give two addresses (IPv4 and IPv6). */
GPtrArray      *obd_address_book_lookup (const ObdAddressBook *book,
                                         const char           *host,
                                         guint16               port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdAddressBook, obd_address_book_unref)

G_END_DECLS
