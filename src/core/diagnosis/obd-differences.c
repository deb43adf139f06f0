/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-settings.h"

#include <string.h>

#include "obd-advice.h"
#include "obd-keys.h"
#include "obd-receiving.h"
#include "obd-reasons.h"

#include <glib/gi18n-lib.h>

/**
 * Comparison:
 * @meant: (nullable): where the device should go
 * @service: (nullable): who says so
 * @advice: (element-type ObdService): everything that was said
 * @list: (element-type ObdDifference): what has to change
 */
typedef struct
{
  const ObdFindings        *findings;
  const ObdTarget          *target;
  const ObdWorkingSettings *working; /* (nullable) */
  ObdCause                  verdict;
  GPtrArray                *advice;
  const ObdEndpoint        *meant;
  const ObdService         *service;
  GPtrArray                *list;
} Comparison;

/* --- where ------------------------------------------------------------------------------------ */

static void
free_difference (gpointer data)
{
  ObdDifference *difference = data;

  g_free (difference->setting);
  g_free (difference->now);
  g_free (difference->should_be);
  g_free (difference->reason);
  g_free (difference);
}

static void
add_difference (GPtrArray  *list,
                const char *setting,
                const char *now,
                const char *should_be)
{
  ObdDifference *difference = g_new0 (ObdDifference, 1);

  difference->setting = g_strdup (setting);
  difference->now = g_strdup (now != NULL ? now : "");
  difference->should_be = g_strdup (should_be);
  g_ptr_array_add (list, difference);
}

static void
compare_server (const Comparison *c)
{
  const ObdTarget *target = c->target;
  g_autoptr (ObdEndpoint) typed = obd_settings_dup_typed (c->findings);
  const char *host = typed != NULL           ? typed->host
                     : target->incoming_only ? NULL
                                             : target->host;

  if (target->host_typed != NULL && !target->incoming_only)
    {
      if (c->meant != NULL || target->host_correct != NULL)
        add_difference (c->list, "server", target->host_typed,
                        c->meant != NULL ? c->meant->host : target->host_correct);
    }
  else if (c->meant != NULL && host != NULL && !g_str_equal (host, c->meant->host))
    add_difference (c->list, "server", host, c->meant->host);
}

/* The plain connection offers sign-in too: unwise, and no reason why the mail stops. */
static gboolean
plain_would_do (const ObdFindings *findings,
                const ObdEndpoint *meant)
{
  const ObdFinding *typed = obd_settings_find_typed (findings);

  return typed != NULL && typed->endpoint->security == OBD_SECURITY_NONE
         && meant->security == OBD_SECURITY_STARTTLS && typed->endpoint->port == meant->port
         && g_str_equal (typed->endpoint->host, meant->host)
         && !obd_finding_texts_empty (typed, OBD_KEY_SMTP_AUTH_PLAIN);
}

/* Against the endpoint that the device uses, also where its port or mode follows from the other. */
static void
compare_endpoint (const Comparison *c)
{
  g_autoptr (ObdEndpoint) typed = obd_settings_dup_typed (c->findings);
  gboolean told = typed == NULL && !c->target->incoming_only;
  guint16 port = typed != NULL ? typed->port : told ? c->target->port : 0;
  ObdSecurity security = typed != NULL ? typed->security
                         : told        ? c->target->security
                                       : OBD_SECURITY_UNKNOWN;

  if (port != 0 && port != c->meant->port)
    {
      g_autofree char *now = g_strdup_printf ("%u", port);
      g_autofree char *should_be = g_strdup_printf ("%u", c->meant->port);

      add_difference (c->list, "port", now, should_be);
    }
  if (security != OBD_SECURITY_UNKNOWN && security != c->meant->security
      && !plain_would_do (c->findings, c->meant))
    add_difference (c->list, "security", obd_security_to_nick (security),
                    obd_security_to_nick (c->meant->security));
}

/* --- signing in ------------------------------------------------------------------------------- */

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

