/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-session.h"

#include "obd-practice-session-private.h"

#include <string.h>

/* smtpd_hard_error_limit of Postfix. */
#define MAX_ERRORS 20
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

static gboolean
run_ehlo (ObdPracticeSession *session,
          const char         *argument)
{
  const char *mechanisms = obd_practice_session_mechanisms (session);
  g_autoptr (GString) reply = g_string_new ("250-{host}\n250-PIPELINING\n");

  if (*argument == '\0')
    return obd_practice_session_say (session, "501 Syntax: EHLO hostname");
  obd_practice_session_forget (session);
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
  obd_practice_session_forget (session);
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
  obd_practice_session_forget (session);
  session->greeted = FALSE;
  return start_tls (session);
}

static gboolean
run_rset (ObdPracticeSession *session,
          const char         *argument)
{
  obd_practice_session_forget (session);
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
  { "MAIL", obd_practice_session_mail, FALSE },
  { "RCPT", obd_practice_session_rcpt, FALSE },
  { "DATA", obd_practice_session_data, FALSE },
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
  obd_practice_session_forget (&session);
}
