/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-session-private.h"

#include <string.h>

/* smtpd_recipient_limit of Postfix is 1000; practice needs no more than this. */
#define MAX_RECIPIENTS 16

void
obd_practice_session_forget (ObdPracticeSession *session)
{
  g_clear_pointer (&session->sender, g_free);
  g_clear_pointer (&session->recipient, g_free);
  session->n_recipients = 0;
}

/* (transfer full) (nullable): what stands in the brackets of "FROM:<…> SIZE=…". */
static char *
parse_path (const char *argument,
            const char *keyword)
{
  gsize length = strlen (keyword);
  const char *open;
  const char *close;

  if (g_ascii_strncasecmp (argument, keyword, length) != 0)
    return NULL;
  open = argument + length + strspn (argument + length, " ");
  close = *open == '<' ? strchr (open, '>') : NULL;
  if (close == NULL)
    return NULL;
  return g_strndup (open + 1, close - open - 1);
}

gboolean
obd_practice_session_mail (ObdPracticeSession *session,
                           const char         *argument)
{
  g_autofree char *sender = NULL;
  gboolean passed;

  if (!session->greeted)
    return obd_practice_session_say (session, "503 5.5.1 Error: send HELO/EHLO first");
  if (session->sender != NULL)
    return obd_practice_session_say (session, "503 5.5.1 Error: nested MAIL command");
  sender = parse_path (argument, "FROM:");
  if (sender == NULL)
    return obd_practice_session_say (session, "501 5.5.4 Syntax: MAIL FROM:<address>");
  session->sender = g_steal_pointer (&sender);
  if (!obd_practice_session_answer (session, OBD_STAGE_MAIL, "250 2.1.0 Ok", &passed))
    return FALSE;
  if (!passed)
    obd_practice_session_forget (session);
  return TRUE;
}

static gboolean
is_own_address (ObdPracticeSession *session,
                const char         *address)
{
  const char *at = strrchr (address, '@');
  const char *domain = strchr (session->rules->host, '.');

  return at != NULL && domain != NULL && g_ascii_strcasecmp (at + 1, domain + 1) == 0;
}

static gboolean
may_relay (ObdPracticeSession *session)
{
  switch (session->rules->relay)
    {
    case OBD_PRACTICE_RELAY_EVERYBODY:
      return TRUE;
    case OBD_PRACTICE_RELAY_NOBODY:
      return FALSE;
    case OBD_PRACTICE_RELAY_SIGNED_IN:
    default:
      return session->signed_in;
    }
}

/* Why the recipient is refused, or %NULL. Postfix judges the sender only here too
 * (smtpd_delay_reject; reject_authenticated_sender_login_mismatch). */
static const char *
refuse_recipient (ObdPracticeSession *session)
{
  if (!is_own_address (session, session->recipient) && !may_relay (session))
    return session->rules->relay_reply != NULL
           ? session->rules->relay_reply
           : "554 5.7.1 <{recipient}>: Relay access denied";
  if (session->rules->own_sender && session->signed_in
      && g_ascii_strcasecmp (session->sender, session->rules->user) != 0)
    return "553 5.7.1 <{sender}>: Sender address rejected: not owned by user {user}";
  return NULL;
}

gboolean
obd_practice_session_rcpt (ObdPracticeSession *session,
                           const char         *argument)
{
  const char *refusal;
  gboolean passed;

  if (session->sender == NULL)
    return obd_practice_session_say (session, "503 5.5.1 Error: need MAIL command");
  g_free (session->recipient);
  session->recipient = parse_path (argument, "TO:");
  if (session->recipient == NULL || *session->recipient == '\0')
    return obd_practice_session_say (session, "501 5.5.4 Syntax: RCPT TO:<address>");
  if (session->n_recipients == MAX_RECIPIENTS)
    return obd_practice_session_say (session, "452 4.5.3 Error: too many recipients");
  refusal = refuse_recipient (session);
  if (refusal != NULL)
    return obd_practice_session_say (session, refusal);
  if (!obd_practice_session_answer (session, OBD_STAGE_RCPT, "250 2.1.5 Ok", &passed))
    return FALSE;
  session->n_recipients += passed ? 1 : 0;
  return TRUE;
}

/* Reads to the dot and forgets what it reads. */
static gboolean
swallow_message (ObdPracticeSession *session)
{
  const char *text;

  while ((text = obd_practice_line_read (session->line)) != NULL)
    if (strcmp (text, ".") == 0)
      return TRUE;
  return FALSE;
}

gboolean
obd_practice_session_data (ObdPracticeSession *session,
                           const char         *argument)
{
  gboolean passed;

  if (session->n_recipients == 0)
    return obd_practice_session_say (session, session->sender != NULL
                                              ? "554 5.5.1 Error: no valid recipients"
                                              : "503 5.5.1 Error: need RCPT command");
  if (!obd_practice_session_answer (session, OBD_STAGE_DATA, "354 End data with <CR><LF>.<CR><LF>",
                                    &passed))
    return FALSE;
  if (!passed)
    return TRUE;
  if (!swallow_message (session))
    return FALSE;
  /* Before the answer: who has read it may count. */
  g_atomic_int_inc (&session->counts->messages);
  if (!obd_practice_session_answer (session, OBD_STAGE_END_OF_DATA,
                                    "250 2.0.0 Ok: queued as 4F2Q7R0XbSz1B", NULL))
    return FALSE;
  obd_practice_session_forget (session);
  return TRUE;
}
