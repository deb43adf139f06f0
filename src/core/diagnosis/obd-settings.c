/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-settings.h"

#include <string.h>

#include "obd-keys.h"
#include "obd-receiving.h"

#include <glib/gi18n-lib.h>

/* --- which direction -------------------------------------------------------------------------- */

/* The device's own conversation: sending, unless only receiving is asked about. */
static const ObdFinding *
find_typed (const ObdFindings *findings)
{
  const ObdFinding *subject;

  if (!obd_findings_get_target (findings)->incoming_only)
    return obd_findings_find_role (findings, "typed");
  subject = obd_receiving_find_subject (findings);
  return subject != NULL && subject->typed ? subject : NULL;
}

static ObdEndpoint *
dup_typed_endpoint (const ObdFindings *findings)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const ObdFinding *typed = find_typed (findings);

  if (typed != NULL)
    return obd_endpoint_ref (typed->endpoint);
  return target->incoming_only ? obd_receiving_dup_typed (target)
                               : obd_target_dup_endpoint (target);
}

/* A conversation of the kind that is asked about. */
static gboolean
is_asked_about (const ObdFindings *findings,
                const ObdFinding  *f)
{
  const ObdFinding *subject;

  if (!obd_findings_get_target (findings)->incoming_only)
    return obd_finding_is_smtp (f);
  subject = obd_receiving_find_subject (findings);
  return obd_finding_is_incoming (f) && (subject == NULL || obd_finding_is_kin (f, subject));
}

/* --- working settings ------------------------------------------------------------------------- */

/* What was really spoken: a plain connection that was upgraded is STARTTLS. */
static ObdSecurity
get_spoken_security (const ObdFinding *f)
{
  gboolean encrypted = obd_finding_get_flag (f, OBD_KEY_SMTP_ENCRYPTED);

  if (f->endpoint->security == OBD_SECURITY_TLS)
    return OBD_SECURITY_TLS;
  return encrypted ? OBD_SECURITY_STARTTLS : OBD_SECURITY_NONE;
}

/* In the order in which devices know them; PLAIN inside TLS is what all of them speak. */
static const char *const preferred[] = { "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256",
                                         "SCRAM-SHA-1" };

static char *
dup_best_mechanism (const ObdFinding *f)
{
  const char *tried = obd_finding_get_text (f, OBD_KEY_SMTP_MECHANISM);
  g_autofree const char **offered = obd_finding_get_texts (f, OBD_KEY_SMTP_AUTH_TLS);

  if (tried != NULL && obd_finding_is_signed_in (f))
    return g_ascii_strdown (tried, -1);
  for (guint i = 0; offered != NULL && i < G_N_ELEMENTS (preferred); i++)
    if (g_strv_contains (offered, preferred[i]))
      return g_ascii_strdown (preferred[i], -1);
  if (offered != NULL && offered[0] != NULL)
    return g_ascii_strdown (offered[0], -1);
  return g_strdup ("plain");
}

static ObdWorkingSettings *
make_working (const ObdTarget  *target,
              const ObdFinding *f,
              ObdVerified       verified)
{
  ObdWorkingSettings *working = g_new0 (ObdWorkingSettings, 1);
  const char *tried = obd_finding_get_text (f, OBD_KEY_SMTP_USERNAME);
  gboolean anonymous = verified == OBD_VERIFIED_ACCEPTS_SENDER;

  working->endpoint = obd_endpoint_new (f->endpoint->host, f->endpoint->port,
                                        get_spoken_security (f));
  working->protocol = obd_finding_get_protocol (f);
  working->verified = verified;
  working->authentication = anonymous ? g_strdup ("none") : dup_best_mechanism (f);
  if (!anonymous)
    working->username = g_strdup (tried != NULL ? tried : obd_target_get_login (target));
  return working;
}

void
obd_working_settings_free (ObdWorkingSettings *working)
{
  obd_endpoint_unref (working->endpoint);
  g_free (working->username);
  g_free (working->authentication);
  g_free (working);
}

