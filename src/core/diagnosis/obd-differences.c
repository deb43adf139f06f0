/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-differences-private.h"

#include "obd-advice.h"
#include "obd-keys.h"
#include "obd-reasons.h"
#include "obd-receiving.h"

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

void
obd_differences_add (GPtrArray  *list,
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
compare_server (const ObdComparison *c)
{
  const ObdTarget *target = c->target;
  g_autoptr (ObdEndpoint) typed = obd_settings_dup_typed (c->findings);
  const char *host = typed != NULL           ? typed->host
                     : target->incoming_only ? NULL
                                             : target->host;

  if (target->host_typed != NULL && !target->incoming_only)
    {
      if (c->meant != NULL || target->host_correct != NULL)
        obd_differences_add (c->list, "server", target->host_typed,
                             c->meant != NULL ? c->meant->host : target->host_correct);
    }
  else if (c->meant != NULL && host != NULL && !g_str_equal (host, c->meant->host))
    obd_differences_add (c->list, "server", host, c->meant->host);
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
compare_endpoint (const ObdComparison *c)
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

      obd_differences_add (c->list, "port", now, should_be);
    }
  if (security != OBD_SECURITY_UNKNOWN && security != c->meant->security
      && !plain_would_do (c->findings, c->meant))
    obd_differences_add (c->list, "security", obd_security_to_nick (security),
                         obd_security_to_nick (c->meant->security));
}

/* --- signing in ------------------------------------------------------------------------------- */

static void
compare_sign_in (const ObdComparison *c)
{
  const ObdWorkingSettings *working = c->working;

  if (working->verified == OBD_VERIFIED_ACCEPTS_SENDER || obd_target_signs_in (c->target)
      || c->target->incoming_only)
    return;
  if (c->target->authentication == OBD_AUTHENTICATION_NONE)
    obd_differences_add (c->list, "authentication", "none", working->authentication);
  if (g_strcmp0 (c->target->username, working->username) != 0)
    obd_differences_add (c->list, "username", c->target->username, working->username);
  obd_differences_add (c->list, "password", "", obd_differences_get_password_words (c->service));
}

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
find_untried (const ObdComparison *c)
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

/* (nullable) */
static const ObdService *
find_named_by (const ObdComparison *c)
{
  return c->service != NULL ? c->service : obd_differences_find_refusing (c);
}

static void
tell_reasons (const ObdComparison *c)
{
  ObdReasons reasons = { .findings = c->findings,
                         .typed = obd_settings_find_typed (c->findings),
                         .meant = c->meant,
                         .service = find_named_by (c),
                         .working = c->working,
                         .verdict = c->verdict };

  obd_reasons_fill (&reasons, c->list);
}

static void
compare (ObdComparison *c)
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
  obd_differences_add_said (c);
  tell_reasons (c);
}

GPtrArray *
obd_settings_compare (const ObdFindings        *findings,
                      const ObdWorkingSettings *working,
                      ObdCause                  verdict,
                      ObdService              **named_by)
{
  g_autoptr (GPtrArray) advice = obd_advice_collect (findings);
  const ObdService *service;
  ObdComparison c = { .findings = findings,
                   .target = obd_findings_get_target (findings),
                   .working = working,
                   .verdict = verdict,
                   .advice = advice,
                   .list = g_ptr_array_new_with_free_func (free_difference) };

  *named_by = NULL;
  if (verdict == OBD_CAUSE_HEALTHY)
    return c.list;
  compare (&c);
  service = find_named_by (&c);
  if (service != NULL)
    *named_by = obd_service_ref (service);
  return c.list;
}
