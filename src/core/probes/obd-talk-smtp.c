/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SMTP as the conversations of the probes speak it. */

#include "config.h"

#include "obd-talk.h"

static void
smtp_open (ObdTalk    *talk,
           ObdChannel *channel)
{
  talk->smtp = obd_smtp_new (channel);
}

static void
smtp_close (ObdTalk *talk)
{
  g_clear_pointer (&talk->smtp, obd_smtp_free);
}

static ObdReply *
smtp_greet (ObdTalk   *talk,
            gboolean  *good,
            GError   **error)
{
  ObdReply *reply = obd_smtp_greeting (talk->smtp, talk->run->deadline, talk->cancellable, error);

  if (reply == NULL)
    return NULL;
  obd_finding_set_text (talk->finding, OBD_KEY_SMTP_BANNER, reply->text);
  *good = reply->code == 220;
  return reply;
}

/* What the server offers as long as nothing changes: keys of the state, and of the end. */
static void
tell_extensions (ObdTalk *talk)
{
  guint64 limit = obd_smtp_get_size_limit (talk->smtp);

  obd_finding_set_texts (talk->finding,
                         talk->encrypted ? OBD_KEY_SMTP_AUTH_TLS : OBD_KEY_SMTP_AUTH_PLAIN,
                         obd_smtp_get_mechanisms (talk->smtp));
  obd_finding_set_texts (talk->finding, OBD_KEY_SMTP_EXTENSIONS,
                         obd_smtp_get_extensions (talk->smtp));
  if (obd_smtp_get_name (talk->smtp) != NULL)
    obd_finding_set_text (talk->finding, OBD_KEY_SMTP_HELO_NAME, obd_smtp_get_name (talk->smtp));
  obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_HELO_ONLY,
                        obd_smtp_is_helo_only (talk->smtp));
  if (!talk->encrypted)
    obd_finding_set_flag (talk->finding, OBD_KEY_SMTP_STARTTLS_OFFERED,
                          obd_smtp_has_extension (talk->smtp, "STARTTLS"));
  if (limit > 0)
    obd_finding_set_int (talk->finding, OBD_KEY_SMTP_SIZE_LIMIT, MIN (limit, G_MAXINT64));
}

static ObdReply *
smtp_hello (ObdTalk   *talk,
            gboolean  *good,
            GError   **error)
{
  ObdReply *reply = obd_smtp_hello (talk->smtp, talk->run->deadline, talk->cancellable, error);

  *good = reply != NULL && reply->code == 250;
  if (*good)
    {
      tell_extensions (talk);
      if (talk->role == OBD_ROLE_TYPED)
        obd_typed_watch_greet (talk->run->typed, obd_smtp_get_name (talk->smtp));
    }
  return reply;
}

static ObdReply *
smtp_starttls (ObdTalk   *talk,
               gboolean  *good,
               GError   **error)
{
  ObdReply *reply = obd_smtp_starttls (talk->smtp, talk->run->deadline, talk->cancellable, error);

  *good = reply != NULL && reply->code == 220;
  return reply;
}

static gboolean
smtp_offers_starttls (ObdTalk *talk)
{
  return obd_smtp_has_extension (talk->smtp, "STARTTLS");
}

static gboolean
smtp_offers_auth (ObdTalk *talk)
{
  return *obd_smtp_get_mechanisms (talk->smtp) != NULL;
}

static const char *
smtp_choose (ObdTalk    *talk,
             const char *wanted)
{
  return obd_smtp_choose_mechanism (talk->smtp, wanted);
}

static ObdReply *
smtp_auth (ObdTalk          *talk,
           const char       *mechanism,
           ObdSigninResult  *result,
           GError          **error)
{
  ObdReply *reply = obd_smtp_auth (talk->smtp, mechanism, obd_talk_get_login (talk),
                                   talk->target->password, talk->run->deadline, talk->cancellable,
                                   error);

  if (reply != NULL)
    *result = obd_signin_result_from_code (reply->code);
  return reply;
}

static ObdReply *
smtp_dup_last (ObdTalk *talk)
{
  const ObdReply *last = obd_smtp_get_last_reply (talk->smtp);

  return last != NULL ? obd_reply_ref (last) : NULL;
}

static void
smtp_quit (ObdTalk *talk)
{
  obd_smtp_quit (talk->smtp, talk->cancellable);
}

const ObdTalkClass obd_talk_smtp_class = {
  .open = smtp_open,
  .greet = smtp_greet,
  .hello = smtp_hello,
  .starttls = smtp_starttls,
  .offers_starttls = smtp_offers_starttls,
  .offers_auth = smtp_offers_auth,
  .choose = smtp_choose,
  .auth = smtp_auth,
  .dup_last = smtp_dup_last,
  .quit = smtp_quit,
  .close = smtp_close,
};
