/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

typedef struct
{
  guint    connection;
  gboolean inside_tls;
  char    *line;
} Said;

struct _FakeServer
{
  FakeScript      script;
  GSocketService *service;
  guint16         port;
  GMutex          lock;
  GCond           moved;
  guint           open;        /* connections being served, (mutex lock) */
  guint           connections; /* (mutex lock) */
  GArray         *said;        /* Said, (mutex lock) */
};

/* One connection while it lasts. */
typedef struct
{
  FakeServer       *server;
  guint             number;
  GIOStream        *stream; /* (owned) */
  GDataInputStream *input;  /* (owned) */
  gboolean          inside_tls;
  gboolean          signed_in;
} Talk;

static void
say (Talk       *talk,
     const char *text)
{
  GOutputStream *output = g_io_stream_get_output_stream (talk->stream);

  g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL);
}

static char *
hear (Talk *talk)
{
  char *line = g_data_input_stream_read_line (talk->input, NULL, NULL, NULL);
  Said said = { talk->number, talk->inside_tls, g_strdup (line) };

  if (line == NULL)
    return NULL;
  g_mutex_lock (&talk->server->lock);
  g_array_append_val (talk->server->said, said);
  g_mutex_unlock (&talk->server->lock);
  return line;
}

static void
take_stream (Talk      *talk,
             GIOStream *stream) /* (transfer full) */
{
  g_clear_object (&talk->input);
  g_clear_object (&talk->stream);
  talk->stream = stream;
  talk->input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  g_data_input_stream_set_newline_type (talk->input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (talk->input), FALSE);
}

static gboolean
start_tls (Talk *talk)
{
  const char *name = talk->server->script.certificate;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "certs",
                                                 name != NULL ? name : "good.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  GIOStream *stream;

  g_assert_no_error (error);
  stream = g_tls_server_connection_new (talk->stream, certificate, &error);
  g_assert_no_error (error);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (stream), NULL, NULL))
    {
      g_object_unref (stream);
      return FALSE;
    }
  talk->inside_tls = TRUE;
  take_stream (talk, stream);
  return TRUE;
}

static void
answer_hello (Talk *talk)
{
  const FakeScript *script = &talk->server->script;
  const char *auth = talk->inside_tls ? script->auth_tls : script->auth_plain;
  g_autofree char *line = auth != NULL ? g_strdup_printf ("250-AUTH %s\r\n", auth) : g_strdup ("");

  say (talk, "250-mail.example.test\r\n");
  say (talk, line);
  if (script->starttls && !talk->inside_tls)
    say (talk, "250-STARTTLS\r\n");
  say (talk, "250 PIPELINING\r\n");
}

static void
answer_auth (Talk *talk)
{
  guint code = talk->server->script.auth_code;
  g_autofree char *text = g_strdup_printf ("%u %s\r\n", code, code == 235 ? "2.7.0 ok"
                                                                         : "5.7.8 no");

  talk->signed_in = code == 235;
  say (talk, text);
}

static void
answer_data (Talk *talk)
{
  say (talk, "354 go on\r\n");
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (talk->input, NULL, NULL, NULL);

      if (line == NULL || g_str_equal (line, "."))
        break;
    }
  say (talk, "250 2.0.0 queued\r\n");
}

/* FALSE: the conversation is over. */
static gboolean
answer (Talk       *talk,
        const char *line)
{
  const FakeScript *script = &talk->server->script;

  if (g_str_has_prefix (line, "EHLO"))
    answer_hello (talk);
  else if (g_str_equal (line, "STARTTLS") && script->starttls)
    {
      say (talk, "220 go\r\n");
      return start_tls (talk);
    }
  else if (g_str_has_prefix (line, "AUTH"))
    answer_auth (talk);
  else if (g_str_has_prefix (line, "MAIL") || g_str_equal (line, "RSET"))
    say (talk, "250 2.1.0 ok\r\n");
  else if (g_str_has_prefix (line, "RCPT"))
    say (talk, talk->signed_in || script->open_relay ? "250 2.1.5 ok\r\n"
                                                     : "554 5.7.1 Relay access denied\r\n");
  else if (g_str_equal (line, "DATA"))
    answer_data (talk);
  else if (g_str_equal (line, "QUIT"))
    say (talk, "221 bye\r\n");
  else
    say (talk, "500 5.5.1 what\r\n");
  return !g_str_equal (line, "QUIT");
}

