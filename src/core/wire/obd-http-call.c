/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-http-call.h"

#include "obd-tls-judge.h"
#include "obd-wait.h"

#define USER_AGENT "OutboxDoctor/" PACKAGE_VERSION

static gboolean
is_too_old (GTlsConnection *tls)
{
  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (tls);

  return version == G_TLS_PROTOCOL_VERSION_SSL_3_0 || version == G_TLS_PROTOCOL_VERSION_TLS_1_0
         || version == G_TLS_PROTOCOL_VERSION_TLS_1_1;
}

static gboolean
is_acceptable (ObdHttpCall *call)
{
  guint dates = OBD_TLS_PROBLEM_EXPIRED | OBD_TLS_PROBLEM_NOT_YET_VALID;
  guint tolerated = call->request->tolerates_dates ? dates : OBD_TLS_PROBLEM_NONE;

  return (call->facts->problems & ~tolerated) == 0;
}

/* After the handshake and before the request: what does not pass is told nothing. Not in
 * accept-certificate, which a resumed session never emits. */
static void
judge (ObdHttpCall    *call,
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
                  ObdHttpCall        *call)
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
                       ObdHttpCall          *call)
{
  return TRUE;
}

static void
wrote_headers_cb (SoupMessage *message,
                  ObdHttpCall *call)
{
  call->answer->asked = g_get_real_time ();
}

static void
got_headers_cb (SoupMessage *message,
                ObdHttpCall *call)
{
  call->answer->answered = g_get_real_time ();
}

static void
new_message (ObdHttpCall *call)
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
new_session (ObdHttpCall        *call,
             GSocketConnectable *route)
{
  call->session = soup_session_new_with_options ("remote-connectable", route,
                                                 "user-agent", USER_AGENT, NULL);
  soup_session_set_proxy_resolver (call->session, NULL);
  soup_session_remove_feature_by_type (call->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (call->session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
}

void
obd_http_call_init (ObdHttpCall          *call,
                    ObdWireContext       *context,
                    const ObdHttpRequest *request,
                    GUri                 *uri,
                    GSocketConnectable   *route)
{
  *call = (ObdHttpCall) { .context = context, .request = request, .uri = uri };
  call->loop = g_main_context_new ();
  call->stop = g_cancellable_new ();
  call->answer = g_new0 (ObdHttpAnswer, 1);
  g_main_context_push_thread_default (call->loop);
  new_session (call, route);
  new_message (call);
}

void
obd_http_call_clear (ObdHttpCall *call)
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
code_from_io (const ObdHttpCall *call,
              const GError      *error)
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
code_from_error (const ObdHttpCall *call,
                 const GError      *error)
{
  if (call->in_handshake || error->domain == G_TLS_ERROR)
    return OBD_WIRE_ERROR_TLS_HANDSHAKE;
  return error->domain == G_IO_ERROR ? code_from_io (call, error) : OBD_WIRE_ERROR_PROTOCOL;
}

/* Says why an operation ended early; the verdict on the certificate before all that followed. */
static gboolean
fail (ObdHttpCall  *call,
      GError       *wait_error,
      GError      **error)
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
wait_for_call (ObdHttpCall   *call,
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
  ObdHttpCall *call = data;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &call->error);
  call->done = TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  ObdHttpCall *call = data;

  call->bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &call->error);
  call->done = TRUE;
}

gboolean
obd_http_call_send (ObdHttpCall   *call,
                    gint64         deadline,
                    GCancellable  *cancellable,
                    GError       **error)
{
  call->done = FALSE;
  soup_session_send_async (call->session, call->message, G_PRIORITY_DEFAULT, call->stop, sent_cb,
                           call);
  return wait_for_call (call, deadline, cancellable, error);
}

gboolean
obd_http_call_read (ObdHttpCall   *call,
                    gsize          size,
                    gint64         deadline,
                    GCancellable  *cancellable,
                    GError       **error)
{
  call->done = FALSE;
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_input_stream_read_bytes_async (call->stream, size, G_PRIORITY_DEFAULT, call->stop, read_cb,
                                   call);
  return wait_for_call (call, deadline, cancellable, error);
}
