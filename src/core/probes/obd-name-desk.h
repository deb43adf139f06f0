/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-resolve.h"

G_BEGIN_DECLS

/**
 * ObdNameDesk:
 *
 * Asks the name service once for each host of a run and gives the answer to everybody who wants
 * it: conversations start at once, but ten of them need not ask the same question ten times.
 * Every function may be called from any thread.
 */
typedef struct _ObdNameDesk ObdNameDesk;

ObdNameDesk *obd_name_desk_new     (ObdWireContext  *context);
void         obd_name_desk_free    (ObdNameDesk     *desk);
/**
 * obd_name_desk_resolve:
 *
 * As obd_resolve(), errors included; blocks while somebody else asks for the same host.
 * @mapped: (out) (optional): the answer came from the address book
 *
 * Returns: (transfer full) (element-type GSocketAddress) (nullable): the addresses
 */
GPtrArray   *obd_name_desk_resolve (ObdNameDesk     *desk,
                                    const char      *host,
                                    guint16          port,
                                    gboolean        *mapped,
                                    gint64           deadline,
                                    GCancellable    *cancellable,
                                    GError         **error);
/* Wakes everybody who waits, after the run's cancellable was cancelled. */
void         obd_name_desk_wake    (ObdNameDesk     *desk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdNameDesk, obd_name_desk_free)

G_END_DECLS
