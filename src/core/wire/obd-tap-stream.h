/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A TLS record header, the handshake or alert header, and the versions of a server hello. */
#define OBD_TAP_SIZE 256

/**
 * ObdTapStream:
 *
 * An input stream that passes another one through and remembers the first bytes that came. The
 * TLS library says only "handshake failed", in the person's language; the bytes say whether the
 * peer spoke TLS at all, sent an alert, or chose an old version.
 */
#define OBD_TYPE_TAP_STREAM (obd_tap_stream_get_type ())
G_DECLARE_FINAL_TYPE (ObdTapStream, obd_tap_stream, OBD, TAP_STREAM, GInputStream)

/* @base must be pollable. */
ObdTapStream *obd_tap_stream_new  (GInputStream *base);
/* Borrowed: what came first, at most %OBD_TAP_SIZE bytes. Only while nobody reads. */
const guint8 *obd_tap_stream_peek (ObdTapStream *self,
                                   gsize        *length);
/* The peer closed or reset the connection. Only while nobody reads. */
gboolean      obd_tap_stream_has_ended (ObdTapStream *self);

G_END_DECLS
