/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-vault-items.h"

#include "obd-vault-private.h"

/* The attributes are visible without unlocking (GNOME Keyring keeps only hashes of them on disk);
 * the password is the secret and stands nowhere else. */
static const SecretSchema schema = {
  "io.github.outboxdoctor.Mailbox", SECRET_SCHEMA_NONE,
  {
    { "protocol", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "username", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "port", SECRET_SCHEMA_ATTRIBUTE_INTEGER },
    { "security", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static GHashTable *
new_attributes (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

static void
put (GHashTable *attributes,
     const char *name,
     const char *value)
{
  if (value != NULL)
    g_hash_table_insert (attributes, (gpointer) name, g_strdup (value));
}

static GHashTable *
attributes_of (const ObdVaultEntry *entry)
{
  GHashTable *attributes = new_attributes ();

  put (attributes, "protocol", entry->protocol);
  put (attributes, "address", entry->address);
  put (attributes, "username", entry->username);
  if (entry->endpoint == NULL)
    return attributes;
  put (attributes, "host", entry->endpoint->host);
  put (attributes, "security", obd_security_to_nick (entry->endpoint->security));
  g_hash_table_insert (attributes, (gpointer) "port",
                       g_strdup_printf ("%u", entry->endpoint->port));
  return attributes;
}

static GList *
search_once (SecretService        *service,
             const ObdVaultEntry  *wanted,
             GCancellable         *cancellable,
             GError              **error)
{
  g_autoptr (GHashTable) attributes = new_attributes ();

  if (wanted != NULL)
    {
      put (attributes, "protocol", wanted->protocol);
      put (attributes, "address", wanted->address);
    }
  return secret_service_search_sync (service, &schema, attributes, SECRET_SEARCH_ALL, cancellable,
                                     error);
}

/* Moves what is locked from @items to the list returned. */
static GList *
take_locked (GList **items)
{
  GList *locked = NULL;
  GList *next;

  for (GList *l = *items; l != NULL; l = next)
    {
      next = l->next;
      if (!secret_item_get_locked (l->data))
        continue;
      *items = g_list_remove_link (*items, l);
      locked = g_list_concat (l, locked);
    }
  return locked;
}

gboolean
obd_vault_items_search (SecretService        *service,
                        const ObdVaultEntry  *wanted,
                        GList               **items,
                        GCancellable         *cancellable,
                        GError              **error)
{
  g_autoptr (GError) failure = NULL;
  g_autolist (SecretItem) found = search_once (service, wanted, cancellable, &failure);
  g_autolist (SecretItem) locked = take_locked (&found);

  if (failure == NULL && locked != NULL)
    {
      secret_service_unlock_sync (service, locked, cancellable, NULL, &failure);
      g_list_free_full (g_steal_pointer (&found), g_object_unref);
      g_list_free_full (g_steal_pointer (&locked), g_object_unref);
      /* Anew: an item that was read while it was locked does not know its attributes. */
      if (failure == NULL)
        found = search_once (service, wanted, cancellable, &failure);
      locked = take_locked (&found);
    }
  if (failure == NULL && found == NULL && locked != NULL)
    g_set_error_literal (&failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "locked");
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *items = g_steal_pointer (&found);
  return TRUE;
}

gboolean
obd_vault_items_store (SecretService        *service,
                       const ObdVaultEntry  *entry,
                       const ObdSecret      *secret,
                       GCancellable         *cancellable,
                       GError              **error)
{
  g_autoptr (GHashTable) attributes = attributes_of (entry);
  /* The copy lies in libsecret's own memory, which is locked and wiped. */
  g_autoptr (SecretValue) value = secret_value_new (obd_secret_peek (secret),
                                                    obd_secret_length (secret), "text/plain");
  g_autoptr (GError) failure = NULL;

  if (secret_service_store_sync (service, &schema, attributes, SECRET_COLLECTION_DEFAULT,
                                 entry->label, value, cancellable, &failure))
    return TRUE;
  if (failure == NULL) /* a dismissed prompt is no error of libsecret's */
    g_set_error_literal (&failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "dismissed");
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
obd_vault_items_remove_others (SecretService       *service,
                               const ObdVaultEntry *entry,
                               GCancellable        *cancellable)
{
  g_autolist (SecretItem) items = search_once (service, entry, cancellable, NULL);

  for (GList *l = items; l != NULL; l = l->next)
    {
      g_autoptr (ObdVaultEntry) stored = obd_vault_items_read_entry (l->data);

      if (stored != NULL && !secret_item_get_locked (l->data)
          && !obd_vault_entry_matches (stored, entry))
        secret_item_delete_sync (l->data, cancellable, NULL);
    }
}

/* Seconds since 1970; 0 if the service does not tell. secret_item_get_modified() would warn. */
static guint64
get_modified (SecretItem *item)
{
  g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (item), "Modified");

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64)
         ? g_variant_get_uint64 (value) : 0;
}

SecretItem *
obd_vault_items_pick_newest (GList *items)
{
  SecretItem *newest = NULL;

  for (GList *l = items; l != NULL; l = l->next)
    if (newest == NULL || get_modified (l->data) > get_modified (newest))
      newest = l->data;
  return newest;
}

ObdVaultEntry *
obd_vault_items_read_entry (SecretItem *item)
{
  g_autoptr (GHashTable) attributes = secret_item_get_attributes (item);
  g_autoptr (ObdEndpoint) endpoint = NULL;
  const char *protocol = g_hash_table_lookup (attributes, "protocol");
  const char *address = g_hash_table_lookup (attributes, "address");
  const char *host = g_hash_table_lookup (attributes, "host");
  const char *port_text = g_hash_table_lookup (attributes, "port");
  ObdSecurity security = OBD_SECURITY_UNKNOWN;
  guint64 port = 0;

  if (protocol == NULL || address == NULL)
    return NULL;
  obd_security_from_nick (g_hash_table_lookup (attributes, "security"), &security);
  if (host != NULL && port_text != NULL
      && g_ascii_string_to_unsigned (port_text, 10, 1, G_MAXUINT16, &port, NULL))
    endpoint = obd_endpoint_new (host, port, security);
  return obd_vault_entry_new (protocol, address, g_hash_table_lookup (attributes, "username"),
                              endpoint);
}

ObdSecret *
obd_vault_items_load_secret (SecretItem    *item,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr (SecretValue) value = NULL;
  const char *text;
  gsize length = 0;

  if (!secret_item_load_secret_sync (item, cancellable, error))
    return NULL;
  value = secret_item_get_secret (item);
  if (value == NULL)
    {
      g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "no secret");
      return NULL;
    }
  text = secret_value_get (value, &length);
  return obd_secret_new (text, length);
}
