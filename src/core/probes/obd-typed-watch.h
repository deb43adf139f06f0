/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the device's own connection to its outgoing server fared. */
typedef enum
{
  OBD_TYPED_PENDING,
  OBD_TYPED_CONNECTED,
  OBD_TYPED_UNANSWERED, /* silent, or the network sent it back */
  OBD_TYPED_OVER,       /* it came to nothing in another way, or there is none */
} ObdTypedState;

/**
 * ObdTypedWatch:
 *
 * What other probes of the run want to know of the device's own connection before they begin: only
 * where its port stays silent are control hosts asked, and the other family is looked at only once
 * it is known which one that connection uses. Every function may be called from any thread.
 */
typedef struct _ObdTypedWatch ObdTypedWatch;

ObdTypedWatch *obd_typed_watch_new   (void);
void           obd_typed_watch_free  (ObdTypedWatch *watch);
/* The first word counts. @family: of the connection, with %OBD_TYPED_CONNECTED. */
void           obd_typed_watch_tell  (ObdTypedWatch *watch,
                                      ObdTypedState  state,
                                      GSocketFamily  family);
/**
 * obd_typed_watch_await:
 * @until: g_get_monotonic_time() value
 * @family: (out) (optional)
 *
 * Returns: the state, %OBD_TYPED_PENDING if nothing was told until @until or @cancellable
 */
ObdTypedState  obd_typed_watch_await (ObdTypedWatch *watch,
                                      gint64         until,
                                      GCancellable  *cancellable,
                                      GSocketFamily *family);
/* By which name that server introduced itself; %NULL: it did not, and will not any more. The first
 * word counts. */
void           obd_typed_watch_greet (ObdTypedWatch *watch,
                                      const char    *name);
/* Waits for that until @until. (transfer full) (nullable) */
char          *obd_typed_watch_await_name (ObdTypedWatch *watch,
                                           gint64         until,
                                           GCancellable  *cancellable);
/* Wakes everybody who waits, after their cancellable was cancelled. */
void           obd_typed_watch_wake  (ObdTypedWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdTypedWatch, obd_typed_watch_free)

G_END_DECLS
