/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-found-plan.h"

#include "obd-domain.h"
#include "obd-incoming-plan.h"
#include "obd-keys.h"
#include "obd-smtp-plan.h"

static guint
get_standing (const ObdService *service)
{
  return service->doubtful ? OBD_STANDING_DOUBTFUL : OBD_STANDING_OF_SOURCE (service->source);
}

static guint
count_found (GPtrArray *jobs)
{
  guint n = 0;

  for (guint i = 0; i < jobs->len; i++)
    n += ((ObdJob *) g_ptr_array_index (jobs, i))->found;
  return n;
}

static gboolean
wants_protocol (const ObdTarget *target,
                ObdProtocol      protocol)
{
  if (protocol == OBD_PROTOCOL_SMTP)
    return !target->incoming_only;
  for (guint i = 0; i < target->incoming->len; i++)
    {
      const ObdIncomingSetting *setting = g_ptr_array_index (target->incoming, i);

      if (setting->protocol == protocol
          && (setting->endpoint == NULL || target->incoming_only))
        return TRUE;
    }
  return FALSE;
}

guint
obd_found_plan_wanted (const ObdTarget *target)
{
  guint wanted = 0;

  for (guint i = 0; i < OBD_N_PROTOCOLS; i++)
    if (wants_protocol (target, i))
      wanted |= 1u << i;
  return wanted;
}

static gboolean
is_wanted (const ObdTarget  *target,
           const ObdService *service)
{
  return service->endpoint->security != OBD_SECURITY_NONE
         && wants_protocol (target, service->protocol);
}

/* The conversation with the server of @service; planned by now, or already. */
static ObdJob *
find_job (const ObdTarget  *target,
          const ObdService *service,
          GPtrArray        *jobs)
{
  if (service->protocol == OBD_PROTOCOL_SMTP)
    return obd_smtp_plan_offer (target, service->endpoint, jobs);
  return obd_incoming_plan_offer (service->protocol, service->endpoint, jobs);
}

static void
plan_service (const ObdTarget  *target,
              const ObdService *service,
              ObdRun           *run,
              GPtrArray        *jobs)
{
  g_autofree char *username = obd_service_dup_username (service, target->address);
  guint n_before = jobs->len;
  ObdJob *job;

  if (!is_wanted (target, service) || count_found (jobs) >= OBD_FOUND_MAX_JOBS)
    return;
  job = find_job (target, service, jobs);
  if (jobs->len > n_before)
    {
      job->found = TRUE;
      job->standing = get_standing (service);
      job->untrusted = !service->trusted;
      job->username = g_steal_pointer (&username);
    }
  else if (service->trusted && job->role == OBD_ROLE_OFFER)
    obd_run_promote (run, job, get_standing (service), username);
}

void
obd_found_plan (const ObdTarget *target,
                GPtrArray       *services,
                ObdRun          *run,
                GPtrArray       *jobs)
{
  for (guint i = 0; i < services->len; i++)
    plan_service (target, g_ptr_array_index (services, i), run, jobs);
}

/* A mail exchanger of somebody else's is only looked at. */
static void
plan_exchanger (const ObdTarget *target,
                const char      *host,
                GPtrArray       *jobs)
{
  const char *domain = obd_address_get_domain (target->address);
  guint n_before = jobs->len;

  if (target->host != NULL || target->host_typed != NULL || target->incoming_only)
    return;
  obd_smtp_plan_usual (target, host, jobs);
  for (guint i = n_before; i < jobs->len; i++)
    {
      ObdJob *job = g_ptr_array_index (jobs, i);

      job->standing = OBD_STANDING_GUESS;
      job->untrusted = !obd_domain_is_related (host, domain);
    }
}

void
obd_found_plan_finding (const ObdFinding *finding,
                        ObdRun           *run,
                        GPtrArray        *jobs)
{
  const char *exchanger = obd_finding_get_text (finding, OBD_KEY_SEARCH_MX);
  g_autoptr (GPtrArray) services = obd_finding_dup_services (finding);

  obd_found_plan (run->target, services, run, jobs);
  /* Whose MX leads to a provider's servers has no use for its mail exchanger. */
  if (exchanger != NULL && services->len == 0)
    plan_exchanger (run->target, exchanger, jobs);
}
