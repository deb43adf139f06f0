/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Evidence about sign-in, sender, recipient and message: the same thing seen in another way, and
 * what others say of it. */

#include "config.h"

#include "obd-evidence-private.h"

#include "obd-block-list.h"
#include "obd-keys.h"
#include "obd-search-words.h"

#include <glib/gi18n-lib.h>

/* --- what sources of settings say ------------------------------------------------------------- */

/* TRANSLATORS: who says something: "the list of known providers", and of which day that is. */
#define BY_SOURCE_OF N_ ("by %1$s (as of %2$s), %3$s")
#define BY_SOURCE N_ ("by %1$s, %2$s")

static void
add_by_source (GPtrArray     *lines,
               const ObdCase *c,
               const char    *what)
{
  const char *source = obd_source_get_words (c->told->source);
  g_autofree char *text = c->told->as_of != NULL
                            ? g_strdup_printf (_ (BY_SOURCE_OF), source, c->told->as_of, what)
                            : g_strdup_printf (_ (BY_SOURCE), source, what);

  obd_evidence_likely (lines, c, text, c->subject);
}

static void
add_right_server (GPtrArray     *lines,
                  const ObdCase *c)
{
  if (obd_case_is_elsewhere (c))
    add_by_source (lines, c,
                   obd_case_is_incoming (c)
                     ? _ ("the incoming server for {address} is {right-server}.")
                     : _ ("the outgoing server for {address} is {right-server}."));
  if (obd_case_is_exchanger (c))
    obd_evidence_odd (lines, c, _ ("mail for the domain of {address} arrives at {host}."),
                      c->subject);
}

static void
add_told_encryption (GPtrArray     *lines,
                     const ObdCase *c)
{
  if (obd_case_is_told_to_encrypt (c))
    add_by_source (lines, c, _ ("port {port} of {host} offers to encrypt."));
}

static void
add_methods (GPtrArray     *lines,
             const ObdCase *c)
{
  ObdMethods methods = obd_case_get_methods (c);

  if (methods == OBD_METHOD_OAUTH2)
    add_by_source (lines, c, _ ("your provider takes only a sign-in on its own page."));
  else if ((methods & OBD_METHOD_APP_PASSWORD) != 0 && (methods & OBD_METHOD_PASSWORD) == 0)
    add_by_source (lines, c, _ ("your provider takes app passwords and not the one for the web."));
  if ((methods & OBD_METHOD_APP_PASSWORD) == 0
      || !obd_finding_has (c->subject, OBD_KEY_SMTP_LOOKS_MADE))
    return;
  obd_evidence_likely (lines, c,
                       obd_finding_get_flag (c->subject, OBD_KEY_SMTP_LOOKS_MADE)
                         ? _ ("what was tried is an app password, by its looks.")
                         : _ ("what was tried is no app password, by its looks."),
                       c->subject);
}

static void
add_username_form (GPtrArray     *lines,
                   const ObdCase *c)
{
  g_autofree char *told = obd_case_is_told_about (c)
                            ? obd_service_dup_username (c->told, c->target->address)
                            : NULL;

  if (told != NULL && c->told->username_alternative == OBD_USERNAME_UNKNOWN
      && g_ascii_strcasecmp (told, obd_target_get_login (c->target)) != 0)
    add_by_source (lines, c, _ ("the user name for {host} is {told-username}."));
}

static void
add_refused_sign_in (GPtrArray     *lines,
                     const ObdCase *c)
{
  if (c->subject == NULL || c->subject->stage != OBD_STAGE_AUTH)
    return;
  add_right_server (lines, c);
  add_methods (lines, c);
  add_username_form (lines, c);
}

/* --- sign-in and sender ----------------------------------------------------------------------- */

/* Another port of the same server that offers something else. */
static gboolean
is_other_offer (const ObdCase    *c,
                const ObdFinding *f)
{
  return f != c->subject && f != c->family && f != c->proof && obd_finding_is_kin (f, c->subject)
         && g_str_equal (f->endpoint->host, c->subject->endpoint->host)
         && f->endpoint->port != c->subject->endpoint->port && obd_finding_offers_auth (f);
}

