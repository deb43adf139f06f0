/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-practice-session-private.h"

#include "obd-secret.h"

#include <string.h>

/* The server's side of the mechanisms that libgsasl speaks for the client. Each returns %FALSE
 * only if the session ends; @granted (out) tells whether name and password were right. */
typedef gboolean (*MechanismFunc) (ObdPracticeSession *session,
                                   const char         *initial,
                                   gboolean           *granted,
                                   const char        **challenge);

typedef struct
{
  const char    *name;
  MechanismFunc  run;
} Mechanism;

static gboolean
bytes_equal (const char *text,
             gsize       length,
             const char *expected)
{
  return length == strlen (expected) && memcmp (text, expected, length) == 0;
}

static gboolean
is_user (ObdPracticeSession *session,
         const char         *text,
         gsize               length)
{
  g_autofree char *name = g_strndup (text, length);

  return g_ascii_strcasecmp (name, session->rules->user) == 0;
}

/* Base64 line of the client, or its initial response. (transfer full) (nullable): %NULL if the
 * client has gone or gave up; wiped by the caller. */
static char *
ask (ObdPracticeSession *session,
     const char         *challenge,
     const char         *initial,
     gsize              *length)
{
  g_autofree char *line = NULL;
  char *answer;
  char *decoded;

  if (initial != NULL && *initial != '\0')
    {
      *length = 0;
      return (char *) g_base64_decode (strcmp (initial, "=") == 0 ? "" : initial, length);
    }
  line = g_strconcat ("334 ", challenge, NULL);
  if (!obd_practice_line_write (session->line, line))
    return NULL;
  answer = obd_practice_line_read (session->line);
  if (answer == NULL || strcmp (answer, "*") == 0)
    return NULL;
  decoded = (char *) g_base64_decode (answer, length);
  obd_practice_line_wipe (session->line);
  return decoded;
}

static void
wipe_answer (char  *answer,
             gsize  length)
{
  obd_wipe (answer, length);
  g_free (answer);
}

/* authzid NUL authcid NUL password (RFC 4616 section 2). */
static gboolean
run_plain (ObdPracticeSession *session,
           const char         *initial,
           gboolean           *granted,
           const char        **challenge)
{
  gsize length = 0;
  char *answer = ask (session, "", initial, &length);
  const char *user;
  const char *password;

  if (answer == NULL)
    return FALSE;
  user = memchr (answer, '\0', length);
  password = user != NULL ? memchr (user + 1, '\0', answer + length - user - 1) : NULL;
  if (password != NULL)
    *granted = is_user (session, user + 1, password - user - 1)
               && bytes_equal (password + 1, answer + length - password - 1,
                               session->rules->password);
  wipe_answer (answer, length);
  return TRUE;
}

static gboolean
run_login (ObdPracticeSession *session,
           const char         *initial,
           gboolean           *granted,
           const char        **challenge)
{
  gsize user_length = 0;
  gsize password_length = 0;
  g_autofree char *user = ask (session, "VXNlcm5hbWU6", initial, &user_length);
  char *password;

  if (user == NULL)
    return FALSE;
  password = ask (session, "UGFzc3dvcmQ6", NULL, &password_length);
  if (password == NULL)
    return FALSE;
  *granted = is_user (session, user, user_length)
             && bytes_equal (password, password_length, session->rules->password);
  /* Postfix repeats the last challenge behind its refusal. */
  *challenge = "UGFzc3dvcmQ6";
  wipe_answer (password, password_length);
  return TRUE;
}

/* "user digest" (RFC 2195 section 2). */
static gboolean
run_cram_md5 (ObdPracticeSession *session,
              const char         *initial,
              gboolean           *granted,
              const char        **challenge)
{
  g_autofree char *nonce = g_strdup_printf ("<%" G_GUINT32_FORMAT ".%" G_GINT64_FORMAT "@%s>",
                                            g_random_int (), g_get_real_time (),
                                            session->rules->host);
  g_autofree char *coded = g_base64_encode ((const guchar *) nonce, strlen (nonce));
  const char *key = session->rules->password;
  g_autofree char *digest = g_compute_hmac_for_string (G_CHECKSUM_MD5, (const guchar *) key,
                                                       strlen (key), nonce, -1);
  gsize length = 0;
  g_autofree char *answer = ask (session, coded, NULL, &length);
  const char *blank = answer != NULL ? g_strrstr_len (answer, length, " ") : NULL;

  if (answer == NULL)
    return FALSE;
  if (blank != NULL)
    *granted = is_user (session, answer, blank - answer)
               && bytes_equal (blank + 1, answer + length - blank - 1, digest);
  return TRUE;
}

static const Mechanism mechanisms[] = {
  { "PLAIN", run_plain },
  { "LOGIN", run_login },
  { "CRAM-MD5", run_cram_md5 },
};

static const Mechanism *
find_mechanism (ObdPracticeSession *session,
                const char         *name)
{
  g_auto (GStrv) offered = g_strsplit (obd_practice_session_mechanisms (session), " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (g_ascii_strcasecmp (name, mechanisms[i].name) == 0
        && g_strv_contains ((const char *const *) offered, mechanisms[i].name))
      return &mechanisms[i];
  return NULL;
}

static gboolean
sign_in (ObdPracticeSession *session,
         const Mechanism    *mechanism,
         const char         *initial)
{
  const char *challenge = "";
  gboolean granted = FALSE;

  if (!mechanism->run (session, initial, &granted, &challenge))
    return obd_practice_session_say (session, "501 5.7.0 Authentication aborted");
  if (!granted)
    {
      g_autofree char *refusal
        = g_strconcat ("535 5.7.8 Error: authentication failed: ", challenge, NULL);

      return obd_practice_session_say (session, refusal);
    }
  return obd_practice_session_answer (session, OBD_STAGE_AUTH,
                                      "235 2.7.0 Authentication successful", &session->signed_in);
}

gboolean
obd_practice_session_auth (ObdPracticeSession *session,
                           const char         *argument)
{
  g_auto (GStrv) words = NULL;
  const Mechanism *mechanism;
  gboolean goes_on;

  g_atomic_int_inc (&session->counts->auths);
  if (!session->greeted)
    return obd_practice_session_say (session, "503 5.5.1 Error: send HELO/EHLO first");
  if (session->signed_in)
    return obd_practice_session_say (session, "503 5.5.1 Error: already authenticated");
  if (session->sender != NULL)
    return obd_practice_session_say (session, "503 5.5.1 Error: MAIL transaction in progress");
  if (*argument == '\0')
    return obd_practice_session_say (session, "501 5.5.4 Syntax: AUTH mechanism");
  if (!obd_practice_line_is_tls (session->line))
    g_atomic_int_inc (&session->counts->bare_auths);
  if (obd_practice_session_mechanisms (session) == NULL)
    return obd_practice_session_say (session, session->port->auth_tls != NULL
                                              ? "504 5.5.4 Encryption required for requested "
                                                "authentication mechanism"
                                              : "503 5.5.1 Error: authentication not enabled");
  words = g_strsplit (argument, " ", 2);
  mechanism = find_mechanism (session, words[0]);
  if (mechanism == NULL)
    return obd_practice_session_say (session, "535 5.7.8 Error: authentication failed: "
                                              "Invalid authentication mechanism");
  goes_on = sign_in (session, mechanism, words[1]);
  if (words[1] != NULL)
    obd_wipe (words[1], strlen (words[1]));
  obd_practice_line_wipe (session->line);
  return goes_on;
}
