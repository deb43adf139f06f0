/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A packet without extensions (RFC 4330 section 4). */
#define OBD_SNTP_SIZE 48

void     obd_sntp_compose (guint8         packet[OBD_SNTP_SIZE],
                           guint64        nonce);
/* @sent, @received: this computer's clock, microseconds since 1970. %OBD_WIRE_ERROR_PROTOCOL. */
gboolean obd_sntp_parse   (const guint8  *packet,
                           gsize          length,
                           guint64        nonce,
                           gint64         sent,
                           gint64         received,
                           gint64        *offset,
                           GError       **error);

G_END_DECLS
