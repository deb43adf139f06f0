/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* EAI_NODATA */
#include "config.h"

#include "obd-resolve-private.h"

#include "obd-wait.h"

#include <netdb.h>
#include <string.h>

/* getaddrinfo() cannot be cancelled and may hold its thread for as long as resolv.conf says, so it
 * has a thread of its own that outlives an impatient caller. GResolver would do the same in
 * GTask's shared pool of ten threads, where the TLS handshakes wait too; and it reports EAI_FAIL
 * (a name server that refuses to answer) as "no such name", which is another diagnosis. */
typedef struct
{
  char         *host;
  GMainContext *context; /* (owned) the caller's */
  GMutex        mutex;
  GPtrArray    *addresses; /* (mutex) GInetAddress */
  int           code;      /* (mutex) of getaddrinfo() */
  gboolean      done;      /* (mutex while the worker runs) */
} Lookup;

static ObdResolveFunc lookup_func = getaddrinfo;

void
obd_resolve_set_func (ObdResolveFunc func)
{
  lookup_func = func != NULL ? func : getaddrinfo;
}

int
obd_resolve_error_from_eai (int code)
{
  switch (code)
    {
    case EAI_NONAME:
#ifdef EAI_NODATA
    case EAI_NODATA:
#endif
#ifdef EAI_ADDRFAMILY
    case EAI_ADDRFAMILY:
#endif
      return OBD_WIRE_ERROR_NAME_UNKNOWN;
    default:
      return OBD_WIRE_ERROR_NAME_SERVICE;
    }
}

static void
clear_lookup (gpointer data)
{
  Lookup *lookup = data;

  g_free (lookup->host);
  g_main_context_unref (lookup->context);
  g_mutex_clear (&lookup->mutex);
  g_ptr_array_unref (lookup->addresses);
}

static void
unref_lookup (Lookup *lookup)
{
  g_atomic_rc_box_release_full (lookup, clear_lookup);
}

static Lookup *
new_lookup (const char   *host,
            GMainContext *context)
{
  Lookup *lookup = g_atomic_rc_box_new0 (Lookup);

  lookup->host = g_strdup (host);
  lookup->context = g_main_context_ref (context);
  g_mutex_init (&lookup->mutex);
  lookup->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  return lookup;
}

static void
add_addresses (GPtrArray             *addresses,
               const struct addrinfo *found)
{
  for (const struct addrinfo *a = found; a != NULL; a = a->ai_next)
    {
      g_autoptr (GSocketAddress) address = g_socket_address_new_from_native (a->ai_addr,
                                                                             a->ai_addrlen);

      if (G_IS_INET_SOCKET_ADDRESS (address))
        g_ptr_array_add (addresses, g_steal_pointer (&address));
    }
}

static gpointer
lookup_worker (gpointer data)
{
  Lookup *lookup = data;
  /* Not AI_ADDRCONFIG: an address that this machine has no way to is a finding. */
  struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
  struct addrinfo *found = NULL;
  int code = lookup_func (lookup->host, NULL, &hints, &found);

  g_mutex_lock (&lookup->mutex);
  if (code == 0)
    add_addresses (lookup->addresses, found);
  lookup->code = code;
  lookup->done = TRUE;
  g_mutex_unlock (&lookup->mutex);
  if (found != NULL)
    freeaddrinfo (found);
  g_main_context_wakeup (lookup->context);
  unref_lookup (lookup);
  return NULL;
}

static gboolean
lookup_is_done (Lookup *lookup)
{
  gboolean done;

  g_mutex_lock (&lookup->mutex);
  done = lookup->done;
  g_mutex_unlock (&lookup->mutex);
  return done;
}

static gboolean
fail (GError     **error,
      int          code,
      const char  *host,
      const char  *why)
{
  g_set_error (error, OBD_WIRE_ERROR, code, "%s: %s", host, why);
  return FALSE;
}

typedef struct
{
  GSource  source;
  Lookup  *lookup;
  gboolean *done;
} LookupSource;

static gboolean
check_lookup (GSource *source)
{
  return lookup_is_done (((LookupSource *) source)->lookup);
}

static gboolean
prepare_lookup (GSource *source,
                int     *timeout)
{
  *timeout = -1;
  return check_lookup (source);
}

static gboolean
dispatch_lookup (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     data)
{
  *((LookupSource *) source)->done = TRUE;
  return G_SOURCE_REMOVE;
}

static GSourceFuncs lookup_source_funcs = { prepare_lookup, check_lookup, dispatch_lookup, NULL };

static gboolean
wait_for_lookup (Lookup        *lookup,
                 gint64         deadline,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean done = FALSE;
  GSource *source = g_source_new (&lookup_source_funcs, sizeof (LookupSource));

  ((LookupSource *) source)->lookup = lookup;
  ((LookupSource *) source)->done = &done;
  g_source_attach (source, lookup->context);
  obd_wait_until (lookup->context, &done, deadline, cancellable, &local_error);
  g_source_destroy (source);
  g_source_unref (source);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error != NULL)
    return fail (error, OBD_WIRE_ERROR_NAME_SERVICE, lookup->host,
                 "the name service did not answer in time");
  return TRUE;
}

/* Copies nothing of a lookup that is not done: its worker may still write. */
static GPtrArray *
take_addresses (Lookup   *lookup,
                guint16   port,
                GError  **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_object_unref);

  if (lookup->code != 0)
    {
      fail (error, obd_resolve_error_from_eai (lookup->code), lookup->host,
            gai_strerror (lookup->code));
      return NULL;
    }
  for (guint i = 0; i < lookup->addresses->len; i++)
    {
      GInetAddress *address;

      address = g_inet_socket_address_get_address (g_ptr_array_index (lookup->addresses, i));
      g_ptr_array_add (addresses, g_inet_socket_address_new (address, port));
    }
  if (addresses->len == 0)
    {
      fail (error, OBD_WIRE_ERROR_NAME_UNKNOWN, lookup->host, "the name has no address");
      return NULL;
    }
  return g_steal_pointer (&addresses);
}

static GPtrArray *
ask_name_service (const char    *host,
                  guint16        port,
                  gint64         deadline,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Lookup *lookup = new_lookup (host, context);
  g_autoptr (GThread) thread = NULL;
  GPtrArray *addresses = NULL;

  thread = g_thread_try_new ("obd-resolve", lookup_worker, g_atomic_rc_box_acquire (lookup), error);
  if (thread == NULL)
    {
      unref_lookup (lookup);
      unref_lookup (lookup);
      g_prefix_error (error, "%s: ", host);
      return NULL;
    }
  if (wait_for_lookup (lookup, deadline, cancellable, error))
    addresses = take_addresses (lookup, port, error);
  unref_lookup (lookup);
  return addresses;
}

static GPtrArray *
from_numeric (const char *host,
              guint16     port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  GPtrArray *addresses;

  if (address == NULL)
    return NULL;
  addresses = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (addresses, g_steal_pointer (&address));
  return addresses;
}

GPtrArray *
obd_resolve (ObdWireContext  *context,
             const char      *host,
             guint16          port,
             gboolean        *mapped,
             gint64           deadline,
             GCancellable    *cancellable,
             GError         **error)
{
  GPtrArray *addresses = obd_address_book_lookup (obd_wire_context_get_book (context), host, port);

  if (mapped != NULL)
    *mapped = addresses != NULL;
  if (addresses == NULL)
    addresses = from_numeric (host, port);
  if (addresses != NULL)
    return addresses;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return ask_name_service (host, port, deadline, cancellable, error);
}
