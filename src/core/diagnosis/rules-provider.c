/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sign-in seen beside what is known about the provider: which kind of password it takes, and what
 * it wants as the user name. Servers seldom say. */

#include "config.h"

#include "obd-rule.h"

#include <string.h>

#include "obd-keys.h"
#include "obd-receiving.h"

#include <glib/gi18n-lib.h>

/* The words say no more than that user name and password do not fit, and receiving does not know
 * better. */
static gboolean
was_refused (const ObdCase *c)
{
  if (!obd_case_stopped (c, OBD_STAGE_AUTH, OBD_FAULT_REPLY)
      || c->reading.cause != OBD_CAUSE_AUTH_FAILED)
    return FALSE;
  return obd_case_is_incoming (c)
         || obd_receiving_compare (c->receiving, c->subject) != OBD_RECEIVING_TOOK;
}

static gboolean
takes_only_made_passwords (const ObdCase *c)
{
  ObdMethods methods = obd_case_get_methods (c);

  return (methods & OBD_METHOD_APP_PASSWORD) != 0
         && (methods & (OBD_METHOD_PASSWORD | OBD_METHOD_CRAM_MD5)) == 0;
}

static gboolean
takes_no_password (const ObdCase *c)
{
  return obd_case_get_methods (c) == OBD_METHOD_OAUTH2;
}

static double
when_app_password_is_due (const ObdCase *c,
                          const ObdRule *rule)
{
  return was_refused (c) && takes_only_made_passwords (c)
             && !obd_finding_get_flag (c->subject, OBD_KEY_SMTP_LOOKS_MADE)
           ? 0.85
           : 0;
}

static double
when_app_password_is_refused (const ObdCase *c,
                              const ObdRule *rule)
{
  return was_refused (c) && (obd_case_get_methods (c) & OBD_METHOD_APP_PASSWORD) != 0
             && obd_finding_get_flag (c->subject, OBD_KEY_SMTP_LOOKS_MADE)
           ? MIN (c->reading.confidence, 0.88)
           : 0;
}

static double
when_oauth_is_due (const ObdCase *c,
                   const ObdRule *rule)
{
  return was_refused (c) && takes_no_password (c) ? 0.85 : 0;
}

/* Compared by form and not letter by letter: a user name may have an owner's own spelling. */
static double
when_username_has_wrong_form (const ObdCase *c,
                              const ObdRule *rule)
{
  gboolean whole = strchr (obd_target_get_login (c->target), '@') != NULL;
  ObdUsernameForm wrong = whole ? OBD_USERNAME_LOCAL_PART : OBD_USERNAME_ADDRESS;

  if (!was_refused (c) || !obd_case_is_told_about (c) || c->told->username_form != wrong
      || c->told->username_alternative != OBD_USERNAME_UNKNOWN)
    return 0;
  return MIN (c->reading.confidence, 0.88);
}

/* --- before anything was tried ---------------------------------------------------------------- */

/* The server is there, and no user name and password have been judged yet. */
static gboolean
was_not_tried (const ObdCase *c)
{
  if (!obd_finding_is_smtp (c->subject) || !obd_finding_is_greeted (c->subject))
    return FALSE;
  for (guint i = 0; i < obd_findings_get_size (c->findings); i++)
    if (obd_finding_has (obd_findings_get (c->findings, i), OBD_KEY_SMTP_MECHANISM))
      return FALSE;
  return TRUE;
}

static double
when_app_password_will_be_due (const ObdCase *c,
                               const ObdRule *rule)
{
  return was_not_tried (c) && takes_only_made_passwords (c) ? 0.8 : 0;
}

static double
when_oauth_will_be_due (const ObdCase *c,
                        const ObdRule *rule)
{
  return was_not_tried (c) && takes_no_password (c) ? 0.8 : 0;
}

const ObdRule obd_rules_provider[] = {
  {
    .name = "oauth-required/by-provider",
    .cause = OBD_CAUSE_OAUTH_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_oauth_is_due,
    .title = N_("Your provider takes no passwords from mail apps, only a sign-in on its own "
                "page."),
    .explanation = N_("Remove the account on the {device} and add it again by choosing the "
                      "provider’s name instead of “Other”. Its own page then asks for the "
                      "password."),
    .remedies = { "sign-in-with-provider", "delete-and-re-add", "other-app", "ask-provider" },
    .rival = OBD_CAUSE_AUTH_FAILED,
    .apart = N_("sign in on the provider’s web page with the same two: if that works, they are "
                "right, and only the way is wrong."),
  },
  {
    .name = "app-password-required/by-provider",
    .cause = OBD_CAUSE_APP_PASSWORD_REQUIRED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_app_password_is_due,
    .title = N_("Your provider takes only an app password here, not the one for the web."),
    .explanation = N_("What was tried does not look like one. An app password is made on the "
                      "provider’s web page, once for each device. Enter it in the password field "
                      "of the {device}."),
    .remedies = { "app-password", "sign-in-with-provider", "enter-outgoing-credentials",
                  "ask-provider" },
    .rival = OBD_CAUSE_AUTH_FAILED,
    .apart = N_("make a new app password and enter it: if that is refused too, look at the user "
                "name."),
  },
  {
    .name = "auth-failed/app-password",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_app_password_is_refused,
    .title = N_("The server does not know this app password with the user name {username}."),
    .explanation = N_("It looks like an app password, so the kind is right. Changing the account’s "
                      "password often cancels all of them, and each belongs to one account. Make a "
                      "new one on the provider’s web page."),
    .remedies = { "app-password", "enter-outgoing-credentials", "unlock-account",
                  "ask-provider" },
  },
  {
    .name = "auth-failed/username-form",
    .cause = OBD_CAUSE_AUTH_FAILED,
    .severity = OBD_SEVERITY_BLOCKING,
    .actor = OBD_ACTOR_YOU,
    .station = OBD_STATION_SIGN_IN,
    .when = when_username_has_wrong_form,
    .title = N_("{host} wants {told-username} as the user name, not {username}."),
    .explanation = N_("It refused the sign-in without saying what was wrong. Only if the user name "
                      "is right already is the password the thing to check."),
    .remedies = { "enter-outgoing-credentials", "delete-and-re-add", "app-password",
                  "ask-provider" },
    .apart = N_("enter {told-username} as the user name and test again."),
  },
  { .name = NULL },
};

const ObdRule obd_rules_provider_notices[] = {
  {
    .name = "app-password-required/beforehand",
    .cause = OBD_CAUSE_APP_PASSWORD_REQUIRED,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_app_password_will_be_due,
    .title = N_("Your provider takes only an app password here, not the one for the web."),
    .explanation = N_("An app password is made on the provider’s web page, once for each device. "
                      "Have one ready before you sign in."),
    .remedies = { "app-password", "sign-in-with-provider" },
  },
  {
    .name = "oauth-required/beforehand",
    .cause = OBD_CAUSE_OAUTH_REQUIRED,
    .severity = OBD_SEVERITY_NOTICE,
    .actor = OBD_ACTOR_YOU,
    .when = when_oauth_will_be_due,
    .title = N_("Your provider takes no passwords from mail apps, only a sign-in on its own "
                "page."),
    .explanation = N_("Add the account on the {device} by choosing the provider’s name instead of "
                      "“Other”. Its own page then asks for the password."),
    .remedies = { "sign-in-with-provider", "other-app" },
  },
  { .name = NULL },
};
