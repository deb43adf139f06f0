/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-practice-session.h"

G_BEGIN_DECLS

/* One conversation; shared by the files that speak it. */
typedef struct
{
  const ObdPracticeRules *rules;
  const ObdPracticePort  *port;
  GTlsCertificate        *certificate;
  ObdPracticeLine        *line;
  ObdPracticeCounts      *counts;
  gboolean                greeted;   /* EHLO or HELO was said */
  gboolean                signed_in;
  char                   *sender;    /* (owned) (nullable): of the transaction; "" is <> */
  char                   *recipient; /* (owned) (nullable): last one that was named */
  guint                   n_recipients; /* accepted */
  guint                   n_errors;
} ObdPracticeSession;

/* Sends @format with {host}, {user}, {sender}, {recipient} filled in. %FALSE ends the session. */
gboolean obd_practice_session_say    (ObdPracticeSession *session,
                                      const char         *format);
/* Sends what the stage's trip wants, or else @good. %FALSE ends the session; @passed (out)
 * (optional) tells whether the answer was a good one (2xx or 3xx). */
gboolean obd_practice_session_answer (ObdPracticeSession *session,
                                      ObdStage            stage,
                                      const char         *good,
                                      gboolean           *passed);
/* Mechanisms that are offered now, (nullable). */
const char *obd_practice_session_mechanisms (ObdPracticeSession *session);
/* AUTH (RFC 4954); @argument is what stands after the verb. %FALSE ends the session. */
gboolean obd_practice_session_auth   (ObdPracticeSession *session,
                                      const char         *argument);
/* MAIL, RCPT and DATA (RFC 5321 section 3.3), as above. */
gboolean obd_practice_session_mail   (ObdPracticeSession *session,
                                      const char         *argument);
gboolean obd_practice_session_rcpt   (ObdPracticeSession *session,
                                      const char         *argument);
gboolean obd_practice_session_data   (ObdPracticeSession *session,
                                      const char         *argument);
/* Forgets sender and recipients. */
void     obd_practice_session_forget (ObdPracticeSession *session);

G_END_DECLS
