/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-channel-private.h"

#include "obd-wait.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define READ_SIZE 4096

static gboolean
peer_is_loopback (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  return G_IS_INET_SOCKET_ADDRESS (address)
         && g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

ObdChannel *
obd_channel_new (GSocketConnection *connection,
                 ObdTrace          *trace)
{
  ObdChannel *channel = g_new0 (ObdChannel, 1);

  channel->connection = g_object_ref (connection);
  channel->stream = G_IO_STREAM (g_object_ref (connection));
  channel->trace = obd_trace_ref (trace);
  channel->context = g_main_context_new ();
  channel->redactor = obd_redactor_new ();
  channel->input = g_byte_array_new ();
  channel->local = peer_is_loopback (connection);
  g_socket_set_blocking (g_socket_connection_get_socket (connection), FALSE);
  return channel;
}

/* Closing TLS says close-notify. That must not block: it is left out unless it fits into the
 * socket's buffer, for which the socket is then closed underneath first. */
static void
close_streams (ObdChannel *channel)
{
  GSocket *socket = g_socket_connection_get_socket (channel->connection);

  if (!channel->encrypted || !(g_socket_condition_check (socket, G_IO_OUT) & G_IO_OUT))
    g_socket_close (socket, NULL);
  g_io_stream_close (channel->stream, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (channel->connection), NULL, NULL);
  g_socket_close (socket, NULL);
}

void
obd_channel_free (ObdChannel *channel)
{
  close_streams (channel);
  g_object_unref (channel->stream);
  g_object_unref (channel->connection);
  obd_trace_unref (channel->trace);
  g_main_context_unref (channel->context);
  obd_redactor_free (channel->redactor);
  obd_wipe (channel->input->data, channel->input->len);
  g_byte_array_unref (channel->input);
  g_free (channel);
}

static gboolean
fail (GError     **error,
      int          code,
      const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, code, message);
  return FALSE;
}

void
obd_channel_propagate (GError **error,
                       GError  *stream_error)
{
  if (stream_error->domain == OBD_WIRE_ERROR
      || g_error_matches (stream_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, stream_error);
      return;
    }
  g_set_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_DROPPED, "connection lost: %s",
               stream_error->message);
  g_error_free (stream_error);
}

/* One non-blocking read: bytes, 0 at the end, -1 with %G_IO_ERROR_WOULD_BLOCK or worse. */
static gssize
read_some (ObdChannel  *channel,
           GError     **error)
{
  GInputStream *input = g_io_stream_get_input_stream (channel->stream);
  guint8 bytes[READ_SIZE];
  gssize n;

  n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (input), bytes,
                                                sizeof bytes, NULL, error);
  if (n > 0)
    {
      g_byte_array_append (channel->input, bytes, n);
      channel->total += n;
    }
  obd_wipe (bytes, sizeof bytes);
  return n;
}

/* Behind its half of a TLS 1.3 handshake a server sends session tickets, and then, by Nagle's rule
 * (RFC 1122 section 4.2.3.4), keeps its first words back until those are acknowledged. Ours must not
 * wait another 40 ms for company: tcp(7), TCP_QUICKACK, which holds for the next segments only. */
static void
acknowledge_at_once (ObdChannel *channel)
{
  g_socket_set_option (g_socket_connection_get_socket (channel->connection), IPPROTO_TCP,
                       TCP_QUICKACK, TRUE, NULL);
}

static gboolean
wait_readable (ObdChannel    *channel,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  GInputStream *input = g_io_stream_get_input_stream (channel->stream);
  GSource *source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);

  acknowledge_at_once (channel);
  return obd_wait_for_stream (channel->context, source, deadline, cancellable, error);
}

/* A TLS 1.2 peer may ask for a new handshake in the middle of a read; glib-networking then runs it
 * in the context that is thread default at this moment. */
static gboolean
fill (ObdChannel    *channel,
      gint64         deadline,
      GCancellable  *cancellable,
      GError       **error)
{
  for (;;)
    {
      GError *local_error = NULL;
      gssize n = read_some (channel, &local_error);

      if (n > 0)
        return TRUE;
      if (n == 0)
        return fail (error, OBD_WIRE_ERROR_DROPPED, "the peer closed the connection");
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          obd_channel_propagate (error, local_error);
          return FALSE;
        }
      g_error_free (local_error);
      if (!wait_readable (channel, deadline, cancellable, error))
        return FALSE;
    }
}

gboolean
obd_channel_fill (ObdChannel    *channel,
                  gint64         deadline,
                  GCancellable  *cancellable,
                  GError       **error)
{
  gboolean ok;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_get_monotonic_time () >= deadline)
    return fail (error, OBD_WIRE_ERROR_TIMEOUT, "no answer in time");
  g_main_context_push_thread_default (channel->context);
  ok = fill (channel, deadline, cancellable, error);
  g_main_context_pop_thread_default (channel->context);
  return ok;
}

