/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-talk.h"

#include "obd-test-message.h"

/* 250, and for RCPT 251 (will forward) and 252 (cannot verify, will try): RFC 5321 section 4.2.2. */
static gboolean
is_accepted (const ObdReply *reply)
{
  return reply->code / 100 == 2;
}

/* MAIL and RCPT were answered; takes over both replies. */
static gboolean
judge_envelope (ObdTalk  *talk,
                ObdReply *mail,
                ObdReply *rcpt)
{
  gboolean sender_ok = is_accepted (mail);

  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_SENDER_OK, sender_ok);
  if (!sender_ok)
    {
      g_clear_pointer (&rcpt, obd_reply_unref);
      return obd_talk_stop (talk, OBD_FAULT_REPLY, mail);
    }
  obd_reply_unref (mail);
  if (rcpt == NULL)
    return TRUE;
  obd_talk_enter (talk, OBD_STAGE_RCPT);
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_RECIPIENT_OK, is_accepted (rcpt));
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_RECIPIENT_OUTSIDE,
                        obd_target_recipient_is_outside (talk->target));
  if (!is_accepted (rcpt))
    return obd_talk_stop (talk, OBD_FAULT_REPLY, rcpt);
  obd_reply_unref (rcpt);
  return TRUE;
}

/* Ends the transaction so that another can begin. Without another, QUIT ends it as well, and a round
 * trip sooner. */
static void
reset_for_test (ObdTalk *talk)
{
  g_autoptr (ObdReply) reply = obd_smtp_reset (talk->smtp, talk->run->deadline, talk->cancellable,
                                               NULL);
}

gboolean
obd_talk_envelope (ObdTalk *talk)
{
  g_autoptr (GError) error = NULL;
  ObdReply *mail = NULL;
  ObdReply *rcpt = NULL;
  gboolean accepted;

  obd_talk_enter (talk, OBD_STAGE_MAIL);
  if (!obd_smtp_envelope (talk->smtp, talk->target->sender, talk->target->recipient,
                          talk->target->message_size, &mail, &rcpt, talk->run->deadline,
                          talk->cancellable, &error))
    {
      if (mail != NULL)
        obd_talk_enter (talk, OBD_STAGE_RCPT);
      g_clear_pointer (&mail, obd_reply_unref);
      g_clear_pointer (&rcpt, obd_reply_unref);
      return obd_talk_fail (talk, error);
    }
  accepted = judge_envelope (talk, mail, rcpt);
  obd_trace_enter (talk->finding->trace, OBD_STAGE_NONE);
  if (accepted && talk->target->test_recipient != NULL)
    reset_for_test (talk);
  return accepted;
}

static gboolean
say_test_envelope (ObdTalk  *talk,
                   GError  **error)
{
  ObdReply *mail = NULL;
  ObdReply *rcpt = NULL;
  gboolean accepted;

  if (!obd_smtp_envelope (talk->smtp, talk->target->sender, talk->target->test_recipient, 0, &mail,
                          &rcpt, talk->run->deadline, talk->cancellable, error))
    {
      g_clear_pointer (&mail, obd_reply_unref);
      g_clear_pointer (&rcpt, obd_reply_unref);
      return FALSE;
    }
  accepted = is_accepted (mail) && rcpt != NULL && is_accepted (rcpt);
  if (!accepted)
    obd_talk_stop (talk, OBD_FAULT_REPLY,
                   obd_reply_ref (is_accepted (mail) && rcpt != NULL ? rcpt : mail));
  obd_reply_unref (mail);
  g_clear_pointer (&rcpt, obd_reply_unref);
  return accepted;
}

static gboolean
say_data (ObdTalk  *talk,
          GError  **error)
{
  g_autofree char *message = obd_test_message_compose (talk->target->sender,
                                                       talk->target->test_recipient);
  g_autoptr (ObdReply) data = NULL;
  ObdReply *reply;

  obd_talk_enter (talk, OBD_STAGE_DATA);
  reply = obd_smtp_data (talk->smtp, message, &data, talk->run->deadline, talk->cancellable,
                         error);
  if (data != NULL && data->code == 354)
    obd_talk_enter (talk, OBD_STAGE_END_OF_DATA);
  if (reply == NULL)
    return FALSE;
  if (!is_accepted (reply))
    return obd_talk_stop (talk, OBD_FAULT_REPLY, reply);
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_MESSAGE_SENT, TRUE);
  obd_reply_unref (reply);
  return TRUE;
}

gboolean
obd_talk_send_test (ObdTalk *talk)
{
  g_autoptr (GError) error = NULL;

  obd_talk_enter (talk, OBD_STAGE_MAIL);
  if (say_test_envelope (talk, &error) && say_data (talk, &error))
    return TRUE;
  return error != NULL ? obd_talk_fail (talk, error) : FALSE;
}
