/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-vault.h"

G_BEGIN_DECLS

/* The vault's calls, waited for. */

gboolean   vault_store  (ObdVault            *vault,
                         const ObdVaultEntry *entry,
                         const char          *password,
                         GCancellable        *cancellable,
                         GError             **error);
/* The password, %NULL if there is none or it failed. (transfer full) */
char      *vault_lookup (ObdVault            *vault,
                         const char          *protocol,
                         const char          *address,
                         ObdVaultEntry      **entry,
                         GCancellable        *cancellable,
                         GError             **error);
gboolean   vault_forget (ObdVault            *vault,
                         const ObdVaultEntry *entry,
                         GError             **error);
GPtrArray *vault_list   (ObdVault            *vault,
                         GError             **error);

G_END_DECLS
