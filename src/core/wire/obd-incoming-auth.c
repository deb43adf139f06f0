/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sign-in of IMAP (RFC 9051 section 6.2, RFC 4959) and POP3 (RFC 5034, RFC 1939 section 7). */

#include "config.h"

#include "obd-incoming-private.h"

#include "obd-sasl.h"

#include <string.h>

/* No mechanism needs more than three challenges. */
#define MAX_CHALLENGES 8

char **
obd_incoming_list_methods (ObdIncoming *incoming)
{
  GPtrArray *methods = g_ptr_array_new ();

  incoming->klass->list_methods (incoming, methods);
  g_ptr_array_add (methods, NULL);
  return (char **) g_ptr_array_free (methods, FALSE);
}

static gboolean
is_password (const char *wanted)
{
  return wanted == NULL || g_str_equal (wanted, "PLAIN") || g_str_equal (wanted, "LOGIN");
}

const char *
obd_incoming_choose_method (ObdIncoming *incoming,
                            const char  *wanted)
{
  g_auto (GStrv) offered = obd_incoming_list_methods (incoming);
  const char *mechanism = obd_sasl_choose ((const char *const *) offered, wanted,
                                           obd_channel_is_encrypted (incoming->channel));

  if (mechanism != NULL)
    return mechanism;
  if (is_password (wanted)
      && g_strv_contains ((const char *const *) offered, OBD_METHOD_PLAIN_COMMAND))
    return OBD_METHOD_PLAIN_COMMAND;
  if (wanted == NULL && g_strv_contains ((const char *const *) offered, OBD_METHOD_APOP))
    return OBD_METHOD_APOP;
  return NULL;
}

/* --- SASL ------------------------------------------------------------------------------------- */

/* Whatever goes out is hidden from here on in whatever comes back. */
static ObdAnswer *
send_response (ObdIncoming   *incoming,
               const char    *response,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  if (strlen (response) >= 4)
    obd_channel_add_secret (incoming->channel, response, strlen (response));
  return incoming->klass->go_on (incoming, response, OBD_REDACTED, deadline, cancellable, error);
}

/* RFC 4959: "=" is the empty initial response. */
static ObdAnswer *
begin_with_response (ObdIncoming   *incoming,
                     const char    *command,
                     const char    *response,
                     gint64         deadline,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autofree char *shown = g_strconcat (command, " " OBD_REDACTED, NULL);
  char *line = g_strconcat (command, " ", *response != '\0' ? response : "=", NULL);
  ObdAnswer *answer;

  if (strlen (response) >= 4)
    obd_channel_add_secret (incoming->channel, response, strlen (response));
  answer = incoming->klass->command (incoming, line, shown, TRUE, deadline, cancellable, error);
  obd_wipe_string (line);
  return answer;
}

static ObdAnswer *
begin (ObdIncoming   *incoming,
       ObdSasl       *sasl,
       const char    *mechanism,
       gint64         deadline,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autofree char *command = g_strconcat (incoming->klass->auth, " ", mechanism, NULL);
  g_autoptr (ObdAnswer) answer = NULL;
  char *response;

  if (!obd_sasl_client_first (sasl))
    return incoming->klass->command (incoming, command, NULL, TRUE, deadline, cancellable, error);
  response = obd_sasl_step (sasl, NULL, error);
  if (response == NULL)
    return NULL;
  if (incoming->klass->takes_initial (incoming))
    answer = begin_with_response (incoming, command, response, deadline, cancellable, error);
  else
    {
      answer = incoming->klass->command (incoming, command, NULL, TRUE, deadline, cancellable,
                                         error);
      if (answer != NULL && answer->status == OBD_ANSWER_CONTINUE)
        {
          obd_answer_unref (answer);
          answer = send_response (incoming, response, deadline, cancellable, error);
        }
    }
  obd_wipe_string (response);
  return g_steal_pointer (&answer);
}

/* The server waits for an answer that we cannot give: "*" ends the exchange and keeps the session
 * usable. What it says to that does not matter. */
