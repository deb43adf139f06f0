/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 4954 (SMTP AUTH). */

#include "config.h"

#include "obd-smtp-private.h"

#include "obd-sasl.h"

#include <string.h>

/* No mechanism needs more than three challenges. */
#define MAX_CHALLENGES 8
/* A command line of RFC 5321 section 4.5.3.1.4 less its CRLF; an initial response that does not fit
 * waits for the first, empty challenge (RFC 4954 section 4). */
#define MAX_COMMAND 510

static const ObdSmtpCodes auth_codes = { 235, 334, 0 };
/* The answer to "*" is 501 (RFC 4954 section 4). */
static const ObdSmtpCodes cancel_codes = { 501, 0, 0 };

const char *
obd_smtp_choose_mechanism (ObdSmtp    *smtp,
                           const char *wanted)
{
  return obd_sasl_choose (obd_smtp_get_mechanisms (smtp), wanted,
                          obd_channel_is_encrypted (smtp->channel));
}

/* Says @line (transfer full), which is wiped before the answer is waited for. */
static ObdReply *
say_secret (ObdSmtp       *smtp,
            char          *line,
            const char    *shown,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  GError *local_error = NULL;
  ObdReply *reply;
  gboolean said = obd_channel_write_line (smtp->channel, line, shown, deadline, cancellable,
                                          &local_error);

  obd_wipe_string (line);
  if (said)
    return obd_smtp_read_reply (smtp, &auth_codes, deadline, cancellable, error);
  reply = obd_smtp_read_last_words (smtp, &auth_codes, deadline, cancellable, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return reply;
}

/* Whatever goes out is hidden from here on in whatever comes back. */
static ObdReply *
send_response (ObdSmtp       *smtp,
               const char    *command, /* (nullable): "AUTH PLAIN", with @response behind it */
               char          *response, /* (transfer full) */
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *shown = NULL;
  char *line;

  if (strlen (response) >= 4)
    obd_channel_add_secret (smtp->channel, response, strlen (response));
  if (command == NULL)
    return say_secret (smtp, response, OBD_REDACTED, deadline, cancellable, error);
  shown = g_strconcat (command, " ", OBD_REDACTED, NULL);
  /* "=" is the empty initial response. */
  line = g_strconcat (command, " ", *response != '\0' ? response : "=", NULL);
  obd_wipe_string (response);
  return say_secret (smtp, line, shown, deadline, cancellable, error);
}

static gboolean
fits_command (const char *command,
              const char *response)
{
  return strlen (command) + 1 + strlen (response) <= MAX_COMMAND;
}

/* AUTH, and the client's first words where the mechanism lets it speak first. */
static ObdReply *
begin (ObdSmtp       *smtp,
       ObdSasl       *sasl,
       const char    *mechanism,
       gint64         deadline,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autofree char *command = g_strconcat ("AUTH ", mechanism, NULL);
  g_autoptr (ObdReply) challenge = NULL;
  char *response;

  if (!obd_sasl_client_first (sasl))
    return obd_smtp_command (smtp, command, NULL, &auth_codes, deadline, cancellable, error);
  response = obd_sasl_step (sasl, NULL, error);
  if (response == NULL)
    return NULL;
  if (fits_command (command, response))
    return send_response (smtp, command, response, deadline, cancellable, error);
  challenge = obd_smtp_command (smtp, command, NULL, &auth_codes, deadline, cancellable, error);
  if (challenge != NULL && challenge->code == 334)
    return send_response (smtp, NULL, response, deadline, cancellable, error);
  obd_wipe_string (response);
  return g_steal_pointer (&challenge);
}

/* The server waits for an answer that we cannot give: "*" ends the exchange and keeps the session
 * usable. Its reply does not matter. */
static void
cancel_exchange (ObdSmtp      *smtp,
                 gint64        deadline,
                 GCancellable *cancellable)
{
  g_autoptr (ObdReply) reply = NULL;

  reply = obd_smtp_command (smtp, "*", NULL, &cancel_codes, deadline, cancellable, NULL);
}

static ObdReply *
answer (ObdSmtp         *smtp,
        ObdSasl         *sasl,
        const ObdReply  *challenge,
        gint64           deadline,
        GCancellable    *cancellable,
        GError         **error)
{
  const char *text = smtp->texts->len > 0 ? g_ptr_array_index (smtp->texts, 0) : "";
  char *response = obd_sasl_step (sasl, text, error);

  if (response != NULL)
    return send_response (smtp, NULL, response, deadline, cancellable, error);
  cancel_exchange (smtp, deadline, cancellable);
  return NULL;
}

static ObdReply *
converse (ObdSmtp       *smtp,
          ObdSasl       *sasl,
          const char    *mechanism,
          gint64         deadline,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (ObdReply) reply = begin (smtp, sasl, mechanism, deadline, cancellable, error);

  for (guint round = 0; reply != NULL && reply->code == 334; round++)
    {
      g_autoptr (ObdReply) challenge = g_steal_pointer (&reply);

      if (round == MAX_CHALLENGES)
        {
          cancel_exchange (smtp, deadline, cancellable);
          g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL,
                               "challenges without end");
          return NULL;
        }
      reply = answer (smtp, sasl, challenge, deadline, cancellable, error);
    }
  return g_steal_pointer (&reply);
}

ObdReply *
obd_smtp_auth (ObdSmtp          *smtp,
               const char       *mechanism,
               const char       *username,
               const ObdSecret  *password,
               gint64            deadline,
               GCancellable     *cancellable,
               GError          **error)
{
  g_autoptr (ObdSasl) sasl = obd_sasl_new (mechanism, username, password, error);
  g_autoptr (ObdReply) reply = NULL;

  obd_trace_enter (obd_channel_get_trace (smtp->channel), OBD_STAGE_AUTH);
  if (sasl == NULL)
    return NULL;
  obd_channel_add_secret (smtp->channel, obd_secret_peek (password), obd_secret_length (password));
  obd_channel_hide_challenges (smtp->channel, TRUE);
  reply = converse (smtp, sasl, mechanism, deadline, cancellable, error);
  obd_channel_hide_challenges (smtp->channel, FALSE);
  if (reply != NULL && reply->code == 235 && !obd_sasl_is_complete (sasl))
    {
      g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL,
                           "the server took the sign-in without a proof of its own");
      return NULL;
    }
  return g_steal_pointer (&reply);
}
