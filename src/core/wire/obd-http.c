/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-http.h"

#include "obd-http-call.h"
#include "obd-http-route.h"
#include "obd-resolve.h"

#include <string.h>

/* Longest texts kept of the answer's headers, bytes. Nobody honest needs more. */
#define MAX_TYPE 100
#define MAX_LOCATION 2000
#define CHUNK 16384

void
obd_http_answer_free (ObdHttpAnswer *answer)
{
  g_free (answer->content_type);
  g_free (answer->charset);
  g_free (answer->location);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer);
}

/* One byte more than wanted shows whether there is more. What is compressed is counted as it comes
 * out of the decoder, a piece at a time, so that no bomb is ever held in memory. */
static gboolean
read_body (ObdHttpCall   *call,
           gint64         deadline,
           GCancellable  *cancellable,
           GError       **error)
{
  gsize wanted = MIN (call->request->max_body, OBD_HTTP_MAX_BODY);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  gboolean ended = wanted == 0 || call->request->head;

  while (!ended && body->len <= wanted)
    {
      if (!obd_http_call_read (call, MIN (wanted + 1 - body->len, CHUNK), deadline, cancellable,
                               error))
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
take_headers (ObdHttpCall *call)
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
make_call (ObdHttpCall   *call,
           gint64         deadline,
           GCancellable  *cancellable,
           GError       **error)
{
  if (!obd_http_call_send (call, deadline, cancellable, error)
      || !read_body (call, deadline, cancellable, error))
    return NULL;
  take_headers (call);
  return g_steal_pointer (&call->answer);
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT, message);
  return FALSE;
}

static GUri *
parse_url (const char  *url,
           GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    fail (error, "not a web address");
  else if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
           || g_uri_get_userinfo (uri) != NULL)
    fail (error, "not a plain web address");
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
  ObdHttpCall call;

  if (facts != NULL)
    *facts = NULL;
  if (uri == NULL)
    return NULL;
  addresses = obd_resolve (context, g_uri_get_host (uri), port_of (uri), NULL, deadline,
                           cancellable, error);
  if (addresses == NULL)
    return NULL;
  route = obd_http_route_new (g_uri_get_host (uri), port_of (uri), addresses);
  obd_http_call_init (&call, context, request, uri, route);
  answer = make_call (&call, deadline, cancellable, error);
  if (facts != NULL)
    *facts = g_steal_pointer (&call.facts);
  obd_http_call_clear (&call);
  return answer;
}
