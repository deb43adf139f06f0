/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-vault.h"

G_BEGIN_DECLS

/* What a look-up returns through its task. */
typedef struct
{
  ObdVaultEntry *entry;
  ObdSecret     *secret;
} ObdVaultFound;

/* Takes both. */
ObdVaultFound *obd_vault_found_new  (ObdVaultEntry *entry,
                                     ObdSecret     *secret);
void           obd_vault_found_free (ObdVaultFound *found);

ObdVaultEntry *obd_vault_entry_copy (const ObdVaultEntry *entry);
/* Whether @stored is what @wanted means; a %NULL endpoint of @wanted matches every one. */
gboolean       obd_vault_entry_matches (const ObdVaultEntry *stored,
                                        const ObdVaultEntry *wanted);
/* %OBD_VAULT_ERROR_NOT_FOUND with its sentence. */
GError        *obd_vault_new_not_found (const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdVaultFound, obd_vault_found_free)

G_END_DECLS
