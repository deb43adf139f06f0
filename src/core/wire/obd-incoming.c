/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What IMAP and POP3 sessions share; obd-imap.c and obd-pop3.c tell them apart, the sign-in is in
 * obd-incoming-auth.c. */

#include "config.h"

#include "obd-incoming-private.h"

#include <string.h>

/* How long LOGOUT may take to be written: a peer that takes no more bytes is not waited for. */
#define QUIT_PATIENCE (G_USEC_PER_SEC / 4)

static GPtrArray *
new_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (list, NULL);
  return list;
}

ObdIncoming *
obd_incoming_new (ObdProtocol  protocol,
                  ObdChannel  *channel)
{
  ObdIncoming *incoming = g_new0 (ObdIncoming, 1);

  incoming->klass = protocol == OBD_PROTOCOL_IMAP ? &obd_imap_class : &obd_pop3_class;
  incoming->channel = channel;
  incoming->capabilities = new_list ();
  return incoming;
}

void
obd_incoming_free (ObdIncoming *incoming)
{
  obd_channel_free (incoming->channel);
  g_clear_pointer (&incoming->last, obd_answer_unref);
  g_ptr_array_unref (incoming->capabilities);
  g_free (incoming->alert);
  g_clear_pointer (&incoming->challenge, obd_wipe_string);
  g_free (incoming->tag);
  g_free (incoming->timestamp);
  g_clear_error (&incoming->gone);
  g_free (incoming);
}

ObdChannel *
obd_incoming_get_channel (ObdIncoming *incoming)
{
  return incoming->channel;
}

const ObdAnswer *
obd_incoming_get_last_answer (ObdIncoming *incoming)
{
  return incoming->last;
}

const char *
obd_incoming_get_alert (ObdIncoming *incoming)
{
  return incoming->alert;
}

static void
enter (ObdIncoming *incoming,
       ObdStage     stage)
{
  obd_trace_enter (obd_channel_get_trace (incoming->channel), stage);
}

/* --- What the two protocols build on ---------------------------------------------------------- */

gpointer
obd_incoming_fail (GError     **error,
                   const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL, message);
  return NULL;
}

/* The redactor leaves three digits at the start of a line alone, as an SMTP reply code; here they
 * could be the beginning of a password. */
char *
obd_incoming_show (ObdIncoming *incoming,
                   const char  *words)
{
  g_autofree char *guarded = g_strconcat (" ", words, NULL);
  g_autofree char *shown = obd_channel_redact (incoming->channel, guarded);

  obd_wipe (guarded, strlen (guarded));
  return obd_text_sanitize (shown + 1, OBD_REPLY_MAX_TEXT);
}

ObdAnswer *
obd_incoming_take_answer (ObdIncoming     *incoming,
                          ObdAnswerStatus  status,
                          const char      *code,
                          const char      *line,
                          const char      *words)
{
  g_autofree char *shown_line = obd_incoming_show (incoming, line);
  g_autofree char *shown_words = obd_incoming_show (incoming, words);

  g_clear_pointer (&incoming->last, obd_answer_unref);
  incoming->last = obd_answer_new (status, code, shown_line, shown_words);
  return obd_answer_ref (incoming->last);
}

void
obd_incoming_take_capabilities (ObdIncoming *incoming,
                                GPtrArray   *list)
{
  g_ptr_array_add (list, NULL);
  g_ptr_array_unref (incoming->capabilities);
  incoming->capabilities = list;
  incoming->knows_capabilities = TRUE;
}

void
obd_incoming_take_challenge (ObdIncoming *incoming,
                             const char  *challenge)
{
  g_clear_pointer (&incoming->challenge, obd_wipe_string);
  incoming->challenge = g_strdup (challenge);
}

gboolean
obd_incoming_has_capability (ObdIncoming *incoming,
                             const char  *word)
{
  return g_strv_contains (obd_incoming_get_capabilities (incoming), word);
}

gboolean
obd_incoming_write (ObdIncoming   *incoming,
                    const char    *line,
                    const char    *shown,
                    gint64         deadline,
                    GCancellable  *cancellable,
                    GError       **error)
{
  GError *local_error = NULL;

  g_clear_error (&incoming->gone);
  if (obd_channel_write_line (incoming->channel, line, shown, deadline, cancellable, &local_error))
    return TRUE;
  if (g_error_matches (local_error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_DROPPED))
    {
      incoming->gone = local_error;
      return TRUE;
    }
  g_propagate_error (error, local_error);
  return FALSE;
}

char *
obd_incoming_read_line (ObdIncoming   *incoming,
                        gint64         deadline,
                        GCancellable  *cancellable,
                        GError       **error)
{
  char *line = obd_channel_read_line (incoming->channel, deadline, cancellable,
                                      incoming->gone == NULL ? error : NULL);

  if (line == NULL && incoming->gone != NULL)
    g_propagate_error (error, g_steal_pointer (&incoming->gone));
  return line;
}

/* --- Calls ------------------------------------------------------------------------------------ */

ObdAnswer *
obd_incoming_greeting (ObdIncoming   *incoming,
                       gint64         deadline,
                       GCancellable  *cancellable,
                       GError       **error)
{
  enter (incoming, OBD_STAGE_BANNER);
  return incoming->klass->greeting (incoming, deadline, cancellable, error);
}

ObdAnswer *
obd_incoming_learn (ObdIncoming   *incoming,
                    gint64         deadline,
                    GCancellable  *cancellable,
                    GError       **error)
{
  enter (incoming, OBD_STAGE_EHLO);
  if (incoming->knows_capabilities)
    return obd_answer_ref (incoming->last);
  return incoming->klass->learn (incoming, deadline, cancellable, error);
}

const char *const *
obd_incoming_get_capabilities (ObdIncoming *incoming)
{
  return (const char *const *) incoming->capabilities->pdata;
}

gboolean
obd_incoming_offers_starttls (ObdIncoming *incoming)
{
  return obd_incoming_has_capability (incoming, incoming->klass->starttls_capability);
}

/* Also what came with the answer itself: it was plain text, and may be somebody else's. */
static void
forget_capabilities (ObdIncoming *incoming)
{
  g_ptr_array_unref (incoming->capabilities);
  incoming->capabilities = new_list ();
  incoming->knows_capabilities = FALSE;
}

ObdAnswer *
obd_incoming_starttls (ObdIncoming   *incoming,
                       gint64         deadline,
                       GCancellable  *cancellable,
                       GError       **error)
{
  ObdAnswer *answer;

  enter (incoming, OBD_STAGE_STARTTLS);
  answer = incoming->klass->command (incoming, incoming->klass->starttls, NULL, FALSE, deadline,
                                     cancellable, error);
  if (answer != NULL && answer->status == OBD_ANSWER_OK)
    forget_capabilities (incoming);
  return answer;
}

ObdAnswer *
obd_incoming_ask_mailbox (ObdIncoming   *incoming,
                          gint64         deadline,
                          GCancellable  *cancellable,
                          GError       **error)
{
  return incoming->klass->command (incoming, incoming->klass->mailbox, NULL, FALSE, deadline,
                                   cancellable, error);
}

void
obd_incoming_quit (ObdIncoming  *incoming,
                   GCancellable *cancellable)
{
  enter (incoming, OBD_STAGE_NONE);
  incoming->klass->say (incoming, incoming->klass->logout, NULL,
                        g_get_monotonic_time () + QUIT_PATIENCE, cancellable, NULL);
}
