/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tap-stream.h"

#include <string.h>

struct _ObdTapStream
{
  GInputStream  parent_instance;

  GInputStream *base; /* (owned) */
  guint8        head[OBD_TAP_SIZE];
  gsize         length;
  gboolean      ended; /* end of stream, or a reset */
};

static void obd_tap_stream_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ObdTapStream,
                               obd_tap_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      obd_tap_stream_pollable_init))

/* @error: (nullable): what the read ended with, if @count is negative. */
static gssize
remember (ObdTapStream *self,
          const void   *bytes,
          gssize        count,
          const GError *error)
{
  if (count == 0
      || (count < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)
          && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    self->ended = TRUE;
  if (count > 0 && self->length < OBD_TAP_SIZE)
    {
      gsize more = MIN ((gsize) count, OBD_TAP_SIZE - self->length);

      memcpy (self->head + self->length, bytes, more);
      self->length += more;
    }
  return count;
}

static gssize
obd_tap_stream_read (GInputStream  *stream,
                     void          *buffer,
                     gsize          count,
                     GCancellable  *cancellable,
                     GError       **error)
{
  ObdTapStream *self = OBD_TAP_STREAM (stream);
  GError *local_error = NULL;
  gssize n = g_input_stream_read (self->base, buffer, count, cancellable, &local_error);

  remember (self, buffer, n, local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return n;
}

static gboolean
obd_tap_stream_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (
      G_POLLABLE_INPUT_STREAM (OBD_TAP_STREAM (stream)->base));
}

static GSource *
obd_tap_stream_create_source (GPollableInputStream *stream,
                              GCancellable         *cancellable)
{
  g_autoptr (GSource) inner = NULL;

  inner = g_pollable_input_stream_create_source (
      G_POLLABLE_INPUT_STREAM (OBD_TAP_STREAM (stream)->base), cancellable);
  return g_pollable_source_new_full (stream, inner, cancellable);
}

static gssize
obd_tap_stream_read_nonblocking (GPollableInputStream  *stream,
                                 void                  *buffer,
                                 gsize                  count,
                                 GError               **error)
{
  ObdTapStream *self = OBD_TAP_STREAM (stream);
  GPollableInputStream *base = G_POLLABLE_INPUT_STREAM (self->base);
  GError *local_error = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (base, buffer, count, NULL, &local_error);

  remember (self, buffer, n, local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return n;
}

static void
obd_tap_stream_finalize (GObject *object)
{
  g_object_unref (OBD_TAP_STREAM (object)->base);
  G_OBJECT_CLASS (obd_tap_stream_parent_class)->finalize (object);
}

static void
obd_tap_stream_class_init (ObdTapStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = obd_tap_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = obd_tap_stream_read;
}

static void
obd_tap_stream_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = obd_tap_stream_is_readable;
  iface->create_source = obd_tap_stream_create_source;
  iface->read_nonblocking = obd_tap_stream_read_nonblocking;
}

static void
obd_tap_stream_init (ObdTapStream *self)
{
}

ObdTapStream *
obd_tap_stream_new (GInputStream *base)
{
  ObdTapStream *self = g_object_new (OBD_TYPE_TAP_STREAM, NULL);

  self->base = g_object_ref (base);
  return self;
}

const guint8 *
obd_tap_stream_peek (ObdTapStream *self,
                     gsize        *length)
{
  *length = self->length;
  return self->head;
}

gboolean
obd_tap_stream_has_ended (ObdTapStream *self)
{
  return self->ended;
}
