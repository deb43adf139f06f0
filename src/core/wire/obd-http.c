/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-http.h"

#include "obd-http-route.h"
#include "obd-resolve.h"
#include "obd-tls-judge.h"
#include "obd-wait.h"

#include <libsoup/soup.h>
#include <string.h>

#define USER_AGENT "OutboxDoctor/" PACKAGE_VERSION
/* Longest texts kept of the answer's headers, bytes. Nobody honest needs more. */
#define MAX_TYPE 100
#define MAX_LOCATION 2000
#define CHUNK 16384

/* One question and what has come of it. */
typedef struct
{
  ObdWireContext       *context; /* (borrowed) */
  const ObdHttpRequest *request; /* (borrowed) */
  GUri                 *uri;     /* (borrowed) */
  GMainContext         *loop;    /* (owned): drives the session; never seen outside */
  SoupSession          *session; /* (owned) */
  SoupMessage          *message; /* (owned) */
  GCancellable         *stop;    /* (owned): ends the operation that runs */
  ObdHttpAnswer        *answer;  /* (owned) */
  ObdTlsFacts          *facts;   /* (owned) (nullable) */
  GError               *verdict; /* (owned) (nullable): why nothing was said to the peer */
  gboolean              opened;  /* the connection was made */
  gboolean              in_handshake;
  /* the operation that runs */
  gboolean              done;
  GInputStream         *stream; /* (owned) (nullable) */
  GBytes               *bytes;  /* (owned) (nullable) */
  GError               *error;  /* (owned) (nullable) */
} Call;

void
obd_http_answer_free (ObdHttpAnswer *answer)
{
  g_free (answer->content_type);
  g_free (answer->charset);
  g_free (answer->location);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer);
}

static gboolean
is_too_old (GTlsConnection *tls)
{
  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (tls);

  return version == G_TLS_PROTOCOL_VERSION_SSL_3_0 || version == G_TLS_PROTOCOL_VERSION_TLS_1_0
         || version == G_TLS_PROTOCOL_VERSION_TLS_1_1;
}

static gboolean
is_acceptable (Call *call)
{
  guint dates = OBD_TLS_PROBLEM_EXPIRED | OBD_TLS_PROBLEM_NOT_YET_VALID;
  guint tolerated = call->request->tolerates_dates ? dates : OBD_TLS_PROBLEM_NONE;

  return (call->facts->problems & ~tolerated) == 0;
}

/* After the handshake and before the request: what does not pass is told nothing. Not in
 * accept-certificate, which a resumed session never emits. */
static void
judge (Call           *call,
       GTlsConnection *tls)
{
  g_clear_pointer (&call->facts, obd_tls_facts_unref);
  call->facts = obd_tls_judge (call->context, tls, g_uri_get_host (call->uri));
  if (is_too_old (tls))
    g_set_error (&call->verdict, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TLS_VERSION,
                 "the server takes nothing newer than %s", call->facts->version);
  else if (!is_acceptable (call))
    {
      g_auto (GStrv) problems = obd_tls_problems_to_strv (call->facts->problems);
      g_autofree char *list = g_strjoinv (", ", problems);

      g_set_error (&call->verdict, OBD_WIRE_ERROR, OBD_WIRE_ERROR_CERTIFICATE,
                   "certificate not trusted: %s", list);
    }
  if (call->verdict != NULL)
    g_cancellable_cancel (call->stop);
}

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  Call               *call)
{
  /* HTTP/2 would send its settings before we have judged, and one question needs none of it. */
  static const char *const protocols[] = { "http/1.1", NULL };

  call->in_handshake = event == G_SOCKET_CLIENT_TLS_HANDSHAKING;
  if (event == G_SOCKET_CLIENT_CONNECTED)
    call->opened = TRUE;
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED)
    judge (call, G_TLS_CONNECTION (connection));
}

/* Only lets the handshake finish, see judge(). */
static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  flags,
                       Call                 *call)
{
  return TRUE;
}

static void
wrote_headers_cb (SoupMessage *message,
                  Call        *call)
{
  call->answer->asked = g_get_real_time ();
}

static void
got_headers_cb (SoupMessage *message,
                Call        *call)
{
  call->answer->answered = g_get_real_time ();
}