static void
serve (Talk *talk)
{
  if (talk->server->script.tls && !start_tls (talk))
    return;
  say (talk, "220 mail.example.test ESMTP\r\n");
  for (;;)
    {
      g_autofree char *line = hear (talk);

      if (line == NULL || !answer (talk, line))
        return;
    }
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        gpointer                data)
{
  FakeServer *server = data;
  Talk talk = { .server = server };

  g_mutex_lock (&server->lock);
  talk.number = server->connections++;
  server->open++;
  g_mutex_unlock (&server->lock);
  take_stream (&talk, G_IO_STREAM (g_object_ref (connection)));
  serve (&talk);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_object_unref (talk.input);
  g_object_unref (talk.stream);
  g_mutex_lock (&server->lock);
  server->open--;
  g_cond_broadcast (&server->moved);
  g_mutex_unlock (&server->lock);
  return TRUE;
}

FakeServer *
fake_server_new (const FakeScript *script)
{
  FakeServer *server = g_new0 (FakeServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) real = NULL;
  g_autoptr (GError) error = NULL;

  server->script = *script;
  g_mutex_init (&server->lock);
  g_cond_init (&server->moved);
  server->said = g_array_new (FALSE, FALSE, sizeof (Said));
  server->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (server->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &real, &error);
  g_assert_no_error (error);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (real));
  g_signal_connect (server->service, "run", G_CALLBACK (run_cb), server);
  return server;
}

void
fake_server_free (FakeServer *server)
{
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_mutex_lock (&server->lock);
  while (server->open > 0)
    g_cond_wait (&server->moved, &server->lock);
  g_mutex_unlock (&server->lock);
  g_object_unref (server->service);
  for (guint i = 0; i < server->said->len; i++)
    g_free (g_array_index (server->said, Said, i).line);
  g_array_unref (server->said);
  g_cond_clear (&server->moved);
  g_mutex_clear (&server->lock);
  g_free (server);
}

guint16
fake_server_get_port (FakeServer *server)
{
  return server->port;
}

guint
fake_server_count_connections (FakeServer *server)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  return server->connections;
}

guint
fake_server_count (FakeServer *server,
                   const char *verb,
                   int         inside_tls)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);
  guint count = 0;

  for (guint i = 0; i < server->said->len; i++)
    {
      const Said *said = &g_array_index (server->said, Said, i);

      count += g_str_has_prefix (said->line, verb)
               && (inside_tls < 0 || said->inside_tls == (inside_tls > 0));
    }
  return count;
}

guint
fake_server_count_after (FakeServer *server,
                         const char *verb)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint count = 0;

  for (guint i = 0; i < server->said->len; i++)
    {
      const Said *said = &g_array_index (server->said, Said, i);

      count += g_hash_table_contains (seen, GUINT_TO_POINTER (said->connection))
               && !g_str_equal (said->line, "QUIT") && !g_str_equal (said->line, "RSET");
      if (g_str_has_prefix (said->line, verb))
        g_hash_table_add (seen, GUINT_TO_POINTER (said->connection));
    }
  return count;
}

static GSocket *
bind_loopback (guint16 *port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) real = NULL;
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, address, FALSE, &error);
  g_assert_no_error (error);
  real = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (real));
  return socket;
}

GSocket *
fake_hanging_port_new (guint16 *port)
{
  GSocket *socket = bind_loopback (port);

  g_socket_set_listen_backlog (socket, 512);
  g_assert_true (g_socket_listen (socket, NULL));
  return socket;
}

guint
fake_hanging_port_count (GSocket *socket)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  /* Of a listening socket, tcp(7): the connections that wait to be accepted. */
  g_assert_cmpint (getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &size), ==, 0);
  return info.tcpi_unacked;
}

GSocket *
fake_silent_port_new (guint16  *port,
                      GSocket **filler)
{
  GSocket *socket = bind_loopback (port);
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);
  g_autoptr (GError) error = NULL;

  /* With a queue of 0 the kernel holds one connection and drops every further SYN. */
  g_socket_set_listen_backlog (socket, 0);
  g_assert_true (g_socket_listen (socket, NULL));
  *filler = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_socket_connect (*filler, address, NULL, &error);
  g_assert_no_error (error);
  return socket;
}

guint16
fake_closed_port (void)
{
  guint16 port;
  g_autoptr (GSocket) socket = bind_loopback (&port);

  g_socket_close (socket, NULL);
  return port;
}
