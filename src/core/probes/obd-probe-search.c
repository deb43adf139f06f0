/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-search.h"

#include "obd-discovery.h"
#include "obd-domain.h"
#include "obd-keys.h"

static gboolean
may_search (const ObdTarget *target)
{
  return !target->only_typed && !target->no_discovery && !target->practice
         && *obd_address_get_domain (target->address) != '[';
}

static const ObdProvider *
find_provider (const ObdTarget *target)
{
  if (!may_search (target))
    return NULL;
  if (target->provider != NULL)
    return obd_provider_list_find_id (obd_provider_list_get (), target->provider);
  return obd_provider_list_find_domain (obd_provider_list_get (),
                                        obd_address_get_domain (target->address));
}

GPtrArray *
obd_probe_search_dup_known (const ObdTarget *target)
{
  const ObdProvider *provider = find_provider (target);

  if (provider == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);
  return obd_provider_dup_services (provider, obd_address_get_domain (target->address));
}

gboolean
obd_probe_search_is_known (const ObdTarget *target)
{
  const ObdProvider *provider = find_provider (target);
  g_autoptr (GPtrArray) services = obd_probe_search_dup_known (target);

  /* Somebody who names a provider may be mistaken: the mailbox's domain is asked all the same. */
  return provider != NULL && target->provider == NULL && obd_provider_is_final (provider, services);
}

gboolean
obd_probe_search_add_known_hosts (const ObdTarget *target,
                                  ObdProtocol      protocol,
                                  GPtrArray       *hosts)
{
  g_autoptr (GPtrArray) services = obd_probe_search_dup_known (target);
  gboolean any = FALSE;

  if (!obd_probe_search_is_known (target))
    return FALSE;
  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);
      const char *host = service->endpoint->host;

      if (service->protocol != protocol)
        continue;
      any = TRUE;
      if (!g_ptr_array_find_with_equal_func (hosts, host, g_str_equal, NULL))
        g_ptr_array_add (hosts, g_strdup (host));
    }
  return any;
}

static void
add_job (GPtrArray *jobs,
         ObdSource  source)
{
  ObdJob *job = obd_job_new ("discovery", NULL, OBD_ROLE_NONE);

  job->source = source;
  g_ptr_array_add (jobs, job);
}

void
obd_probe_search_plan (const ObdTarget *target,
                       GPtrArray       *jobs)
{
  if (!may_search (target))
    return;
  add_job (jobs, OBD_SOURCE_PROVIDER_LIST);
  if (target->offline || obd_probe_search_is_known (target))
    return;
  for (guint i = OBD_SOURCE_PROVIDER_LIST + 1; i < OBD_SOURCE_GUESS; i++)
    if (i != OBD_SOURCE_ISPDB || target->database != NULL)
      add_job (jobs, i);
}

static void
tell_services (ObdFinding *finding,
               GPtrArray  *services)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < services->len; i++)
    g_ptr_array_add (lines, obd_service_to_text (g_ptr_array_index (services, i)));
  g_ptr_array_add (lines, NULL);
  obd_finding_set_texts (finding, OBD_KEY_SEARCH_SERVICES, (const char *const *) lines->pdata);
}

static void
tell_text (ObdFinding *finding,
           const char *key,
           const char *text)
{
  if (text != NULL)
    obd_finding_set_text (finding, key, text);
}

/* Stopped by us: the device's own conversation made it needless, or it was too slow. */
static ObdSearchOutcome
name_stop (ObdRun *run)
{
  if (g_cancellable_is_cancelled (run->cancellable))
    return OBD_SEARCH_CANCELLED;
  return g_cancellable_is_cancelled (run->needless) ? OBD_SEARCH_SKIPPED : OBD_SEARCH_TIMEOUT;
}

static ObdOutcome
to_outcome (ObdSearchOutcome outcome)
{
  switch (outcome)
    {
    case OBD_SEARCH_FOUND:
    case OBD_SEARCH_NOTHING:
    case OBD_SEARCH_NONE_OFFERED:
      return OBD_OUTCOME_OK;
    case OBD_SEARCH_SKIPPED:
      return OBD_OUTCOME_SKIPPED;
    case OBD_SEARCH_CANCELLED:
      return OBD_OUTCOME_CANCELLED;
    default:
      return OBD_OUTCOME_FAILED;
    }
}

/* Mail for the mailbox's domain may arrive at the server that was typed; names have no case. */
static gboolean
receives_at_typed (ObdRun                *run,
                   const ObdSearchResult *result)
{
  const char *host = run->target->host;

  for (guint i = 0; host != NULL && result->mx_hosts != NULL && result->mx_hosts[i] != NULL; i++)
    if (g_ascii_strcasecmp (result->mx_hosts[i], host) == 0)
      return TRUE;
  return FALSE;
}

