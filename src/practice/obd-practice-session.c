/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-session.h"

#include "obd-practice-session-private.h"

#include <string.h>

/* smtpd_hard_error_limit of Postfix. */
#define MAX_ERRORS 20
/* smtpd_recipient_limit is 1000; practice needs no more than this. */
#define MAX_RECIPIENTS 16
/* message_size_limit of Postfix, announced with SIZE. */
#define MAX_MESSAGE 10240000

typedef gboolean (*CommandFunc) (ObdPracticeSession *session,
                                 const char         *argument);

typedef struct
{
  const char  *verb;
  CommandFunc  run;
  gboolean     before_tls; /* said also where encryption is demanded first */
} Command;

gboolean
obd_practice_session_say (ObdPracticeSession *session,
                          const char         *format)
{
  g_autoptr (GString) text = g_string_new (format);

  /* The client's own words go in last, and only once: they may hold braces too. */
  g_string_replace (text, "{host}", session->rules->host, 0);
  g_string_replace (text, "{user}", session->rules->user, 0);
  g_string_replace (text, "{sender}", session->sender != NULL ? session->sender : "", 1);
  g_string_replace (text, "{recipient}", session->recipient != NULL ? session->recipient : "", 1);
  if (text->str[0] == '4' || text->str[0] == '5')
    session->n_errors++;
  return obd_practice_line_write (session->line, text->str);
}

static const ObdPracticeTrip *
find_trip (ObdPracticeSession *session,
           ObdStage            stage)
{
  const ObdPracticeTrip *trip = session->rules->trips;

  for (; trip->stage != OBD_STAGE_NONE; trip++)
    if (trip->stage == stage && (trip->port == 0 || trip->port == session->port->port))
      return trip;
  return NULL;
}

/* %FALSE if the session ends here; @reply (out) is what the trip wants said, or %NULL. */
static gboolean
stumble (ObdPracticeSession  *session,
         ObdStage             stage,
         const char         **reply)
{
  const ObdPracticeTrip *trip = find_trip (session, stage);

  *reply = NULL;
  if (trip == NULL)
    return TRUE;
  if (trip->delay > 0 && !obd_practice_line_wait (session->line, trip->delay))
    return FALSE;
  switch (trip->act)
    {
    case OBD_PRACTICE_ACT_HANG:
      obd_practice_line_hang (session->line);
      return FALSE;
    case OBD_PRACTICE_ACT_DROP:
      return FALSE;
    case OBD_PRACTICE_ACT_REPLY:
    default:
      *reply = trip->reply;
      return TRUE;
    }
}

gboolean
obd_practice_session_answer (ObdPracticeSession *session,
                             ObdStage            stage,
                             const char         *good,
                             gboolean           *passed)
{
  const char *reply;

  if (passed != NULL)
    *passed = FALSE;
  if (!stumble (session, stage, &reply))
    return FALSE;
  if (reply == NULL)
    reply = good;
  if (passed != NULL)
    *passed = reply[0] == '2' || reply[0] == '3';
  return obd_practice_session_say (session, reply);
}

const char *
obd_practice_session_mechanisms (ObdPracticeSession *session)
{
  return obd_practice_line_is_tls (session->line) ? session->port->auth_tls
                                                  : session->port->auth_plain;
}

static void
forget_transaction (ObdPracticeSession *session)
{
  g_clear_pointer (&session->sender, g_free);
  g_clear_pointer (&session->recipient, g_free);
  session->n_recipients = 0;
}

static gboolean
run_ehlo (ObdPracticeSession *session,
          const char         *argument)
{
  const char *mechanisms = obd_practice_session_mechanisms (session);
  g_autoptr (GString) reply = g_string_new ("250-{host}\n250-PIPELINING\n");

  if (*argument == '\0')
    return obd_practice_session_say (session, "501 Syntax: EHLO hostname");
  forget_transaction (session);
  session->greeted = TRUE;
  g_string_append_printf (reply, "250-SIZE %d\n250-VRFY\n250-ETRN\n", MAX_MESSAGE);
  if (session->port->security == OBD_SECURITY_STARTTLS && !obd_practice_line_is_tls (session->line))
    g_string_append (reply, "250-STARTTLS\n");
  if (mechanisms != NULL)
    g_string_append_printf (reply, "250-AUTH %s\n", mechanisms);
  g_string_append (reply, "250-ENHANCEDSTATUSCODES\n250-8BITMIME\n250-DSN\n250 CHUNKING");
  return obd_practice_session_answer (session, OBD_STAGE_EHLO, reply->str, NULL);
}

static gboolean
run_helo (ObdPracticeSession *session,
          const char         *argument)
{
  if (*argument == '\0')
    return obd_practice_session_say (session, "501 Syntax: HELO hostname");
  forget_transaction (session);
  session->greeted = TRUE;
  return obd_practice_session_answer (session, OBD_STAGE_EHLO, "250 {host}", NULL);
}

