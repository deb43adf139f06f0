/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-http-test.h"
#include "obd-resolve-private.h"

#include <string.h>

#define URL "http://web.example.test/mail/config.xml?emailaddress=a%40example.test"
/* Long enough to connect on this machine, however busy it is; microseconds. */
#define SHORT (G_USEC_PER_SEC / 2)
#define OK_HEAD "Q\nS:HTTP/1.1 200 OK\n"

/* --- Answers ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *script;
  guint       status;
  const char *content_type;
  const char *charset;
  const char *location;
  gint64      date;
  const char *body; /* of at most ten bytes */
  gboolean    truncated;
} Answer;

static const Answer answers[] = {
  { "plain",
    OK_HEAD "S:Content-Type: Text/XML; charset=\"ISO-8859-1\"\nS:Content-Length: 5\nS:\ns:hello",
    200, "text/xml", "ISO-8859-1", NULL, 0, "hello", FALSE },
  { "date", OK_HEAD "S:Date: Sun, 06 Nov 1994 08:49:37 GMT\nS:Content-Length: 0\nS:", 200, NULL,
    NULL, NULL, 784111777, "", FALSE },
  { "unreadable-date", OK_HEAD "S:Date: yesterday\nS:Content-Length: 0\nS:", 200, NULL, NULL, NULL,
    0, "", FALSE },
  { "until-closed", OK_HEAD "S:\ns:closed", 200, NULL, NULL, NULL, 0, "closed", FALSE },
  { "chunked", OK_HEAD "S:Transfer-Encoding: chunked\nS:\nS:3\nS:abc\nS:2\nS:de\nS:0\nS:", 200,
    NULL, NULL, NULL, 0, "abcde", FALSE },
  { "exactly-the-limit", OK_HEAD "S:\ns:0123456789", 200, NULL, NULL, NULL, 0, "0123456789", FALSE },
  { "past-the-limit", OK_HEAD "S:\ns:0123456789x", 200, NULL, NULL, NULL, 0, "0123456789", TRUE },
  { "endless", OK_HEAD "S:\nM:0123456789", 200, NULL, NULL, NULL, 0, "0123456789", TRUE },
  { "bomb", OK_HEAD "S:Content-Encoding: gzip\nS:\nZ:50", 200, NULL, NULL, NULL, 0, NULL, TRUE },
  { "not-found", "Q\nS:HTTP/1.1 404 Nothing\nS:Content-Length: 0\nS:", 404, NULL, NULL, NULL, 0,
    "", FALSE },
  { "redirect", "Q\nS:HTTP/1.1 302 Found\nS:Location: file:///etc/passwd\nS:Content-Length: 0\nS:",
    302, NULL, NULL, "file:///etc/passwd", 0, "", FALSE },
  { "wants-sign-in",
    "Q\nS:HTTP/1.1 401 Who\nS:WWW-Authenticate: Basic realm=\"x\"\nS:Content-Length: 0\nS:", 401,
    NULL, NULL, NULL, 0, "", FALSE },
};

static void
test_answer (gconstpointer data)
{
  const Answer *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, NULL);
  ObdHttpRequest request = { .url = URL, .max_body = 10 };
  g_autoptr (ObdHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;
  gint64 before = g_get_real_time ();

  answer = obd_http_test_ask (server, NULL, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, row->status);
  g_assert_cmpstr (answer->content_type, ==, row->content_type);
  g_assert_cmpstr (answer->charset, ==, row->charset);
  g_assert_cmpstr (answer->location, ==, row->location);
  g_assert_cmpint (answer->date, ==, row->date);
  g_assert_cmpint (answer->asked, >=, before);
  g_assert_cmpint (answer->answered, >=, answer->asked);
  if (row->body != NULL)
    g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body),
                     row->body, strlen (row->body));
  g_assert_cmpuint (g_bytes_get_size (answer->body), <=, 10);
  g_assert_cmpint (answer->truncated, ==, row->truncated);
  /* One question, once: not again with a password, not where the redirect points. */
  heard = obd_script_server_finish (server);
  g_assert_true (
      g_str_has_prefix (heard, "GET /mail/config.xml?emailaddress=a%40example.test HTTP/1.1|"));
  g_assert_cmpuint (g_strrstr (heard, "HTTP/1.1") - heard, <, 70);
}

