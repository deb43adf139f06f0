/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-old-server.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <openssl/ssl.h>
#include <string.h>

struct _ObdOldServer
{
  GSocket      *listener;
  GCancellable *stop;
  GThread      *thread;
  GThreadPool  *pool;
  SSL_CTX      *context;
  gboolean      starttls;
  guint16       port;
  guint         connections; /* the thread's until it is joined */
  gint          inside;      /* bytes (atomic) */
};

/* --- one connection, blocking ----------------------------------------------------------------- */

static void
say (GSocket    *socket,
     const char *text)
{
  g_socket_send (socket, text, strlen (text), NULL, NULL);
}

static gboolean
hear (GSocket    *socket,
      const char *prefix)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char c;

  while (g_socket_receive (socket, &c, 1, NULL, NULL) == 1)
    {
      if (c == '\n')
        return g_str_has_prefix (line->str, prefix);
      g_string_append_c (line, c);
    }
  return FALSE;
}

static gboolean
speak_smtp (GSocket *socket)
{
  say (socket, "220 old.example ESMTP\r\n");
  if (!hear (socket, "EHLO "))
    return FALSE;
  say (socket, "250-old.example\r\n250 STARTTLS\r\n");
  if (!hear (socket, "STARTTLS"))
    return FALSE;
  say (socket, "220 go ahead\r\n");
  return TRUE;
}

static void
serve (gpointer data,
       gpointer user_data)
{
  ObdOldServer *server = user_data;
  g_autoptr (GSocket) socket = data;
  SSL *ssl = SSL_new (server->context);
  char byte;

  /* GSocket only pretends to block. */
  g_unix_set_fd_nonblocking (g_socket_get_fd (socket), FALSE, NULL);
  SSL_set_fd (ssl, g_socket_get_fd (socket));
  if ((!server->starttls || speak_smtp (socket)) && SSL_accept (ssl) == 1)
    while (SSL_read (ssl, &byte, 1) == 1)
      g_atomic_int_inc (&server->inside);
  SSL_free (ssl);
  g_socket_close (socket, NULL);
}

/* --- the server ------------------------------------------------------------------------------- */

static gpointer
listen_worker (gpointer data)
{
  ObdOldServer *server = data;
  GSocket *socket;

  while ((socket = g_socket_accept (server->listener, server->stop, NULL)) != NULL)
    {
      server->connections++;
      g_thread_pool_push (server->pool, socket, NULL);
    }
  return NULL;
}

static SSL_CTX *
make_context (int                 oldest,
              int                 newest,
              ObdTestCertificate *certificate,
              ObdTestCertificate *with_issuer)
{
  SSL_CTX *context = SSL_CTX_new (TLS_server_method ());
  g_autofree char *pem = obd_test_certificate_to_pem (certificate, with_issuer);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("obd-old-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
  SSL_CTX_set_security_level (context, 0);
  /* No cipher in common with anybody stands for a server that refuses everything. */
  g_assert_true (SSL_CTX_set_cipher_list (context, oldest != 0 ? "ALL:@SECLEVEL=0" : "PSK"));
  SSL_CTX_set_min_proto_version (context, oldest != 0 ? oldest : TLS1_VERSION);
  SSL_CTX_set_max_proto_version (context, newest != 0 ? newest : TLS1_2_VERSION);
  g_assert_cmpint (SSL_CTX_use_certificate_chain_file (context, path), ==, 1);
  g_assert_cmpint (SSL_CTX_use_PrivateKey_file (context, path, SSL_FILETYPE_PEM), ==, 1);
  remove (path);
  return context;
}

ObdOldServer *
obd_old_server_new (int                 oldest,
                    int                 newest,
                    ObdTestCertificate *certificate,
                    ObdTestCertificate *with_issuer,
                    gboolean            starttls)
{
  ObdOldServer *server = g_new0 (ObdOldServer, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  server->context = make_context (oldest, newest, certificate, with_issuer);
  server->starttls = starttls;
  server->stop = g_cancellable_new ();
  server->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                   G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (server->listener, any, FALSE, NULL));
  g_assert_true (g_socket_listen (server->listener, NULL));
  bound = g_socket_get_local_address (server->listener, NULL);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  server->pool = g_thread_pool_new (serve, server, -1, FALSE, NULL);
  server->thread = g_thread_new ("old-server", listen_worker, server);
  return server;
}

guint16
obd_old_server_get_port (ObdOldServer *server)
{
  return server->port;
}

gsize
obd_old_server_free (ObdOldServer *server,
                     guint        *connections)
{
  gsize inside;

  g_cancellable_cancel (server->stop);
  g_thread_join (server->thread);
  g_thread_pool_free (server->pool, FALSE, TRUE);
  inside = g_atomic_int_get (&server->inside);
  *connections = server->connections;
  g_object_unref (server->listener);
  g_object_unref (server->stop);
  SSL_CTX_free (server->context);
  g_free (server);
  return inside;
}
