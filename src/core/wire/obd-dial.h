/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-trace.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_DIAL_PENDING,
  OBD_DIAL_CONNECTED,
  OBD_DIAL_REFUSED,
  OBD_DIAL_SILENT,
  OBD_DIAL_UNREACHABLE,
  OBD_DIAL_CANCELLED,
} ObdDialState;

/**
 * ObdDialResult:
 *
 * How the TCP connect to one address ended. Owned by the #ObdDial.
 */
typedef struct
{
  GSocketFamily  family;
  char          *address; /* numeric, the real one that was dialled */
  guint16        port;
  ObdDialState   state;
  gint64         duration; /* microseconds from SYN to answer */
  gboolean       no_route; /* UNREACHABLE without asking: this machine has no way to the family */
} ObdDialResult;

/**
 * ObdDial:
 *
 * The TCP connects to one host and port, IPv4 and IPv6 side by side (RFC 8305 without the
 * stagger: both are findings). The conversation uses the winner while the other runs to its end.
 * Belongs to one thread.
 */
typedef struct _ObdDial ObdDial;

/**
 * obd_dial_start:
 * @addresses: (element-type GSocketAddress): where to connect; at most one per family is dialled
 *   (the first of each)
 *
 * Sends the SYNs and returns at once. TCP_NODELAY is set on every socket; no proxy is used.
 *
 * Returns: (transfer full): the dial
 */
ObdDial            *obd_dial_start  (GPtrArray     *addresses);
/**
 * obd_dial_wait:
 * @give_up: (nullable): when it is cancelled, connects that have not been answered are SILENT
 * @deadline: g_get_monotonic_time() value
 *
 * Waits for the first connect that succeeds.
 *
 * Call it once. The stage connect of the trace is the caller's.
 *
 * Errors: %OBD_WIRE_ERROR_SILENT, _UNREACHABLE, _REFUSED (the most telling one of the families;
 * REFUSED before UNREACHABLE before SILENT before UNREACHABLE for want of a route, so that
 * "no IPv6 here" never hides how IPv4 ended), %G_IO_ERROR_CANCELLED. Past @deadline what is
 * pending is SILENT.
 *
 * Returns: (transfer full) (nullable): the winner
 */
GSocketConnection  *obd_dial_wait   (ObdDial       *dial,
                                     GCancellable  *give_up,
                                     gint64         deadline,
                                     GCancellable  *cancellable,
                                     GError       **error);
/* Waits until the other family is answered too, at most until @deadline or @give_up. */
void                obd_dial_finish (ObdDial       *dial,
                                     GCancellable  *give_up,
                                     gint64         deadline,
                                     GCancellable  *cancellable);
guint                obd_dial_get_n_results (ObdDial *dial);
const ObdDialResult *obd_dial_get_result    (ObdDial *dial,
                                             guint    index);
/* Borrowed (nullable): the result that won. */
const ObdDialResult *obd_dial_get_winner    (ObdDial *dial);
void                obd_dial_free   (ObdDial       *dial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdDial, obd_dial_free)

G_END_DECLS
