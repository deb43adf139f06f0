/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* EAI_NODATA */
#include "config.h"

#include "obd-resolve-private.h"

#include "obd-errand.h"

#include <netdb.h>

/* getaddrinfo() cannot be cancelled and may hold its thread for as long as resolv.conf says, so it
 * has a thread of its own that outlives an impatient caller. GResolver would do the same in
 * GTask's shared pool of ten threads, where the TLS handshakes wait too; and it reports EAI_FAIL
 * (a name server that refuses to answer) as "no such name", which is another diagnosis. */
typedef struct
{
  char      *host;
  GPtrArray *addresses; /* GSocketAddress */
  int        code;      /* of getaddrinfo() */
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
  g_ptr_array_unref (lookup->addresses);
}

static void
unref_lookup (gpointer lookup)
{
  g_atomic_rc_box_release_full (lookup, clear_lookup);
}

static Lookup *
new_lookup (const char *host)
{
  Lookup *lookup = g_atomic_rc_box_new0 (Lookup);

  lookup->host = g_strdup (host);
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

static void
lookup_worker (gpointer data)
{
  Lookup *lookup = data;
  /* Not AI_ADDRCONFIG: an address that this machine has no way to is a finding. */
  struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
  struct addrinfo *found = NULL;

  lookup->code = lookup_func (lookup->host, NULL, &hints, &found);
  if (lookup->code == 0)
    add_addresses (lookup->addresses, found);
  if (found != NULL)
    freeaddrinfo (found);
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

static gboolean
run_lookup (Lookup        *lookup,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (obd_errand_run ("obd-resolve", lookup_worker, lookup, unref_lookup, deadline, cancellable,
                      &local_error))
    return TRUE;
  if (g_error_matches (local_error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT))
    return fail (error, OBD_WIRE_ERROR_NAME_SERVICE, lookup->host,
                 "the name service did not answer in time");
  g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", lookup->host);
  return FALSE;
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
  Lookup *lookup = new_lookup (host);
  GPtrArray *addresses = NULL;

  if (run_lookup (lookup, deadline, cancellable, error))
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