static void
new_message (Call *call)
{
  const char *method = call->request->head ? SOUP_METHOD_HEAD : SOUP_METHOD_GET;

  call->message = soup_message_new_from_uri (method, call->uri);
  soup_message_add_flags (call->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (call->message), "Connection",
                                "close");
  g_signal_connect (call->message, "network-event", G_CALLBACK (network_event_cb), call);
  g_signal_connect (call->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), call);
  g_signal_connect (call->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), call);
  g_signal_connect (call->message, "got-headers", G_CALLBACK (got_headers_cb), call);
}

/* A session a question: libsoup's sessions belong to one thread, and nothing is to be shared. */
static void
new_session (Call               *call,
             GSocketConnectable *route)
{
  call->session = soup_session_new_with_options ("remote-connectable", route,
                                                 "user-agent", USER_AGENT, NULL);
  soup_session_set_proxy_resolver (call->session, NULL);
  soup_session_remove_feature_by_type (call->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (call->session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
}

static void
call_init (Call                 *call,
           ObdWireContext       *context,
           const ObdHttpRequest *request,
           GUri                 *uri,
           GSocketConnectable   *route)
{
  *call = (Call) { .context = context, .request = request, .uri = uri };
  call->loop = g_main_context_new ();
  call->stop = g_cancellable_new ();
  call->answer = g_new0 (ObdHttpAnswer, 1);
  g_main_context_push_thread_default (call->loop);
  new_session (call, route);
  new_message (call);
}

static void
call_clear (Call *call)
{
  soup_session_abort (call->session);
  g_clear_object (&call->stream);
  g_clear_object (&call->message);
  g_clear_object (&call->session);
  /* What libsoup still has to say to itself, lest it stays behind for ever. */
  while (g_main_context_iteration (call->loop, FALSE))
    ;
  g_main_context_pop_thread_default (call->loop);
  g_main_context_unref (call->loop);
  g_object_unref (call->stop);
  g_clear_pointer (&call->answer, obd_http_answer_free);
  g_clear_pointer (&call->facts, obd_tls_facts_unref);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_clear_error (&call->verdict);
  g_clear_error (&call->error);
}

static gboolean
set_code (GError     **error,
          int          code,
          const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, code, message);
  return FALSE;
}

static int
code_from_io (const Call   *call,
              const GError *error)
{
  switch (error->code)
    {
    case G_IO_ERROR_INVALID_DATA: /* what the decoder could not read */
    case G_IO_ERROR_NOT_SUPPORTED:
      return OBD_WIRE_ERROR_PROTOCOL;
    case G_IO_ERROR_CONNECTION_REFUSED:
      return OBD_WIRE_ERROR_REFUSED;
    case G_IO_ERROR_CONNECTION_CLOSED: /* ECONNRESET; also right behind the answer to the SYN */
      return OBD_WIRE_ERROR_DROPPED;
    case G_IO_ERROR_TIMED_OUT: /* ETIMEDOUT: the kernel gave up */
      return call->opened ? OBD_WIRE_ERROR_TIMEOUT : OBD_WIRE_ERROR_SILENT;
    default:
      return call->opened ? OBD_WIRE_ERROR_DROPPED : OBD_WIRE_ERROR_UNREACHABLE;
    }
}

/* What goes wrong in a handshake comes in too many ways to be told apart here. */
static int
code_from_error (const Call   *call,
                 const GError *error)
{
  if (call->in_handshake || error->domain == G_TLS_ERROR)
    return OBD_WIRE_ERROR_TLS_HANDSHAKE;
  return error->domain == G_IO_ERROR ? code_from_io (call, error) : OBD_WIRE_ERROR_PROTOCOL;
}

/* Says why an operation ended early; the verdict on the certificate before all that followed. */
static gboolean
fail (Call    *call,
      GError  *wait_error,
      GError **error)
{
  if (call->verdict != NULL)
    g_propagate_error (error, g_steal_pointer (&call->verdict));
  else if (g_error_matches (wait_error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT) && !call->opened)
    set_code (error, OBD_WIRE_ERROR_SILENT, "no answer");
  else if (wait_error != NULL)
    g_propagate_error (error, g_error_copy (wait_error));
  else
    set_code (error, code_from_error (call, call->error), call->error->message);
  return FALSE;
}

/* Runs the operation that was started until it is over; its callback has always run on return. */
static gboolean
wait_for_call (Call          *call,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GError) wait_error = NULL;

  if (!obd_wait_until (call->loop, &call->done, deadline, cancellable, &wait_error))
    {
      g_cancellable_cancel (call->stop);
      while (!call->done)
        g_main_context_iteration (call->loop, TRUE);
    }
  if (wait_error != NULL || call->error != NULL || call->verdict != NULL)
    return fail (call, wait_error, error);
  return TRUE;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Call *call = data;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &call->error);
  call->done = TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Call *call = data;

  call->bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &call->error);
  call->done = TRUE;
}

