/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server's words say about a field of the device. */

#include "config.h"

#include "obd-differences-private.h"

#include <string.h>

#include "obd-advice.h"
#include "obd-keys.h"
#include "obd-receiving.h"

#include <glib/gi18n-lib.h>

static gboolean
takes_app_passwords (const ObdService *service)
{
  return service != NULL && obd_advice_is_sure (service)
         && (service->methods & OBD_METHOD_APP_PASSWORD) != 0;
}

/* What was refused looks like one already: another one is due. */
static gboolean
looks_made (const ObdFindings *findings)
{
  const ObdFinding *subject = obd_case_find_subject (findings);

  return subject != NULL && obd_finding_get_flag (subject, OBD_KEY_SMTP_LOOKS_MADE);
}

const char *
obd_differences_get_password_words (const ObdService *service)
{
  if (takes_app_passwords (service) && (service->methods & OBD_METHOD_PASSWORD) == 0)
    return _ ("an app password");
  /* TRANSLATORS: what belongs into the password field of the outgoing server. */
  return _ ("the mailbox password");
}

static gboolean
receiving_takes_it (const ObdFindings *findings)
{
  const ObdFinding *subject = obd_case_find_subject (findings);

  return !obd_finding_is_incoming (subject)
         && obd_receiving_compare (obd_receiving_find (findings), subject) == OBD_RECEIVING_TOOK;
}

const ObdService *
obd_differences_find_refusing (const ObdComparison *c)
{
  const ObdFinding *subject = obd_case_find_subject (c->findings);
  const ObdService *service;

  if (!obd_finding_is_talk (subject))
    return NULL;
  service = obd_advice_find_host (c->advice, obd_finding_get_protocol (subject),
                                  subject->endpoint->host);
  return service != NULL && obd_advice_is_sure (service)
                 && service->username_form != OBD_USERNAME_UNKNOWN
             ? service
             : NULL;
}

/* Whether @login is what the server takes as well, where those who know contradict each other. */
static gboolean
is_alternative (const ObdService *service,
                const char       *login,
                const char       *address)
{
  switch (service->username_alternative)
    {
    case OBD_USERNAME_ADDRESS:
      return g_ascii_strcasecmp (login, address) == 0;
    case OBD_USERNAME_LOCAL_PART:
      return strchr (login, '@') == NULL;
    case OBD_USERNAME_UNKNOWN:
    case OBD_USERNAME_OTHER:
    default:
      return FALSE;
    }
}

/* What the provider has people enter in place of @login; %NULL if that is right, or not known.
 * (transfer full) */
static char *
dup_other_username (const ObdComparison *c,
                    const ObdService *service,
                    const char       *login)
{
  g_autofree char *meant = obd_service_dup_username (service, c->target->address);

  if (meant == NULL || g_ascii_strcasecmp (meant, login) == 0
      || is_alternative (service, login, c->target->address))
    return NULL;
  return g_steal_pointer (&meant);
}

/* The user name is not the one that the provider wants, or, as it is not known what it wants and the
 * password is right for receiving, lacks its domain. FALSE if nothing is known to be wrong with it. */
static gboolean
compare_username (const ObdComparison *c,
                  gboolean          password_is_right)
{
  const ObdService *service = obd_differences_find_refusing (c);
  const char *login = obd_target_get_login (c->target);
  g_autofree char *meant = NULL;

  if (service != NULL)
    meant = dup_other_username (c, service, login);
  else if (password_is_right && strchr (login, '@') == NULL)
    meant = g_strdup (c->target->address);
  if (meant != NULL)
    obd_differences_add (c->list, "username", login, meant);
  return meant != NULL;
}

static void
compare_password (const ObdComparison *c)
{
  gboolean password_is_right = receiving_takes_it (c->findings);
  const ObdService *service;

  /* As long as the user name is wrong, the refusal says nothing about the password. */
  if (compare_username (c, password_is_right) || password_is_right)
    return;
  service = obd_differences_find_refusing (c);
  /* TRANSLATORS: the present password: it is not shown, the server refused it. */
  obd_differences_add (c->list, "password", _ ("refused"),
                       takes_app_passwords (service) && looks_made (c->findings)
                         ? _ ("a new app password")
                         : obd_differences_get_password_words (service));
}

static void
compare_app_password (const ObdComparison *c)
{
  obd_differences_add (c->list, "password", _ ("refused"), _ ("an app password"));
}

static void
compare_token (const ObdComparison *c)
{
  const char *now = obd_authentication_to_nick (c->target->authentication);

  obd_differences_add (c->list, "authentication", now != NULL ? now : "password", "oauth2");
}

static void
compare_mechanism (const ObdComparison *c)
{
  const char *now = obd_authentication_to_nick (c->target->authentication);

  if (c->working != NULL && now != NULL && c->target->authentication != OBD_AUTHENTICATION_NONE
      && c->target->authentication != OBD_AUTHENTICATION_PASSWORD
      && !g_str_equal (now, c->working->authentication))
    obd_differences_add (c->list, "authentication", now, c->working->authentication);
}

static void
compare_sender (const ObdComparison *c)
{
  const char *login = obd_target_get_login (c->target);
  const char *own = strchr (login, '@') != NULL ? login : c->target->address;

  if (g_ascii_strcasecmp (own, c->target->sender) != 0)
    obd_differences_add (c->list, "sender", c->target->sender, own);
}

/* A proposal: the same machine, by the name that its certificate has. */
static void
compare_certificate (const ObdComparison *c)
{
  const ObdFinding *typed = obd_settings_find_typed (c->findings);
  const char *name = typed != NULL ? obd_finding_get_text (typed, OBD_KEY_TLS_RIGHT_HOST) : NULL;

  if (name != NULL && c->working == NULL)
    obd_differences_add (c->list, "server", typed->endpoint->host, name);
}

static const struct
{
  ObdCause cause;
  void   (*compare) (const ObdComparison *c);
} by_cause[] = {
  { OBD_CAUSE_TLS_CERTIFICATE, compare_certificate },
  { OBD_CAUSE_AUTH_FAILED, compare_password },
  { OBD_CAUSE_APP_PASSWORD_REQUIRED, compare_app_password },
  { OBD_CAUSE_OAUTH_REQUIRED, compare_token },
  { OBD_CAUSE_AUTH_MECHANISM, compare_mechanism },
  { OBD_CAUSE_SENDER_NOT_ALLOWED, compare_sender },
};

void
obd_differences_add_said (const ObdComparison *c)
{
  for (guint i = 0; i < G_N_ELEMENTS (by_cause); i++)
    if (by_cause[i].cause == c->verdict)
      by_cause[i].compare (c);
}
