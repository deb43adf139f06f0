/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 5321 (SMTP), 3207 (STARTTLS). AUTH is in obd-smtp-auth.c; MAIL, RCPT and DATA are in
 * obd-smtp-mail.c. */

#include "config.h"

#include "obd-smtp-private.h"

#include "obd-address.h"

#include <string.h>

/* How long QUIT may take to be written: a peer that takes no more bytes is not waited for. */
#define QUIT_PATIENCE (G_USEC_PER_SEC / 4)

static const ObdSmtpCodes greeting_codes = { 220, 0, 0 };
static const ObdSmtpCodes hello_codes = { 250, 0, 0 };
static const ObdSmtpCodes starttls_codes = { 220, 0, 0 };
static const ObdSmtpCodes reset_codes = { 250, 0, 0 };

ObdSmtp *
obd_smtp_new (ObdChannel *channel)
{
  ObdSmtp *smtp = g_new0 (ObdSmtp, 1);

  smtp->channel = channel;
  smtp->extensions = g_new0 (char *, 1);
  smtp->mechanisms = g_new0 (char *, 1);
  return smtp;
}

void
obd_smtp_free (ObdSmtp *smtp)
{
  obd_channel_free (smtp->channel);
  g_clear_pointer (&smtp->last, obd_reply_unref);
  g_clear_pointer (&smtp->texts, g_ptr_array_unref);
  g_strfreev (smtp->extensions);
  g_strfreev (smtp->mechanisms);
  g_free (smtp->name);
  g_free (smtp);
}

ObdChannel *
obd_smtp_get_channel (ObdSmtp *smtp)
{
  return smtp->channel;
}

const ObdReply *
obd_smtp_get_last_reply (ObdSmtp *smtp)
{
  return smtp->last;
}

void
obd_smtp_enter (ObdSmtp  *smtp,
                ObdStage  stage)
{
  obd_trace_enter (obd_channel_get_trace (smtp->channel), stage);
}

/* --- Replies ---------------------------------------------------------------------------------- */

static gboolean
feed_line (ObdSmtp              *smtp,
           ObdReplyParser       *parser,
           ObdReplyParserState  *state,
           gint64                deadline,
           GCancellable         *cancellable,
           GError              **error)
{
  char *line = obd_channel_read_line (smtp->channel, deadline, cancellable, error);
  g_autofree char *shown = NULL;

  if (line == NULL)
    return FALSE;
  /* A challenge is for SASL and must stay as it is; nobody shows it. */
  shown = g_str_has_prefix (line, "334") ? g_strdup (line)
                                         : obd_channel_redact (smtp->channel, line);
  obd_wipe_string (line);
  *state = obd_reply_parser_feed (parser, shown, error);
  return *state != OBD_REPLY_PARSER_FAILED;
}

static gboolean
may_stand (const ObdReply     *reply,
           const ObdSmtpCodes *codes)
{
  return reply->code >= 400 || reply->code == codes->good
         || (codes->also_good != 0 && reply->code == codes->also_good)
         || (codes->third != 0 && reply->code == codes->third);
}

ObdReply *
obd_smtp_read_reply (ObdSmtp             *smtp,
                     const ObdSmtpCodes  *codes,
                     gint64               deadline,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_auto (ObdReplyParser) parser = { 0 };
  ObdReplyParserState state = OBD_REPLY_PARSER_MORE;

  obd_reply_parser_init (&parser);
  while (state == OBD_REPLY_PARSER_MORE)
    if (!feed_line (smtp, &parser, &state, deadline, cancellable, error))
      return NULL;
  g_clear_pointer (&smtp->last, obd_reply_unref);
  smtp->last = obd_reply_parser_build (&parser);
  g_clear_pointer (&smtp->texts, g_ptr_array_unref);
  smtp->texts = g_steal_pointer (&parser.texts);
  if (!may_stand (smtp->last, codes))
    {
      g_set_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL,
                   "reply %u where %u was to be expected", smtp->last->code, codes->good);
      return NULL;
    }
  return obd_reply_ref (smtp->last);
}