/* The offset of the next LF, or -1. Each byte is looked at once. */
static gssize
find_line_end (ObdChannel *channel)
{
  const guint8 *start = channel->input->data + channel->scanned;
  const guint8 *end;

  if (channel->input->len == channel->scanned)
    return -1;
  end = memchr (start, '\n', channel->input->len - channel->scanned);
  if (end != NULL)
    return end - channel->input->data;
  channel->scanned = channel->input->len;
  return -1;
}

/* A lone LF ends a line too: servers that send it are wrong, but what they say is still worth
 * reading. */
static char *
take_line (ObdChannel *channel,
           gsize       end)
{
  gsize length = end;
  char *line;

  if (length > 0 && channel->input->data[length - 1] == '\r')
    length--;
  line = g_strndup ((const char *) channel->input->data, length);
  if (strlen (line) < length)
    g_clear_pointer (&line, g_free); /* a NUL byte: no text */
  g_byte_array_remove_range (channel->input, 0, end + 1);
  channel->scanned = 0;
  return line;
}

/* A TLS record (RFC 8446 section 5.1: alert or handshake, version 3.x) where words should be: the
 * peer wants TLS from the first byte. */
static gboolean
looks_like_tls (ObdChannel *channel)
{
  const guint8 *data = channel->input->data;

  return channel->input->len >= 2 && (data[0] == 0x15 || data[0] == 0x16) && data[1] == 0x03;
}

static gboolean
check_bounds (ObdChannel  *channel,
              gsize        length,
              GError     **error)
{
  if (!channel->encrypted && looks_like_tls (channel))
    {
      obd_trace_say (channel->trace, '*', "TLS bytes where plain text was expected");
      return fail (error, OBD_WIRE_ERROR_PROTOCOL, "TLS bytes where plain text was expected");
    }
  if (length > OBD_CHANNEL_MAX_LINE + 1) /* its CR is still there */
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "a line without end");
  if (channel->total > OBD_CHANNEL_MAX_TOTAL)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "the peer talks without end");
  return TRUE;
}

/* A challenge of SMTP (RFC 4954 section 4), and of IMAP and POP3, where "+OK" is none. */
static const char *
get_challenge_mark (const char *line)
{
  if (g_str_has_prefix (line, "334"))
    return "334 ";
  return g_str_equal (line, "+") || g_str_has_prefix (line, "+ ") ? "+ " : NULL;
}

static void
trace_answer (ObdChannel *channel,
              const char *line)
{
  const char *mark = channel->hides_challenges ? get_challenge_mark (line) : NULL;
  g_autofree char *shown = NULL;

  if (mark != NULL)
    shown = g_strconcat (mark, OBD_REDACTED, NULL);
  else
    shown = obd_channel_redact (channel, line);
  obd_trace_say (channel->trace, 'S', shown);
}

char *
obd_channel_read_line (ObdChannel    *channel,
                       gint64         deadline,
                       GCancellable  *cancellable,
                       GError       **error)
{
  gssize end;
  char *line;

  while ((end = find_line_end (channel)) < 0)
    if (!check_bounds (channel, channel->input->len, error)
        || !obd_channel_fill (channel, deadline, cancellable, error))
      return NULL;
  if (!check_bounds (channel, end, error))
    return NULL;
  line = take_line (channel, end);
  if (line == NULL)
    {
      fail (error, OBD_WIRE_ERROR_PROTOCOL, "a NUL byte inside a line");
      return NULL;
    }
  trace_answer (channel, line);
  return line;
}

gboolean
obd_channel_skip (ObdChannel    *channel,
                  gsize          length,
                  gint64         deadline,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *note = g_strdup_printf ("(%" G_GSIZE_FORMAT " bytes left out)", length);

  while (channel->input->len < length)
    if (!check_bounds (channel, 0, error)
        || !obd_channel_fill (channel, deadline, cancellable, error))
      return FALSE;
  g_byte_array_remove_range (channel->input, 0, length);
  channel->scanned = 0;
  obd_trace_say (channel->trace, 'S', note);
  return TRUE;
}

void
obd_channel_add_secret (ObdChannel *channel,
                        const char *secret,
                        gsize       length)
{
  obd_redactor_add (channel->redactor, secret, length);
}

char *
obd_channel_redact (ObdChannel *channel,
                    const char *line)
{
  return obd_redactor_apply (channel->redactor, line);
}

void
obd_channel_hide_challenges (ObdChannel *channel,
                             gboolean    hide)
{
  channel->hides_challenges = hide;
}

gboolean
obd_channel_is_encrypted (ObdChannel *channel)
{
  return channel->encrypted;
}

gboolean
obd_channel_is_local (ObdChannel *channel)
{
  return channel->local;
}

char *
obd_channel_dup_literal (ObdChannel *channel)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *text = NULL;

  address = g_socket_connection_get_local_address (channel->connection, NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("[127.0.0.1]");
  text = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  return g_strdup_printf ("[%s%s]",
                          g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "IPv6:"
                                                                                        : "",
                          text);
}

ObdTrace *
obd_channel_get_trace (ObdChannel *channel)
{
  return channel->trace;
}
