/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-server.h"

#include "obd-practice-session.h"
#include "obd-practice-time.h"

typedef struct
{
  ObdPracticeServer     *server; /* borrowed; outlives every conversation */
  const ObdPracticePort *port;
  GSocketConnection     *connection; /* (owned) */
  GThread               *thread;     /* (owned): joined by the reaper */
  int                    done;       /* (atomic) */
} Conversation;

struct _ObdPracticeServer
{
  const ObdPracticeRules *rules;
  GTlsCertificate        *certificate; /* (owned) */
  GCancellable           *end;         /* (owned): wakes and ends every thread */
  guint                   n_ports;
  GSocket                *sockets[OBD_PRACTICE_MAX_PORTS]; /* (owned): one each port of the rules */
  GSocket                *fillers[OBD_PRACTICE_MAX_PORTS]; /* (owned) (nullable): of silent doors */
  GSocket                *closed;      /* (owned): bound, never listens */
  GSocket                *time;        /* (owned): UDP */
  GThread                *thread;      /* (owned): takes callers */
  GPtrArray              *conversations; /* (owned): only that thread, and free() after it */
  ObdPracticeCounts       counts;      /* (atomic) */
};

static GSocketAddress *
loopback (guint16 port)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  return g_inet_socket_address_new (address, port);
}

/* Bound to a port of the kernel's choice. Without SO_REUSEADDR, which would let another program
 * listen where we only bind. */
static GSocket *
bind_socket (GSocketType   type,
             GError      **error)
{
  g_autoptr (GSocketAddress) address = loopback (0);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, type, G_SOCKET_PROTOCOL_DEFAULT,
                                             error);

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  return g_steal_pointer (&socket);
}

static guint16
real_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return address != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) : 0;
}

/* A queue of no length and one caller in it: from then on Linux drops every SYN
 * (net/ipv4/tcp_input.c, tcp_conn_request), as a firewall would. */
static GSocket *
fill_queue (GSocket  *listener,
            GError  **error)
{
  g_autoptr (GSocketAddress) address = loopback (real_port (listener));
  g_autoptr (GSocket) filler = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_DEFAULT, error);

  if (filler == NULL || !g_socket_connect (filler, address, NULL, error))
    return NULL;
  return g_steal_pointer (&filler);
}

static gboolean
open_door (ObdPracticeServer      *server,
           guint                   index,
           const ObdPracticePort  *port,
           GError                **error)
{
  GSocket *socket = bind_socket (G_SOCKET_TYPE_STREAM, error);

  server->sockets[index] = socket;
  if (socket == NULL)
    return FALSE;
  switch (port->door)
    {
    case OBD_PRACTICE_DOOR_OPEN:
      g_socket_set_listen_backlog (socket, OBD_PRACTICE_MAX_CONVERSATIONS);
      return g_socket_listen (socket, error);
    case OBD_PRACTICE_DOOR_SILENT:
      g_socket_set_listen_backlog (socket, 0);
      if (!g_socket_listen (socket, error))
        return FALSE;
      server->fillers[index] = fill_queue (socket, error);
      return server->fillers[index] != NULL;
    case OBD_PRACTICE_DOOR_CLOSED:
    default:
      return TRUE;
    }
}

static gpointer
converse_worker (gpointer data)
{
  Conversation *conversation = data;
  ObdPracticeServer *server = conversation->server;
  ObdPracticeLine *line = obd_practice_line_new (conversation->connection, server->end);

  obd_practice_session_run (server->rules, conversation->port, server->certificate, line,
                            &server->counts);
  obd_practice_line_free (line);
  g_atomic_int_set (&conversation->done, TRUE);
  return NULL;
}

static void
conversation_free (gpointer data)
{
  Conversation *conversation = data;

  if (conversation->thread != NULL)
    g_thread_join (conversation->thread);
  g_object_unref (conversation->connection);
  g_free (conversation);
}

static void
reap (ObdPracticeServer *server)
{
  for (guint i = server->conversations->len; i-- > 0;)
    {
      Conversation *conversation = g_ptr_array_index (server->conversations, i);

      if (g_atomic_int_get (&conversation->done))
        g_ptr_array_remove_index_fast (server->conversations, i);
    }
}

static void
take_caller (ObdPracticeServer *server,
             guint              index)
{
  g_autoptr (GSocket) socket = g_socket_accept (server->sockets[index], server->end, NULL);
  Conversation *conversation;

  if (socket == NULL)
    return;
  g_socket_set_blocking (socket, TRUE);
  /* A reply is one write; waiting for more to send with it would only slow the exam. */
  g_socket_set_option (socket, 6 /* IPPROTO_TCP */, 1 /* TCP_NODELAY */, 1, NULL);
  conversation = g_new0 (Conversation, 1);
  conversation->server = server;
  conversation->port = &server->rules->ports[index];
  conversation->connection = g_socket_connection_factory_create_connection (socket);
  conversation->thread = g_thread_try_new ("obd-practice-talk", converse_worker, conversation, NULL);
  if (conversation->thread == NULL)
    conversation_free (conversation);
  else
    g_ptr_array_add (server->conversations, conversation);
}

