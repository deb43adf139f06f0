/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 5321 (SMTP), 2920 (PIPELINING), 1870 (SIZE), 6531 (SMTPUTF8). */

#include "config.h"

#include "obd-smtp-private.h"

#include <string.h>

static const ObdSmtpCodes mail_codes = { 250, 0, 0 };
static const ObdSmtpCodes rcpt_codes = { 250, 251, 252 };
static const ObdSmtpCodes data_codes = { 354, 0, 0 };
static const ObdSmtpCodes end_codes = { 250, 0, 0 };

/* --- MAIL and RCPT ---------------------------------------------------------------------------- */

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT, message);
  return FALSE;
}

/* Addresses were checked when they were typed; this is the last gate before the wire. CR and LF
 * would begin a command of their own, '>' and a blank outside quotes would add parameters to MAIL
 * or RCPT (curl lib/smtp.c, smtp_parse_address). */
static gboolean
check_path (ObdSmtp     *smtp,
            const char  *address,
            GError     **error)
{
  gboolean quoted = FALSE;

  for (const char *p = address; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        return refuse (error, "a control character in an address");
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && strchr ("<> ", *p) != NULL)
        return refuse (error, "a sign in an address that would end it");
    }
  if (quoted)
    return refuse (error, "a quote in an address that does not end");
  if (!g_str_is_ascii (address) && !obd_smtp_has_extension (smtp, "SMTPUTF8"))
    return refuse (error, "an address beyond ASCII needs SMTPUTF8, which is not offered");
  return TRUE;
}

static char *
compose_mail (ObdSmtp    *smtp,
              const char *sender,
              const char *recipient,
              guint64     message_size)
{
  GString *line = g_string_new ("MAIL FROM:<");

  g_string_append_printf (line, "%s>", sender);
  if (message_size > 0 && obd_smtp_has_extension (smtp, "SIZE"))
    g_string_append_printf (line, " SIZE=%" G_GUINT64_FORMAT, message_size);
  if (!g_str_is_ascii (sender) || (recipient != NULL && !g_str_is_ascii (recipient)))
    g_string_append (line, " SMTPUTF8");
  return g_string_free (line, FALSE);
}

/* Both in one write. RCPT is answered also where MAIL was refused; that answer ("503 MAIL first")
 * says nothing and is dropped, and a server that closes instead has said all it had to say. */
static gboolean
say_both (ObdSmtp       *smtp,
          const char    *mail,
          const char    *rcpt,
          ObdReply     **mail_reply,
          ObdReply     **rcpt_reply,
          gint64         deadline,
          GCancellable  *cancellable,
          GError       **error)
{
  const char *lines[] = { mail, rcpt, NULL };
  GError *local_error = NULL;

  if (obd_channel_write_lines (smtp->channel, lines, NULL, deadline, cancellable, &local_error))
    *mail_reply = obd_smtp_read_reply (smtp, &mail_codes, deadline, cancellable, &local_error);
  else
    *mail_reply = obd_smtp_read_last_words (smtp, &mail_codes, deadline, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if ((*mail_reply)->code != 250)
    {
      g_autoptr (ObdReply) refusal = obd_reply_ref (smtp->last);
      g_autoptr (ObdReply) unused = NULL;

      if (refusal->code != 421)
        unused = obd_smtp_read_reply (smtp, &rcpt_codes, deadline, cancellable, NULL);
      g_clear_pointer (&smtp->last, obd_reply_unref);
      smtp->last = g_steal_pointer (&refusal);
      return !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  obd_smtp_enter (smtp, OBD_STAGE_RCPT);
  *rcpt_reply = obd_smtp_read_reply (smtp, &rcpt_codes, deadline, cancellable, error);
  return *rcpt_reply != NULL;
}

static gboolean
say_one_by_one (ObdSmtp       *smtp,
                const char    *mail,
                const char    *rcpt,
                ObdReply     **mail_reply,
                ObdReply     **rcpt_reply,
                gint64         deadline,
                GCancellable  *cancellable,
                GError       **error)
{
  *mail_reply = obd_smtp_command (smtp, mail, NULL, &mail_codes, deadline, cancellable, error);
  if (*mail_reply == NULL)
    return FALSE;
  if ((*mail_reply)->code != 250 || rcpt == NULL)
    return TRUE;
  obd_smtp_enter (smtp, OBD_STAGE_RCPT);
  *rcpt_reply = obd_smtp_command (smtp, rcpt, NULL, &rcpt_codes, deadline, cancellable, error);
  return *rcpt_reply != NULL;
}

gboolean
obd_smtp_envelope (ObdSmtp       *smtp,
                   const char    *sender,
                   const char    *recipient,
                   guint64        message_size,
                   ObdReply     **mail_reply,
                   ObdReply     **rcpt_reply,
                   gint64         deadline,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autofree char *mail = NULL;
  g_autofree char *rcpt = NULL;
  gboolean ok;

  *mail_reply = NULL;
  *rcpt_reply = NULL;
  if (!check_path (smtp, sender, error)
      || (recipient != NULL && !check_path (smtp, recipient, error)))
    return FALSE;
  mail = compose_mail (smtp, sender, recipient, message_size);
  rcpt = recipient != NULL ? g_strdup_printf ("RCPT TO:<%s>", recipient) : NULL;
  obd_smtp_enter (smtp, OBD_STAGE_MAIL);
  if (rcpt != NULL && obd_smtp_has_extension (smtp, "PIPELINING"))
    ok = say_both (smtp, mail, rcpt, mail_reply, rcpt_reply, deadline, cancellable, error);
  else
    ok = say_one_by_one (smtp, mail, rcpt, mail_reply, rcpt_reply, deadline, cancellable, error);
  if (!ok)
    g_clear_pointer (mail_reply, obd_reply_unref);
  return ok;
}

/* --- DATA ------------------------------------------------------------------------------------- */

/* Lines end with CRLF, and one that begins with a dot gets another (RFC 5321 section 4.5.2). A lone
 * CR or LF on the wire could smuggle a second message past the next server; none is left here. */
static char *
stuff_dots (const char *message)
{
  GString *out = g_string_sized_new (strlen (message) + 64);
  gboolean at_start = TRUE;

  for (const char *p = message; *p != '\0'; p++)
    {
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\n' || *p == '\r')
        {
          g_string_append (out, "\r\n");
          at_start = TRUE;
          continue;
        }
      if (at_start && *p == '.')
        g_string_append_c (out, '.');
      g_string_append_c (out, *p);
      at_start = FALSE;
    }
  g_string_append (out, at_start ? ".\r\n" : "\r\n.\r\n");
  return g_string_free (out, FALSE);
}

ObdReply *
obd_smtp_data (ObdSmtp       *smtp,
               const char    *message,
               ObdReply     **data_reply,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *body = NULL;

  obd_smtp_enter (smtp, OBD_STAGE_DATA);
  *data_reply = obd_smtp_command (smtp, "DATA", NULL, &data_codes, deadline, cancellable, error);
  if (*data_reply == NULL)
    return NULL;
  if ((*data_reply)->code != 354)
    return obd_reply_ref (*data_reply);
  obd_smtp_enter (smtp, OBD_STAGE_END_OF_DATA);
  body = stuff_dots (message);
  if (!obd_channel_write_body (smtp->channel, body, deadline, cancellable, error))
    return NULL;
  return obd_smtp_read_reply (smtp, &end_codes, deadline, cancellable, error);
}
