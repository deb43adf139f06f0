/* SPDX-License-Identifier: GPL-3.0-or-later */

/* POP3: RFC 1939, 2449 (CAPA), 2595 (STLS), 5034 (AUTH), 3206 (response codes). */

#include "config.h"

#include "obd-incoming-private.h"

#include "obd-pop3-parser.h"

#include <string.h>

/* --- Answers ---------------------------------------------------------------------------------- */

static ObdAnswer *
take_parsed (ObdIncoming       *incoming,
             const ObdPop3Line *parsed,
             const char        *line)
{
  if (parsed->status == OBD_ANSWER_CONTINUE)
    {
      obd_incoming_take_challenge (incoming, parsed->words);
      return obd_answer_new (OBD_ANSWER_CONTINUE, NULL, "", "");
    }
  return obd_incoming_take_answer (incoming, parsed->status, parsed->code, line, parsed->words);
}

static ObdAnswer *
read_answer (ObdIncoming   *incoming,
             gboolean       may_continue,
             gint64         deadline,
             GCancellable  *cancellable,
             GError       **error)
{
  char *line = obd_incoming_read_line (incoming, deadline, cancellable, error);
  g_auto (ObdPop3Line) parsed = { 0 };
  ObdAnswer *answer;

  if (line == NULL)
    return NULL;
  if (!obd_pop3_line_parse (&parsed, line))
    answer = obd_incoming_fail (error, "an answer that is neither +OK nor -ERR");
  else if (parsed.status == OBD_ANSWER_CONTINUE && !may_continue)
    answer = obd_incoming_fail (error, "the server waits for more where nothing more is to come");
  else
    answer = take_parsed (incoming, &parsed, line);
  obd_wipe_string (line);
  return answer;
}

/* The lines behind a +OK up to a lone dot; a dot that a line begins with is doubled (RFC 1939
 * section 3). @list: (element-type utf8): gets them in upper case. */
static gboolean
read_lines (ObdIncoming   *incoming,
            GPtrArray     *list,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  for (guint i = 0; i < OBD_POP3_MAX_LINES; i++)
    {
      g_autofree char *line = obd_incoming_read_line (incoming, deadline, cancellable, error);
      g_autofree char *clean = NULL;

      if (line == NULL)
        return FALSE;
      if (g_str_equal (line, "."))
        return TRUE;
      clean = obd_text_sanitize (*line == '.' ? line + 1 : line, OBD_REPLY_MAX_TEXT);
      g_ptr_array_add (list, g_ascii_strup (g_strstrip (clean), -1));
    }
  obd_incoming_fail (error, "capabilities without end");
  return FALSE;
}

/* --- Commands --------------------------------------------------------------------------------- */

static ObdAnswer *
pop3_command (ObdIncoming   *incoming,
              const char    *command,
              const char    *shown,
              gboolean       may_continue,
              gint64         deadline,
              GCancellable  *cancellable,
              GError       **error)
{
  if (!obd_incoming_write (incoming, command, shown, deadline, cancellable, error))
    return NULL;
  return read_answer (incoming, may_continue, deadline, cancellable, error);
}

static ObdAnswer *
pop3_go_on (ObdIncoming   *incoming,
            const char    *line,
            const char    *shown,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  return pop3_command (incoming, line, shown, TRUE, deadline, cancellable, error);
}

static ObdAnswer *
pop3_greeting (ObdIncoming   *incoming,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  ObdAnswer *answer = read_answer (incoming, FALSE, deadline, cancellable, error);

  if (answer != NULL)
    incoming->timestamp = obd_pop3_find_timestamp (answer->words);
  return answer;
}

/* Where CAPA is not known, RFC 1939 alone holds: USER and PASS. */
static ObdAnswer *
pop3_learn (ObdIncoming   *incoming,
            gint64         deadline,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ObdAnswer) answer = NULL;

  answer = pop3_command (incoming, "CAPA", NULL, FALSE, deadline, cancellable, error);
  if (answer == NULL)
    return NULL;
  if (answer->status == OBD_ANSWER_OK)
    {
      if (!read_lines (incoming, list, deadline, cancellable, error))
        return NULL;
    }
  else
    {
      g_ptr_array_add (list, g_strdup ("USER"));
      obd_answer_unref (answer);
      answer = obd_answer_new (OBD_ANSWER_OK, NULL, "", "");
    }
  obd_incoming_take_capabilities (incoming, g_steal_pointer (&list));
  return g_steal_pointer (&answer);
}

