/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-name.h"

#include "obd-incoming-plan.h"
#include "obd-keys.h"
#include "obd-smtp-plan.h"

static ObdJob *
add_name (GPtrArray  *jobs,
          const char *host)
{
  ObdJob *job = obd_job_new ("name", obd_endpoint_new (host, 0, OBD_SECURITY_UNKNOWN),
                             OBD_ROLE_NONE);

  g_ptr_array_add (jobs, job);
  return job;
}

void
obd_probe_name_plan (const ObdTarget *target,
                     GPtrArray       *jobs)
{
  g_auto (GStrv) hosts = obd_smtp_plan_hosts (target);
  g_auto (GStrv) incoming = obd_incoming_plan_hosts (target);

  if (target->host_typed != NULL && !target->incoming_only)
    add_name (jobs, target->host_typed)->unusable = TRUE;
  for (guint i = 0; hosts[i] != NULL; i++)
    add_name (jobs, hosts[i]);
  for (guint i = 0; incoming[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) hosts, incoming[i]))
      add_name (jobs, incoming[i]);
}

static void
tell_addresses (ObdFinding *finding,
                GPtrArray  *addresses,
                gboolean    mapped)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < addresses->len; i++)
    {
      GInetSocketAddress *address = g_ptr_array_index (addresses, i);
      char *text = g_inet_address_to_string (g_inet_socket_address_get_address (address));

      /* The address book may have one for several ports. */
      if (g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_free (text);
      else
        g_ptr_array_add (texts, text);
    }
  g_ptr_array_add (texts, NULL);
  obd_finding_set_texts (finding, OBD_KEY_NAME_ADDRESSES, (const char *const *) texts->pdata);
  obd_finding_set_flag (finding, OBD_KEY_NAME_MAPPED, mapped);
}

static void
tell_failure (ObdFinding   *finding,
              const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gboolean unknown = g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_UNKNOWN);

  finding->outcome = cancelled ? OBD_OUTCOME_CANCELLED : OBD_OUTCOME_FAILED;
  if (!cancelled)
    finding->fault = unknown ? OBD_FAULT_NAME_UNKNOWN : OBD_FAULT_NAME_SERVICE;
}

static void
ask (ObdRun       *run,
     const ObdJob *job,
     ObdFinding   *finding)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = NULL;
  gboolean mapped = FALSE;

  addresses = obd_name_desk_resolve (run->names, job->endpoint->host, 0, &mapped, run->deadline,
                                     run->cancellable, &error);
  if (addresses != NULL)
    tell_addresses (finding, addresses, mapped);
  else
    tell_failure (finding, error);
}

ObdFinding *
obd_probe_name_run (ObdRun       *run,
                    const ObdJob *job)
{
  g_autofree char *id = g_strconcat ("name:", job->endpoint->host, NULL);
  ObdFinding *finding = obd_finding_new ("name", id);

  finding->endpoint = obd_endpoint_ref (job->endpoint);
  finding->stage = OBD_STAGE_DNS;
  finding->trace = obd_trace_new (run->origin);
  obd_trace_enter (finding->trace, OBD_STAGE_DNS);
  obd_run_enter (run, job, OBD_STAGE_DNS);
  if (!job->unusable)
    ask (run, job, finding);
  else
    {
      finding->outcome = OBD_OUTCOME_FAILED;
      finding->fault = OBD_FAULT_NAME_UNKNOWN;
    }
  return obd_finding_seal (finding);
}
