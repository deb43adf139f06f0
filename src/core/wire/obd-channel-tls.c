/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-channel-private.h"

#include "obd-reply.h"
#include "obd-tap-stream.h"
#include "obd-tls-judge.h"
#include "obd-wait.h"

/* RFC 8446 section 5.1 (record types) and section 6 (alerts), RFC 5246 section 7.2. */
enum
{
  RECORD_CHANGE_CIPHER_SPEC = 20,
  RECORD_ALERT = 21,
  RECORD_HANDSHAKE = 22,
  RECORD_APPLICATION_DATA = 23,
  HANDSHAKE_SERVER_HELLO = 2,
  ALERT_HANDSHAKE_FAILURE = 40,
  ALERT_PROTOCOL_VERSION = 70,
  ALERT_INSUFFICIENT_SECURITY = 71,
  ALERT_INAPPROPRIATE_FALLBACK = 86,
  VERSION_TLS_1_1 = 0x0302,
};

#define RECORD_HEADER 5
#define SHOWN_BYTES 80

typedef struct
{
  gboolean  done;
  gboolean  ok;
  GError   *error;
} Handshake;

/* Bytes that came in plain text before the handshake were not protected: whoever sits in between
 * may have put them there to be taken for what the server said inside TLS (RFC 3207 section 5,
 * CVE-2011-0411; curl's test 980). They are counted and never looked at. What still waits in the
 * kernel counts too; on a fresh connection (implicit TLS) the handshake itself shall meet it. */
static gsize
drop_plaintext (ObdChannel *channel)
{
  gsize dropped = channel->input->len;
  g_autoptr (GError) error = NULL;

  g_byte_array_set_size (channel->input, 0);
  channel->scanned = 0;
  while (channel->total > 0 && channel->total <= OBD_CHANNEL_MAX_TOTAL && error == NULL)
    {
      char bytes[1024];
      GSocket *socket = g_socket_connection_get_socket (channel->connection);
      gssize n = g_socket_receive_with_blocking (socket, bytes, sizeof bytes, FALSE, NULL, &error);

      if (n <= 0)
        break;
      dropped += n;
      channel->total += n;
    }
  if (dropped > 0)
    obd_trace_say (channel->trace, '*', "plain text sent before the TLS handshake was dropped");
  return dropped;
}

/* Only lets the handshake finish; the certificate is judged after it, before a byte is said.
 * A resumed session would never come here. */
static gboolean
accept_certificate_cb (GTlsConnection       *connection,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  flags,
                       gpointer              data)
{
  return TRUE;
}

/* Over a plain stream pair rather than the socket connection, so that glib-networking has no
 * remote address to keep a session under: every handshake is a full one and shows everything. */
static GTlsConnection *
new_connection (ObdChannel    *channel,
                const char    *host,
                ObdTapStream **tap,
                GError       **error)
{
  GIOStream *base = G_IO_STREAM (channel->connection);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host, 0);
  g_autoptr (ObdTapStream) input = obd_tap_stream_new (g_io_stream_get_input_stream (base));
  g_autoptr (GIOStream) pair = NULL;
  gpointer tls;

  pair = g_simple_io_stream_new (G_INPUT_STREAM (input), g_io_stream_get_output_stream (base));
  /* No database: the certificate is judged after the handshake, and the first connection of all
   * would load the system's roots once more meanwhile, the others waiting for it. */
  tls = g_initable_new (g_tls_backend_get_client_connection_type (g_tls_backend_get_default ()),
                        NULL, error, "base-io-stream", pair, "server-identity", identity,
                        "database", NULL, NULL);
  if (tls == NULL)
    return NULL;
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
  /* Many servers close without close-notify after QUIT; SMTP's own framing shows what is whole. */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  *tap = g_steal_pointer (&input);
  return G_TLS_CONNECTION (tls);
}

static void
handshake_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Handshake *handshake = data;

  handshake->ok = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result,
                                                     &handshake->error);
  handshake->done = TRUE;
}

/* The handshake runs in glib-networking's own thread; this one waits for it in the channel's
 * context. Cancelling or the deadline ends both: its callback has always run on return. */
static gboolean
run_handshake (ObdChannel      *channel,
               GTlsConnection  *tls,
               gint64           deadline,
               GCancellable    *cancellable,
               GError         **tls_error,
               GError         **error)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GError) wait_error = NULL;
  Handshake handshake = { FALSE, FALSE, NULL };

  g_main_context_push_thread_default (channel->context);
  g_tls_connection_handshake_async (tls, G_PRIORITY_DEFAULT, stop, handshake_cb, &handshake);
  if (!obd_wait_until (channel->context, &handshake.done, deadline, cancellable, &wait_error))
    {
      g_cancellable_cancel (stop);
      while (!handshake.done)
        g_main_context_iteration (channel->context, TRUE);
    }
  g_main_context_pop_thread_default (channel->context);
  if (wait_error != NULL)
    {
      g_clear_error (&handshake.error);
      g_propagate_error (error, g_steal_pointer (&wait_error));
      return FALSE;
    }
  if (handshake.error != NULL)
    g_propagate_error (tls_error, handshake.error);
  return handshake.ok;
}

static gboolean
is_tls_record (guint8 type)
{
  return type >= RECORD_CHANGE_CIPHER_SPEC && type <= RECORD_APPLICATION_DATA;
}

