/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * ObdVaultWatch:
 *
 * Bounds one request to the secret service: a service that says nothing is given up after
 * %OBD_VAULT_PATIENCE, while a person who thinks about a prompt is not hurried. Reference counted;
 * shared by the main thread, which watches, and the worker, which asks.
 */
typedef struct _ObdVaultWatch ObdVaultWatch;

/* Seconds. D-Bus itself would wait 25. */
#define OBD_VAULT_PATIENCE 10

/* For tests, which have less patience; before the first request. */
void           obd_vault_watch_set_patience (guint milliseconds);

/* Begins to watch, from the thread-default main context. @cancellable (nullable) is obeyed too. */
ObdVaultWatch *obd_vault_watch_new   (GCancellable   *cancellable);
ObdVaultWatch *obd_vault_watch_ref   (ObdVaultWatch  *watch);
void           obd_vault_watch_unref (ObdVaultWatch  *watch);
/* Ends the watching; in the thread that began it. */
void           obd_vault_watch_stop  (ObdVaultWatch  *watch);
/* Borrowed: give this to every call of the request. */
GCancellable  *obd_vault_watch_get_cancellable (ObdVaultWatch *watch);
/* The service was given up, not the request. */
gboolean       obd_vault_watch_is_given_up (ObdVaultWatch *watch);

/**
 * obd_vault_service_open:
 *
 * A connection of its own to the Secret Service, with a session; blocks. Opened anew for every
 * request: a shared one is bound to the service that ran when it was made, and fails for ever
 * after that has been restarted. It is never libsecret's file back end, which secret_password_*()
 * would choose inside a Flatpak and which no password manager shows.
 *
 * Returns: (transfer full) (nullable): the service
 */
SecretService *obd_vault_service_open (ObdVaultWatch  *watch,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdVaultWatch, obd_vault_watch_unref)

G_END_DECLS
