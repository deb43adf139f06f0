/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The public configuration database: it is told the domain and nothing else. */

#include "config.h"

#include "obd-autoconfig-fetch.h"

ObdSearchResult *
obd_source_database_ask (ObdSearch    *search,
                         gint64        deadline,
                         GCancellable *cancellable)
{
  g_autofree char *url = NULL;

  if (search->database == NULL)
    return obd_search_result_new (OBD_SOURCE_ISPDB, OBD_SEARCH_SKIPPED);
  url = g_strconcat (search->database, search->domain, NULL);
  return obd_autoconfig_fetch (search, OBD_SOURCE_ISPDB, url, deadline, cancellable);
}
