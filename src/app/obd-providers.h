/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-provider-list.h"

G_BEGIN_DECLS

/* The provider list as the window uses it: read and searched in a worker thread, because drop-in
 * folders lie on disks that may be slow, and an organisation's list may be long. Main thread. */

/**
 * obd_providers_load_async:
 * @callback: told once the list is there, which it always will be
 *
 * Reads the list, if that has not been done yet.
 */
void             obd_providers_load_async    (GAsyncReadyCallback   callback,
                                              gpointer              data);
ObdProviderList *obd_providers_load_finish   (GAsyncResult         *result); /* borrowed */
/* (nullable): borrowed: the list, once it has been read. */
ObdProviderList *obd_providers_peek          (void);
/**
 * obd_providers_search_async:
 * @text: what was typed, as obd_provider_list_search() takes it
 * @max: how many answers at most
 * @cancellable: (nullable): cancelled when the answer is no longer wanted
 */
void             obd_providers_search_async  (const char           *text,
                                              guint                 max,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* (transfer full) (nullable) (element-type ObdProvider): %NULL only with @error (cancelled). */
GPtrArray       *obd_providers_search_finish (GAsyncResult         *result,
                                              GError              **error);
/**
 * obd_providers_did_you_mean_async:
 * @typed: what was typed: a mail address, or with @host the name of a server
 * @own: (nullable): a domain that the person certainly uses
 *
 * Asks obd_did_you_mean_domain() or obd_did_you_mean_host().
 */
void             obd_providers_did_you_mean_async  (const char           *typed,
                                                    gboolean              host,
                                                    const char           *own,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
/* (transfer full) (nullable): what was likely meant, whole: "anna@gmail.com", "smtp.gmail.com". */
char            *obd_providers_did_you_mean_finish (GAsyncResult         *result);

G_END_DECLS
