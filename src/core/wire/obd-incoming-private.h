/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-channel-private.h"
#include "obd-incoming.h"

G_BEGIN_DECLS

/**
 * ObdIncomingClass:
 * @greeting: reads it
 * @learn: asks for the capabilities and puts them into the session
 * @starttls: the command's name
 * @starttls_capability: what offers it
 * @mailbox: the whole command that only the mailbox can answer
 * @logout: the command's name
 * @say: sends one command, given without its tag
 * @command: the same, and reads its answer, which may be CONTINUE where
 *   @may_continue says so; @shown as in obd_channel_write_line()
 * @go_on: sends a line that a CONTINUE asked for, and reads on
 * @auth: the command's name before a SASL mechanism
 * @takes_initial: the command with its initial response may be said
 * @list_methods: adds the ways to sign in (copies)
 * @sign_in: the protocol's own commands
 *
 * What tells IMAP from POP3. Const.
 */
typedef struct
{
  ObdAnswer *(*greeting)      (ObdIncoming   *incoming,
                               gint64         deadline,
                               GCancellable  *cancellable,
                               GError       **error);
  ObdAnswer *(*learn)         (ObdIncoming   *incoming,
                               gint64         deadline,
                               GCancellable  *cancellable,
                               GError       **error);
  const char  *starttls;
  const char  *starttls_capability;
  const char  *mailbox;
  const char  *logout;
  const char  *auth;
  ObdAnswer *(*command)       (ObdIncoming   *incoming,
                               const char    *command,
                               const char    *shown,
                               gboolean       may_continue,
                               gint64         deadline,
                               GCancellable  *cancellable,
                               GError       **error);
  gboolean   (*say)           (ObdIncoming   *incoming,
                               const char    *command,
                               const char    *shown,
                               gint64         deadline,
                               GCancellable  *cancellable,
                               GError       **error);
  ObdAnswer *(*go_on)         (ObdIncoming   *incoming,
                               const char    *line,
                               const char    *shown,
                               gint64         deadline,
                               GCancellable  *cancellable,
                               GError       **error);
  gboolean   (*takes_initial) (ObdIncoming   *incoming);
  void       (*list_methods)  (ObdIncoming   *incoming,
                               GPtrArray     *methods);
  ObdAnswer *(*sign_in)       (ObdIncoming      *incoming,
                               const char       *method,
                               const char       *username,
                               const ObdSecret  *password,
                               gint64            deadline,
                               GCancellable     *cancellable,
                               GError          **error);
} ObdIncomingClass;

struct _ObdIncoming
{
  const ObdIncomingClass *klass;
  ObdChannel *channel;            /* (owned) */
  ObdAnswer  *last;               /* (owned) (nullable) */
  GPtrArray  *capabilities;       /* (owned) char, %NULL-terminated */
  gboolean    knows_capabilities; /* told since the connection is as it is now */
  char       *alert;              /* (owned) (nullable) */
  char       *challenge;          /* (owned, wiped) (nullable): behind the last "+" */
  guint       n_tags;             /* IMAP */
  char       *tag;                /* (owned) (nullable): IMAP, of the command that lasts */
  char       *timestamp;          /* (owned) (nullable): POP3, for APOP */
  GError     *gone;               /* (owned) (nullable): why the last command could not be written */
};

extern const ObdIncomingClass obd_imap_class;
extern const ObdIncomingClass obd_pop3_class;

/* Remembers and returns it (transfer full). Texts are bytes as they came; secrets are taken out
 * here. */
ObdAnswer *obd_incoming_take_answer (ObdIncoming      *incoming,
                                     ObdAnswerStatus   status,
                                     const char       *code,
                                     const char       *line,
                                     const char       *words);
/* What may be shown of a server's words. (transfer full) */
char      *obd_incoming_show        (ObdIncoming      *incoming,
                                     const char       *words);
/* @list: (transfer full): upper-case words. */
void       obd_incoming_take_capabilities (ObdIncoming *incoming,
                                           GPtrArray   *list);
void       obd_incoming_take_challenge (ObdIncoming   *incoming,
                                        const char    *challenge);
gboolean   obd_incoming_has_capability (ObdIncoming   *incoming,
                                        const char    *word);
/* Writes. A server that says goodbye and closes resets our next command; what it said may still be
 * there, so that a peer that is gone is no error before nothing can be read any more: see
 * obd_incoming_read_line(). */
gboolean   obd_incoming_write       (ObdIncoming      *incoming,
                                     const char       *line,
                                     const char       *shown,
                                     gint64            deadline,
                                     GCancellable     *cancellable,
                                     GError          **error);
/* (transfer full) (nullable): bytes; free with obd_wipe_string(). */
char      *obd_incoming_read_line   (ObdIncoming      *incoming,
                                     gint64            deadline,
                                     GCancellable     *cancellable,
                                     GError          **error);
/* Always %NULL: %OBD_WIRE_ERROR_PROTOCOL. */
gpointer   obd_incoming_fail        (GError          **error,
                                     const char       *message);

G_END_DECLS
