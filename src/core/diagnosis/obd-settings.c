/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-settings.h"

#include "obd-advice.h"
#include "obd-keys.h"
#include "obd-receiving.h"

/* --- which direction -------------------------------------------------------------------------- */

const ObdFinding *
obd_settings_find_typed (const ObdFindings *findings)
{
  const ObdFinding *subject;

  if (!obd_findings_get_target (findings)->incoming_only)
    return obd_findings_find_role (findings, "typed");
  subject = obd_receiving_find_subject (findings);
  return subject != NULL && subject->typed ? subject : NULL;
}

ObdEndpoint *
obd_settings_dup_typed (const ObdFindings *findings)
{
  const ObdTarget *target = obd_findings_get_target (findings);
  const ObdFinding *typed = obd_settings_find_typed (findings);

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

typedef struct
{
  const ObdFindings *findings;
  const ObdTarget   *target;
  GPtrArray         *advice; /* (element-type ObdService) */
  ObdEndpoint       *typed;  /* (nullable) */
  gboolean           foreign; /* that is a server of another provider */
  ObdCause           verdict;
} Search;

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

/* What was tried, what was typed, or what a source of settings says of that server. */
static char *
dup_username (const ObdTarget  *target,
              const ObdFinding *f,
              const ObdService *service)
{
  const char *tried = obd_finding_get_text (f, OBD_KEY_SMTP_USERNAME);
  gboolean typed = target->username != NULL && *target->username != '\0';
  char *told = service != NULL && !typed ? obd_service_dup_username (service, target->address) : NULL;

  if (tried == NULL && told != NULL)
    return told;
  g_free (told);
  return g_strdup (tried != NULL ? tried : obd_target_get_login (target));
}

/* @f is what proves it, @place the same server by the name to be used. */
static ObdWorkingSettings *
make_working (const Search     *search,
              const ObdFinding *f,
              const ObdFinding *place,
              ObdVerified       verified)
{
  ObdWorkingSettings *working = g_new0 (ObdWorkingSettings, 1);
  gboolean anonymous = verified == OBD_VERIFIED_ACCEPTS_SENDER;
  const ObdService *service;

  working->endpoint = obd_endpoint_new (place->endpoint->host, place->endpoint->port,
                                        get_spoken_security (place));
  working->protocol = obd_finding_get_protocol (f);
  working->verified = verified;
  working->authentication = anonymous ? g_strdup ("none") : dup_best_mechanism (f);
  service = obd_advice_find (search->advice, working->protocol, working->endpoint);
  working->service = service != NULL ? obd_service_ref (service) : NULL;
  if (!anonymous)
    working->username = dup_username (search->target, f, service);
  return working;
}

void
obd_working_settings_free (ObdWorkingSettings *working)
{
  obd_endpoint_unref (working->endpoint);
  g_clear_pointer (&working->service, obd_service_unref);
  g_free (working->username);
  g_free (working->authentication);
  g_free (working);
}

static gboolean
is_at_another_provider (const ObdFindings *findings)
{
  g_auto (ObdCase) c = { 0 };

  obd_case_init (&c, findings, obd_settings_find_typed (findings));
  return obd_case_is_at_another_provider (&c);
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

static gboolean
is_at_typed_port (const Search     *search,
                  const ObdFinding *f)
{
  return search->typed != NULL && search->typed->port == f->endpoint->port
         && g_str_equal (search->typed->host, f->endpoint->host);
}

/* Smaller is better: the device's own endpoint, its port in another mode (where it may well be the
 * mailbox's server), then as good as those are that name it. */
static guint
get_rank (const Search     *search,
          const ObdFinding *f)
{
  g_autoptr (ObdEndpoint) spoken = NULL;

  if (f == obd_settings_find_typed (search->findings))
    return 0;
  if (f->typed) /* one of several incoming servers */
    return 1;
  if (is_at_typed_port (search, f) && !search->foreign)
    return 2;
  spoken = obd_endpoint_new (f->endpoint->host, f->endpoint->port, get_spoken_security (f));
  return 3 + obd_advice_get_rank (search->advice, obd_finding_get_protocol (f), spoken,
                                  search->typed != NULL ? search->typed->host
                                                        : search->target->host);
}

/* The typed server is the wrong one; only another one that somebody names can be right. */
static gboolean
is_ruled_out (const Search     *search,
              const ObdFinding *f)
{
  const char *typed = search->typed != NULL ? search->typed->host : search->target->host;
  const ObdService *service;

  if (search->verdict != OBD_CAUSE_WRONG_SERVER || obd_finding_is_signed_in (f))
    return FALSE;
  service = obd_advice_find_host (search->advice, obd_finding_get_protocol (f), f->endpoint->host);
  return g_strcmp0 (f->endpoint->host, typed) == 0 || service == NULL
         || !obd_advice_is_sure (service);
}

static const ObdFinding *
find_best (const Search *search,
           gboolean    (*suits) (const ObdFinding *f))
{
  const ObdFinding *best = NULL;
  guint best_rank = G_MAXUINT;

  for (guint i = 0; i < obd_findings_get_size (search->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (search->findings, i);
      guint rank;

      if (!is_asked_about (search->findings, f) || obd_finding_has_role (f, "family") || !suits (f)
          || is_foreign (search->findings, f) || is_ruled_out (search, f))
        continue;
      rank = get_rank (search, f);
      if (rank < best_rank)
        best = f;
      best_rank = MIN (best_rank, rank);
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

static gboolean
have_same_address (const ObdFinding *a,
                   const ObdFinding *b)
{
  static const char *const keys[] = { OBD_KEY_SMTP_IPV4_ADDRESS, OBD_KEY_SMTP_IPV6_ADDRESS };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *address = obd_finding_get_text (a, keys[i]);

      if (address != NULL && g_strcmp0 (address, obd_finding_get_text (b, keys[i])) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The password went to the server by the name that the provider uses. Where the device's own name
 * leads to the same port of the same machine, and its certificate is good for that name as well, the
 * name is right and need not be changed. */
static const ObdFinding *
find_by_typed_name (const Search     *search,
                    const ObdFinding *proof)
{
  if (search->typed == NULL)
    return proof;
  for (guint i = 0; i < obd_findings_get_size (search->findings); i++)
    {
      const ObdFinding *f = obd_findings_get (search->findings, i);

      if (obd_finding_is_kin (f, proof) && g_str_equal (f->endpoint->host, search->typed->host)
          && f->endpoint->port == proof->endpoint->port
          && f->endpoint->security == proof->endpoint->security && is_offer (f)
          && have_same_address (f, proof))
        return f;
    }
  return proof;
}

static ObdWorkingSettings *
find_working (const Search *search)
{
  const ObdFinding *f = find_best (search, obd_finding_is_signed_in);

  if (f != NULL)
    return make_working (search, f, find_by_typed_name (search, f), OBD_VERIFIED_SIGNED_IN);
  if (search->verdict == OBD_CAUSE_HEALTHY && (f = find_best (search, took_sender)) != NULL)
    return make_working (search, f, f, OBD_VERIFIED_ACCEPTS_SENDER);
  if ((f = find_best (search, is_offer)) != NULL)
    return make_working (search, f, f, OBD_VERIFIED_CONNECTS);
  f = find_best (search, took_sender);
  return f != NULL ? make_working (search, f, f, OBD_VERIFIED_ACCEPTS_SENDER) : NULL;
}

ObdWorkingSettings *
obd_settings_find_working (const ObdFindings *findings,
                           ObdCause           verdict)
{
  g_autoptr (GPtrArray) advice = obd_advice_collect (findings);
  g_autoptr (ObdEndpoint) typed = obd_settings_dup_typed (findings);
  Search search = { .findings = findings, .target = obd_findings_get_target (findings),
                    .advice = advice, .typed = typed,
                    .foreign = is_at_another_provider (findings), .verdict = verdict };

  return find_working (&search);
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