/* The request tells the host and the program's name, and nothing about the person. */
static void
test_request (void)
{
  g_autoptr (ObdScriptServer) server =
      obd_script_server_new (OK_HEAD "S:Content-Length: 7\nS:", NULL);
  ObdHttpRequest request = { .url = URL, .max_body = 10, .head = TRUE };
  g_autoptr (ObdHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;
  static const char *const known[] = {
    "host:", "connection: close", "user-agent: outboxdoctor/", "accept-encoding:", "head /"
  };
  g_auto (GStrv) lines = NULL;

  answer = obd_http_test_ask (server, NULL, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, 0);
  heard = obd_script_server_finish (server);
  lines = g_strsplit (heard, "|", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *line = g_ascii_strdown (lines[i], -1);
      gboolean is_known = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (known); k++)
        is_known |= g_str_has_prefix (line, known[k]);
      g_test_message ("%s", line);
      g_assert_true (is_known);
    }
}

static void
test_no_body_wanted (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new (OK_HEAD "S:\nM:for ever", NULL);
  ObdHttpRequest request = { .url = URL };
  g_autoptr (ObdHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = obd_http_test_ask (server, NULL, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, 0);
}

/* However much the caller asks for. */
static void
test_hard_limit (void)
{
  g_autoptr (ObdScriptServer) server = NULL;
  ObdHttpRequest request = { .url = URL, .max_body = G_MAXSIZE };
  g_autoptr (ObdHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  server = obd_script_server_new (OK_HEAD "S:Content-Encoding: gzip\nS:\nZ:50", NULL);
  answer = obd_http_test_ask (server, NULL, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, OBD_HTTP_MAX_BODY);
  g_assert_true (answer->truncated);
}

/* --- Failures --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *script;
  int         code;
} Failure;

static const Failure failures[] = {
  { "closed-at-once", "", OBD_WIRE_ERROR_DROPPED },
  { "closed-after-the-question", "Q", OBD_WIRE_ERROR_DROPPED },
  { "reset", "Q\nR", OBD_WIRE_ERROR_DROPPED },
  { "not-http", "S:220 mail.example ESMTP", OBD_WIRE_ERROR_PROTOCOL },
  { "not-http-after-the-question", "Q\nS:hello\nS:\nH", OBD_WIRE_ERROR_PROTOCOL },
  /* libsoup gives up on both at 64 KiB, and says it as if the other side had closed. */
  { "endless-head", "Q\nS:HTTP/1.1 200 OK\nM:X-Again: and again and again and again and again",
    OBD_WIRE_ERROR_DROPPED },
  { "endless-line", "Q\nS:HTTP/1.1 200 OK\nZ:200", OBD_WIRE_ERROR_DROPPED },
};

static void
test_failure (gconstpointer data)
{
  const Failure *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, NULL);
  ObdHttpRequest request = { .url = URL, .max_body = 100 };
  g_autoptr (ObdHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = obd_http_test_ask (server, NULL, &request, NULL, NULL, &error);
  g_assert_error (error, OBD_WIRE_ERROR, row->code);
  g_assert_null (answer);
}

static const char *const bad_urls[] = {
  "",
  "web.example.test",
  "/mail",
  "file:///etc/passwd",
  "ftp://web.example.test/",
  "https:///path",
  "https://",
  "http://anna@web.example.test/",
  "http://web.example.test:99999/",
  "javascript:alert(1)",
};

static void
test_bad_url (void)
{
  g_autoptr (ObdWireContext) context = obd_http_test_context (1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad_urls); i++)
    {
      ObdHttpRequest request = { .url = bad_urls[i] };
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", bad_urls[i]);
      g_assert_null (
          obd_http_ask (context, &request, NULL, obd_wire_test_deadline (), NULL, &error));
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT);
    }
}

static void
test_refused (void)
{
  g_autoptr (ObdWireContext) context = obd_http_test_context (1, NULL); /* tcpmux: nobody has it */
  ObdHttpRequest request = { .url = URL };
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_http_ask (context, &request, NULL, obd_wire_test_deadline (), NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_REFUSED);
}

