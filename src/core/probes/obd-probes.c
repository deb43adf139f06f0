/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probes.h"

#include "obd-incoming-plan.h"
#include "obd-probe-clock.h"
#include "obd-probe-incoming.h"
#include "obd-probe-name.h"
#include "obd-probe-network.h"
#include "obd-probe-portal.h"
#include "obd-probe-reach.h"
#include "obd-probe-recipient.h"
#include "obd-probe-search.h"
#include "obd-probe-smtp.h"
#include "obd-probe-time-setting.h"
#include "obd-smtp-plan.h"

/* Translated where it is shown, on the exam's floor. */
#define N_(text) (text)

static const ObdProbe probes[] = {
  {
    .id = "clock",
    .question = N_("Clock of this computer"),
    .station = "device",
    .plan = obd_probe_clock_plan,
    .run = obd_probe_clock_run,
  },
  {
    /* A remark to the clock; it has no row of its own. */
    .id = "time-setting",
    .station = "device",
    .plan = obd_probe_time_setting_plan,
    .run = obd_probe_time_setting_run,
  },
  {
    .id = "network",
    .question = N_("Network of this computer"),
    .station = "network",
    .plan = obd_probe_network_plan,
    .run = obd_probe_network_run,
  },
  {
    /* Remarks to the network and to the port. */
    .id = "portal",
    .station = "network",
    .plan = obd_probe_portal_plan,
    .run = obd_probe_portal_run,
  },
  {
    .id = "reach",
    .station = "port",
    .plan = obd_probe_reach_plan,
    .run = obd_probe_reach_run,
  },
  {
    .id = "discovery",
    .question = N_("Search for the right settings"),
    .station = "name",
    .plan = obd_probe_search_plan,
    .run = obd_probe_search_run,
  },
  {
    /* A remark to the relay test. */
    .id = "recipient",
    .station = "name",
    .plan = obd_probe_recipient_plan,
    .run = obd_probe_recipient_run,
  },
  {
    .id = "name",
    /* TRANSLATORS: %s is the name of a server. A check of the plan. */
    .question = N_("%s has an address"),
    .station = "name",
    .plan = obd_probe_name_plan,
    .run = obd_probe_name_run,
  },
  {
    .id = "smtp",
    /* TRANSLATORS: %s is the name of a server. A check of the plan. */
    .question = N_("%s takes mail"),
    .station = "port",
    .plan = obd_smtp_plan,
    .run = obd_probe_smtp_run,
  },
  {
    .id = "incoming",
    .question = N_("Receiving works with this password"),
    .station = "sign-in",
    .plan = obd_incoming_plan,
    .run = obd_probe_incoming_run,
  },
  { NULL },
};

const ObdProbe *
obd_probes_list (void)
{
  return probes;
}

const ObdProbe *
obd_probes_find (const char *id)
{
  for (const ObdProbe *probe = probes; probe->id != NULL; probe++)
    if (g_strcmp0 (probe->id, id) == 0)
      return probe;
  return NULL;
}

GPtrArray *
obd_probes_plan (const ObdTarget *target)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_job_free);

  for (const ObdProbe *probe = probes; probe->id != NULL; probe++)
    probe->plan (target, jobs);
  for (guint i = 0; i < jobs->len; i++)
    ((ObdJob *) g_ptr_array_index (jobs, i))->number = i;
  return jobs;
}

ObdFinding *
obd_probes_run (ObdRun       *run,
                const ObdJob *job)
{
  return obd_probes_find (job->probe)->run (run, job);
}