ObdReply *
obd_smtp_read_last_words (ObdSmtp             *smtp,
                          const ObdSmtpCodes  *codes,
                          gint64               deadline,
                          GCancellable        *cancellable,
                          GError             **error)
{
  GError *write_error = g_steal_pointer (error);
  ObdReply *reply;

  if (!g_error_matches (write_error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_DROPPED))
    {
      g_propagate_error (error, write_error);
      return NULL;
    }
  reply = obd_smtp_read_reply (smtp, codes, deadline, cancellable, NULL);
  if (reply == NULL)
    g_propagate_error (error, write_error);
  else
    g_error_free (write_error);
  return reply;
}

ObdReply *
obd_smtp_command (ObdSmtp             *smtp,
                  const char          *line,
                  const char          *shown,
                  const ObdSmtpCodes  *codes,
                  gint64               deadline,
                  GCancellable        *cancellable,
                  GError             **error)
{
  GError *local_error = NULL;
  ObdReply *reply;

  if (obd_channel_write_line (smtp->channel, line, shown, deadline, cancellable, &local_error))
    return obd_smtp_read_reply (smtp, codes, deadline, cancellable, error);
  reply = obd_smtp_read_last_words (smtp, codes, deadline, cancellable, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return reply;
}

/* --- Greeting and EHLO ------------------------------------------------------------------------ */

ObdReply *
obd_smtp_greeting (ObdSmtp       *smtp,
                   gint64         deadline,
                   GCancellable  *cancellable,
                   GError       **error)
{
  obd_smtp_enter (smtp, OBD_STAGE_BANNER);
  return obd_smtp_read_reply (smtp, &greeting_codes, deadline, cancellable, error);
}

static void
forget_extensions (ObdSmtp *smtp)
{
  g_strfreev (smtp->extensions);
  g_strfreev (smtp->mechanisms);
  smtp->extensions = g_new0 (char *, 1);
  smtp->mechanisms = g_new0 (char *, 1);
}

static gboolean
is_keyword (const char *line,
            const char *keyword)
{
  gsize length = strlen (keyword);

  return g_ascii_strncasecmp (line, keyword, length) == 0
         && (line[length] == '\0' || line[length] == ' ' || line[length] == '=');
}

/* "AUTH PLAIN LOGIN", and "AUTH=LOGIN PLAIN" of servers older than RFC 2554; both may be there. */
static GStrv
collect_mechanisms (const char *const *extensions)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; extensions[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;

      if (!is_keyword (extensions[i], "AUTH"))
        continue;
      words = g_strsplit_set (extensions[i] + strlen ("AUTH"), " =", -1);
      for (guint w = 0; words[w] != NULL; w++)
        if (*words[w] != '\0'
            && !g_ptr_array_find_with_equal_func (names, words[w], g_str_equal, NULL))
          g_ptr_array_add (names, g_strdup (words[w]));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* The first line is the server's name (RFC 5321 section 4.1.1.1). */
static void
learn_extensions (ObdSmtp *smtp)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  forget_extensions (smtp);
  for (guint i = 1; i < smtp->texts->len; i++)
    {
      g_autofree char *clean = obd_text_sanitize (g_ptr_array_index (smtp->texts, i),
                                                  OBD_REPLY_MAX_TEXT);
      g_autofree char *upper = g_ascii_strup (g_strstrip (clean), -1);

      if (*upper != '\0')
        g_strv_builder_add (builder, upper);
    }
  g_strfreev (smtp->extensions);
  smtp->extensions = g_strv_builder_end (builder);
  g_strfreev (smtp->mechanisms);
  smtp->mechanisms = collect_mechanisms ((const char *const *) smtp->extensions);
}

/* "mail.example Hello …" */
static void
learn_name (ObdSmtp *smtp)
{
  const char *line = smtp->texts->len > 0 ? g_ptr_array_index (smtp->texts, 0) : "";
  g_autofree char *word = g_strndup (line, strcspn (line, " \t"));

  g_free (smtp->name);
  smtp->name = obd_host_check (word, NULL);
}

static gboolean
knows_no_ehlo (const ObdReply *reply)
{
  return reply->code == 500 || reply->code == 502 || reply->code == 504;
}

/* We have no name that the server could look up, so our address as a literal is what RFC 5321
 * section 4.1.4 asks for; names invented from the host name are what servers refuse. */
ObdReply *
obd_smtp_hello (ObdSmtp       *smtp,
                gint64         deadline,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autofree char *name = obd_channel_dup_literal (smtp->channel);
  g_autofree char *ehlo = g_strconcat ("EHLO ", name, NULL);
  g_autofree char *helo = g_strconcat ("HELO ", name, NULL);
  g_autoptr (ObdReply) reply = NULL;

  obd_smtp_enter (smtp, OBD_STAGE_EHLO);
  forget_extensions (smtp);
  smtp->helo_only = FALSE;
  reply = obd_smtp_command (smtp, ehlo, NULL, &hello_codes, deadline, cancellable, error);
  if (reply == NULL)
    return NULL;
  if (reply->code == 250)
    {
      learn_name (smtp);
      learn_extensions (smtp);
    }
  if (!knows_no_ehlo (reply))
    return g_steal_pointer (&reply);
  smtp->helo_only = TRUE;
  g_clear_pointer (&reply, obd_reply_unref);
  reply = obd_smtp_command (smtp, helo, NULL, &hello_codes, deadline, cancellable, error);
  if (reply != NULL && reply->code == 250)
    learn_name (smtp);
  return g_steal_pointer (&reply);
}

const char *
obd_smtp_get_name (ObdSmtp *smtp)
{
  return smtp->name;
}

gboolean
obd_smtp_is_helo_only (ObdSmtp *smtp)
{
  return smtp->helo_only;
}

const char *const *
obd_smtp_get_extensions (ObdSmtp *smtp)
{
  return (const char *const *) smtp->extensions;
}

const char *const *
obd_smtp_get_mechanisms (ObdSmtp *smtp)
{
  return (const char *const *) smtp->mechanisms;
}

static const char *
find_extension (ObdSmtp    *smtp,
                const char *keyword)
{
  for (guint i = 0; smtp->extensions[i] != NULL; i++)
    if (is_keyword (smtp->extensions[i], keyword))
      return smtp->extensions[i];
  return NULL;
}

gboolean
obd_smtp_has_extension (ObdSmtp    *smtp,
                        const char *keyword)
{
  return find_extension (smtp, keyword) != NULL;
}

guint64
obd_smtp_get_size_limit (ObdSmtp *smtp)
{
  const char *line = find_extension (smtp, "SIZE");
  guint64 limit = 0;

  if (line == NULL || line[strlen ("SIZE")] == '\0')
    return 0;
  if (!g_ascii_string_to_unsigned (line + strlen ("SIZE "), 10, 0, G_MAXUINT64, &limit, NULL))
    return 0;
  return limit;
}

ObdReply *
obd_smtp_starttls (ObdSmtp       *smtp,
                   gint64         deadline,
                   GCancellable  *cancellable,
                   GError       **error)
{
  ObdReply *reply;

  obd_smtp_enter (smtp, OBD_STAGE_STARTTLS);
  reply = obd_smtp_command (smtp, "STARTTLS", NULL, &starttls_codes, deadline, cancellable, error);
  /* RFC 3207 section 4.2: what was said before TLS counts no more. */
  if (reply != NULL && reply->code == 220)
    forget_extensions (smtp);
  return reply;
}

/* --- RSET, QUIT ------------------------------------------------------------------------------- */

ObdReply *
obd_smtp_reset (ObdSmtp       *smtp,
                gint64         deadline,
                GCancellable  *cancellable,
                GError       **error)
{
  return obd_smtp_command (smtp, "RSET", NULL, &reset_codes, deadline, cancellable, error);
}

void
obd_smtp_quit (ObdSmtp      *smtp,
               GCancellable *cancellable)
{
  obd_smtp_enter (smtp, OBD_STAGE_NONE);
  obd_channel_write_line (smtp->channel, "QUIT", NULL, g_get_monotonic_time () + QUIT_PATIENCE,
                          cancellable, NULL);
}