/* --- Signing in ------------------------------------------------------------------------------- */

/* RFC 5034 section 4 allows it; servers from before 2007 announce SASL too and take none. */
static gboolean
pop3_takes_initial (ObdIncoming *incoming)
{
  return FALSE;
}

static void
add_mechanisms (GPtrArray  *methods,
                const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (guint i = 1; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (methods, g_strdup (words[i]));
}

/* RFC 2449 sections 6.3 (SASL) and 6.2 (USER); APOP is offered by the greeting's timestamp. */
static void
pop3_list_methods (ObdIncoming *incoming,
                   GPtrArray   *methods)
{
  const char *const *capabilities = obd_incoming_get_capabilities (incoming);

  for (guint i = 0; capabilities[i] != NULL; i++)
    if (g_str_has_prefix (capabilities[i], "SASL "))
      add_mechanisms (methods, capabilities[i]);
  if (obd_incoming_has_capability (incoming, "USER"))
    g_ptr_array_add (methods, g_strdup (OBD_METHOD_PLAIN_COMMAND));
  if (incoming->timestamp != NULL)
    g_ptr_array_add (methods, g_strdup (OBD_METHOD_APOP));
}

static ObdAnswer *
say_user_and_pass (ObdIncoming      *incoming,
                   const char       *username,
                   const ObdSecret  *password,
                   gint64            deadline,
                   GCancellable     *cancellable,
                   GError          **error)
{
  g_autofree char *user = g_strconcat ("USER ", username, NULL);
  g_autoptr (ObdAnswer) answer = NULL;
  char *pass;

  answer = pop3_command (incoming, user, NULL, FALSE, deadline, cancellable, error);
  if (answer == NULL || answer->status != OBD_ANSWER_OK)
    return g_steal_pointer (&answer);
  obd_answer_unref (answer);
  pass = g_strconcat ("PASS ", obd_secret_peek (password), NULL);
  answer = pop3_command (incoming, pass, "PASS " OBD_REDACTED, FALSE, deadline, cancellable, error);
  obd_wipe_string (pass);
  return g_steal_pointer (&answer);
}

/* RFC 1939 section 7: MD5 of the timestamp and the password, in hexadecimal. */
static char *
digest_password (const char      *timestamp,
                 const ObdSecret *password)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);

  g_checksum_update (sum, (const guchar *) timestamp, -1);
  g_checksum_update (sum, (const guchar *) obd_secret_peek (password),
                     obd_secret_length (password));
  return g_strdup (g_checksum_get_string (sum));
}

static ObdAnswer *
say_apop (ObdIncoming      *incoming,
          const char       *username,
          const ObdSecret  *password,
          gint64            deadline,
          GCancellable     *cancellable,
          GError          **error)
{
  g_autofree char *digest = digest_password (incoming->timestamp, password);
  g_autofree char *shown = g_strdup_printf ("APOP %s " OBD_REDACTED, username);
  g_autofree char *line = g_strdup_printf ("APOP %s %s", username, digest);

  obd_channel_add_secret (incoming->channel, digest, strlen (digest));
  return pop3_command (incoming, line, shown, FALSE, deadline, cancellable, error);
}

static ObdAnswer *
pop3_sign_in (ObdIncoming      *incoming,
              const char       *method,
              const char       *username,
              const ObdSecret  *password,
              gint64            deadline,
              GCancellable     *cancellable,
              GError          **error)
{
  if (g_str_equal (method, OBD_METHOD_APOP))
    return say_apop (incoming, username, password, deadline, cancellable, error);
  return say_user_and_pass (incoming, username, password, deadline, cancellable, error);
}

const ObdIncomingClass obd_pop3_class = {
  .greeting = pop3_greeting,
  .learn = pop3_learn,
  .starttls = "STLS",
  .starttls_capability = "STLS",
  .mailbox = "STAT",
  .logout = "QUIT",
  .auth = "AUTH",
  .say = obd_incoming_write,
  .command = pop3_command,
  .go_on = pop3_go_on,
  .takes_initial = pop3_takes_initial,
  .list_methods = pop3_list_methods,
  .sign_in = pop3_sign_in,
};