/* What a provider has people enter: its own password, or one made for the purpose. */
static const char *
get_password_words (const ObdService *service)
{
  if (takes_app_passwords (service) && (service->methods & OBD_METHOD_PASSWORD) == 0)
    return _ ("an app password");
  /* TRANSLATORS: what belongs into the password field of the outgoing server. */
  return _ ("the mailbox password");
}

static void
compare_sign_in (const Comparison *c)
{
  const ObdWorkingSettings *working = c->working;

  if (working->verified == OBD_VERIFIED_ACCEPTS_SENDER || obd_target_signs_in (c->target)
      || c->target->incoming_only)
    return;
  if (c->target->authentication == OBD_AUTHENTICATION_NONE)
    add_difference (c->list, "authentication", "none", working->authentication);
  if (g_strcmp0 (c->target->username, working->username) != 0)
    add_difference (c->list, "username", c->target->username, working->username);
  add_difference (c->list, "password", "", get_password_words (c->service));
}

/* --- what the server's words say about a field ------------------------------------------------ */

static gboolean
receiving_takes_it (const ObdFindings *findings)
{
  const ObdFinding *subject = obd_case_find_subject (findings);

  return !obd_finding_is_incoming (subject)
         && obd_receiving_compare (obd_receiving_find (findings), subject) == OBD_RECEIVING_TOOK;
}

/* The server that refused the password, as the provider itself describes it. (nullable) */
static const ObdService *
find_refusing_service (const Comparison *c)
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
dup_other_username (const Comparison *c,
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
compare_username (const Comparison *c,
                  gboolean          password_is_right)
{
  const ObdService *service = find_refusing_service (c);
  const char *login = obd_target_get_login (c->target);
  g_autofree char *meant = NULL;

  if (service != NULL)
    meant = dup_other_username (c, service, login);
  else if (password_is_right && strchr (login, '@') == NULL)
    meant = g_strdup (c->target->address);
  if (meant != NULL)
    add_difference (c->list, "username", login, meant);
  return meant != NULL;
}

static void
compare_password (const Comparison *c)
{
  gboolean password_is_right = receiving_takes_it (c->findings);
  const ObdService *service;

  /* As long as the user name is wrong, the refusal says nothing about the password. */
  if (compare_username (c, password_is_right) || password_is_right)
    return;
  /* TRANSLATORS: the present password: it is not shown, the server refused it. */
  service = find_refusing_service (c);
  add_difference (c->list, "password", _ ("refused"),
                  takes_app_passwords (service) && looks_made (c->findings)
                    ? _ ("a new app password")
                    : get_password_words (service));
}

static void
compare_app_password (const Comparison *c)
{
  add_difference (c->list, "password", _ ("refused"), _ ("an app password"));
}

static void
compare_token (const Comparison *c)
{
  const char *now = obd_authentication_to_nick (c->target->authentication);

  add_difference (c->list, "authentication", now != NULL ? now : "password", "oauth2");
}

static void
compare_mechanism (const Comparison *c)
{
  const char *now = obd_authentication_to_nick (c->target->authentication);

  if (c->working != NULL && now != NULL && c->target->authentication != OBD_AUTHENTICATION_NONE
      && c->target->authentication != OBD_AUTHENTICATION_PASSWORD
      && !g_str_equal (now, c->working->authentication))
    add_difference (c->list, "authentication", now, c->working->authentication);
}

static void
compare_sender (const Comparison *c)
{
  const char *login = obd_target_get_login (c->target);
  const char *own = strchr (login, '@') != NULL ? login : c->target->address;

  if (g_ascii_strcasecmp (own, c->target->sender) != 0)
    add_difference (c->list, "sender", c->target->sender, own);
}

/* A proposal: the same machine, by the name that its certificate has. */
static void
compare_certificate (const Comparison *c)
{
  const ObdFinding *typed = obd_settings_find_typed (c->findings);
  const char *name = typed != NULL ? obd_finding_get_text (typed, OBD_KEY_TLS_RIGHT_HOST) : NULL;

  if (name != NULL && c->working == NULL)
    add_difference (c->list, "server", typed->endpoint->host, name);
}

static const struct
{
  ObdCause cause;
  void   (*compare) (const Comparison *c);
} by_cause[] = {
  { OBD_CAUSE_TLS_CERTIFICATE, compare_certificate },
  { OBD_CAUSE_AUTH_FAILED, compare_password },
  { OBD_CAUSE_APP_PASSWORD_REQUIRED, compare_app_password },
  { OBD_CAUSE_OAUTH_REQUIRED, compare_token },
  { OBD_CAUSE_AUTH_MECHANISM, compare_mechanism },
  { OBD_CAUSE_SENDER_NOT_ALLOWED, compare_sender },
};

/* --- all of it -------------------------------------------------------------------------------- */

/* The server could not be tried from here, which says nothing against it. */
static gboolean
was_tried (const ObdFindings *findings,
           const ObdService  *service)
{
  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *f = obd_findings_get (findings, i);

      if (!obd_finding_is_talk (f) || obd_finding_get_protocol (f) != service->protocol
          || !g_str_equal (f->endpoint->host, service->endpoint->host)
          || f->endpoint->port != service->endpoint->port)
        continue;
      if (f->fault != OBD_FAULT_NONE && f->fault != OBD_FAULT_SILENT
          && f->fault != OBD_FAULT_UNREACHABLE && f->fault != OBD_FAULT_NAME_SERVICE)
        return TRUE;
    }
  return FALSE;
}

