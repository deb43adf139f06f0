/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-line.h"

#include "obd-secret.h"

#include <string.h>

/* RFC 4954 section 4: the longest line of an AUTH exchange. */
#define MAX_LINE 12288

struct _ObdPracticeLine
{
  GSocketConnection *connection; /* borrowed */
  GCancellable      *cancellable; /* borrowed */
  GIOStream         *tls; /* (owned) (nullable) */
  gsize              begin; /* of what has not been read */
  gsize              end;
  char               buffer[MAX_LINE + 2];
};

static GIOStream *
get_stream (ObdPracticeLine *line)
{
  return line->tls != NULL ? line->tls : G_IO_STREAM (line->connection);
}

ObdPracticeLine *
obd_practice_line_new (GSocketConnection *connection,
                       GCancellable      *cancellable)
{
  ObdPracticeLine *line = g_new0 (ObdPracticeLine, 1);

  line->connection = connection;
  line->cancellable = cancellable;
  return line;
}

void
obd_practice_line_free (ObdPracticeLine *line)
{
  /* The socket only: a TLS goodbye could wait for a peer that hangs. */
  g_socket_close (g_socket_connection_get_socket (line->connection), NULL);
  g_clear_object (&line->tls);
  obd_wipe (line->buffer, sizeof line->buffer);
  g_free (line);
}

static gboolean
fill_buffer (ObdPracticeLine *line)
{
  GInputStream *input = g_io_stream_get_input_stream (get_stream (line));
  gssize n;

  memmove (line->buffer, line->buffer + line->begin, line->end - line->begin);
  line->end -= line->begin;
  line->begin = 0;
  if (line->end == sizeof line->buffer)
    return FALSE;
  n = g_input_stream_read (input, line->buffer + line->end, sizeof line->buffer - line->end,
                           line->cancellable, NULL);
  if (n <= 0)
    return FALSE;
  line->end += n;
  return TRUE;
}

char *
obd_practice_line_read (ObdPracticeLine *line)
{
  for (;;)
    {
      char *start = line->buffer + line->begin;
      char *newline = memchr (start, '\n', line->end - line->begin);

      if (newline != NULL)
        {
          line->begin = newline + 1 - line->buffer;
          *newline = '\0';
          if (newline > start && newline[-1] == '\r')
            newline[-1] = '\0';
          return start;
        }
      if (!fill_buffer (line))
        return NULL;
    }
}

gboolean
obd_practice_line_write (ObdPracticeLine *line,
                         const char      *text)
{
  GOutputStream *output = g_io_stream_get_output_stream (get_stream (line));
  g_autoptr (GString) wire = g_string_new (text);

  g_string_replace (wire, "\n", "\r\n", 0);
  g_string_append (wire, "\r\n");
  return g_output_stream_write_all (output, wire->str, wire->len, NULL, line->cancellable, NULL);
}

gboolean
obd_practice_line_start_tls (ObdPracticeLine *line,
                             GTlsCertificate *certificate)
{
  GIOStream *tls = g_tls_server_connection_new (G_IO_STREAM (line->connection), certificate, NULL);

  line->begin = line->end = 0;
  if (tls == NULL)
    return FALSE;
  line->tls = tls;
  /* Clients may close without a goodbye; that is no attack on a practice mailbox. */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  return g_tls_connection_handshake (G_TLS_CONNECTION (tls), line->cancellable, NULL);
}

gboolean
obd_practice_line_is_tls (ObdPracticeLine *line)
{
  return line->tls != NULL;
}

void
obd_practice_line_wipe (ObdPracticeLine *line)
{
  obd_wipe (line->buffer, line->begin);
}

gboolean
obd_practice_line_wait (ObdPracticeLine *line,
                        guint            milliseconds)
{
  gint64 until = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  GPollFD wake;

  if (!g_cancellable_make_pollfd (line->cancellable, &wake))
    return FALSE;
  while (!g_cancellable_is_cancelled (line->cancellable))
    {
      gint64 left = (until - g_get_monotonic_time () + 999) / 1000;

      if (left <= 0 || g_poll (&wake, 1, (int) left) < 0)
        break;
    }
  g_cancellable_release_fd (line->cancellable);
  return !g_cancellable_is_cancelled (line->cancellable);
}

void
obd_practice_line_hang (ObdPracticeLine *line)
{
  GSocket *socket = g_socket_connection_get_socket (line->connection);
  char bin[4096];

  while (g_socket_receive (socket, bin, sizeof bin, line->cancellable, NULL) > 0)
    continue;
  obd_wipe (bin, sizeof bin);
}
