/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-vault-service.h"
#include "obd-vault.h"

G_BEGIN_DECLS

/* Our schema on the Secret Service: entries to items and back. Every call blocks. */

/**
 * obd_vault_items_search:
 * @wanted: (nullable): its protocol and address are searched for; %NULL for everything of ours
 * @items: (out) (transfer full) (element-type SecretItem): unlocked items, without their secrets
 *
 * What is locked is unlocked first, for which the service may ask the person. Only if nothing can
 * be read because of that it is %SECRET_ERROR_IS_LOCKED; finding nothing is no error.
 */
gboolean       obd_vault_items_search        (SecretService        *service,
                                              const ObdVaultEntry  *wanted,
                                              GList               **items,
                                              GCancellable         *cancellable,
                                              GError              **error);
gboolean       obd_vault_items_store         (SecretService        *service,
                                              const ObdVaultEntry  *entry,
                                              const ObdSecret      *secret,
                                              GCancellable         *cancellable,
                                              GError              **error);
/* Deletes what is stored for the protocol and address of @entry but is not @entry. */
void           obd_vault_items_remove_others (SecretService        *service,
                                              const ObdVaultEntry  *entry,
                                              GCancellable         *cancellable);
/* Borrowed (nullable). */
SecretItem    *obd_vault_items_pick_newest   (GList                *items);
/* (transfer full) (nullable): %NULL if the attributes are not what we write. */
ObdVaultEntry *obd_vault_items_read_entry    (SecretItem           *item);
/* (transfer full) (nullable) */
ObdSecret     *obd_vault_items_load_secret   (SecretItem           *item,
                                              GCancellable         *cancellable,
                                              GError              **error);

G_END_DECLS
