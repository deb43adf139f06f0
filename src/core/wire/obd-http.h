/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-tls-facts.h"
#include "obd-wire-context.h"

G_BEGIN_DECLS

/* The most of a body that is ever read, bytes after decoding. */
#define OBD_HTTP_MAX_BODY (256 * 1024)

/**
 * ObdHttpRequest:
 * @url: absolute, "http" or "https", the host in A-labels; no user name in it
 * @max_body: how much of the body is wanted, bytes, at most %OBD_HTTP_MAX_BODY; 0 reads none
 * @head: HEAD instead of GET
 * @tolerates_dates: a certificate whose only fault is that it is expired or not yet valid will do:
 *   for asking what time it is, and for nothing else
 */
typedef struct
{
  const char *url;
  gsize       max_body;
  gboolean    head;
  gboolean    tolerates_dates;
} ObdHttpRequest;

/**
 * ObdHttpAnswer:
 * @status: 200, 302, 404 …
 * @content_type: (nullable): "text/xml", lower case, without parameters
 * @charset: (nullable): its parameter of that name, as sent
 * @location: (nullable): where a redirect points, as sent; it may be relative
 * @date: the Date header, seconds since 1970 UTC; 0 where there is none that can be read
 * @asked: g_get_real_time() when the question had been written
 * @answered: g_get_real_time() when the headers of the answer had come
 * @body: what was read of the body; empty unless it was wanted
 * @truncated: there is more of the body than was wanted
 *
 * What a web server said. All of it is untrusted; texts are valid UTF-8 and bounded.
 */
typedef struct
{
  guint     status;
  char     *content_type;
  char     *charset;
  char     *location;
  gint64    date;
  gint64    asked;
  gint64    answered;
  GBytes   *body;
  gboolean  truncated;
} ObdHttpAnswer;

/**
 * obd_http_ask:
 * @facts: (out) (transfer full) (nullable) (optional): what the TLS handshake showed, its
 *   certificate judged for the host of the URL; set with %OBD_WIRE_ERROR_CERTIFICATE too
 * @deadline: g_get_monotonic_time() value for all of it, the last byte of the body included
 *
 * One question to one web server, by HTTP/1.1 over a connection of its own (libsoup). The address
 * book and the extra roots of @context count; no system proxy, no cookies, no sign-in. A redirect
 * is an answer: whether to follow it is the caller's to say. The certificate is judged before
 * anything is said. For worker threads: blocks, and shares nothing with other calls.
 *
 * Errors: %OBD_WIRE_ERROR_INPUT (the URL), _NAME_UNKNOWN, _NAME_SERVICE, _SILENT, _UNREACHABLE,
 * _REFUSED, _DROPPED, _TIMEOUT, _PROTOCOL, _TLS_HANDSHAKE (also where there is no TLS at all, or
 * the peer closed in its middle), _TLS_VERSION, _CERTIFICATE, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the answer, whatever its status
 */
ObdHttpAnswer *obd_http_ask         (ObdWireContext        *context,
                                     const ObdHttpRequest  *request,
                                     ObdTlsFacts          **facts,
                                     gint64                 deadline,
                                     GCancellable          *cancellable,
                                     GError               **error);
void           obd_http_answer_free (ObdHttpAnswer         *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdHttpAnswer, obd_http_answer_free)

G_END_DECLS
