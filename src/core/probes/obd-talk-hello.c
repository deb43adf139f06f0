/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-talk.h"

/* How long a server may take to answer what it did not offer. Microseconds. */
#define OBD_UNOFFERED_PATIENCE (3 * G_USEC_PER_SEC)

/* The handshake, in the first bytes or after STARTTLS. What it showed is judged before anything is
 * said: see judge_tls(). */
static gboolean
start_tls (ObdTalk  *talk,
           GError  **error)
{
  ObdTlsFacts *facts = NULL;
  gsize dropped = 0;
  gboolean done;

  obd_talk_enter (talk, OBD_STAGE_TLS);
  talk->may_quit = FALSE;
  done = obd_channel_start_tls (talk->channel, talk->run->context, talk->job->endpoint->host, &facts,
                                &dropped, talk->run->deadline, talk->cancellable, error);
  talk->finding->tls = facts;
  if (dropped > 0)
    obd_finding_set_int (talk->finding, OBD_KEY_SMTP_INJECTED, dropped);
  if (!done)
    return FALSE;
  obd_run_note_certificate (talk->run, facts);
  talk->encrypted = TRUE;
  talk->verified = facts->problems == OBD_TLS_PROBLEM_NONE;
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_ENCRYPTED, TRUE);
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_VERIFIED, talk->verified);
  return TRUE;
}

/* RFC 3207 section 5: whatever came in plain text behind the reply to STARTTLS is dropped, and a
 * sign that somebody meddles. */
static gboolean
was_injected (ObdTalk *talk)
{
  return obd_finding_get_int (talk->finding, OBD_KEY_SMTP_INJECTED) > 0;
}

/* The device speaks plain text here, and the password may go over plain text: then a certificate
 * that does not pass makes nothing worse. */
static gboolean
needs_no_trust (ObdTalk *talk)
{
  return talk->job->endpoint->security == OBD_SECURITY_NONE
         && (talk->target->allow_plaintext_password
             || obd_finding_get_flag (talk->finding, OBD_KEY_SMTP_LOCAL));
}

static gboolean
judge_tls (ObdTalk *talk)
{
  if (!talk->verified && !needs_no_trust (talk))
    return obd_talk_stop (talk, OBD_FAULT_CERTIFICATE, NULL);
  if (was_injected (talk))
    return obd_talk_stop (talk, OBD_FAULT_INJECTED, NULL);
  talk->may_quit = TRUE;
  return TRUE;
}

static gboolean
read_greeting (ObdTalk   *talk,
               gboolean  *good,
               GError   **error)
{
  ObdReply *reply = NULL;

  if (talk->job->endpoint->security == OBD_SECURITY_TLS && !start_tls (talk, error))
    return FALSE;
  if (talk->encrypted && !talk->verified)
    return TRUE; /* the mode is right; the certificate is judged by the caller, nothing is read */
  obd_talk_enter (talk, OBD_STAGE_BANNER);
  reply = talk->klass->greet (talk, good, error);
  if (reply == NULL)
    return FALSE;
  talk->finding->reply = reply;
  return TRUE;
}

/* The port speaks TLS, however its handshake ended and whatever came inside; or it speaks HTTP, where
 * the client has the first word: the other mode would wait in vain. */
static gboolean
has_shown_its_mode (ObdTalk      *talk,
                    const GError *error)
{
  if (g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NOT_TLS))
    obd_talk_note_web_page (talk);
  return error == NULL || talk->encrypted
         || obd_finding_get_flag (talk->finding, OBD_KEY_SMTP_SPEAKS_HTTP)
         || g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TLS_VERSION)
         || g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TLS_HANDSHAKE);
}

/* From the connect to the first well-formed words; the other mode of the same port may end it. */
static gboolean
greet (ObdTalk *talk)
{
  g_autoptr (GError) error = NULL;
  ObdGreetingWait *wait;
  ObdReply *reply;
  gboolean good = FALSE;
  gboolean came;

  wait = obd_run_await_greeting (talk->run, talk->job->endpoint, obd_talk_is_own (talk),
                                 talk->cancellable);
  came = read_greeting (talk, &good, &error);
  talk->outdone = obd_run_end_greeting (talk->run, wait, has_shown_its_mode (talk, error)) && !came;
  if (!came)
    return obd_talk_fail (talk, error);
  if (talk->encrypted && !judge_tls (talk))
    return FALSE;
  talk->may_quit = !talk->unasked;
  reply = g_steal_pointer (&talk->finding->reply);
  if (!good)
    return obd_talk_stop (talk, OBD_FAULT_REPLY, reply);
  /* IMAP's PREAUTH proves nothing about the password; and before encryption it is a way to keep
   * STARTTLS away (RFC 9051 section 11.2, CVE-2020-12398): nothing more is said. */
  if (talk->unasked)
    return obd_talk_stop (talk, OBD_FAULT_PREAUTH, reply);
  obd_reply_unref (reply);
  return TRUE;
}