/* Relay words after a sign-in: this endpoint does not send for this mailbox. */
static gboolean
is_foreign (const ObdFindings *findings,
            const ObdFinding  *f)
{
  g_auto (ObdCase) c = { 0 };

  if (f->fault != OBD_FAULT_REPLY || f->stage < OBD_STAGE_MAIL || !obd_finding_is_signed_in (f))
    return FALSE;
  obd_case_init (&c, findings, f);
  return c.reading.cause == OBD_CAUSE_AUTH_REQUIRED || c.reading.cause == OBD_CAUSE_WRONG_SERVER;
}

/* RFC 8314 section 3 prefers TLS from the first byte; then submission, its popular stand-in, and
 * last the port between servers. */
static guint
get_port_rank (const ObdFinding *f)
{
  static const guint16 ports[] = { 465, 587, 2525, 25, 993, 995, 143, 110 };
  guint rank = 0;

  for (; rank < G_N_ELEMENTS (ports) && ports[rank] != f->endpoint->port; rank++)
    continue;
  return rank;
}

static gboolean
is_at_typed_port (const ObdFindings *findings,
                  const ObdFinding  *f)
{
  g_autoptr (ObdEndpoint) typed = dup_typed_endpoint (findings);

  return typed != NULL && typed->port == f->endpoint->port
         && g_str_equal (typed->host, f->endpoint->host);
}

/* Smaller is better: the device's own endpoint, its port in another mode, then by port. */
static guint
get_rank (const ObdFindings *findings,
          const ObdFinding  *f)
{
  if (f == find_typed (findings))
    return 0;
  if (f->typed) /* one of several incoming servers */
    return 1;
  return is_at_typed_port (findings, f) ? 2 : 3 + get_port_rank (f);
}

static const ObdFinding *
find_best (const ObdFindings *findings,
           gboolean         (*suits) (const ObdFinding *f))
{
  const ObdFinding *best = NULL;

  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    {
      const ObdFinding *f = obd_findings_get (findings, i);

      if (!is_asked_about (findings, f) || obd_finding_has_role (f, "family") || !suits (f)
          || is_foreign (findings, f))
        continue;
      if (best == NULL || get_rank (findings, f) < get_rank (findings, best))
        best = f;
    }
  return best;
}

static gboolean
took_sender (const ObdFinding *f)
{
  return obd_finding_is_clean (f) && !obd_finding_is_signed_in (f)
         && obd_finding_get_flag (f, OBD_KEY_SMTP_SENDER_OK);
}

/* A conversation that stopped before or at its encryption is no offer, whatever it heard. */
static gboolean
is_offer (const ObdFinding *f)
{
  return obd_finding_is_good_offer (f) && f->fault != OBD_FAULT_CERTIFICATE
         && f->fault != OBD_FAULT_TLS_VERSION && f->fault != OBD_FAULT_NO_MECHANISM
         && f->fault != OBD_FAULT_DROPPED && f->fault != OBD_FAULT_TIMEOUT
         && f->fault != OBD_FAULT_PROTOCOL;
}

ObdWorkingSettings *
obd_settings_find_working (const ObdFindings *findings,
                           ObdCause           verdict)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const ObdFinding *f = find_best (findings, obd_finding_is_signed_in);

  if (f != NULL)
    return make_working (target, f, OBD_VERIFIED_SIGNED_IN);
  if (verdict == OBD_CAUSE_HEALTHY && (f = find_best (findings, took_sender)) != NULL)
    return make_working (target, f, OBD_VERIFIED_ACCEPTS_SENDER);
  if (verdict != OBD_CAUSE_WRONG_SERVER && (f = find_best (findings, is_offer)) != NULL)
    return make_working (target, f, OBD_VERIFIED_CONNECTS);
  f = find_best (findings, took_sender);
  return f != NULL ? make_working (target, f, OBD_VERIFIED_ACCEPTS_SENDER) : NULL;
}

/* --- differences ------------------------------------------------------------------------------ */

