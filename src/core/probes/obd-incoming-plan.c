/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-incoming-plan.h"

#include "obd-found-plan.h"
#include "obd-probe-search.h"

#include <string.h>

static gboolean
is_planned (const ObdTarget *target)
{
  return !target->practice;
}

static void
add_host (GPtrArray  *hosts,
          const char *prefix,
          const char *domain)
{
  g_autofree char *name = g_strconcat (prefix, domain, NULL);
  g_autofree char *host = obd_host_check (name, NULL);

  if (host != NULL && !g_ptr_array_find_with_equal_func (hosts, host, g_str_equal, NULL))
    g_ptr_array_add (hosts, g_steal_pointer (&host));
}

/* smtp.example.test has a sister imap.example.test; mail.example.test serves both ways itself. */
static void
add_sisters (GPtrArray       *hosts,
             const ObdTarget *target,
             const char      *prefix)
{
  if (target->host == NULL)
    return;
  if (g_str_has_prefix (target->host, "smtp."))
    add_host (hosts, prefix, target->host + strlen ("smtp."));
  else
    add_host (hosts, "", target->host);
}

/* The names that people's own domains and small providers use. */
static void
add_usual_hosts (GPtrArray       *hosts,
                 const ObdTarget *target,
                 ObdProtocol      protocol)
{
  const char *prefix = protocol == OBD_PROTOCOL_IMAP ? "imap." : "pop.";
  const char *domain = obd_address_get_domain (target->address);

  add_sisters (hosts, target, prefix);
  add_host (hosts, prefix, domain);
  add_host (hosts, "mail.", domain);
  add_host (hosts, "", domain);
}

static void
add_hosts_of (GPtrArray                *hosts,
              const ObdTarget          *target,
              const ObdIncomingSetting *setting)
{
  if (setting->endpoint != NULL)
    add_host (hosts, "", setting->endpoint->host);
  else if (!target->only_typed
           && !obd_probe_search_add_known_hosts (target, setting->protocol, hosts))
    add_usual_hosts (hosts, target, setting->protocol);
}

char **
obd_incoming_plan_hosts (const ObdTarget *target)
{
  GPtrArray *hosts = g_ptr_array_new ();

  for (guint i = 0; is_planned (target) && i < target->incoming->len; i++)
    add_hosts_of (hosts, target, g_ptr_array_index (target->incoming, i));
  g_ptr_array_add (hosts, NULL);
  return (char **) g_ptr_array_free (hosts, FALSE);
}

static ObdJob *
find_job (GPtrArray         *jobs,
          ObdProtocol        protocol,
          const ObdEndpoint *endpoint)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      ObdJob *job = g_ptr_array_index (jobs, i);

      if (job->role != OBD_ROLE_NONE && job->protocol == protocol
          && obd_endpoint_equal (job->endpoint, endpoint))
        return job;
    }
  return NULL;
}

static ObdJob *
add_job (GPtrArray   *jobs,
         ObdProtocol  protocol,
         ObdEndpoint *endpoint, /* (transfer full) */
         ObdRole      role)
{
  ObdJob *job = find_job (jobs, protocol, endpoint);

  if (job != NULL)
    {
      obd_endpoint_unref (endpoint);
      return job;
    }
  job = obd_job_new ("incoming", endpoint, role);
  job->protocol = protocol;
  g_ptr_array_add (jobs, job);
  return job;
}

ObdJob *
obd_incoming_plan_offer (ObdProtocol        protocol,
                         const ObdEndpoint *endpoint,
                         GPtrArray         *jobs)
{
  return add_job (jobs, protocol, obd_endpoint_ref (endpoint), OBD_ROLE_OFFER);
}

static void
add_usual_ports (GPtrArray   *jobs,
                 ObdProtocol  protocol,
                 const char  *host)
{
  static const ObdSecurity modes[] = { OBD_SECURITY_TLS, OBD_SECURITY_STARTTLS };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    add_job (jobs, protocol,
             obd_endpoint_new (host, obd_incoming_standard_port (protocol, modes[i]), modes[i]),
             OBD_ROLE_OFFER);
}

/* The same port in its other mode tells "SSL on a plaintext port" from a server that is ill. */
static void
add_twin (GPtrArray         *jobs,
          ObdProtocol        protocol,
          const ObdEndpoint *typed)
{
  ObdSecurity other = typed->security == OBD_SECURITY_TLS ? OBD_SECURITY_STARTTLS : OBD_SECURITY_TLS;

  add_job (jobs, protocol, obd_endpoint_new (typed->host, typed->port, other), OBD_ROLE_OFFER);
}

static void
plan_setting (const ObdTarget          *target,
              const ObdIncomingSetting *setting,
              GPtrArray                *jobs)
{
  const ObdEndpoint *typed = setting->endpoint;
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_free);
  guint n_before;

  if (target->only_typed)
    return;
  add_hosts_of (hosts, target, setting);
  n_before = jobs->len;
  for (guint i = 0; i < hosts->len; i++)
    add_usual_ports (jobs, setting->protocol, g_ptr_array_index (hosts, i));
  for (guint i = n_before; typed == NULL && i < jobs->len; i++)
    ((ObdJob *) g_ptr_array_index (jobs, i))->standing = OBD_STANDING_GUESS;
  if (typed != NULL)
    add_twin (jobs, setting->protocol, typed);
}

void
obd_incoming_plan (const ObdTarget *target,
                   GPtrArray       *jobs)
{
  g_autoptr (GPtrArray) known = NULL;

  if (!is_planned (target))
    return;
  /* What was told comes first, so that no offer stands in its place. */
  for (guint i = 0; i < target->incoming->len; i++)
    {
      const ObdIncomingSetting *setting = g_ptr_array_index (target->incoming, i);

      if (setting->endpoint != NULL)
        add_job (jobs, setting->protocol, obd_endpoint_ref (setting->endpoint), OBD_ROLE_TYPED);
    }
  known = obd_probe_search_dup_known (target);
  obd_found_plan (target, known, NULL, jobs);
  for (guint i = 0; i < target->incoming->len; i++)
    plan_setting (target, g_ptr_array_index (target->incoming, i), jobs);
}
