/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-talk.h"

#include <string.h>

/* The device signs in here. To fetch mail there is no other way. */
static gboolean
device_signs_in (const ObdTarget *target,
                 const ObdJob    *job)
{
  return job->protocol != OBD_PROTOCOL_SMTP || obd_target_signs_in (target);
}

static char *
make_id (const ObdTarget *target,
         const ObdJob    *job,
         ObdRole          role)
{
  g_autofree char *endpoint = obd_endpoint_to_string (job->endpoint);
  const char *attempt = "offer";

  if (role == OBD_ROLE_FAMILY)
    attempt = "other-address";
  else if (role == OBD_ROLE_CURE || (role == OBD_ROLE_TYPED && device_signs_in (target, job)))
    attempt = "signed-in";
  else if (role == OBD_ROLE_TYPED || role == OBD_ROLE_CONTROL)
    attempt = "anonymous";
  return g_strdup_printf ("%s:%s:%s", obd_protocol_to_nick (job->protocol), endpoint, attempt);
}

void
obd_talk_become (ObdTalk *talk,
                 ObdRole  role)
{
  talk->role = role;
  g_free (talk->finding->id);
  talk->finding->id = make_id (talk->target, talk->job, role);
  obd_finding_set_text (talk->finding, OBD_KEY_SMTP_ROLE, obd_role_to_nick (role));
}

static void
new_finding (ObdTalk  *talk,
             ObdTrace *trace) /* (transfer full) */
{
  const ObdJob *job = talk->job;

  talk->finding = obd_finding_new (job->probe, job->probe);
  talk->finding->endpoint = obd_endpoint_ref (job->endpoint);
  talk->finding->typed = job->role == OBD_ROLE_TYPED;
  talk->finding->trace = trace;
  obd_talk_become (talk, job->role);
}

static void
follow_cb (GCancellable *cancellable,
           gpointer      data)
{
  g_cancellable_cancel (data);
}

void
obd_talk_begin (ObdTalk      *talk,
                ObdRun       *run,
                const ObdJob *job)
{
  talk->klass = job->protocol == OBD_PROTOCOL_SMTP ? &obd_talk_smtp_class
                                                   : &obd_talk_incoming_class;
  talk->run = run;
  talk->target = run->target;
  talk->job = job;
  talk->begin = g_get_monotonic_time ();
  new_finding (talk, obd_trace_new (run->origin));
  talk->cancellable = g_cancellable_new ();
  talk->follows = g_cancellable_connect (run->cancellable, G_CALLBACK (follow_cb),
                                         talk->cancellable, NULL);
  /* Receiving is checked because somebody asked for it, and sending says nothing of it. */
  if (job->found && job->protocol == OBD_PROTOCOL_SMTP)
    talk->follows_needless = g_cancellable_connect (run->needless, G_CALLBACK (follow_cb),
                                                    talk->cancellable, NULL);
}

void
obd_talk_enter (ObdTalk  *talk,
                ObdStage  stage)
{
  talk->finding->stage = stage;
  obd_trace_enter (talk->finding->trace, stage);
  obd_run_enter (talk->run, talk->job, stage);
}

gboolean
obd_talk_stop (ObdTalk  *talk,
               ObdFault  fault,
               ObdReply *reply)
{
  talk->finding->outcome = OBD_OUTCOME_FAILED;
  talk->finding->fault = fault;
  g_clear_pointer (&talk->finding->reply, obd_reply_unref);
  talk->finding->reply = reply;
  return FALSE;
}

static gboolean
stop_cancelled (ObdTalk *talk)
{
  talk->finding->outcome = OBD_OUTCOME_CANCELLED;
  return FALSE;
}

/* The other mode of this port greeted: nobody needs an offer's answer any more, and the device's
 * own conversation would have waited in vain. */
static gboolean
stop_outdone (ObdTalk *talk)
{
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_OUTDONE, TRUE);
  return obd_talk_is_own (talk) ? obd_talk_stop (talk, OBD_FAULT_TIMEOUT, NULL)
                                : stop_cancelled (talk);
}

/* The TLS library takes no more than these five bytes before it gives up. */
static gboolean
begins_web_page (const char *words)
{
  return g_str_has_prefix (words, "HTTP/") || g_ascii_strncasecmp (words, "<html", 5) == 0
         || g_ascii_strncasecmp (words, "<!doc", 5) == 0;
}

