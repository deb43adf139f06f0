/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-script-server.h"

#include <string.h>
#include <sys/socket.h>

struct _ObdScriptServer
{
  GSocket         *listener; /* (owned) */
  GCancellable    *stop;     /* (owned): only the wait for the next connection */
  GStrv            script;   /* (owned) */
  GTlsCertificate *certificate;
  GThread         *thread;
  GCancellable    *notify; /* (owned) (atomic) (nullable) */
  GString         *heard; /* the thread's until it is joined */
  guint16          port;
};

typedef struct
{
  ObdScriptServer   *server;
  GSocketConnection *connection;
  GIOStream         *stream; /* (owned) */
} Session;

static gboolean
say (Session    *session,
     const char *text,
     gssize      length)
{
  GOutputStream *output = g_io_stream_get_output_stream (session->stream);

  return g_output_stream_write_all (output, text, length < 0 ? strlen (text) : (gsize) length, NULL,
                                    NULL, NULL);
}

static gboolean
say_escaped (Session    *session,
             const char *text,
             gboolean    line)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (p[0] != '\\')
        g_string_append_c (bytes, *p);
      else if (*++p == 'n')
        g_string_append_c (bytes, '\n');
      else
        g_string_append_c (bytes, *p == 'r' ? '\r' : '\0');
    }
  if (line)
    g_string_append (bytes, "\r\n");
  return say (session, bytes->str, bytes->len);
}

static char *
hear (Session *session)
{
  GInputStream *input = g_io_stream_get_input_stream (session->stream);
  GString *line = g_string_new (NULL);
  char c;

  while (g_input_stream_read (input, &c, 1, NULL, NULL) == 1)
    {
      if (c == '\n')
        return g_string_free (line, FALSE);
      if (c != '\r')
        g_string_append_c (line, c);
    }
  g_string_free (line, TRUE);
  return NULL;
}

static gboolean
expect (Session    *session,
        const char *prefix)
{
  g_autofree char *line = hear (session);

  if (line == NULL)
    return FALSE;
  g_string_append_printf (session->server->heard, "%s|", line);
  return g_str_has_prefix (line, prefix);
}

static gboolean
hear_until (Session    *session,
            const char *last)
{
  for (;;)
    {
      g_autofree char *line = hear (session);

      if (line == NULL)
        return FALSE;
      g_string_append_printf (session->server->heard, "%s|", line);
      if (g_str_equal (line, last))
        return TRUE;
    }
}

static gboolean
say_zeros (Session    *session,
           const char *megabytes)
{
  static const char zeros[1024 * 1024];
  GOutputStream *output = g_io_stream_get_output_stream (session->stream);
  g_autoptr (GConverter) gzip = NULL;
  g_autoptr (GOutputStream) packed = NULL;
  gboolean ok = TRUE;

  gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  packed = g_converter_output_stream_new (output, gzip);
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (packed), FALSE);
  for (gint64 left = g_ascii_strtoll (megabytes, NULL, 10); ok && left > 0; left--)
    ok = g_output_stream_write_all (packed, zeros, sizeof zeros, NULL, NULL, NULL);
  return g_output_stream_close (packed, NULL, NULL) && ok;
}

static gboolean
start_tls (Session *session)
{
  GIOStream *tls;

  tls = g_tls_server_connection_new (session->stream, session->server->certificate, NULL);
  g_object_unref (session->stream);
  session->stream = tls;
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  return g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL);
}

static gboolean
repeat (Session    *session,
        const char *text)
{
  while (say_escaped (session, text, TRUE))
    ;
  return FALSE;
}

static gboolean
hang (Session *session)
{
  char buffer[256];

  while (g_input_stream_read (g_io_stream_get_input_stream (session->stream), buffer, sizeof buffer,
                              NULL, NULL) > 0)
    ;
  return FALSE;
}

static gboolean
reset (Session *session)
{
  struct linger linger = { 1, 0 };
  GSocket *socket = g_socket_connection_get_socket (session->connection);

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
  return FALSE;
}

