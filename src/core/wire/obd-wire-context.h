/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-address-book.h"

G_BEGIN_DECLS

/**
 * OBD_WIRE_ERROR:
 *
 * What can go wrong below the words of a server. A refusal by reply code is never one of these.
 * Cancelling is %G_IO_ERROR_CANCELLED.
 */
#define OBD_WIRE_ERROR (obd_wire_error_quark ())
GQuark obd_wire_error_quark (void);

typedef enum
{
  OBD_WIRE_ERROR_NAME_UNKNOWN, /* the name does not exist (NXDOMAIN, or no address) */
  OBD_WIRE_ERROR_NAME_SERVICE, /* the name service did not answer, or failed */
  OBD_WIRE_ERROR_SILENT,       /* no answer to a SYN from any address */
  OBD_WIRE_ERROR_UNREACHABLE,  /* network or host unreachable, prohibited */
  OBD_WIRE_ERROR_REFUSED,      /* RST to the SYN */
  OBD_WIRE_ERROR_DROPPED,      /* closed or reset after it was made */
  OBD_WIRE_ERROR_TIMEOUT,      /* the deadline passed on an open connection */
  OBD_WIRE_ERROR_PROTOCOL,     /* not the protocol; too long; a code that cannot stand here */
  OBD_WIRE_ERROR_NOT_TLS,      /* the peer answered the TLS hello with something else */
  OBD_WIRE_ERROR_TLS_HANDSHAKE,
  OBD_WIRE_ERROR_TLS_VERSION,  /* no version or cipher in common, or only TLS 1.1 and older */
  OBD_WIRE_ERROR_CERTIFICATE,  /* the handshake worked, the certificate did not pass (HTTPS) */
  OBD_WIRE_ERROR_INPUT,        /* CR, LF, NUL or control characters in what was to be sent */
  OBD_WIRE_ERROR_FAILED,
} ObdWireError;

/**
 * ObdWireContext:
 *
 * What every connection of a run shares: the address book and the extra trust anchors.
 * Immutable and reference counted; safe to share between threads.
 */
typedef struct _ObdWireContext ObdWireContext;

/**
 * obd_wire_context_new:
 * @book: (nullable): where names really listen
 * @ca_file: (nullable): PEM file with roots trusted besides the system's
 * @error: the file cannot be read or holds no certificate
 *
 * Returns: (transfer full) (nullable): the context
 */
ObdWireContext       *obd_wire_context_new       (const ObdAddressBook  *book,
                                                  const char            *ca_file,
                                                  GError               **error);
ObdWireContext       *obd_wire_context_ref       (ObdWireContext        *context);
void                  obd_wire_context_unref     (ObdWireContext        *context);
const ObdAddressBook *obd_wire_context_get_book  (ObdWireContext        *context);
/* Borrowed: the system's roots; and (nullable) those of the CA file. */
GTlsDatabase         *obd_wire_context_get_system_trust (ObdWireContext *context);
GTlsDatabase         *obd_wire_context_get_extra_trust  (ObdWireContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdWireContext, obd_wire_context_unref)

G_END_DECLS
