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
reset_for_another (ObdTalk *talk)
{
  g_autoptr (ObdReply) reply = obd_smtp_reset (talk->smtp, talk->run->deadline, talk->cancellable,
                                               NULL);
}

/* --- the same with the account's own address -------------------------------------------------- */

/* The address that this account certainly owns, where it is not the sender already. */
static char *
dup_own_sender (ObdTalk *talk)
{
  const char *sender = talk->target->sender;
  g_autofree char *login = obd_address_check (obd_talk_get_login (talk), OBD_INPUT_USERNAME, NULL);

  if (login != NULL)
    return g_ascii_strcasecmp (login, sender) != 0 ? g_steal_pointer (&login) : NULL;
  return g_ascii_strcasecmp (talk->target->address, sender) != 0
           ? g_strdup (talk->target->address)
           : NULL;
}

/* 421 announces that the server hangs up (RFC 5321 section 3.8). */
static gboolean
may_ask_once_more (ObdTalk *talk)
{
  const ObdFinding *finding = talk->finding;

  return obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED)
         && finding->fault == OBD_FAULT_REPLY && finding->reply->code != 421;
}

/* The sender or the recipient was refused, often in words that blame the wrong one: does the same
 * server take the same recipient from the account's own address? What it says is a proof either way,
 * and changes nothing of the refusal. */
static void
try_own_sender (ObdTalk *talk)
{
  g_autofree char *own = may_ask_once_more (talk) ? dup_own_sender (talk) : NULL;
  ObdReply *mail = NULL;
  ObdReply *rcpt = NULL;

  if (own == NULL)
    return;
  reset_for_another (talk);
  if (obd_smtp_envelope (talk->smtp, own, talk->target->recipient, talk->target->message_size, &mail,
                         &rcpt, talk->run->deadline, talk->cancellable, NULL))
    {
      obd_finding_set_text (talk->finding, OBD_KEY_SMTP_OWN_SENDER, own);
      obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_OWN_SENDER_OK,
                            is_accepted (mail) && (rcpt == NULL || is_accepted (rcpt)));
    }
  g_clear_pointer (&mail, obd_reply_unref);
  g_clear_pointer (&rcpt, obd_reply_unref);
}

/* Whose address it is that keeps anything from being said (RFC 6531 section 3.1). */
static void
note_unsayable (ObdTalk *talk)
{
  const ObdTarget *target = talk->target;

  if (obd_finding_texts_contain (talk->finding, OBD_KEY_SMTP_EXTENSIONS, "SMTPUTF8"))
    return;
  if (!g_str_is_ascii (target->sender))
    obd_finding_set_text (talk->finding, OBD_KEY_SMTP_UNSAYABLE, "sender");
  else if (target->recipient != NULL && !g_str_is_ascii (target->recipient))
    obd_finding_set_text (talk->finding, OBD_KEY_SMTP_UNSAYABLE, "recipient");
}

gboolean
obd_talk_envelope (ObdTalk *talk)
{
  g_autoptr (GError) error = NULL;
  ObdReply *mail = NULL;
  ObdReply *rcpt = NULL;
  gboolean accepted;

  obd_talk_enter (talk, OBD_STAGE_MAIL);
  note_unsayable (talk);
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
  if (!accepted)
    try_own_sender (talk);
  obd_trace_enter (talk->finding->trace, OBD_STAGE_NONE);
  if (accepted && talk->target->test_recipient != NULL)
    reset_for_another (talk);
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