/* None of the ports for people leads to a sign-in: what became of each. */
static void
add_no_offers (GPtrArray     *lines,
               const ObdCase *c)
{
  if (!obd_case_mail_refused (c) || c->proof != NULL || obd_case_auth_offered (c))
    return;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);
      const char *text;

      if (f == c->subject || f == c->family || !obd_finding_is_kin (f, c->subject)
          || !g_str_equal (f->endpoint->host, c->subject->endpoint->host)
          || f->endpoint->port == c->subject->endpoint->port
          || (f->endpoint->port != 465 && f->endpoint->port != 587))
        continue;
      text = obd_finding_lacks_auth (f) ? N_ ("port {port} offers no sign-in.")
                                        : obd_evidence_get_fault_text (f);
      if (text != NULL)
        obd_evidence_bad (lines, c, _ (text), f);
    }
}

/* What the server says to those who sign in, where the device does not. */
static void
add_sign_in_refused_too (GPtrArray     *lines,
                         const ObdCase *c)
{
  const ObdFinding *f = obd_case_find_refused_sign_in (c);

  if (f != NULL && f != c->subject)
    obd_evidence_bad (lines, c, _ ("port {port} refused the sign-in of {username}:"), f)
      ->server_words = obd_reply_to_string (f->reply);
}

static void
add_wrong_server (GPtrArray     *lines,
                  const ObdCase *c)
{
  add_sign_in_refused_too (lines, c);
  add_right_server (lines, c);
  if (obd_case_get_right_server (c) == NULL)
    add_no_offers (lines, c);
}

static void
add_mechanisms (GPtrArray     *lines,
                const ObdCase *c)
{
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (c->findings, i);

      if (c->subject != NULL && c->subject->fault == OBD_FAULT_NO_MECHANISM
          && is_other_offer (c, f))
        obd_evidence_good (lines, c, _ ("port {port} offers these: {mechanisms}."), f);
    }
  if (c->subject != NULL && !obd_finding_texts_empty (c->subject, OBD_KEY_SMTP_AUTH_PLAIN)
      && obd_finding_get_flag (c->subject, OBD_KEY_SMTP_ENCRYPTED)
      && obd_finding_texts_empty (c->subject, OBD_KEY_SMTP_AUTH_TLS))
    obd_evidence_bad (lines, c,
                      _ ("port {port} offers these ways to sign in before encryption, and none "
                         "after: {mechanisms}."),
                      c->subject);
}

static void
add_own_sender (GPtrArray     *lines,
                const ObdCase *c)
{
  const ObdFinding *s = c->subject;

  if (s == NULL || !obd_finding_has (s, OBD_KEY_SMTP_OWN_SENDER))
    return;
  if (!obd_finding_get_flag (s, OBD_KEY_SMTP_OWN_SENDER_OK))
    obd_evidence_odd (lines, c, _ ("with {own-sender} as the sender, it was refused as well."), s);
  else if (c->target->recipient != NULL)
    obd_evidence_good (lines, c,
                       _ ("with {own-sender} as the sender, the same server took a message for "
                          "{recipient}."),
                       s);
  else
    obd_evidence_good (lines, c, _ ("the same server took {own-sender} as the sender."), s);
}

/* --- recipient, message, list ----------------------------------------------------------------- */

static void
add_recipient (GPtrArray     *lines,
               const ObdCase *c)
{
  const char *way = c->recipient != NULL
                      ? obd_finding_get_text (c->recipient, OBD_KEY_RECIPIENT_MAIL)
                      : NULL;

  add_own_sender (lines, c);
  if (g_strcmp0 (way, "refused") == 0)
    obd_evidence_bad (lines, c,
                      _ ("the owner of the part after the @ in {recipient} says in the name service "
                         "that it takes no mail."),
                      c->recipient);
  else if (g_strcmp0 (way, "nowhere") == 0)
    obd_evidence_bad (lines, c,
                      _ ("the name service knows nobody who takes mail for the part after the @ in "
                         "{recipient}."),
                      c->recipient);
  else if (g_strcmp0 (way, "taken") == 0)
    obd_evidence_ruled_out (lines, c,
                            _ ("the part after the @ in {recipient}; somebody takes mail for it."),
                            c->recipient);
}

