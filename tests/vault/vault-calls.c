/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "vault-calls.h"

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

gboolean
vault_store (ObdVault             *vault,
             const ObdVaultEntry  *entry,
             const char           *password,
             GCancellable         *cancellable,
             GError              **error)
{
  g_autoptr (ObdSecret) secret = obd_secret_new (password, -1);
  g_autoptr (GAsyncResult) result = NULL;

  obd_vault_store_async (vault, entry, secret, cancellable, done_cb, &result);
  return obd_vault_store_finish (vault, await (&result), error);
}

char *
vault_lookup (ObdVault       *vault,
              const char     *protocol,
              const char     *address,
              ObdVaultEntry **entry,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (ObdSecret) secret = NULL;

  obd_vault_lookup_async (vault, protocol, address, cancellable, done_cb, &result);
  secret = obd_vault_lookup_finish (vault, await (&result), entry, error);
  return secret != NULL ? g_strndup (obd_secret_peek (secret), obd_secret_length (secret)) : NULL;
}

gboolean
vault_forget (ObdVault             *vault,
              const ObdVaultEntry  *entry,
              GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  obd_vault_forget_async (vault, entry, NULL, done_cb, &result);
  return obd_vault_forget_finish (vault, await (&result), error);
}

GPtrArray *
vault_list (ObdVault  *vault,
            GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  obd_vault_list_async (vault, NULL, done_cb, &result);
  return obd_vault_list_finish (vault, await (&result), error);
}
