/* SPDX-License-Identifier: GPL-3.0-or-later */

/* IMAP: RFC 3501, 9051; tags, CAPABILITY, STARTTLS, LOGIN, STATUS, LOGOUT. */

#include "config.h"

#include "obd-incoming-private.h"

#include "obd-imap-parser.h"

#include <string.h>

/* --- Answers ---------------------------------------------------------------------------------- */

/* Takes over what the parser gathered. */
static ObdAnswer *
take_parsed (ObdIncoming   *incoming,
             ObdImapParser *parser)
{
  if (parser->capabilities != NULL)
    obd_incoming_take_capabilities (incoming, g_steal_pointer (&parser->capabilities));
  if (parser->alert != NULL)
    {
      g_free (incoming->alert);
      incoming->alert = obd_incoming_show (incoming, parser->alert);
    }
  if (parser->status == OBD_ANSWER_CONTINUE)
    {
      obd_incoming_take_challenge (incoming, parser->words);
      return obd_answer_new (OBD_ANSWER_CONTINUE, NULL, "", "");
    }
  return obd_incoming_take_answer (incoming, parser->status, parser->code, parser->line,
                                   parser->words);
}

/* FALSE: no further line will come. */
static gboolean
feed_line (ObdIncoming         *incoming,
           ObdImapParser       *parser,
           ObdImapParserState  *state,
           gint64               deadline,
           GCancellable        *cancellable,
           GError             **error)
{
  char *line = obd_incoming_read_line (incoming, deadline, cancellable, error);

  if (line == NULL)
    return FALSE;
  *state = obd_imap_parser_feed (parser, line, error);
  obd_wipe_string (line);
  if (*state == OBD_IMAP_PARSER_LITERAL)
    return obd_channel_skip (incoming->channel, parser->literal, deadline, cancellable, error);
  return *state != OBD_IMAP_PARSER_FAILED;
}

/* A server that says BYE and closes has answered. */
static ObdAnswer *
read_answer (ObdIncoming   *incoming,
             gboolean       may_continue,
             gint64         deadline,
             GCancellable  *cancellable,
             GError       **error)
{
  g_auto (ObdImapParser) parser = { 0 };
  ObdImapParserState state = OBD_IMAP_PARSER_MORE;
  GError *local_error = NULL;

  obd_imap_parser_init (&parser, incoming->tag);
  parser.may_continue = may_continue;
  while (state == OBD_IMAP_PARSER_MORE || state == OBD_IMAP_PARSER_LITERAL)
    {
      if (feed_line (incoming, &parser, &state, deadline, cancellable, &local_error))
        continue;
      if (!g_error_matches (local_error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_DROPPED)
          || !obd_imap_parser_end (&parser))
        {
          g_propagate_error (error, local_error);
          return NULL;
        }
      g_clear_error (&local_error);
      state = OBD_IMAP_PARSER_DONE;
    }
  return take_parsed (incoming, &parser);
}

/* --- Commands --------------------------------------------------------------------------------- */

static gboolean
imap_say (ObdIncoming   *incoming,
          const char    *command,
          const char    *shown,
          gint64         deadline,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *shown_line = NULL;
  char *line;
  gboolean written;

  g_free (incoming->tag);
  incoming->tag = g_strdup_printf ("a%u", ++incoming->n_tags);
  line = g_strconcat (incoming->tag, " ", command, NULL);
  shown_line = g_strconcat (incoming->tag, " ", shown != NULL ? shown : command, NULL);
  written = obd_incoming_write (incoming, line, shown_line, deadline, cancellable, error);
  obd_wipe_string (line);
  return written;
}

static ObdAnswer *
imap_command (ObdIncoming   *incoming,
              const char    *command,
              const char    *shown,
              gboolean       may_continue,
              gint64         deadline,
              GCancellable  *cancellable,
              GError       **error)
{
  if (!imap_say (incoming, command, shown, deadline, cancellable, error))
    return NULL;
  return read_answer (incoming, may_continue, deadline, cancellable, error);
}

static ObdAnswer *
imap_go_on (ObdIncoming   *incoming,
            const char    *line,
            const char    *shown,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  if (!obd_incoming_write (incoming, line, shown, deadline, cancellable, error))
    return NULL;
  return read_answer (incoming, TRUE, deadline, cancellable, error);
}

