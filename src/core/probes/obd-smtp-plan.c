/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-smtp-plan.h"

#include "obd-found-plan.h"
#include "obd-probe-search.h"

/* The ports that submission is found on, the best first (RFC 8314 section 3.3, RFC 6409 section
 * 3.1, RFC 5321 section 4.5.4.2; 2525 is what providers open where 25 is blocked). */
static const struct
{
  guint16     port;
  ObdSecurity security;
} usual[] = {
  { 465, OBD_SECURITY_TLS },
  { 587, OBD_SECURITY_STARTTLS },
  { 25, OBD_SECURITY_STARTTLS },
  { 2525, OBD_SECURITY_STARTTLS },
};

static void
add_guessed_hosts (GPtrArray  *hosts,
                   const char *domain)
{
  static const char *const prefixes[] = { "smtp.", "mail.", "outgoing.", "" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *name = g_strconcat (prefixes[i], domain, NULL);
      char *host = obd_host_check (name, NULL);

      if (host != NULL)
        g_ptr_array_add (hosts, host);
    }
}

/* Where nothing was typed: what is known for certain, else what is usual. A provider that lets no
 * mail program in has no server to try. */
static void
add_likely_hosts (GPtrArray       *hosts,
                  const ObdTarget *target)
{
  if (!obd_probe_search_is_known (target))
    add_guessed_hosts (hosts, obd_address_get_domain (target->address));
  else
    obd_probe_search_add_known_hosts (target, OBD_PROTOCOL_SMTP, hosts);
}

char **
obd_smtp_plan_hosts (const ObdTarget *target)
{
  g_autoptr (GPtrArray) hosts = g_ptr_array_new ();

  if (target->incoming_only)
    ; /* the outgoing server is left alone */
  else if (target->host != NULL)
    g_ptr_array_add (hosts, g_strdup (target->host));
  else if (target->only_typed)
    ; /* nothing was typed that could be asked */
  else if (target->host_correct != NULL)
    g_ptr_array_add (hosts, g_strdup (target->host_correct));
  else if (target->host_typed == NULL)
    add_likely_hosts (hosts, target);
  g_ptr_array_add (hosts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&hosts), FALSE);
}

static ObdJob *
add_job (GPtrArray   *jobs,
         const char  *host,
         guint16      port,
         ObdSecurity  security,
         ObdRole      role)
{
  ObdJob *job = obd_job_new ("smtp", obd_endpoint_new (host, port, security), role);

  g_ptr_array_add (jobs, job);
  return job;
}

/* Once for each endpoint; and not where the device's own conversation signs in: that one shows
 * all that an offer would. */
ObdJob *
obd_smtp_plan_offer (const ObdTarget   *target,
                     const ObdEndpoint *endpoint,
                     GPtrArray         *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      ObdJob *job = g_ptr_array_index (jobs, i);
      gboolean covers = job->protocol == OBD_PROTOCOL_SMTP
                        && (job->role == OBD_ROLE_OFFER
                            || (job->role == OBD_ROLE_TYPED && obd_target_signs_in (target)));

      if (covers && obd_endpoint_equal (job->endpoint, endpoint))
        return job;
    }
  return add_job (jobs, endpoint->host, endpoint->port, endpoint->security, OBD_ROLE_OFFER);
}

static void
add_offer (GPtrArray       *jobs,
           const ObdTarget *target,
           const char      *host,
           guint16          port,
           ObdSecurity      security)
{
  g_autoptr (ObdEndpoint) endpoint = obd_endpoint_new (host, port, security);

  obd_smtp_plan_offer (target, endpoint, jobs);
}

void
obd_smtp_plan_usual (const ObdTarget *target,
                     const char      *host,
                     GPtrArray       *jobs)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_offer (jobs, target, host, usual[i].port, usual[i].security);
}

/* The same port in its other mode tells "SSL on a plaintext port" from a server that is ill; and
 * where the device speaks plain text and signs in with nothing, STARTTLS there is the nearest cure. */
static void
add_twins (GPtrArray         *jobs,
           const ObdTarget   *target,
           const ObdEndpoint *typed)
{
  if (typed->security == OBD_SECURITY_TLS)
    add_offer (jobs, target, typed->host, typed->port, OBD_SECURITY_STARTTLS);
  else
    add_offer (jobs, target, typed->host, typed->port, OBD_SECURITY_TLS);
  if (typed->security == OBD_SECURITY_NONE && !obd_target_signs_in (target))
    add_offer (jobs, target, typed->host, typed->port, OBD_SECURITY_STARTTLS);
}

static void
plan_typed (const ObdTarget   *target,
            const ObdEndpoint *typed,
            GPtrArray         *jobs)
{
  add_job (jobs, typed->host, typed->port, typed->security, OBD_ROLE_TYPED);
  if (obd_target_signs_in (target) && target->recipient != NULL)
    add_job (jobs, typed->host, typed->port, typed->security, OBD_ROLE_CONTROL);
  add_job (jobs, typed->host, typed->port, typed->security, OBD_ROLE_FAMILY);
}

/* What was told of port and security still counts when only the name was mistyped. */
static void
plan_corrected (const ObdTarget *target,
                GPtrArray       *jobs)
{
  ObdSecurity security = target->security;

  if (target->port == 0)
    return;
  if (security != OBD_SECURITY_TLS
      && (security != OBD_SECURITY_UNKNOWN
          || obd_security_natural (target->port) == OBD_SECURITY_STARTTLS))
    security = OBD_SECURITY_STARTTLS;
  else
    security = OBD_SECURITY_TLS;
  add_offer (jobs, target, target->host_correct, target->port, security);
}

/* Nobody named these servers: they get the password last. */
static void
plan_hosts (const ObdTarget *target,
            GPtrArray       *jobs)
{
  g_auto (GStrv) hosts = obd_smtp_plan_hosts (target);
  gboolean guessed = target->host == NULL && target->host_correct == NULL;

  for (guint i = 0; hosts[i] != NULL; i++)
    {
      guint n_before = jobs->len;

      obd_smtp_plan_usual (target, hosts[i], jobs);
      for (guint j = n_before; guessed && j < jobs->len; j++)
        ((ObdJob *) g_ptr_array_index (jobs, j))->standing = OBD_STANDING_GUESS;
    }
}

void
obd_smtp_plan (const ObdTarget *target,
               GPtrArray       *jobs)
{
  g_autoptr (ObdEndpoint) typed = obd_target_dup_endpoint (target);
  g_autoptr (GPtrArray) known = NULL;

  if (target->incoming_only)
    return;
  if (typed != NULL)
    plan_typed (target, typed, jobs);
  if (target->only_typed)
    return;
  if (target->host_correct != NULL)
    plan_corrected (target, jobs);
  if (typed == NULL)
    {
      known = obd_probe_search_dup_known (target);
      obd_found_plan (target, known, NULL, jobs);
    }
  plan_hosts (target, jobs);
  if (typed == NULL)
    return;
  add_twins (jobs, target, typed);
  known = obd_probe_search_dup_known (target);
  obd_found_plan (target, known, NULL, jobs);
}
