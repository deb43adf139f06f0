/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-http.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ObdHttpCall:
 *
 * One question and what has come of it. Lives on the stack of the thread that asks.
 */
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
} ObdHttpCall;

/* From here to obd_http_call_clear() @call->loop is the thread's default context. */
void     obd_http_call_init  (ObdHttpCall           *call,
                              ObdWireContext        *context,
                              const ObdHttpRequest  *request,
                              GUri                  *uri,
                              GSocketConnectable    *route);
void     obd_http_call_clear (ObdHttpCall           *call);
/* Up to the end of the answer's headers; @call->stream is its body. */
gboolean obd_http_call_send  (ObdHttpCall           *call,
                              gint64                 deadline,
                              GCancellable          *cancellable,
                              GError               **error);
/* Once more of the body, at most @size bytes: @call->bytes; none of them at its end. */
gboolean obd_http_call_read  (ObdHttpCall           *call,
                              gsize                  size,
                              gint64                 deadline,
                              GCancellable          *cancellable,
                              GError               **error);

G_END_DECLS
