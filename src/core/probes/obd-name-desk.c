/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-name-desk.h"

typedef struct
{
  gboolean   done;
  GPtrArray *addresses; /* GSocketAddress (owned), of any port; %NULL if @error is set */
  GError    *error;
} NameAnswer;

struct _ObdNameDesk
{
  ObdWireContext *context;
  GMutex          lock;
  GCond           moved;
  GHashTable     *answers; /* host → NameAnswer (owned), (mutex lock) */
};

static void
free_answer (gpointer data)
{
  NameAnswer *answer = data;

  g_clear_pointer (&answer->addresses, g_ptr_array_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

ObdNameDesk *
obd_name_desk_new (ObdWireContext *context)
{
  ObdNameDesk *desk = g_new0 (ObdNameDesk, 1);

  desk->context = obd_wire_context_ref (context);
  desk->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_answer);
  g_mutex_init (&desk->lock);
  g_cond_init (&desk->moved);
  return desk;
}

void
obd_name_desk_free (ObdNameDesk *desk)
{
  g_hash_table_unref (desk->answers);
  g_mutex_clear (&desk->lock);
  g_cond_clear (&desk->moved);
  obd_wire_context_unref (desk->context);
  g_free (desk);
}

void
obd_name_desk_wake (ObdNameDesk *desk)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  g_cond_broadcast (&desk->moved);
}

/* The addresses of another port are the same addresses. */
static GSocketAddress *
copy_address (GInetSocketAddress *address,
              guint16             port)
{
  GInetAddress *number = g_inet_socket_address_get_address (address);
  gboolean six = g_inet_address_get_family (number) == G_SOCKET_FAMILY_IPV6;
  guint scope = six ? g_inet_socket_address_get_scope_id (address) : 0;

  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", number, "port", (guint) port,
                       "scope-id", scope, NULL);
}

static GPtrArray *
copy_for_port (GPtrArray *addresses,
               guint16    port)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (copy, copy_address (g_ptr_array_index (addresses, i), port));
  return copy;
}

/* Asks without the lock, so that other hosts are not held up; then tells everybody. */
static void
ask_name_service (ObdNameDesk  *desk,
                  const char   *host,
                  guint16       port,
                  NameAnswer   *answer,
                  gint64        deadline,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *addresses = NULL;

  g_mutex_unlock (&desk->lock);
  addresses = obd_resolve (desk->context, host, port, NULL, deadline, cancellable, &error);
  g_mutex_lock (&desk->lock);
  answer->addresses = addresses;
  answer->error = error;
  answer->done = TRUE;
  g_cond_broadcast (&desk->moved);
}

/* With the lock held. FALSE when time is up or the run was cancelled. */
static gboolean
await_answer (ObdNameDesk   *desk,
              NameAnswer    *answer,
              gint64         deadline,
              GCancellable  *cancellable,
              GError       **error)
{
  while (!answer->done)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!g_cond_wait_until (&desk->moved, &desk->lock, deadline) && !answer->done)
        {
          g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_SERVICE,
                               "The name service did not answer in time");
          return FALSE;
        }
    }
  return TRUE;
}

static GPtrArray *
resolve_once (ObdNameDesk   *desk,
              const char    *host,
              guint16        port,
              gint64         deadline,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);
  NameAnswer *answer = g_hash_table_lookup (desk->answers, host);

  if (answer == NULL)
    {
      answer = g_new0 (NameAnswer, 1);
      g_hash_table_insert (desk->answers, g_strdup (host), answer);
      ask_name_service (desk, host, port, answer, deadline, cancellable);
    }
  else if (!await_answer (desk, answer, deadline, cancellable, error))
    return NULL;
  if (answer->error != NULL)
    {
      g_propagate_error (error, g_error_copy (answer->error));
      return NULL;
    }
  return copy_for_port (answer->addresses, port);
}

GPtrArray *
obd_name_desk_resolve (ObdNameDesk   *desk,
                       const char    *host,
                       guint16        port,
                       gboolean      *mapped,
                       gint64         deadline,
                       GCancellable  *cancellable,
                       GError       **error)
{
  const ObdAddressBook *book = obd_wire_context_get_book (desk->context);
  GPtrArray *known;

  /* Port 0 means "under any port": that answer is no answer for a port that is not in the book. */
  if (book != NULL && port == 0)
    return obd_resolve (desk->context, host, port, mapped, deadline, cancellable, error);
  known = book != NULL ? obd_address_book_lookup (book, host, port) : NULL;
  if (mapped != NULL)
    *mapped = known != NULL;
  return known != NULL ? known : resolve_once (desk, host, port, deadline, cancellable, error);
}
