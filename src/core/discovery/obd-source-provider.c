/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Our own list, with the files of an organisation over it. Asks nobody. */

#include "config.h"

#include "obd-sources.h"

/* Whom a person named, else whose domain it is. */
static const ObdProvider *
find_provider (const ObdSearch *search)
{
  if (search->provider != NULL)
    return obd_provider_list_find_id (search->providers, search->provider);
  return obd_provider_list_find_domain (search->providers, search->domain);
}

ObdSearchResult *
obd_source_provider_ask (ObdSearch    *search,
                         gint64        deadline,
                         GCancellable *cancellable)
{
  const ObdProvider *provider = find_provider (search);
  ObdSearchResult *result = obd_search_result_new (OBD_SOURCE_PROVIDER_LIST, OBD_SEARCH_NOTHING);

  if (provider == NULL)
    return result;
  result->provider = provider;
  result->where = g_strdup (provider->origin != NULL ? provider->origin : provider->id);
  result->name = obd_provider_dup_title (provider);
  result->help = g_strdup (provider->help);
  g_ptr_array_unref (result->services);
  result->services = obd_provider_dup_services (provider, search->domain);
  /* A provider without a service (no mail program can get in) is an answer too. */
  result->outcome = OBD_SEARCH_FOUND;
  return result;
}