static gboolean
say_hello (ObdTalk *talk)
{
  g_autoptr (GError) error = NULL;
  gboolean good = FALSE;
  ObdReply *reply;

  obd_talk_enter (talk, OBD_STAGE_EHLO);
  reply = talk->klass->hello (talk, &good, &error);
  return obd_talk_take (talk, reply, good, error);
}

static gboolean
upgrade (ObdTalk *talk)
{
  g_autoptr (GError) error = NULL;
  gboolean good = FALSE;
  ObdReply *reply;

  obd_talk_enter (talk, OBD_STAGE_STARTTLS);
  reply = talk->klass->starttls (talk, &good, &error);
  if (!obd_talk_take (talk, reply, good, error))
    return FALSE;
  if (!start_tls (talk, &error))
    return obd_talk_fail (talk, error);
  return judge_tls (talk) && say_hello (talk);
}

/* "I do not know that here": what RFC 5321 section 4.2.2 has for commands that are not offered; and
 * 454, "TLS not available" (RFC 3207 section 4). */
static gboolean
says_unavailable (const ObdReply *reply)
{
  return (reply->code >= 500 && reply->code <= 504) || reply->code == 454;
}

/* The device stops here: no encryption is offered. Asking for it all the same tells why: a server
 * that is ready for it did offer it, and something on the way took the offer out; and a server that
 * will have nothing to do with this client at all may offer nothing and say so only now (Sendmail).
 * Nothing else is said, whatever the answer. */
static gboolean
ask_unoffered (ObdTalk *talk)
{
  gint64 deadline = MIN (talk->run->deadline, g_get_monotonic_time () + OBD_UNOFFERED_PATIENCE);
  ObdReply *reply;

  obd_talk_enter (talk, OBD_STAGE_STARTTLS);
  if (talk->smtp == NULL)
    return obd_talk_stop (talk, OBD_FAULT_NO_STARTTLS, NULL);
  reply = obd_smtp_starttls (talk->smtp, deadline, talk->cancellable, NULL);
  talk->may_quit = reply != NULL && reply->code != 220;
  if (reply != NULL && reply->code != 220 && !says_unavailable (reply))
    return obd_talk_stop (talk, OBD_FAULT_REPLY, reply);
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_STARTTLS_HIDDEN,
                        reply != NULL && reply->code == 220);
  g_clear_pointer (&reply, obd_reply_unref);
  return obd_talk_stop (talk, OBD_FAULT_NO_STARTTLS, NULL);
}

/* STARTTLS as the device has it, and as an offer shows it. */
static gboolean
open_starttls (ObdTalk *talk)
{
  if (talk->klass->offers_starttls (talk))
    return upgrade (talk);
  if (!obd_talk_is_own (talk))
    return TRUE; /* an offer only looks, and stays in plain text */
  return ask_unoffered (talk);
}

/* The device speaks plain text and would sign in: our password goes inside TLS all the same
 * (contract, "The password"). Where that does not work, it is held back and nothing more is known:
 * the trouble with TLS is not the device's. */
static gboolean
open_none (ObdTalk *talk)
{
  if (!obd_talk_must_sign_in (talk) || !talk->klass->offers_starttls (talk))
    return TRUE;
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_UPGRADED, TRUE);
  if (upgrade (talk))
    return TRUE;
  if (talk->finding->outcome == OBD_OUTCOME_FAILED && talk->finding->fault != OBD_FAULT_TIMEOUT)
    {
      obd_talk_enter (talk, OBD_STAGE_AUTH);
      obd_talk_stop (talk, OBD_FAULT_UNSAFE, NULL);
    }
  return FALSE;
}

/* Without a password, this is as far as an endpoint can be proven. */
static void
note_if_proven (ObdTalk *talk)
{
  gboolean plain_as_typed = talk->role == OBD_ROLE_TYPED
                            && talk->job->endpoint->security == OBD_SECURITY_NONE;

  if (talk->target->password == NULL && (talk->verified || plain_as_typed))
    obd_talk_note_proven (talk);
}

gboolean
obd_talk_open (ObdTalk *talk)
{
  gboolean opened;

  if (!greet (talk) || !say_hello (talk))
    return FALSE;
  switch (talk->job->endpoint->security)
    {
    case OBD_SECURITY_STARTTLS:
      opened = open_starttls (talk);
      break;
    case OBD_SECURITY_NONE:
      opened = open_none (talk);
      break;
    case OBD_SECURITY_TLS:
    case OBD_SECURITY_UNKNOWN:
    default:
      opened = TRUE;
    }
  if (opened)
    note_if_proven (talk);
  return opened;
}
