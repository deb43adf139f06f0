/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-job.h"

static const char *const role_nicks[] = {
  [OBD_ROLE_NONE] = NULL,
  [OBD_ROLE_TYPED] = "typed",
  [OBD_ROLE_CONTROL] = "control",
  [OBD_ROLE_OFFER] = "offer",
  [OBD_ROLE_CURE] = "cure",
  [OBD_ROLE_FAMILY] = "family",
};

const char *
obd_role_to_nick (ObdRole role)
{
  return role_nicks[role];
}

ObdJob *
obd_job_new (const char  *probe,
             ObdEndpoint *endpoint,
             ObdRole      role)
{
  ObdJob *job = g_new0 (ObdJob, 1);

  job->probe = probe;
  job->endpoint = endpoint;
  job->role = role;
  job->source = OBD_N_SOURCES;
  job->standing = OBD_STANDING_TYPED_HOST;
  job->ticket = -1;
  return job;
}

void
obd_job_free (ObdJob *job)
{
  g_clear_pointer (&job->endpoint, obd_endpoint_unref);
  g_free (job->username);
  g_free (job);
}
