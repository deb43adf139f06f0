/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-vault.h"

#include "obd-vault-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (obd-vault-error, obd_vault_error)

G_DEFINE_INTERFACE (ObdVault, obd_vault, G_TYPE_OBJECT)

static void
obd_vault_default_init (ObdVaultInterface *iface)
{
}

static char *
make_label (const char        *protocol,
            const char        *address,
            const ObdEndpoint *endpoint)
{
  const char *host = endpoint != NULL ? endpoint->host : "–";

  if (g_strcmp0 (protocol, "smtp") == 0)
    /* TRANSLATORS: shown in the desktop's password manager: a mail address and (its server). */
    return g_strdup_printf (_("Outgoing mail: %s (%s)"), address, host);
  /* TRANSLATORS: shown in the desktop's password manager: a mail address and (its server). */
  return g_strdup_printf (_("Incoming mail: %s (%s)"), address, host);
}

ObdVaultEntry *
obd_vault_entry_new (const char        *protocol,
                     const char        *address,
                     const char        *username,
                     const ObdEndpoint *endpoint)
{
  ObdVaultEntry *entry = g_new0 (ObdVaultEntry, 1);

  entry->protocol = g_strdup (protocol);
  entry->address = g_strdup (address);
  entry->username = g_strdup (username);
  entry->endpoint = endpoint != NULL ? obd_endpoint_ref (endpoint) : NULL;
  entry->label = make_label (protocol, address, endpoint);
  return entry;
}

void
obd_vault_entry_free (ObdVaultEntry *entry)
{
  g_free (entry->protocol);
  g_free (entry->address);
  g_free (entry->username);
  g_clear_pointer (&entry->endpoint, obd_endpoint_unref);
  g_free (entry->label);
  g_free (entry);
}

ObdVaultEntry *
obd_vault_entry_copy (const ObdVaultEntry *entry)
{
  return obd_vault_entry_new (entry->protocol, entry->address, entry->username, entry->endpoint);
}

gboolean
obd_vault_entry_matches (const ObdVaultEntry *stored,
                         const ObdVaultEntry *wanted)
{
  if (g_strcmp0 (stored->protocol, wanted->protocol) != 0
      || g_strcmp0 (stored->address, wanted->address) != 0)
    return FALSE;
  if (wanted->username != NULL && g_strcmp0 (stored->username, wanted->username) != 0)
    return FALSE;
  return wanted->endpoint == NULL
         || (stored->endpoint != NULL && obd_endpoint_equal (stored->endpoint, wanted->endpoint));
}

ObdVaultFound *
obd_vault_found_new (ObdVaultEntry *entry,
                     ObdSecret     *secret)
{
  ObdVaultFound *found = g_new0 (ObdVaultFound, 1);

  found->entry = entry;
  found->secret = secret;
  return found;
}

void
obd_vault_found_free (ObdVaultFound *found)
{
  g_clear_pointer (&found->entry, obd_vault_entry_free);
  g_clear_pointer (&found->secret, obd_secret_unref);
  g_free (found);
}

GError *
obd_vault_new_not_found (const char *address)
{
  return g_error_new (OBD_VAULT_ERROR, OBD_VAULT_ERROR_NOT_FOUND,
                      _("Nothing is stored in the keyring for %s."), address);
}

static GTask *
new_task (ObdVault            *vault,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             data)
{
  GTask *task = g_task_new (vault, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  return task;
}

void
obd_vault_store_async (ObdVault            *vault,
                       const ObdVaultEntry *entry,
                       const ObdSecret     *secret,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OBD_IS_VAULT (vault));
  g_return_if_fail (entry != NULL && entry->endpoint != NULL && secret != NULL);

  task = new_task (vault, obd_vault_store_async, cancellable, callback, data);
  OBD_VAULT_GET_IFACE (vault)->store (vault, entry, secret, task);
}

gboolean
obd_vault_store_finish (ObdVault      *vault,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, obd_vault_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
obd_vault_lookup_async (ObdVault            *vault,
                        const char          *protocol,
                        const char          *address,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OBD_IS_VAULT (vault));
  g_return_if_fail (protocol != NULL && address != NULL);

  task = new_task (vault, obd_vault_lookup_async, cancellable, callback, data);
  OBD_VAULT_GET_IFACE (vault)->lookup (vault, protocol, address, task);
}

ObdSecret *
obd_vault_lookup_finish (ObdVault       *vault,
                         GAsyncResult   *result,
                         ObdVaultEntry **entry,
                         GError        **error)
{
  g_autoptr (ObdVaultFound) found = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, obd_vault_lookup_async), NULL);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return NULL;
  if (entry != NULL)
    *entry = g_steal_pointer (&found->entry);
  return g_steal_pointer (&found->secret);
}

void
obd_vault_forget_async (ObdVault            *vault,
                        const ObdVaultEntry *entry,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OBD_IS_VAULT (vault));
  g_return_if_fail (entry != NULL);

  task = new_task (vault, obd_vault_forget_async, cancellable, callback, data);
  OBD_VAULT_GET_IFACE (vault)->forget (vault, entry, task);
}

gboolean
obd_vault_forget_finish (ObdVault      *vault,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, obd_vault_forget_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
obd_vault_list_async (ObdVault            *vault,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OBD_IS_VAULT (vault));

  task = new_task (vault, obd_vault_list_async, cancellable, callback, data);
  OBD_VAULT_GET_IFACE (vault)->list (vault, task);
}

GPtrArray *
obd_vault_list_finish (ObdVault      *vault,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, obd_vault_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