static void
free_difference (gpointer data)
{
  ObdDifference *difference = data;

  g_free (difference->setting);
  g_free (difference->now);
  g_free (difference->should_be);
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
compare_incoming_server (GPtrArray                *list,
                         const ObdFindings        *findings,
                         const ObdWorkingSettings *working)
{
  g_autoptr (ObdEndpoint) typed = dup_typed_endpoint (findings);

  if (typed != NULL && working != NULL && !g_str_equal (typed->host, working->endpoint->host))
    add_difference (list, "server", typed->host, working->endpoint->host);
}

static void
compare_server (GPtrArray                *list,
                const ObdTarget          *target,
                const ObdWorkingSettings *working)
{
  if (target->host_typed != NULL)
    {
      const char *meant = working != NULL ? working->endpoint->host : target->host_correct;

      if (meant != NULL)
        add_difference (list, "server", target->host_typed, meant);
    }
  else if (working != NULL && target->host != NULL
           && !g_str_equal (target->host, working->endpoint->host))
    add_difference (list, "server", target->host, working->endpoint->host);
}

/* The plain connection offers sign-in too: unwise, and no reason why the mail stops. */
static gboolean
plain_would_do (const ObdFindings        *findings,
                const ObdWorkingSettings *working)
{
  const ObdFinding *typed = find_typed (findings);

  return typed != NULL && typed->endpoint->security == OBD_SECURITY_NONE
         && working->endpoint->security == OBD_SECURITY_STARTTLS
         && typed->endpoint->port == working->endpoint->port
         && g_str_equal (typed->endpoint->host, working->endpoint->host)
         && !obd_finding_texts_empty (typed, OBD_KEY_SMTP_AUTH_PLAIN);
}

/* Against the endpoint that the device uses, also where its port or mode follows from the other. */
static void
compare_endpoint (GPtrArray                *list,
                  const ObdFindings        *findings,
                  const ObdWorkingSettings *working)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  g_autoptr (ObdEndpoint) typed = dup_typed_endpoint (findings);
  gboolean told = typed == NULL && !target->incoming_only;
  guint16 port = typed != NULL ? typed->port : told ? target->port : 0;
  ObdSecurity security = typed != NULL ? typed->security
                         : told        ? target->security
                                       : OBD_SECURITY_UNKNOWN;

  if (port != 0 && port != working->endpoint->port)
    {
      g_autofree char *now = g_strdup_printf ("%u", port);
      g_autofree char *should_be = g_strdup_printf ("%u", working->endpoint->port);

      add_difference (list, "port", now, should_be);
    }
  if (security != OBD_SECURITY_UNKNOWN && security != working->endpoint->security
      && !plain_would_do (findings, working))
    add_difference (list, "security", obd_security_to_nick (security),
                    obd_security_to_nick (working->endpoint->security));
}

static void
compare_sign_in (GPtrArray                *list,
                 const ObdTarget          *target,
                 const ObdWorkingSettings *working)
{
  if (working->verified == OBD_VERIFIED_ACCEPTS_SENDER || obd_target_signs_in (target)
      || target->incoming_only)
    return;
  if (target->authentication == OBD_AUTHENTICATION_NONE)
    add_difference (list, "authentication", "none", working->authentication);
  if (g_strcmp0 (target->username, working->username) != 0)
    add_difference (list, "username", target->username, working->username);
  /* TRANSLATORS: what belongs into the password field of the outgoing server. */
  add_difference (list, "password", "", _ ("the mailbox password"));
}

/* --- what the server's words say about a field ------------------------------------------------ */

static gboolean
receiving_takes_it (const ObdFindings *findings)
{
  const ObdFinding *subject = obd_case_find_subject (findings);

  return !obd_finding_is_incoming (subject)
         && obd_receiving_compare (obd_receiving_find (findings), subject) == OBD_RECEIVING_TOOK;
}

/* The password is right for receiving: then a user name without its domain is the field to mend, and
 * with a whole address no field is known to be wrong. */
static void
compare_username (GPtrArray       *list,
                  const ObdTarget *target)
{
  const char *login = obd_target_get_login (target);

  if (strchr (login, '@') == NULL)
    add_difference (list, "username", login, target->address);
}