static gboolean
play_step (Session    *session,
           const char *step)
{
  switch (step[0])
    {
    case 'S':
      return say_escaped (session, step + 2, TRUE);
    case 's':
      return say_escaped (session, step + 2, FALSE);
    case 'C':
      return expect (session, step + 2);
    case 'T':
      return start_tls (session);
    case 'B':
      return hear_until (session, ".");
    case 'Q':
      return hear_until (session, "");
    case 'Z':
      return say_zeros (session, step + 2);
    case 'M':
      return repeat (session, step + 2);
    case 'H':
      return hang (session);
    case 'N':
      g_cancellable_cancel (g_atomic_pointer_get (&session->server->notify));
      return TRUE;
    case 'R':
      return reset (session);
    case '\0':
      return TRUE;
    default:
      g_error ("no such step: %s", step);
    }
}

static void
serve (ObdScriptServer *server,
       GSocket         *socket)
{
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  Session session = { server, connection, G_IO_STREAM (g_object_ref (connection)) };

  for (guint i = 0; server->script[i] != NULL; i++)
    if (!play_step (&session, server->script[i]))
      break;
  /* Reads what the client still says, so that closing does not become a reset. */
  if (!g_socket_is_closed (socket))
    {
      g_socket_shutdown (socket, FALSE, TRUE, NULL);
      hang (&session);
    }
  g_io_stream_close (session.stream, NULL, NULL);
  g_object_unref (session.stream);
}

static gpointer
server_worker (gpointer data)
{
  ObdScriptServer *server = data;
  g_autoptr (GSocket) socket = NULL;

  while ((socket = g_socket_accept (server->listener, server->stop, NULL)) != NULL)
    {
      serve (server, socket);
      g_clear_object (&socket);
    }
  /* Whoever had connected when it was told to stop is served all the same. */
  g_socket_set_blocking (server->listener, FALSE);
  while ((socket = g_socket_accept (server->listener, NULL, NULL)) != NULL)
    {
      serve (server, socket);
      g_clear_object (&socket);
    }
  return NULL;
}

static guint16
listen_on_loopback (GSocket *listener)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_bind (listener, any_port, FALSE, &error);
  g_assert_no_error (error);
  g_socket_set_listen_backlog (listener, 128);
  g_socket_listen (listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (listener, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

ObdScriptServer *
obd_script_server_new (const char      *script,
                       GTlsCertificate *certificate)
{
  ObdScriptServer *server = g_new0 (ObdScriptServer, 1);

  server->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                   G_SOCKET_PROTOCOL_TCP, NULL);
  server->port = listen_on_loopback (server->listener);
  server->stop = g_cancellable_new ();
  server->script = g_strsplit (script, "\n", -1);
  server->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  server->heard = g_string_new (NULL);
  server->thread = g_thread_new ("script-server", server_worker, server);
  return server;
}

guint16
obd_script_server_get_port (ObdScriptServer *server)
{
  return server->port;
}

void
obd_script_server_set_notify (ObdScriptServer *server,
                              GCancellable    *cancellable)
{
  g_assert (server->notify == NULL);
  if (cancellable != NULL)
    g_atomic_pointer_set (&server->notify, g_object_ref (cancellable));
}

static void
join (ObdScriptServer *server)
{
  if (server->thread == NULL)
    return;
  g_cancellable_cancel (server->stop);
  g_thread_join (g_steal_pointer (&server->thread));
}

char *
obd_script_server_finish (ObdScriptServer *server)
{
  join (server);
  return g_strdup (server->heard->str);
}

void
obd_script_server_free (ObdScriptServer *server)
{
  join (server);
  g_socket_close (server->listener, NULL);
  g_object_unref (server->listener);
  g_object_unref (server->stop);
  g_clear_object (&server->notify);
  g_strfreev (server->script);
  g_clear_object (&server->certificate);
  g_string_free (server->heard, TRUE);
  g_free (server);
}
