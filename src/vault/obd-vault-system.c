/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-vault-error.h"
#include "obd-vault-items.h"
#include "obd-vault-private.h"

#define OBD_TYPE_VAULT_SYSTEM (obd_vault_system_get_type ())
G_DECLARE_FINAL_TYPE (ObdVaultSystem, obd_vault_system, OBD, VAULT_SYSTEM, GObject)

struct _ObdVaultSystem
{
  GObject parent_instance;
};

static void obd_vault_system_iface_init (ObdVaultInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ObdVaultSystem, obd_vault_system, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OBD_TYPE_VAULT, obd_vault_system_iface_init))

/* One request; belongs to the worker's task, and outlives the caller's where a call is given up that
 * libsecret does not let go of. */
typedef struct _Request Request;

struct _Request
{
  ObdVaultEntry *entry;  /* (owned) (nullable) */
  ObdSecret     *secret; /* (owned) (nullable) */
  ObdVaultWatch *watch;  /* (owned) */
  /* Blocks; returns what the task returns, or %NULL with an error. */
  gpointer     (*work) (SecretService *service,
                        Request       *request,
                        GError       **error);
  GDestroyNotify free_result; /* (nullable): the result is a boolean */
  int            opened;      /* (atomic): the service was reached */
};

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->entry, obd_vault_entry_free);
  g_clear_pointer (&request->secret, obd_secret_unref);
  g_clear_pointer (&request->watch, obd_vault_watch_unref);
  g_free (request);
}

static void
request_worker (GTask        *worker,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Request *request = data;
  g_autoptr (SecretService) service = NULL;
  GError *error = NULL;
  gpointer result = NULL;

  service = obd_vault_service_open (request->watch, &error);
  g_atomic_int_set (&request->opened, service != NULL);
  if (service != NULL)
    result = request->work (service, request, &error);
  if (error == NULL && result == NULL)
    error = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "nothing");
  if (error != NULL)
    g_task_return_error (worker, error);
  else
    g_task_return_pointer (worker, result, request->free_result);
}

/* Main thread: the worker is done, or was given up. */
static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Request *request = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  obd_vault_watch_stop (request->watch);
  if (error != NULL)
    g_task_return_error (task, obd_vault_translate_error (error, request->watch,
                                                          g_atomic_int_get (&request->opened)));
  else if (request->free_result != NULL)
    g_task_return_pointer (task, value, request->free_result);
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @entry. */
static void
start (GTask         *task,
       ObdVaultEntry *entry,
       Request        shape)
{
  Request *request = g_memdup2 (&shape, sizeof shape);
  g_autoptr (GTask) worker = NULL;

  request->entry = entry;
  request->watch = obd_vault_watch_new (g_task_get_cancellable (task));
  worker = g_task_new (g_task_get_source_object (task),
                       obd_vault_watch_get_cancellable (request->watch), done_cb,
                       g_object_ref (task));
  g_task_set_source_tag (worker, start);
  g_task_set_task_data (worker, request, request_free);
  /* Whatever libsecret waits for (a prompt of a service that hangs cannot be cancelled). */
  g_task_set_return_on_cancel (worker, TRUE);
  g_task_run_in_thread (worker, request_worker);
}

/* --- Workers ---------------------------------------------------------------------------------- */

static gpointer
store_worker (SecretService  *service,
              Request        *request,
              GError        **error)
{
  GCancellable *cancellable = obd_vault_watch_get_cancellable (request->watch);

  if (!obd_vault_items_store (service, request->entry, request->secret, cancellable, error))
    return NULL;
  /* What was stored before for the mailbox with another server or user name. The new entry is
   * safe already, so a failure here takes nothing from the person. */
  obd_vault_items_remove_others (service, request->entry, cancellable);
  return GINT_TO_POINTER (TRUE);
}