static void
compare_password (GPtrArray                *list,
                  const ObdFindings        *findings,
                  const ObdWorkingSettings *working)
{
  if (receiving_takes_it (findings))
    {
      compare_username (list, obd_findings_get_target (findings));
      return;
    }
  /* TRANSLATORS: the present password: it is not shown, the server refused it. */
  add_difference (list, "password", _ ("refused"), _ ("the mailbox password"));
}

static void
compare_app_password (GPtrArray                *list,
                      const ObdFindings        *findings,
                      const ObdWorkingSettings *working)
{
  add_difference (list, "password", _ ("refused"), _ ("an app password"));
}

static void
compare_token (GPtrArray                *list,
               const ObdFindings        *findings,
               const ObdWorkingSettings *working)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const char *now = obd_authentication_to_nick (target->authentication);

  add_difference (list, "authentication", now != NULL ? now : "password", "oauth2");
}

static void
compare_mechanism (GPtrArray                *list,
                   const ObdFindings        *findings,
                   const ObdWorkingSettings *working)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const char *now = obd_authentication_to_nick (target->authentication);

  if (working != NULL && now != NULL && target->authentication != OBD_AUTHENTICATION_NONE
      && target->authentication != OBD_AUTHENTICATION_PASSWORD
      && !g_str_equal (now, working->authentication))
    add_difference (list, "authentication", now, working->authentication);
}

static void
compare_sender (GPtrArray                *list,
                const ObdFindings        *findings,
                const ObdWorkingSettings *working)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const char *login = obd_target_get_login (target);
  const char *own = strchr (login, '@') != NULL ? login : target->address;

  if (g_ascii_strcasecmp (own, target->sender) != 0)
    add_difference (list, "sender", target->sender, own);
}

/* A proposal: the same machine, by the name that its certificate has. */
static void
compare_certificate (GPtrArray                *list,
                     const ObdFindings        *findings,
                     const ObdWorkingSettings *working)
{
  const ObdFinding *typed = find_typed (findings);
  const char *name = typed != NULL ? obd_finding_get_text (typed, OBD_KEY_TLS_RIGHT_HOST) : NULL;

  if (name != NULL && working == NULL)
    add_difference (list, "server", typed->endpoint->host, name);
}

static const struct
{
  ObdCause cause;
  void   (*compare) (GPtrArray                *list,
                     const ObdFindings        *findings,
                     const ObdWorkingSettings *working);
} by_cause[] = {
  { OBD_CAUSE_TLS_CERTIFICATE, compare_certificate },
  { OBD_CAUSE_AUTH_FAILED, compare_password },
  { OBD_CAUSE_APP_PASSWORD_REQUIRED, compare_app_password },
  { OBD_CAUSE_OAUTH_REQUIRED, compare_token },
  { OBD_CAUSE_AUTH_MECHANISM, compare_mechanism },
  { OBD_CAUSE_SENDER_NOT_ALLOWED, compare_sender },
};

GPtrArray *
obd_settings_compare (const ObdFindings        *findings,
                      const ObdWorkingSettings *working,
                      ObdCause                  verdict)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  GPtrArray *list = g_ptr_array_new_with_free_func (free_difference);

  if (verdict == OBD_CAUSE_HEALTHY)
    return list;
  if (target->incoming_only)
    compare_incoming_server (list, findings, working);
  else
    compare_server (list, target, working);
  if (working != NULL)
    {
      compare_endpoint (list, findings, working);
      compare_sign_in (list, target, working);
    }
  for (guint i = 0; i < G_N_ELEMENTS (by_cause); i++)
    if (by_cause[i].cause == verdict)
      by_cause[i].compare (list, findings, working);
  return list;
}

const char *
obd_verified_to_nick (ObdVerified verified)
{
  static const char *const nicks[] = {
    [OBD_VERIFIED_CONNECTS] = "connects",
    [OBD_VERIFIED_ACCEPTS_SENDER] = "accepts-sender",
    [OBD_VERIFIED_SIGNED_IN] = "signed-in",
  };

  return nicks[verified];
}