/* A web page in place of a mail server's words: the last line of the peer, or what the handshake
 * met. */
void
obd_talk_note_web_page (ObdTalk *talk)
{
  ObdTrace *trace = talk->finding->trace;

  for (guint i = obd_trace_get_n_lines (trace); i > 0; i--)
    {
      const char *line = obd_trace_get_line (trace, i - 1);
      const char *words = strstr (line, ": ");

      if (line[0] != 'S' && line[0] != '*')
        return;
      if (words != NULL && begins_web_page (words + 2))
        {
          obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_SPEAKS_HTTP, TRUE);
          return;
        }
    }
}

/* Codes that cannot stand where they came keep their words. */
static gboolean
stop_protocol (ObdTalk *talk)
{
  return obd_talk_stop (talk, OBD_FAULT_PROTOCOL,
                        talk->channel != NULL ? talk->klass->dup_last (talk) : NULL);
}

/* What would have to be said cannot be said to this server (an address beyond ASCII without
 * SMTPUTF8, RFC 6531): nothing is wrong with its answers. */
static gboolean
stop_unsayable (ObdTalk *talk)
{
  talk->finding->outcome = OBD_OUTCOME_SKIPPED;
  return FALSE;
}

static ObdFault
fault_from_code (int code)
{
  static const ObdFault faults[] = {
    [OBD_WIRE_ERROR_NAME_UNKNOWN] = OBD_FAULT_NAME_UNKNOWN,
    [OBD_WIRE_ERROR_NAME_SERVICE] = OBD_FAULT_NAME_SERVICE,
    [OBD_WIRE_ERROR_SILENT] = OBD_FAULT_SILENT,
    [OBD_WIRE_ERROR_UNREACHABLE] = OBD_FAULT_UNREACHABLE,
    [OBD_WIRE_ERROR_REFUSED] = OBD_FAULT_REFUSED,
    [OBD_WIRE_ERROR_DROPPED] = OBD_FAULT_DROPPED,
    [OBD_WIRE_ERROR_TIMEOUT] = OBD_FAULT_TIMEOUT,
    [OBD_WIRE_ERROR_PROTOCOL] = OBD_FAULT_PROTOCOL,
    [OBD_WIRE_ERROR_NOT_TLS] = OBD_FAULT_NOT_TLS,
    [OBD_WIRE_ERROR_TLS_HANDSHAKE] = OBD_FAULT_TLS_HANDSHAKE,
    [OBD_WIRE_ERROR_TLS_VERSION] = OBD_FAULT_TLS_VERSION,
    [OBD_WIRE_ERROR_CERTIFICATE] = OBD_FAULT_CERTIFICATE,
    [OBD_WIRE_ERROR_FAILED] = OBD_FAULT_DROPPED,
  };

  return faults[code];
}

gboolean
obd_talk_fail (ObdTalk      *talk,
               const GError *error)
{
  obd_trace_say (talk->finding->trace, '*', error->message);
  if (talk->outdone)
    return stop_outdone (talk);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return stop_cancelled (talk);
  if (error->domain != OBD_WIRE_ERROR)
    return obd_talk_stop (talk, OBD_FAULT_DROPPED, NULL);
  if (error->code == OBD_WIRE_ERROR_PROTOCOL || error->code == OBD_WIRE_ERROR_NOT_TLS)
    obd_talk_note_web_page (talk);
  if (error->code == OBD_WIRE_ERROR_PROTOCOL)
    return stop_protocol (talk);
  if (error->code == OBD_WIRE_ERROR_INPUT)
    return stop_unsayable (talk);
  return obd_talk_stop (talk, fault_from_code (error->code), NULL);
}

gboolean
obd_talk_take (ObdTalk      *talk,
               ObdReply     *reply,
               gboolean      good,
               const GError *error)
{
  if (reply == NULL)
    return obd_talk_fail (talk, error);
  if (!good)
    return obd_talk_stop (talk, OBD_FAULT_REPLY, reply);
  obd_reply_unref (reply);
  return TRUE;
}

