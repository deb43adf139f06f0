/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-http-route.h"

/* Walks over the addresses of a route. */
#define OBD_TYPE_HTTP_WALK (obd_http_walk_get_type ())
G_DECLARE_FINAL_TYPE (ObdHttpWalk, obd_http_walk, OBD, HTTP_WALK, GSocketAddressEnumerator)

struct _ObdHttpWalk
{
  GSocketAddressEnumerator  parent_instance;

  GPtrArray                *addresses; /* (owned) GSocketAddress */
  guint                     next;
};

G_DEFINE_FINAL_TYPE (ObdHttpWalk, obd_http_walk, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

struct _ObdHttpRoute
{
  GNetworkAddress  parent_instance;

  GPtrArray       *addresses; /* (owned) GSocketAddress */
};

static void obd_http_route_connectable_init (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ObdHttpRoute, obd_http_route, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      obd_http_route_connectable_init))

static GSocketAddress *
obd_http_walk_next (GSocketAddressEnumerator  *enumerator,
                    GCancellable              *cancellable,
                    GError                   **error)
{
  ObdHttpWalk *self = OBD_HTTP_WALK (enumerator);

  if (self->next == self->addresses->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->addresses, self->next++));
}

static void
obd_http_walk_finalize (GObject *object)
{
  g_ptr_array_unref (OBD_HTTP_WALK (object)->addresses);
  G_OBJECT_CLASS (obd_http_walk_parent_class)->finalize (object);
}

static void
obd_http_walk_class_init (ObdHttpWalkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = obd_http_walk_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = obd_http_walk_next;
}

static void
obd_http_walk_init (ObdHttpWalk *self)
{
}

static GSocketAddressEnumerator *
obd_http_route_enumerate (GSocketConnectable *connectable)
{
  ObdHttpWalk *walk = g_object_new (OBD_TYPE_HTTP_WALK, NULL);

  walk->addresses = g_ptr_array_ref (OBD_HTTP_ROUTE (connectable)->addresses);
  return G_SOCKET_ADDRESS_ENUMERATOR (walk);
}

static void
obd_http_route_connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = obd_http_route_enumerate;
  /* Without a proxy the proxy's way is the same. */
  iface->proxy_enumerate = obd_http_route_enumerate;
}

static void
obd_http_route_finalize (GObject *object)
{
  g_clear_pointer (&OBD_HTTP_ROUTE (object)->addresses, g_ptr_array_unref);
  G_OBJECT_CLASS (obd_http_route_parent_class)->finalize (object);
}

static void
obd_http_route_class_init (ObdHttpRouteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = obd_http_route_finalize;
}

static void
obd_http_route_init (ObdHttpRoute *self)
{
}

GSocketConnectable *
obd_http_route_new (const char *host,
                    guint16     port,
                    GPtrArray  *addresses)
{
  ObdHttpRoute *self = g_object_new (OBD_TYPE_HTTP_ROUTE, "hostname", host, "port", (guint) port,
                                     NULL);

  self->addresses = g_ptr_array_ref (addresses);
  return G_SOCKET_CONNECTABLE (self);
}