static void
tell_result (ObdRun          *run,
             ObdFinding      *finding,
             ObdSearchResult *result)
{
  if (result->outcome == OBD_SEARCH_CANCELLED)
    result->outcome = name_stop (run);
  finding->outcome = to_outcome (result->outcome);
  obd_finding_set_text (finding, OBD_KEY_SEARCH_SOURCE, obd_source_to_nick (result->source));
  obd_finding_set_text (finding, OBD_KEY_SEARCH_OUTCOME,
                        obd_search_outcome_to_nick (result->outcome));
  tell_text (finding, OBD_KEY_SEARCH_WHERE, result->where);
  tell_text (finding, OBD_KEY_SEARCH_REASON, result->reason);
  tell_text (finding, OBD_KEY_SEARCH_PROVIDER,
             result->provider != NULL ? result->provider->id : NULL);
  tell_text (finding, OBD_KEY_SEARCH_NAME, result->name);
  tell_text (finding, OBD_KEY_SEARCH_HELP, result->help);
  tell_text (finding, OBD_KEY_SEARCH_MX, result->mx_host);
  if (receives_at_typed (run, result))
    obd_finding_set_flag (finding, OBD_KEY_SEARCH_EXCHANGER, TRUE);
  tell_services (finding, result->services);
  if (result->provider != NULL && result->provider->methods_doubtful)
    obd_finding_set_flag (finding, OBD_KEY_SEARCH_METHODS_DOUBTFUL, TRUE);
  if (run->target->provider == NULL && obd_search_result_is_final (result))
    obd_finding_set_flag (finding, OBD_KEY_SEARCH_FINAL, TRUE);
}

/* Some server of the mailbox's provider lies in the same registered domain as @host. */
static gboolean
is_at_home (const char *host,
            GPtrArray  *services)
{
  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);

      if (obd_domain_is_related (service->endpoint->host, host))
        return TRUE;
    }
  return FALSE;
}

/* @host is a server of another provider than the mailbox's. */
static gboolean
is_foreign (ObdRun                *run,
            const ObdSearchResult *result,
            gboolean               incoming,
            const char            *host)
{
  const ObdProvider *mine = result->provider;
  const ObdProvider *owner = obd_provider_list_find_server (run->search->providers, incoming, host);

  if (owner == NULL || owner == mine || is_at_home (host, result->services))
    return FALSE;
  return mine == NULL
         || (!obd_provider_has_server (mine, incoming, host)
             && g_strcmp0 (mine->moved_to, owner->id) != 0);
}

static void
tell_foreign_incoming (ObdRun                *run,
                       ObdFinding            *finding,
                       const ObdSearchResult *result)
{
  GPtrArray *settings = run->target->incoming;
  g_autoptr (GPtrArray) hosts = g_ptr_array_new (); /* (element-type utf8), borrowed */

  for (guint i = 0; i < settings->len; i++)
    {
      const ObdIncomingSetting *setting = g_ptr_array_index (settings, i);

      if (setting->endpoint != NULL && is_foreign (run, result, TRUE, setting->endpoint->host))
        g_ptr_array_add (hosts, setting->endpoint->host);
    }
  g_ptr_array_add (hosts, NULL);
  if (hosts->len > 1)
    obd_finding_set_texts (finding, OBD_KEY_SEARCH_FOREIGN_INCOMING,
                           (const char *const *) hosts->pdata);
}

/* Whose servers they are that were typed, where they are not those of the mailbox's own provider. */
static void
tell_owners (ObdRun                *run,
             ObdFinding            *finding,
             const ObdSearchResult *result)
{
  const ObdProvider *mine = result->provider;
  const char *host = run->target->host;

  if (mine != NULL && host != NULL && !obd_provider_has_server (mine, FALSE, host)
      && obd_provider_list_find_mx (run->search->providers, host) == mine)
    obd_finding_set_flag (finding, OBD_KEY_SEARCH_EXCHANGER, TRUE);
  if (host != NULL && is_foreign (run, result, FALSE, host))
    obd_finding_set_flag (finding, OBD_KEY_SEARCH_FOREIGN, TRUE);
  tell_foreign_incoming (run, finding, result);
}

ObdFinding *
obd_probe_search_run (ObdRun       *run,
                      const ObdJob *job)
{
  g_autofree char *id = g_strconcat ("discovery:", obd_source_to_nick (job->source), NULL);
  const ObdFinding *known = obd_run_find_known (run, id);
  g_autoptr (ObdSearchResult) result = NULL;
  ObdFinding *finding;

  if (known != NULL)
    return obd_finding_ref (known);
  finding = obd_finding_new ("discovery", id);
  finding->trace = obd_trace_new (run->origin);
  finding->stage = OBD_STAGE_DNS;
  obd_trace_enter (finding->trace, OBD_STAGE_DNS);
  obd_run_enter (run, job, OBD_STAGE_DNS);
  result = obd_search_ask (run->search, job->source, run->deadline, run->searching);
  obd_trace_enter (finding->trace, OBD_STAGE_NONE);
  tell_result (run, finding, result);
  if (job->source == OBD_SOURCE_PROVIDER_LIST)
    tell_owners (run, finding, result);
  return obd_finding_seal (finding);
}