static ObdAnswer *
imap_greeting (ObdIncoming   *incoming,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  return read_answer (incoming, FALSE, deadline, cancellable, error);
}

static ObdAnswer *
imap_learn (ObdIncoming   *incoming,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  return imap_command (incoming, "CAPABILITY", NULL, FALSE, deadline, cancellable, error);
}

/* --- Signing in ------------------------------------------------------------------------------- */

static gboolean
imap_takes_initial (ObdIncoming *incoming)
{
  return obd_incoming_has_capability (incoming, "SASL-IR"); /* RFC 4959 */
}

/* RFC 9051 section 6.2.3: LOGIN is there unless LOGINDISABLED says otherwise. A server of which
 * nothing is known at all offers nothing. */
static void
imap_list_methods (ObdIncoming *incoming,
                   GPtrArray   *methods)
{
  const char *const *capabilities = obd_incoming_get_capabilities (incoming);

  for (guint i = 0; capabilities[i] != NULL; i++)
    if (g_str_has_prefix (capabilities[i], "AUTH=") && capabilities[i][strlen ("AUTH=")] != '\0')
      g_ptr_array_add (methods, g_strdup (capabilities[i] + strlen ("AUTH=")));
  if (capabilities[0] != NULL && !obd_incoming_has_capability (incoming, "LOGINDISABLED"))
    g_ptr_array_add (methods, g_strdup (OBD_METHOD_PLAIN_COMMAND));
}

/* RFC 9051 section 9, "quoted": 7-bit text; everything else is a literal. */
static gboolean
fits_quotes (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isprint (*text))
      return FALSE;
  return TRUE;
}

static void
append_quoted (GString    *piece,
               const char *text)
{
  g_string_append_c (piece, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (piece, '\\');
      g_string_append_c (piece, *text);
    }
  g_string_append_c (piece, '"');
}

/* "LOGIN user password" in the pieces between which the server has to say "+": a synchronising
 * literal (RFC 9051 section 4.3) ends its piece. Sized first, so that no part of the password stays
 * behind in memory. */
static GPtrArray *
compose_login (const char *username,
               const char *password)
{
  const char *arguments[] = { username, password };
  gsize room = 2 * (strlen (username) + strlen (password)) + 64;
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_wipe_string);
  GString *piece = g_string_sized_new (room);

  g_string_append (piece, "LOGIN");
  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    {
      g_string_append_c (piece, ' ');
      if (fits_quotes (arguments[i]))
        {
          append_quoted (piece, arguments[i]);
          continue;
        }
      g_string_append_printf (piece, "{%" G_GSIZE_FORMAT "}", strlen (arguments[i]));
      g_ptr_array_add (pieces, g_string_free (piece, FALSE));
      piece = g_string_sized_new (room);
      g_string_append (piece, arguments[i]);
    }
  g_ptr_array_add (pieces, g_string_free (piece, FALSE));
  return pieces;
}

static ObdAnswer *
imap_sign_in (ObdIncoming      *incoming,
              const char       *method,
              const char       *username,
              const ObdSecret  *password,
              gint64            deadline,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autoptr (GPtrArray) pieces = compose_login (username, obd_secret_peek (password));
  g_autoptr (ObdAnswer) answer = NULL;

  answer = imap_command (incoming, g_ptr_array_index (pieces, 0), "LOGIN " OBD_REDACTED,
                         pieces->len > 1, deadline, cancellable, error);
  for (guint i = 1; i < pieces->len; i++)
    {
      if (answer == NULL || answer->status != OBD_ANSWER_CONTINUE)
        break;
      g_clear_pointer (&answer, obd_answer_unref);
      answer = imap_go_on (incoming, g_ptr_array_index (pieces, i), OBD_REDACTED, deadline,
                           cancellable, error);
    }
  return g_steal_pointer (&answer);
}

const ObdIncomingClass obd_imap_class = {
  .greeting = imap_greeting,
  .learn = imap_learn,
  .starttls = "STARTTLS",
  .starttls_capability = "STARTTLS",
  .mailbox = "STATUS INBOX (UIDVALIDITY)",
  .logout = "LOGOUT",
  .auth = "AUTHENTICATE",
  .say = imap_say,
  .command = imap_command,
  .go_on = imap_go_on,
  .takes_initial = imap_takes_initial,
  .list_methods = imap_list_methods,
  .sign_in = imap_sign_in,
};