/* Nothing works from here, and the device's settings are not those that the provider itself names:
 * then its word is worth telling. (nullable) */
static const ObdService *
find_untried (const Comparison *c)
{
  ObdProtocol protocol = c->target->incoming_only ? OBD_PROTOCOL_IMAP : OBD_PROTOCOL_SMTP;
  const ObdService *service = obd_advice_find_sure (c->advice, protocol);
  g_autoptr (ObdEndpoint) typed = obd_settings_dup_typed (c->findings);
  const ObdService *own = typed != NULL ? obd_advice_find (c->advice, protocol, typed) : NULL;

  if (c->working != NULL || service == NULL || c->target->incoming_only
      || !obd_findings_is_finished (c->findings)
      || (c->verdict != OBD_CAUSE_HOST_NOT_FOUND && c->verdict != OBD_CAUSE_PORT_BLOCKED
          && c->verdict != OBD_CAUSE_CONNECTION_REFUSED && c->verdict != OBD_CAUSE_WRONG_SERVER))
    return NULL;
  return (own != NULL && obd_advice_is_sure (own)) || was_tried (c->findings, service) ? NULL
                                                                                      : service;
}

static void
tell_reasons (const Comparison *c)
{
  ObdReasons reasons = { .findings = c->findings,
                         .typed = obd_settings_find_typed (c->findings),
                         .meant = c->meant,
                         .service = c->service,
                         .working = c->working,
                         .verdict = c->verdict };

  if (reasons.service == NULL)
    reasons.service = find_refusing_service (c);
  obd_reasons_fill (&reasons, c->list);
}

static void
compare (Comparison *c)
{
  c->service = c->working != NULL ? c->working->service : find_untried (c);
  c->meant = c->working != NULL   ? c->working->endpoint
             : c->service != NULL ? c->service->endpoint
                                  : NULL;
  compare_server (c);
  if (c->meant != NULL)
    compare_endpoint (c);
  if (c->working != NULL)
    compare_sign_in (c);
  for (guint i = 0; i < G_N_ELEMENTS (by_cause); i++)
    if (by_cause[i].cause == c->verdict)
      by_cause[i].compare (c);
  tell_reasons (c);
}

GPtrArray *
obd_settings_compare (const ObdFindings        *findings,
                      const ObdWorkingSettings *working,
                      ObdCause                  verdict)
{
  g_autoptr (GPtrArray) advice = obd_advice_collect (findings);
  Comparison c = { .findings = findings,
                   .target = obd_findings_get_target (findings),
                   .working = working,
                   .verdict = verdict,
                   .advice = advice,
                   .list = g_ptr_array_new_with_free_func (free_difference) };

  if (verdict != OBD_CAUSE_HEALTHY)
    compare (&c);
  return c.list;
}