static void
add_size (GPtrArray     *lines,
          const ObdCase *c)
{
  if (c->subject != NULL && c->target->message_size > 0
      && obd_finding_get_int (c->subject, OBD_KEY_SMTP_SIZE_LIMIT) > 0)
    obd_evidence_bad (lines, c, _ ("the message has {size}; {host} takes up to {size-limit}."),
                      c->subject);
}

static void
add_block_list (GPtrArray     *lines,
                const ObdCase *c)
{
  if (c->subject != NULL && c->subject->reply != NULL
      && obd_block_list_find_name (c->subject->reply->text) != NULL)
    obd_evidence_bad (lines, c, _ ("the list that {host} looked it up in is {block-list}."),
                      c->subject);
}

/* --- nothing found ---------------------------------------------------------------------------- */

static void
add_way_ruled_out (GPtrArray        *lines,
                   const ObdCase    *c,
                   const ObdFinding *f)
{
  if (obd_finding_is_greeted (f))
    obd_evidence_ruled_out (lines, c,
                            _ ("network, name and port; {host} answered on port {port}."), f);
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_VERIFIED))
    obd_evidence_ruled_out (lines, c, _ ("encryption and certificate; both are good."), f);
  if (obd_finding_is_signed_in (f))
    obd_evidence_ruled_out (lines, c, _ ("user name and password; the server took them."), f);
  if (obd_finding_get_flag (f, OBD_KEY_SMTP_SENDER_OK) && f->stage > OBD_STAGE_MAIL)
    obd_evidence_ruled_out (lines, c, _ ("the sender {sender}; the server took it."), f);
}

static void
add_ruled_out (GPtrArray     *lines,
               const ObdCase *c)
{
  if (obd_finding_is_talk (c->subject))
    add_way_ruled_out (lines, c, c->subject);
  if (obd_case_clock_is_known (c) && !obd_case_clock_is_off (c))
    obd_evidence_ruled_out (lines, c, _ ("the clock of this computer; it is right."), c->clock);
}

/* --- with and without sign-in ----------------------------------------------------------------- */

/* What is refused to somebody who signed in and to a stranger alike is no matter of signing in. */
static void
add_control (GPtrArray     *lines,
             const ObdCase *c)
{
  const ObdFinding *s = c->subject;

  if (s == NULL || c->control == NULL || s == c->control || !obd_finding_is_signed_in (s)
      || s->fault != OBD_FAULT_REPLY || c->control->fault != OBD_FAULT_REPLY
      || s->stage != c->control->stage || s->reply->code != c->control->reply->code)
    return;
  obd_evidence_ruled_out (lines, c,
                          _ ("the sign-in; without it, port {port} refused in the same way."),
                          c->control);
}

static const struct
{
  ObdCause cause;
  void   (*add) (GPtrArray     *lines,
                 const ObdCase *c);
} account_lines[] = {
  { OBD_CAUSE_WRONG_SERVER, add_wrong_server },
  { OBD_CAUSE_HOST_NOT_FOUND, add_right_server },
  { OBD_CAUSE_INTERCEPTION, add_told_encryption },
  { OBD_CAUSE_AUTH_FAILED, add_refused_sign_in },
  { OBD_CAUSE_APP_PASSWORD_REQUIRED, add_refused_sign_in },
  { OBD_CAUSE_OAUTH_REQUIRED, add_refused_sign_in },
  { OBD_CAUSE_AUTH_REQUIRED, add_no_offers },
  { OBD_CAUSE_AUTH_MECHANISM, add_mechanisms },
  { OBD_CAUSE_SENDER_NOT_ALLOWED, add_own_sender },
  { OBD_CAUSE_RECIPIENT_UNKNOWN, add_recipient },
  { OBD_CAUSE_RECIPIENT_DOMAIN, add_recipient },
  { OBD_CAUSE_MESSAGE_TOO_LARGE, add_size },
  { OBD_CAUSE_IP_BLOCKED, add_block_list },
  { OBD_CAUSE_UNKNOWN, add_ruled_out },
};

void
obd_evidence_add_account (GPtrArray     *lines,
                          const ObdCase *c,
                          ObdCause       cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (account_lines); i++)
    if (account_lines[i].cause == cause)
      account_lines[i].add (lines, c);
  add_control (lines, c);
}