static gboolean
send_question (Call          *call,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  call->done = FALSE;
  soup_session_send_async (call->session, call->message, G_PRIORITY_DEFAULT, call->stop, sent_cb,
                           call);
  return wait_for_call (call, deadline, cancellable, error);
}

/* One byte more than wanted shows whether there is more. What is compressed is counted as it comes
 * out of the decoder, a piece at a time, so that no bomb is ever held in memory. */
static gboolean
read_body (Call          *call,
           gint64         deadline,
           GCancellable  *cancellable,
           GError       **error)
{
  gsize wanted = MIN (call->request->max_body, OBD_HTTP_MAX_BODY);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  gboolean ended = wanted == 0 || call->request->head;

  while (!ended && body->len <= wanted)
    {
      call->done = FALSE;
      g_clear_pointer (&call->bytes, g_bytes_unref);
      g_input_stream_read_bytes_async (call->stream, MIN (wanted + 1 - body->len, CHUNK),
                                       G_PRIORITY_DEFAULT, call->stop, read_cb, call);
      if (!wait_for_call (call, deadline, cancellable, error))
        return FALSE;
      ended = g_bytes_get_size (call->bytes) == 0;
      g_byte_array_append (body, g_bytes_get_data (call->bytes, NULL),
                           g_bytes_get_size (call->bytes));
    }
  call->answer->truncated = body->len > wanted;
  g_byte_array_set_size (body, MIN (body->len, wanted));
  call->answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&body));
  return TRUE;
}

static char *
dup_header (const char *value,
            gsize       longest)
{
  if (value == NULL || strlen (value) > longest || !g_utf8_validate (value, -1, NULL))
    return NULL;
  return g_strdup (value);
}

static gint64
parse_date (const char *value)
{
  g_autoptr (GDateTime) date = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static void
take_headers (Call *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  ObdHttpAnswer *answer = call->answer;
  g_autoptr (GHashTable) parameters = NULL;
  const char *type = soup_message_headers_get_content_type (headers, &parameters);
  g_autofree char *kept = dup_header (type, MAX_TYPE);

  answer->status = soup_message_get_status (call->message);
  answer->content_type = kept != NULL ? g_ascii_strdown (kept, -1) : NULL;
  if (parameters != NULL)
    answer->charset = dup_header (g_hash_table_lookup (parameters, "charset"), MAX_TYPE);
  answer->location = dup_header (soup_message_headers_get_one (headers, "Location"), MAX_LOCATION);
  answer->date = parse_date (soup_message_headers_get_one (headers, "Date"));
}

static ObdHttpAnswer *
make_call (Call          *call,
           gint64         deadline,
           GCancellable  *cancellable,
           GError       **error)
{
  if (!send_question (call, deadline, cancellable, error)
      || !read_body (call, deadline, cancellable, error))
    return NULL;
  take_headers (call);
  return g_steal_pointer (&call->answer);
}

static GUri *
parse_url (const char  *url,
           GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    set_code (error, OBD_WIRE_ERROR_INPUT, "not a web address");
  else if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
           || g_uri_get_userinfo (uri) != NULL)
    set_code (error, OBD_WIRE_ERROR_INPUT, "not a plain web address");
  else
    return g_steal_pointer (&uri);
  return NULL;
}

static guint16
port_of (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

ObdHttpAnswer *
obd_http_ask (ObdWireContext        *context,
              const ObdHttpRequest  *request,
              ObdTlsFacts          **facts,
              gint64                 deadline,
              GCancellable          *cancellable,
              GError               **error)
{
  g_autoptr (GUri) uri = parse_url (request->url, error);
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GSocketConnectable) route = NULL;
  ObdHttpAnswer *answer;
  Call call;

  if (facts != NULL)
    *facts = NULL;
  if (uri == NULL)
    return NULL;
  addresses = obd_resolve (context, g_uri_get_host (uri), port_of (uri), NULL, deadline,
                           cancellable, error);
  if (addresses == NULL)
    return NULL;
  route = obd_http_route_new (g_uri_get_host (uri), port_of (uri), addresses);
  call_init (&call, context, request, uri, route);
  answer = make_call (&call, deadline, cancellable, error);
  if (facts != NULL)
    *facts = g_steal_pointer (&call.facts);
  call_clear (&call);
  return answer;
}
