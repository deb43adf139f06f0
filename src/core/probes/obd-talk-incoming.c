/* SPDX-License-Identifier: GPL-3.0-or-later */

/* IMAP and POP3 as the conversations of the probes speak them. */

#include "config.h"

#include "obd-talk.h"

static void
incoming_open (ObdTalk    *talk,
               ObdChannel *channel)
{
  talk->incoming = obd_incoming_new (talk->job->protocol, channel);
  obd_finding_set_text (talk->finding, OBD_KEY_INCOMING_PROTOCOL,
                        obd_protocol_to_nick (talk->job->protocol));
}

static void
incoming_close (ObdTalk *talk)
{
  const char *alert = obd_incoming_get_alert (talk->incoming);

  if (alert != NULL)
    obd_finding_set_text (talk->finding, OBD_KEY_INCOMING_ALERT, alert);
  g_clear_pointer (&talk->incoming, obd_incoming_free);
}

/* As the finding carries it, with the response code of a refusal; @answer (transfer full)
 * (nullable). */
static ObdReply *
to_reply (ObdTalk   *talk,
          ObdAnswer *answer)
{
  g_autoptr (ObdAnswer) owned = answer;

  if (owned == NULL)
    return NULL;
  if (owned->code != NULL && owned->status != OBD_ANSWER_OK
      && owned->status != OBD_ANSWER_PREAUTH)
    obd_finding_set_text (talk->finding, OBD_KEY_INCOMING_CODE, owned->code);
  return obd_answer_to_reply (owned);
}

static ObdReply *
incoming_greet (ObdTalk   *talk,
                gboolean  *good,
                GError   **error)
{
  ObdAnswer *answer = obd_incoming_greeting (talk->incoming, talk->run->deadline,
                                             talk->cancellable, error);

  if (answer == NULL)
    return NULL;
  obd_finding_set_text (talk->finding, OBD_KEY_SMTP_BANNER, answer->words);
  talk->unasked = answer->status == OBD_ANSWER_PREAUTH;
  *good = answer->status == OBD_ANSWER_OK || talk->unasked;
  return to_reply (talk, answer);
}

static void
tell_capabilities (ObdTalk *talk)
{
  g_auto (GStrv) methods = obd_incoming_list_methods (talk->incoming);

  obd_finding_set_texts (talk->finding,
                         talk->encrypted ? OBD_KEY_SMTP_AUTH_TLS : OBD_KEY_SMTP_AUTH_PLAIN,
                         (const char *const *) methods);
  obd_finding_set_texts (talk->finding, OBD_KEY_SMTP_EXTENSIONS,
                         obd_incoming_get_capabilities (talk->incoming));
  if (!talk->encrypted)
    obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_STARTTLS_OFFERED,
                          obd_incoming_offers_starttls (talk->incoming));
}

static ObdReply *
incoming_hello (ObdTalk   *talk,
                gboolean  *good,
                GError   **error)
{
  ObdAnswer *answer = obd_incoming_learn (talk->incoming, talk->run->deadline, talk->cancellable,
                                          error);

  *good = answer != NULL && answer->status == OBD_ANSWER_OK;
  if (*good)
    tell_capabilities (talk);
  return to_reply (talk, answer);
}

static ObdReply *
incoming_starttls (ObdTalk   *talk,
                   gboolean  *good,
                   GError   **error)
{
  ObdAnswer *answer = obd_incoming_starttls (talk->incoming, talk->run->deadline,
                                             talk->cancellable, error);

  *good = answer != NULL && answer->status == OBD_ANSWER_OK;
  return to_reply (talk, answer);
}

static gboolean
incoming_offers_starttls (ObdTalk *talk)
{
  return obd_incoming_offers_starttls (talk->incoming);
}

static gboolean
incoming_offers_auth (ObdTalk *talk)
{
  g_auto (GStrv) methods = obd_incoming_list_methods (talk->incoming);

  return methods[0] != NULL;
}

static const char *
incoming_choose (ObdTalk    *talk,
                 const char *wanted)
{
  return obd_incoming_choose_method (talk->incoming, wanted);
}

static ObdReply *
incoming_auth (ObdTalk          *talk,
               const char       *mechanism,
               ObdSigninResult  *result,
               GError          **error)
{
  ObdAnswer *answer = obd_incoming_sign_in (talk->incoming, mechanism, obd_talk_get_login (talk),
                                            talk->target->password, talk->run->deadline,
                                            talk->cancellable, error);

  if (answer == NULL)
    return NULL;
  *result = obd_signin_result_from_answer (answer);
  return to_reply (talk, answer);
}

static ObdReply *
incoming_ask_mailbox (ObdTalk   *talk,
                      gboolean  *good,
                      GError   **error)
{
  ObdAnswer *answer = obd_incoming_ask_mailbox (talk->incoming, talk->run->deadline,
                                                talk->cancellable, error);

  *good = answer != NULL && answer->status == OBD_ANSWER_OK;
  return to_reply (talk, answer);
}

static ObdReply *
incoming_dup_last (ObdTalk *talk)
{
  const ObdAnswer *last = obd_incoming_get_last_answer (talk->incoming);

  return last != NULL ? obd_answer_to_reply (last) : NULL;
}

static void
incoming_quit (ObdTalk *talk)
{
  obd_incoming_quit (talk->incoming, talk->cancellable);
}

const ObdTalkClass obd_talk_incoming_class = {
  .open = incoming_open,
  .greet = incoming_greet,
  .hello = incoming_hello,
  .starttls = incoming_starttls,
  .offers_starttls = incoming_offers_starttls,
  .offers_auth = incoming_offers_auth,
  .choose = incoming_choose,
  .auth = incoming_auth,
  .ask_mailbox = incoming_ask_mailbox,
  .dup_last = incoming_dup_last,
  .quit = incoming_quit,
  .close = incoming_close,
};