/* The handshake itself may stumble: dropped or hanging where the client's hello is expected. */
static gboolean
start_tls (ObdPracticeSession *session)
{
  const char *unused;

  if (!stumble (session, OBD_STAGE_TLS, &unused))
    return FALSE;
  return obd_practice_line_start_tls (session->line, session->certificate);
}

static gboolean
run_starttls (ObdPracticeSession *session,
              const char         *argument)
{
  gboolean passed;

  if (*argument != '\0')
    return obd_practice_session_say (session, "501 5.5.4 Syntax: STARTTLS");
  if (obd_practice_line_is_tls (session->line))
    return obd_practice_session_say (session, "554 5.5.1 Error: TLS already active");
  if (session->port->security != OBD_SECURITY_STARTTLS)
    return obd_practice_session_say (session, "502 5.5.1 Error: command not implemented");
  if (!obd_practice_session_answer (session, OBD_STAGE_STARTTLS, "220 2.0.0 Ready to start TLS",
                                    &passed))
    return FALSE;
  if (!passed)
    return TRUE;
  forget_transaction (session);
  session->greeted = FALSE;
  return start_tls (session);
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

static gboolean
run_mail (ObdPracticeSession *session,
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
    forget_transaction (session);
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

static gboolean
run_rcpt (ObdPracticeSession *session,
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

static gboolean
run_data (ObdPracticeSession *session,
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
  if (!swallow_message (session)
      || !obd_practice_session_answer (session, OBD_STAGE_END_OF_DATA,
                                       "250 2.0.0 Ok: queued as 4F2Q7R0XbSz1B", &passed))
    return FALSE;
  if (passed)
    g_atomic_int_inc (&session->counts->messages);
  forget_transaction (session);
  return TRUE;
}

static gboolean
run_rset (ObdPracticeSession *session,
          const char         *argument)
{
  forget_transaction (session);
  return obd_practice_session_say (session, "250 2.0.0 Ok");
}

static gboolean
run_noop (ObdPracticeSession *session,
          const char         *argument)
{
  return obd_practice_session_say (session, "250 2.0.0 Ok");
}

static gboolean
run_quit (ObdPracticeSession *session,
          const char         *argument)
{
  obd_practice_session_say (session, "221 2.0.0 Bye");
  return FALSE;
}

static const Command commands[] = {
  { "EHLO", run_ehlo, TRUE },
  { "HELO", run_helo, TRUE },
  { "STARTTLS", run_starttls, TRUE },
  { "AUTH", obd_practice_session_auth, FALSE },
  { "MAIL", run_mail, FALSE },
  { "RCPT", run_rcpt, FALSE },
  { "DATA", run_data, FALSE },
  { "RSET", run_rset, TRUE },
  { "NOOP", run_noop, TRUE },
  { "QUIT", run_quit, TRUE },
};

/* (nullable); @argument (out) is what follows the verb. */
static const Command *
find_command (char        *text,
              const char **argument)
{
  gsize length = strcspn (text, " ");

  *argument = text + length + strspn (text + length, " ");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strlen (commands[i].verb) == length
        && g_ascii_strncasecmp (commands[i].verb, text, length) == 0)
      return &commands[i];
  return NULL;
}

static gboolean
run_line (ObdPracticeSession *session,
          char               *text)
{
  const char *argument;
  const Command *command = find_command (text, &argument);

  if (session->n_errors >= MAX_ERRORS)
    {
      obd_practice_session_say (session, "421 4.7.0 {host} Error: too many errors");
      return FALSE;
    }
  if (command == NULL)
    return obd_practice_session_say (session, "500 5.5.2 Error: command not recognized");
  if (session->rules->need_tls && !command->before_tls
      && !obd_practice_line_is_tls (session->line))
    return obd_practice_session_say (session, "530 5.7.0 Must issue a STARTTLS command first");
  return command->run (session, argument);
}

static void
converse (ObdPracticeSession *session)
{
  const char *unused;
  gboolean passed;
  char *text;

  if (!stumble (session, OBD_STAGE_CONNECT, &unused))
    return;
  if (session->port->security == OBD_SECURITY_TLS && !start_tls (session))
    return;
  if (!obd_practice_session_answer (session, OBD_STAGE_BANNER, "220 {host} ESMTP Postfix", &passed))
    return;
  while ((text = obd_practice_line_read (session->line)) != NULL)
    if (!run_line (session, text))
      return;
}

void
obd_practice_session_run (const ObdPracticeRules *rules,
                          const ObdPracticePort  *port,
                          GTlsCertificate        *certificate,
                          ObdPracticeLine        *line,
                          ObdPracticeCounts      *counts)
{
  ObdPracticeSession session = {
    .rules = rules, .port = port, .certificate = certificate, .line = line, .counts = counts,
  };

  g_atomic_int_inc (&counts->connections);
  converse (&session);
  forget_transaction (&session);
}