static void
cancel_exchange (ObdIncoming  *incoming,
                 gint64        deadline,
                 GCancellable *cancellable)
{
  g_autoptr (ObdAnswer) answer = NULL;

  answer = incoming->klass->go_on (incoming, "*", NULL, deadline, cancellable, NULL);
}

static ObdAnswer *
respond (ObdIncoming   *incoming,
         ObdSasl       *sasl,
         gint64         deadline,
         GCancellable  *cancellable,
         GError       **error)
{
  char *response = obd_sasl_step (sasl, incoming->challenge, error);
  ObdAnswer *answer;

  if (response == NULL)
    {
      cancel_exchange (incoming, deadline, cancellable);
      return NULL;
    }
  answer = send_response (incoming, response, deadline, cancellable, error);
  obd_wipe_string (response);
  return answer;
}

static ObdAnswer *
converse (ObdIncoming   *incoming,
          ObdSasl       *sasl,
          const char    *mechanism,
          gint64         deadline,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (ObdAnswer) answer = begin (incoming, sasl, mechanism, deadline, cancellable, error);

  for (guint round = 0; answer != NULL && answer->status == OBD_ANSWER_CONTINUE; round++)
    {
      g_clear_pointer (&answer, obd_answer_unref);
      if (round == MAX_CHALLENGES)
        {
          cancel_exchange (incoming, deadline, cancellable);
          return obd_incoming_fail (error, "challenges without end");
        }
      answer = respond (incoming, sasl, deadline, cancellable, error);
    }
  if (answer != NULL && answer->status == OBD_ANSWER_OK && !obd_sasl_is_complete (sasl))
    return obd_incoming_fail (error, "the server took the sign-in without a proof of its own");
  return g_steal_pointer (&answer);
}

static ObdAnswer *
authenticate (ObdIncoming      *incoming,
              const char       *mechanism,
              const char       *username,
              const ObdSecret  *password,
              gint64            deadline,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autoptr (ObdSasl) sasl = obd_sasl_new (mechanism, username, password, error);
  ObdAnswer *answer;

  if (sasl == NULL)
    return NULL;
  obd_channel_hide_challenges (incoming->channel, TRUE);
  answer = converse (incoming, sasl, mechanism, deadline, cancellable, error);
  obd_channel_hide_challenges (incoming->channel, FALSE);
  return answer;
}

/* --- The protocols' own commands -------------------------------------------------------------- */

/* Before anything is said: half a command cannot be taken back, and a line end inside what was
 * typed would make a command of its own out of the rest (CWE-93). */
static gboolean
check_argument (const char  *text,
                GError     **error)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      {
        g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT,
                             "a control character in a user name or password");
        return FALSE;
      }
  return TRUE;
}

static ObdAnswer *
say_commands (ObdIncoming      *incoming,
              const char       *method,
              const char       *username,
              const ObdSecret  *password,
              gint64            deadline,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autoptr (ObdAnswer) answer = NULL;

  if (!check_argument (username, error) || !check_argument (obd_secret_peek (password), error))
    return NULL;
  answer = incoming->klass->sign_in (incoming, method, username, password, deadline, cancellable,
                                     error);
  if (answer != NULL && answer->status == OBD_ANSWER_CONTINUE)
    return obd_incoming_fail (error, "the server waits for more where nothing more is to come");
  return g_steal_pointer (&answer);
}

static gboolean
is_command (const char *method)
{
  return g_str_equal (method, OBD_METHOD_PLAIN_COMMAND) || g_str_equal (method, OBD_METHOD_APOP);
}

ObdAnswer *
obd_incoming_sign_in (ObdIncoming      *incoming,
                      const char       *method,
                      const char       *username,
                      const ObdSecret  *password,
                      gint64            deadline,
                      GCancellable     *cancellable,
                      GError          **error)
{
  obd_trace_enter (obd_channel_get_trace (incoming->channel), OBD_STAGE_AUTH);
  obd_channel_add_secret (incoming->channel, obd_secret_peek (password),
                          obd_secret_length (password));
  if (is_command (method))
    return say_commands (incoming, method, username, password, deadline, cancellable, error);
  return authenticate (incoming, method, username, password, deadline, cancellable, error);
}