static int
no_such_name (const char             *host,
              const char             *service,
              const struct addrinfo  *hints,
              struct addrinfo       **found)
{
  return EAI_NONAME;
}

static void
test_unknown_name (void)
{
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  ObdHttpRequest request = { .url = URL };
  g_autoptr (GError) error = NULL;

  obd_resolve_set_func (no_such_name);
  g_assert_null (obd_http_ask (context, &request, NULL, obd_wire_test_deadline (), NULL, &error));
  obd_resolve_set_func (NULL);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_UNKNOWN);
}

/* --- Waiting ---------------------------------------------------------------------------------- */

static const char *const hanging[] = {
  "H", "Q\nH", "Q\nS:HTTP/1.1 200 OK\nH", OK_HEAD "S:\ns:ab\nH"
};

static void
test_timeout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hanging); i++)
    {
      g_autoptr (ObdScriptServer) server = obd_script_server_new (hanging[i], NULL);
      g_autoptr (ObdWireContext) context = NULL;
      ObdHttpRequest request = { .url = URL, .max_body = 100 };
      g_autoptr (GError) error = NULL;

      context = obd_http_test_context (obd_script_server_get_port (server), NULL);
      g_assert_null (
          obd_http_ask (context, &request, NULL, g_get_monotonic_time () + SHORT, NULL, &error));
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
    }
}

/* A connection that is never answered: the one place in the queue is taken. */
static void
test_silent (void)
{
  g_autoptr (GSocket) listener = NULL;
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  ObdHttpRequest request = { .url = URL };
  g_autoptr (GError) error = NULL;

  listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (listener, any, FALSE, NULL));
  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_listen (listener, NULL));
  bound = g_socket_get_local_address (listener, NULL);
  for (guint i = 0; i < 2; i++)
    {
      GSocket *taker =
          g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_ptr_array_add (taken, taker);
      g_socket_set_blocking (taker, FALSE);
      g_socket_connect (taker, bound, NULL, NULL);
    }
  context =
      obd_http_test_context (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)), NULL);
  g_assert_null (
      obd_http_ask (context, &request, NULL, g_get_monotonic_time () + SHORT, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_SILENT);
}

static void
test_cancel (void)
{
  static const char *const scripts[] = { "N\nH", "Q\nN\nH", OK_HEAD "S:\ns:ab\nN\nH" };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (ObdScriptServer) server = obd_script_server_new (scripts[i], NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      ObdHttpRequest request = { .url = URL, .max_body = 100 };
      g_autoptr (GError) error = NULL;

      obd_script_server_set_notify (server, cancellable);
      g_assert_null (obd_http_test_ask (server, NULL, &request, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* --- Many at once ----------------------------------------------------------------------------- */

static guint
count_files (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static gpointer
ask_worker (gpointer data)
{
  g_autoptr (ObdScriptServer) server = NULL;
  ObdHttpRequest request = { .url = URL, .max_body = 100 };

  server = obd_script_server_new (OK_HEAD "S:Content-Length: 5\nS:\ns:hello", NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (ObdHttpAnswer) answer = NULL;

      answer = obd_http_test_ask (server, NULL, &request, NULL, NULL, NULL);
      g_assert_cmpuint (answer->status, ==, 200);
    }
  return NULL;
}

static void
test_many (void)
{
  GThread *threads[24];
  guint before;

  ask_worker (NULL); /* what the libraries open once, they keep */
  before = count_files ();
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_worker, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count_files (), ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/http/answer/", answers[i].name, NULL);

      g_test_add_data_func (path, &answers[i], test_answer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/http/failure/", failures[i].name, NULL);

      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/http/request", test_request);
  g_test_add_func ("/http/no-body-wanted", test_no_body_wanted);
  g_test_add_func ("/http/hard-limit", test_hard_limit);
  g_test_add_func ("/http/bad-url", test_bad_url);
  g_test_add_func ("/http/refused", test_refused);
  g_test_add_func ("/http/unknown-name", test_unknown_name);
  g_test_add_func ("/http/timeout", test_timeout);
  g_test_add_func ("/http/silent", test_silent);
  g_test_add_func ("/http/cancel", test_cancel);
  g_test_add_func ("/http/many", test_many);
  return g_test_run ();
}
