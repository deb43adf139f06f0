/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-channel.h"
#include "obd-redactor.h"
#include "obd-secret.h"

G_BEGIN_DECLS

/* Most bytes read over the life of one channel. No honest conversation comes near it; a server
 * that talks for ever is stopped here even while every single line is short. */
#define OBD_CHANNEL_MAX_TOTAL (1024 * 1024)

struct _ObdChannel
{
  GSocketConnection *connection;  /* (owned) */
  GIOStream         *stream;      /* (owned): @connection, or the TLS connection over it */
  ObdTrace          *trace;       /* (owned) */
  GMainContext      *context;     /* (owned): drives the streams; never seen outside */
  ObdRedactor       *redactor;    /* (owned) */
  GByteArray        *input;       /* (owned): read and not yet taken */
  gsize              scanned;     /* bytes of @input known to hold no line end */
  gsize              total;       /* bytes ever read */
  gboolean           hides_challenges;
  gboolean           encrypted;
  gboolean           local; /* the peer is this machine */
};

/* Reads what is there, waiting for the first byte. FALSE on error or end of stream (_DROPPED). */
gboolean    obd_channel_fill           (ObdChannel    *channel,
                                        gint64         deadline,
                                        GCancellable  *cancellable,
                                        GError       **error);
/* Brings an error of a GIO stream to %OBD_WIRE_ERROR_DROPPED; cancel and our own errors stay. */
void        obd_channel_propagate      (GError       **error,
                                        GError        *stream_error);
/* Several lines in one write (RFC 2920); each is checked and traced as obd_channel_write_line(). */
gboolean    obd_channel_write_lines    (ObdChannel         *channel,
                                        const char *const  *lines,
                                        const char         *shown,
                                        gint64              deadline,
                                        GCancellable       *cancellable,
                                        GError            **error);
/* Hides @secret from here on in the trace and in obd_channel_redact(). */
void        obd_channel_add_secret     (ObdChannel    *channel,
                                        const char    *secret,
                                        gsize          length);
/* (transfer full): what may be shown of @line. */
char       *obd_channel_redact         (ObdChannel    *channel,
                                        const char    *line);
/* Reads @length bytes and forgets them; the trace shows a note. Errors as obd_channel_read_line(). */
gboolean    obd_channel_skip           (ObdChannel    *channel,
                                        gsize          length,
                                        gint64         deadline,
                                        GCancellable  *cancellable,
                                        GError       **error);
/* While an AUTH lasts the words of "334 …" and "+ …" are not traced. */
void        obd_channel_hide_challenges (ObdChannel   *channel,
                                         gboolean      hide);
/* "[192.0.2.1]" or "[IPv6:2001:db8::1]": this side's address as a literal (RFC 5321 section
 * 4.1.3). Transfer full. */
char       *obd_channel_dup_literal    (ObdChannel    *channel);

G_END_DECLS