/* The sockets whose doors are open; none while the house is full. Returns how many. */
static guint
fill_poll (ObdPracticeServer *server,
           GPollFD           *polls,
           guint             *indices)
{
  guint n = 0;

  if (server->conversations->len < OBD_PRACTICE_MAX_CONVERSATIONS)
    for (guint i = 0; i < server->n_ports; i++)
      if (server->rules->ports[i].door == OBD_PRACTICE_DOOR_OPEN)
        {
          indices[n] = i;
          polls[n++] = (GPollFD) { g_socket_get_fd (server->sockets[i]), G_IO_IN, 0 };
        }
  return n;
}

static gpointer
listen_worker (gpointer data)
{
  ObdPracticeServer *server = data;
  GPollFD polls[OBD_PRACTICE_MAX_PORTS + 2];
  guint indices[OBD_PRACTICE_MAX_PORTS];
  GPollFD wake = { -1, 0, 0 };

  if (!g_cancellable_make_pollfd (server->end, &wake))
    return NULL;
  while (!g_cancellable_is_cancelled (server->end))
    {
      guint n = fill_poll (server, polls, indices);

      polls[n] = (GPollFD) { g_socket_get_fd (server->time), G_IO_IN, 0 };
      polls[n + 1] = wake;
      /* Half a second is only for a full house: nobody tells this thread that a seat is free. */
      g_poll (polls, n + 2, n == 0 ? 500 : -1);
      for (guint i = 0; i < n; i++)
        if (polls[i].revents != 0)
          take_caller (server, indices[i]);
      if (polls[n].revents != 0)
        obd_practice_time_answer (server->time, server->rules->clock_offset);
      reap (server);
    }
  g_cancellable_release_fd (server->end);
  return NULL;
}

static gboolean
open_doors (ObdPracticeServer  *server,
            GError            **error)
{
  const ObdPracticePort *ports = server->rules->ports;

  for (; ports[server->n_ports].port != 0; server->n_ports++)
    if (!open_door (server, server->n_ports, &ports[server->n_ports], error))
      return FALSE;
  server->closed = bind_socket (G_SOCKET_TYPE_STREAM, error);
  if (server->closed == NULL)
    return FALSE;
  server->time = bind_socket (G_SOCKET_TYPE_DATAGRAM, error);
  return server->time != NULL;
}

ObdPracticeServer *
obd_practice_server_new (const ObdPracticeRules  *rules,
                         GTlsCertificate         *certificate,
                         GError                 **error)
{
  g_autoptr (ObdPracticeServer) server = g_new0 (ObdPracticeServer, 1);

  server->rules = rules;
  server->certificate = g_object_ref (certificate);
  server->end = g_cancellable_new ();
  server->conversations = g_ptr_array_new_with_free_func (conversation_free);
  if (!open_doors (server, error))
    return NULL;
  server->thread = g_thread_try_new ("obd-practice", listen_worker, server, error);
  if (server->thread == NULL)
    return NULL;
  return g_steal_pointer (&server);
}

void
obd_practice_server_free (ObdPracticeServer *server)
{
  g_cancellable_cancel (server->end);
  g_clear_pointer (&server->thread, g_thread_join);
  g_clear_pointer (&server->conversations, g_ptr_array_unref);
  for (guint i = 0; i < OBD_PRACTICE_MAX_PORTS; i++)
    {
      g_clear_object (&server->fillers[i]);
      g_clear_object (&server->sockets[i]);
    }
  g_clear_object (&server->closed);
  g_clear_object (&server->time);
  g_clear_object (&server->certificate);
  g_clear_object (&server->end);
  g_free (server);
}

guint16
obd_practice_server_get_port (ObdPracticeServer *server,
                              guint              index)
{
  g_return_val_if_fail (index < server->n_ports, 0);
  return real_port (server->sockets[index]);
}

guint16
obd_practice_server_get_closed_port (ObdPracticeServer *server)
{
  return real_port (server->closed);
}

guint16
obd_practice_server_get_time_port (ObdPracticeServer *server)
{
  return real_port (server->time);
}

void
obd_practice_server_get_counts (ObdPracticeServer *server,
                                ObdPracticeCounts *counts)
{
  counts->connections = g_atomic_int_get (&server->counts.connections);
  counts->auths = g_atomic_int_get (&server->counts.auths);
  counts->bare_auths = g_atomic_int_get (&server->counts.bare_auths);
  counts->messages = g_atomic_int_get (&server->counts.messages);
}
