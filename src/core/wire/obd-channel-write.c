/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-channel-private.h"

#include "obd-wait.h"

#include <string.h>

static gboolean
fail (GError     **error,
      int          code,
      const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, code, message);
  return FALSE;
}

static gssize
write_some (ObdChannel    *channel,
            const char    *bytes,
            gsize          length,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  GPollableOutputStream *output;
  GError *local_error = NULL;
  gssize n;

  output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (channel->stream));
  n = g_pollable_output_stream_write_nonblocking (output, bytes, length, NULL, &local_error);
  if (n >= 0)
    return n;
  if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      obd_channel_propagate (error, local_error);
      return -1;
    }
  g_error_free (local_error);
  return obd_wait_for_stream (channel->context,
                              g_pollable_output_stream_create_source (output, NULL),
                              deadline, cancellable, error) ? 0 : -1;
}

static gboolean
write_all (ObdChannel    *channel,
           const char    *bytes,
           gsize          length,
           gint64         deadline,
           GCancellable  *cancellable,
           GError       **error)
{
  gssize n = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  g_main_context_push_thread_default (channel->context);
  for (gsize done = 0; done < length && n >= 0; done += MAX (n, 0))
    n = write_some (channel, bytes + done, length - done, deadline, cancellable, error);
  g_main_context_pop_thread_default (channel->context);
  return n >= 0;
}

/* A CR or LF inside what a person typed would end the command and let the rest of it be one of its
 * own: "a@b>\r\nRCPT TO:<victim@…" would send mail in somebody's name (curl lib/smtp.c, CWE-93). */
static gboolean
check_line (const char  *line,
            GError     **error)
{
  for (const char *p = line; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return fail (error, OBD_WIRE_ERROR_INPUT, "a control character in a command");
  if (strlen (line) > OBD_CHANNEL_MAX_LINE)
    return fail (error, OBD_WIRE_ERROR_INPUT, "a command that is too long");
  return TRUE;
}

gboolean
obd_channel_write_lines (ObdChannel         *channel,
                         const char *const  *lines,
                         const char         *shown,
                         gint64              deadline,
                         GCancellable       *cancellable,
                         GError            **error)
{
  g_autoptr (GString) bytes = NULL;
  gsize length = 1;
  gboolean ok;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (!check_line (lines[i], error))
        return FALSE;
      length += strlen (lines[i]) + 2;
    }
  /* Sized first: a growing GString would leave pieces of a secret in freed memory. */
  bytes = g_string_sized_new (length);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append (bytes, lines[i]);
      g_string_append (bytes, "\r\n");
      obd_trace_say (channel->trace, 'C', shown != NULL ? shown : lines[i]);
    }
  ok = write_all (channel, bytes->str, bytes->len, deadline, cancellable, error);
  obd_wipe (bytes->str, bytes->len);
  return ok;
}

gboolean
obd_channel_write_line (ObdChannel    *channel,
                        const char    *line,
                        const char    *shown,
                        gint64         deadline,
                        GCancellable  *cancellable,
                        GError       **error)
{
  const char *lines[] = { line, NULL };

  return obd_channel_write_lines (channel, lines, shown, deadline, cancellable, error);
}

gboolean
obd_channel_write_body (ObdChannel    *channel,
                        const char    *body,
                        gint64         deadline,
                        GCancellable  *cancellable,
                        GError       **error)
{
  gsize length = strlen (body);
  g_autofree char *note = g_strdup_printf ("(%" G_GSIZE_FORMAT " bytes of message)", length);

  obd_trace_say (channel->trace, 'C', note);
  return write_all (channel, body, length, deadline, cancellable, error);
}