gboolean
obd_talk_is_own (ObdTalk *talk)
{
  return talk->role == OBD_ROLE_TYPED || talk->role == OBD_ROLE_CONTROL;
}

gboolean
obd_talk_must_sign_in (ObdTalk *talk)
{
  return talk->role == OBD_ROLE_TYPED && device_signs_in (talk->target, talk->job);
}

/* What was typed, then what a source of settings said for this server, then the address. */
const char *
obd_talk_get_login (ObdTalk *talk)
{
  const char *typed = talk->target->username;

  if (talk->login == NULL && (typed == NULL || *typed == '\0'))
    talk->login = obd_run_dup_username (talk->run, talk->job);
  return talk->login != NULL ? talk->login : obd_target_get_login (talk->target);
}

void
obd_talk_note_proven (ObdTalk *talk)
{
  if (talk->job->protocol == OBD_PROTOCOL_SMTP || talk->target->incoming_only)
    obd_run_note_proven (talk->run);
}

static void
leave_server (ObdTalk *talk)
{
  obd_trace_enter (talk->finding->trace, OBD_STAGE_NONE);
  if (talk->may_quit)
    talk->klass->quit (talk);
  talk->may_quit = FALSE;
  if (talk->channel != NULL)
    talk->klass->close (talk);
  talk->channel = NULL;
  if (talk->inside)
    obd_run_leave_server (talk->run);
  talk->inside = FALSE;
}

/* 421 in place of a greeting (RFC 5321 section 3.8), or, of the device's own conversations, the end
 * of the connection without a word: what servers do with one connection too many. */
static gboolean
was_turned_away (ObdTalk *talk)
{
  const ObdFinding *finding = talk->finding;

  if (finding->fault == OBD_FAULT_REPLY)
    return finding->stage == OBD_STAGE_BANNER && finding->reply->code == 421;
  return finding->fault == OBD_FAULT_DROPPED && obd_talk_is_own (talk)
         && (finding->stage == OBD_STAGE_BANNER
             || (finding->stage == OBD_STAGE_TLS
                 && finding->endpoint->security == OBD_SECURITY_TLS));
}

static void
forget (ObdTalk *talk)
{
  ObdTrace *trace = g_steal_pointer (&talk->finding->trace);

  obd_finding_unref (talk->finding);
  obd_trace_say (trace, '*', "turned away beside other connections; once more without them");
  new_finding (talk, trace);
  g_clear_pointer (&talk->dial, obd_dial_free);
  talk->encrypted = talk->verified = talk->unasked = FALSE;
}

gboolean
obd_talk_begin_again (ObdTalk *talk)
{
  if (talk->again || !was_turned_away (talk))
    return FALSE;
  leave_server (talk);
  talk->again = TRUE;
  talk->inside = obd_run_await_room (talk->run);
  if (talk->inside)
    forget (talk);
  return talk->inside;
}

static void
say_goodbye (ObdTalk *talk)
{
  if (talk->job->ticket >= 0)
    obd_signin_desk_leave (talk->run->desk, talk->job->ticket);
  leave_server (talk);
}

/* The device's own conversation, the outgoing one if it has one, tells the run how much there is
 * still to search for. */
static void
note_own_end (ObdTalk *talk)
{
  const ObdFinding *finding = talk->finding;

  if (talk->role == OBD_ROLE_TYPED
      && (talk->job->protocol == OBD_PROTOCOL_SMTP || talk->target->incoming_only))
    obd_run_note_own_end (talk->run, finding->stage, finding->outcome == OBD_OUTCOME_OK);
}

ObdFinding *
obd_talk_end (ObdTalk *talk)
{
  note_own_end (talk);
  say_goodbye (talk);
  obd_talk_tell_watch (talk, OBD_TYPED_OVER);
  obd_talk_examine_tls (talk);
  obd_talk_tell_families (talk);
  g_clear_pointer (&talk->dial, obd_dial_free);
  g_cancellable_disconnect (talk->run->cancellable, talk->follows);
  g_cancellable_disconnect (talk->run->needless, talk->follows_needless);
  g_clear_object (&talk->cancellable);
  g_clear_pointer (&talk->login, g_free);
  obd_run_note_end (talk->run);
  return obd_finding_seal (g_steal_pointer (&talk->finding));
}