/* The first record is a fatal "we have no version or cipher in common". */
static gboolean
is_version_alert (const guint8 *head,
                  gsize         length)
{
  guint8 alert;

  if (length < RECORD_HEADER + 2 || head[0] != RECORD_ALERT)
    return FALSE;
  alert = head[RECORD_HEADER + 1];
  return alert == ALERT_HANDSHAKE_FAILURE || alert == ALERT_PROTOCOL_VERSION
         || alert == ALERT_INSUFFICIENT_SECURITY || alert == ALERT_INAPPROPRIATE_FALLBACK;
}

/* The server chose TLS 1.1 or older (TLS 1.3 says 1.2 here and the truth in an extension). */
static gboolean
is_old_hello (const guint8 *head,
              gsize         length)
{
  return length >= RECORD_HEADER + 6 && head[0] == RECORD_HANDSHAKE
         && head[RECORD_HEADER] == HANDSHAKE_SERVER_HELLO
         && (head[RECORD_HEADER + 4] << 8 | head[RECORD_HEADER + 5]) <= VERSION_TLS_1_1;
}

static void
note_plaintext (ObdChannel   *channel,
                const guint8 *head,
                gsize         length)
{
  g_autofree char *bytes = g_strndup ((const char *) head, MIN (length, SHOWN_BYTES));
  g_autofree char *line = g_strndup (bytes, strcspn (bytes, "\r\n"));
  g_autofree char *note = g_strdup_printf ("no TLS; the answer was: %s", line);

  obd_trace_say (channel->trace, '*', note);
}

/* G_TLS_ERROR codes are coarse and their words translated, so the bytes decide first:
 * no byte → _DROPPED; no TLS record → _NOT_TLS; alert 40, 70, 71, 86 as the first record or a
 * hello of TLS 1.1 and older → _TLS_VERSION; any other alert → _TLS_HANDSHAKE; the end of the
 * stream → _DROPPED. Then: G_TLS_ERROR_EOF and G_IO_ERROR_* of a write → _DROPPED; the rest →
 * _TLS_HANDSHAKE. */
static int
classify (ObdChannel   *channel,
          ObdTapStream *tap,
          const GError *error)
{
  gsize length;
  const guint8 *head = obd_tap_stream_peek (tap, &length);

  if (length == 0)
    return OBD_WIRE_ERROR_DROPPED;
  if (!is_tls_record (head[0]))
    {
      note_plaintext (channel, head, length);
      return OBD_WIRE_ERROR_NOT_TLS;
    }
  if (is_version_alert (head, length) || is_old_hello (head, length))
    return OBD_WIRE_ERROR_TLS_VERSION;
  if (head[0] == RECORD_ALERT && length >= RECORD_HEADER + 2)
    return OBD_WIRE_ERROR_TLS_HANDSHAKE;
  if (obd_tap_stream_has_ended (tap) || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF)
      || error->domain == G_IO_ERROR)
    return OBD_WIRE_ERROR_DROPPED;
  return OBD_WIRE_ERROR_TLS_HANDSHAKE;
}

static gboolean
is_too_old (GTlsConnection *tls)
{
  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (tls);

  return version == G_TLS_PROTOCOL_VERSION_SSL_3_0 || version == G_TLS_PROTOCOL_VERSION_TLS_1_0
         || version == G_TLS_PROTOCOL_VERSION_TLS_1_1;
}

static void
note_facts (ObdChannel        *channel,
            const ObdTlsFacts *facts)
{
  g_auto (GStrv) problems = obd_tls_problems_to_strv (facts->problems);
  g_autofree char *list = g_strjoinv (", ", problems);
  g_autofree char *note = NULL;

  note = g_strdup_printf ("%s, certificate %s%s", facts->version != NULL ? facts->version : "TLS",
                          *list != '\0' ? "not trusted: " : "trusted", list);
  obd_trace_say (channel->trace, '*', note);
}

static gboolean
handshake (ObdChannel      *channel,
           GTlsConnection  *tls,
           ObdTapStream    *tap,
           gint64           deadline,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (GError) tls_error = NULL;

  if (run_handshake (channel, tls, deadline, cancellable, &tls_error, error))
    return TRUE;
  if (tls_error != NULL)
    g_set_error (error, OBD_WIRE_ERROR, classify (channel, tap, tls_error), "TLS: %s",
                 tls_error->message);
  /* Nothing can be said any more, and disposing of @tls must not try to say goodbye. */
  g_socket_close (g_socket_connection_get_socket (channel->connection), NULL);
  return FALSE;
}

gboolean
obd_channel_start_tls (ObdChannel      *channel,
                       ObdWireContext  *context,
                       const char      *host,
                       ObdTlsFacts    **facts,
                       gsize           *dropped,
                       gint64           deadline,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_autoptr (GTlsConnection) tls = NULL;
  g_autoptr (ObdTapStream) tap = NULL;
  gsize count;

  *facts = NULL;
  obd_trace_enter (channel->trace, OBD_STAGE_TLS);
  count = drop_plaintext (channel);
  if (dropped != NULL)
    *dropped = count;
  tls = new_connection (channel, host, &tap, error);
  if (tls == NULL || !handshake (channel, tls, tap, deadline, cancellable, error))
    return FALSE;
  *facts = obd_tls_judge (context, tls, host);
  note_facts (channel, *facts);
  if (is_too_old (tls))
    {
      g_set_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TLS_VERSION,
                   "the server takes nothing newer than %s", (*facts)->version);
      return FALSE;
    }
  g_object_unref (channel->stream);
  channel->stream = G_IO_STREAM (g_steal_pointer (&tls));
  channel->encrypted = TRUE;
  return TRUE;
}
