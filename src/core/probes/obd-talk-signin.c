/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-talk.h"

/* What was told of authentication is about the outgoing server, unless only the incoming one is
 * looked at. */
static gboolean
is_about (ObdTalk *talk)
{
  return talk->job->protocol == OBD_PROTOCOL_SMTP || talk->target->incoming_only;
}

/* The mechanism that the device is set to; %NULL: whatever is best. Names that the library does
 * not know (NTLM; OAuth, for which a password is of no use) then find nothing in common. */
static const char *
get_wanted_mechanism (ObdTalk *talk)
{
  switch (is_about (talk) ? talk->target->authentication : OBD_AUTHENTICATION_UNKNOWN)
    {
    case OBD_AUTHENTICATION_PLAIN:
      return "PLAIN";
    case OBD_AUTHENTICATION_LOGIN:
      return "LOGIN";
    case OBD_AUTHENTICATION_CRAM_MD5:
      return "CRAM-MD5";
    case OBD_AUTHENTICATION_NTLM:
      return "NTLM";
    case OBD_AUTHENTICATION_OAUTH2:
      return "XOAUTH2";
    case OBD_AUTHENTICATION_UNKNOWN:
    case OBD_AUTHENTICATION_NONE:
    case OBD_AUTHENTICATION_PASSWORD:
    default:
      return NULL;
    }
}

static ObdSigninAnswer
ask_desk (ObdTalk *talk)
{
  ObdSigninState state = {
    .encrypted = talk->encrypted,
    .verified = talk->verified,
    .local = obd_finding_get_flag (talk->finding, OBD_KEY_SMTP_LOCAL),
  };

  ObdSigninAnswer answer;

  obd_run_rest (talk->run);
  answer = obd_signin_desk_ask (talk->run->desk, talk->job->ticket, &state, talk->run->deadline);
  obd_run_rise (talk->run);
  return answer;
}

/* The desk said yes: says AUTH, and always tells the desk what came of it. */
static gboolean
say_auth (ObdTalk    *talk,
          const char *mechanism)
{
  ObdSigninResult result = OBD_SIGNIN_UNDECIDED;
  g_autoptr (GError) error = NULL;
  ObdReply *reply;

  obd_talk_enter (talk, OBD_STAGE_AUTH);
  talk->finding->signed_in = TRUE;
  obd_finding_set_text (talk->finding, OBD_KEY_SMTP_MECHANISM, mechanism);
  obd_finding_set_text (talk->finding, OBD_KEY_SMTP_USERNAME, obd_talk_get_login (talk));
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_LOOKS_MADE,
                        obd_secret_looks_made (talk->target->password));
  reply = talk->klass->auth (talk, mechanism, &result, &error);
  if (result == OBD_SIGNIN_ACCEPTED)
    obd_talk_note_proven (talk);
  obd_signin_desk_settle (talk->run->desk, talk->job->ticket, result);
  if (!obd_talk_take (talk, reply, result == OBD_SIGNIN_ACCEPTED, error))
    return FALSE;
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_AUTHENTICATED, TRUE);
  return TRUE;
}

static gboolean
is_cancelled (ObdTalk *talk)
{
  return g_cancellable_is_cancelled (talk->run->cancellable);
}

static gboolean
sign_in_if_granted (ObdTalk    *talk,
                    const char *mechanism)
{
  switch (ask_desk (talk))
    {
    case OBD_SIGNIN_GRANTED:
      return say_auth (talk, mechanism);
    case OBD_SIGNIN_UNSAFE:
      return obd_talk_stop (talk, OBD_FAULT_UNSAFE, NULL);
    case OBD_SIGNIN_DENIED:
    default:
      talk->finding->outcome = is_cancelled (talk) ? OBD_OUTCOME_CANCELLED : OBD_OUTCOME_SKIPPED;
      return FALSE;
    }
}

gboolean
obd_talk_sign_in (ObdTalk *talk)
{
  const char *mechanism;

  obd_talk_enter (talk, OBD_STAGE_AUTH);
  /* Never taken for "no sign-in needed": that is how the famous clients come to the very refusal
   * that this program is about. */
  if (!talk->klass->offers_auth (talk))
    return obd_talk_stop (talk, OBD_FAULT_NO_AUTH, NULL);
  mechanism = talk->klass->choose (talk, get_wanted_mechanism (talk));
  if (mechanism == NULL)
    return obd_talk_stop (talk, OBD_FAULT_NO_MECHANISM, NULL);
  if (talk->target->password == NULL)
    return obd_talk_stop (talk, OBD_FAULT_NO_PASSWORD, NULL);
  return sign_in_if_granted (talk, mechanism);
}

gboolean
obd_talk_try_cure (ObdTalk *talk)
{
  const char *mechanism = talk->klass->choose (talk, NULL);

  /* Waiting for its turn is no time of the server's. */
  obd_trace_enter (talk->finding->trace, OBD_STAGE_NONE);
  if (talk->job->ticket < 0 || mechanism == NULL || ask_desk (talk) != OBD_SIGNIN_GRANTED)
    return FALSE;
  obd_talk_become (talk, OBD_ROLE_CURE);
  return say_auth (talk, mechanism);
}