static gpointer
lookup_worker (SecretService  *service,
               Request        *request,
               GError        **error)
{
  GCancellable *cancellable = obd_vault_watch_get_cancellable (request->watch);
  g_autolist (SecretItem) items = NULL;
  g_autoptr (ObdVaultEntry) entry = NULL;
  SecretItem *newest;
  ObdSecret *secret;

  if (!obd_vault_items_search (service, request->entry, &items, cancellable, error))
    return NULL;
  newest = obd_vault_items_pick_newest (items);
  entry = newest != NULL ? obd_vault_items_read_entry (newest) : NULL;
  if (entry == NULL)
    {
      g_propagate_error (error, obd_vault_new_not_found (request->entry->address));
      return NULL;
    }
  secret = obd_vault_items_load_secret (newest, cancellable, error);
  return secret != NULL ? obd_vault_found_new (g_steal_pointer (&entry), secret) : NULL;
}

static gpointer
forget_worker (SecretService  *service,
               Request        *request,
               GError        **error)
{
  GCancellable *cancellable = obd_vault_watch_get_cancellable (request->watch);
  g_autolist (SecretItem) items = NULL;
  gboolean any = FALSE;

  if (!obd_vault_items_search (service, request->entry, &items, cancellable, error))
    return NULL;
  for (GList *l = items; l != NULL; l = l->next)
    {
      g_autoptr (ObdVaultEntry) stored = obd_vault_items_read_entry (l->data);

      if (stored == NULL || !obd_vault_entry_matches (stored, request->entry))
        continue;
      if (!secret_item_delete_sync (l->data, cancellable, error))
        return NULL;
      any = TRUE;
    }
  if (!any)
    g_propagate_error (error, obd_vault_new_not_found (request->entry->address));
  return GINT_TO_POINTER (any);
}

static gpointer
list_worker (SecretService  *service,
             Request        *request,
             GError        **error)
{
  GCancellable *cancellable = obd_vault_watch_get_cancellable (request->watch);
  g_autolist (SecretItem) items = NULL;
  GPtrArray *entries;

  if (!obd_vault_items_search (service, NULL, &items, cancellable, error))
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_vault_entry_free);
  for (GList *l = items; l != NULL; l = l->next)
    {
      ObdVaultEntry *entry = obd_vault_items_read_entry (l->data);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  return entries;
}

/* --- Interface -------------------------------------------------------------------------------- */

static void
obd_vault_system_store (ObdVault            *vault,
                        const ObdVaultEntry *entry,
                        const ObdSecret     *secret,
                        GTask               *task)
{
  start (task, obd_vault_entry_copy (entry),
         (Request) { .work = store_worker, .secret = obd_secret_ref (secret) });
}

static void
obd_vault_system_lookup (ObdVault   *vault,
                         const char *protocol,
                         const char *address,
                         GTask      *task)
{
  start (task, obd_vault_entry_new (protocol, address, NULL, NULL),
         (Request) { .work = lookup_worker,
                     .free_result = (GDestroyNotify) obd_vault_found_free });
}

static void
obd_vault_system_forget (ObdVault            *vault,
                         const ObdVaultEntry *entry,
                         GTask               *task)
{
  start (task, obd_vault_entry_copy (entry), (Request) { .work = forget_worker });
}

static void
obd_vault_system_list (ObdVault *vault,
                       GTask    *task)
{
  start (task, NULL, (Request) { .work = list_worker,
                                 .free_result = (GDestroyNotify) g_ptr_array_unref });
}

static void
obd_vault_system_iface_init (ObdVaultInterface *iface)
{
  iface->store = obd_vault_system_store;
  iface->lookup = obd_vault_system_lookup;
  iface->forget = obd_vault_system_forget;
  iface->list = obd_vault_system_list;
}

static void
obd_vault_system_class_init (ObdVaultSystemClass *klass)
{
}

static void
obd_vault_system_init (ObdVaultSystem *self)
{
}

ObdVault *
obd_vault_new_system (void)
{
  return g_object_new (OBD_TYPE_VAULT_SYSTEM, NULL);
}
