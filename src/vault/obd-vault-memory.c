/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-vault-private.h"

#define OBD_TYPE_VAULT_MEMORY (obd_vault_memory_get_type ())
G_DECLARE_FINAL_TYPE (ObdVaultMemory, obd_vault_memory, OBD, VAULT_MEMORY, GObject)

struct _ObdVaultMemory
{
  GObject    parent_instance;
  GPtrArray *kept; /* (owned) ObdVaultFound */
};

static void obd_vault_memory_iface_init (ObdVaultInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ObdVaultMemory, obd_vault_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OBD_TYPE_VAULT, obd_vault_memory_iface_init))

/* Index of the mailbox's entry, or -1. */
static int
find (ObdVaultMemory *self,
      const char     *protocol,
      const char     *address)
{
  const ObdVaultEntry wanted = { .protocol = (char *) protocol, .address = (char *) address };

  for (guint i = 0; i < self->kept->len; i++)
    {
      ObdVaultFound *found = g_ptr_array_index (self->kept, i);

      if (obd_vault_entry_matches (found->entry, &wanted))
        return i;
    }
  return -1;
}

static void
obd_vault_memory_store (ObdVault            *vault,
                        const ObdVaultEntry *entry,
                        const ObdSecret     *secret,
                        GTask               *task)
{
  ObdVaultMemory *self = OBD_VAULT_MEMORY (vault);
  int index = find (self, entry->protocol, entry->address);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (index >= 0)
    g_ptr_array_remove_index (self->kept, index);
  g_ptr_array_add (self->kept, obd_vault_found_new (obd_vault_entry_copy (entry),
                                                    obd_secret_ref (secret)));
  g_task_return_boolean (task, TRUE);
}

static void
obd_vault_memory_lookup (ObdVault   *vault,
                         const char *protocol,
                         const char *address,
                         GTask      *task)
{
  ObdVaultMemory *self = OBD_VAULT_MEMORY (vault);
  int index = find (self, protocol, address);
  ObdVaultFound *found;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (index < 0)
    {
      g_task_return_error (task, obd_vault_new_not_found (address));
      return;
    }
  found = g_ptr_array_index (self->kept, index);
  g_task_return_pointer (task,
                         obd_vault_found_new (obd_vault_entry_copy (found->entry),
                                              obd_secret_ref (found->secret)),
                         (GDestroyNotify) obd_vault_found_free);
}

static void
obd_vault_memory_forget (ObdVault            *vault,
                         const ObdVaultEntry *entry,
                         GTask               *task)
{
  ObdVaultMemory *self = OBD_VAULT_MEMORY (vault);
  int index = find (self, entry->protocol, entry->address);
  ObdVaultFound *found = index >= 0 ? g_ptr_array_index (self->kept, index) : NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (found == NULL || !obd_vault_entry_matches (found->entry, entry))
    {
      g_task_return_error (task, obd_vault_new_not_found (entry->address));
      return;
    }
  g_ptr_array_remove_index (self->kept, index);
  g_task_return_boolean (task, TRUE);
}

static void
obd_vault_memory_list (ObdVault *vault,
                       GTask    *task)
{
  ObdVaultMemory *self = OBD_VAULT_MEMORY (vault);
  GPtrArray *entries;

  if (g_task_return_error_if_cancelled (task))
    return;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_vault_entry_free);
  for (guint i = 0; i < self->kept->len; i++)
    {
      ObdVaultFound *found = g_ptr_array_index (self->kept, i);

      g_ptr_array_add (entries, obd_vault_entry_copy (found->entry));
    }
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

static void
obd_vault_memory_iface_init (ObdVaultInterface *iface)
{
  iface->store = obd_vault_memory_store;
  iface->lookup = obd_vault_memory_lookup;
  iface->forget = obd_vault_memory_forget;
  iface->list = obd_vault_memory_list;
}

static void
obd_vault_memory_finalize (GObject *object)
{
  ObdVaultMemory *self = OBD_VAULT_MEMORY (object);

  g_ptr_array_unref (self->kept);
  G_OBJECT_CLASS (obd_vault_memory_parent_class)->finalize (object);
}

static void
obd_vault_memory_class_init (ObdVaultMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = obd_vault_memory_finalize;
}

static void
obd_vault_memory_init (ObdVaultMemory *self)
{
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_vault_found_free);
}

ObdVault *
obd_vault_new_memory (void)
{
  return g_object_new (OBD_TYPE_VAULT_MEMORY, NULL);
}
