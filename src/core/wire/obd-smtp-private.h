/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-channel-private.h"
#include "obd-reply-parser.h"
#include "obd-smtp.h"

G_BEGIN_DECLS

struct _ObdSmtp
{
  ObdChannel *channel;    /* (owned) */
  ObdReply   *last;       /* (owned) (nullable) */
  GPtrArray  *texts;      /* (owned) (nullable): unbounded lines of the last reply, for EHLO */
  GStrv       extensions; /* (owned) */
  GStrv       mechanisms; /* (owned) */
  char       *name;       /* (owned) (nullable) */
  gboolean    helo_only;
};

/* Which codes may stand somewhere: the good one, a second good one (0 none), and one that asks for
 * more (0 none). 4yz and 5yz may always. */
typedef struct
{
  guint good;
  guint also_good;
  guint third;
} ObdSmtpCodes;

/* Reads one reply and judges its code. (transfer full) (nullable) */
ObdReply *obd_smtp_read_reply (ObdSmtp             *smtp,
                               const ObdSmtpCodes  *codes,
                               gint64               deadline,
                               GCancellable        *cancellable,
                               GError             **error);
/* Sends one line and reads its reply. @shown as in obd_channel_write_line(). */
ObdReply *obd_smtp_command    (ObdSmtp             *smtp,
                               const char          *line,
                               const char          *shown,
                               const ObdSmtpCodes  *codes,
                               gint64               deadline,
                               GCancellable        *cancellable,
                               GError             **error);
/* A server that says 421 and closes resets our next command; what it said may still be there and
 * is worth more than "connection lost". @error: (inout): the error of the write; cleared if there
 * is a reply. (transfer full) (nullable) */
ObdReply *obd_smtp_read_last_words (ObdSmtp             *smtp,
                                    const ObdSmtpCodes  *codes,
                                    gint64               deadline,
                                    GCancellable        *cancellable,
                                    GError             **error);
void      obd_smtp_enter      (ObdSmtp             *smtp,
                               ObdStage             stage);

G_END_DECLS
