/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-autoconfig-fetch.h"

#include "obd-autoconfig.h"
#include "obd-domain.h"
#include "obd-http.h"

#include <string.h>

/* Longest address that is followed, bytes. */
#define MAX_URL 2000

typedef struct
{
  ObdSearch       *search;      /* (borrowed) */
  ObdSearchResult *result;      /* (borrowed) */
  const char      *origin;      /* (borrowed): the page that was asked for */
  char            *url;         /* (owned): the page that is asked now */
  gint64           deadline;
  GCancellable    *cancellable; /* (borrowed) (nullable) */
} Fetch;

/* Without the query, which may hold somebody's name. */
static char *
without_query (const char *url)
{
  return g_strndup (url, strcspn (url, "?#"));
}

static char *
refuse (char       **reason,
        const char  *why,
        const char  *location)
{
  g_autofree char *shown = location != NULL ? without_query (location) : NULL;

  *reason = g_strdup_printf ("%s: %.200s", why, shown != NULL ? shown : "");
  return NULL;
}

char *
obd_autoconfig_check_redirect (const char  *from,
                               const char  *origin,
                               const char  *location,
                               char       **reason)
{
  g_autofree char *target = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GUri) first = g_uri_parse (origin, G_URI_FLAGS_NONE, NULL);

  *reason = NULL;
  if (location != NULL)
    target = g_uri_resolve_relative (from, location, G_URI_FLAGS_NONE, NULL);
  if (target != NULL && strlen (target) <= MAX_URL)
    uri = g_uri_parse (target, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || first == NULL || g_uri_get_host (uri) == NULL)
    return refuse (reason, "redirected to what is no web address", location);
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)
    return refuse (reason, "redirected to what is not https", target);
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (reason, "redirected to an address with a user name", target);
  if (g_hostname_is_ip_address (g_uri_get_host (uri)))
    return refuse (reason, "redirected to a numeric address", target);
  if (!obd_domain_is_related (g_uri_get_host (uri), g_uri_get_host (first)))
    return refuse (reason, "redirected to another domain", target);
  return g_steal_pointer (&target);
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static ObdHttpAnswer *
ask (Fetch *fetch)
{
  ObdHttpRequest request = { .url = fetch->url, .max_body = OBD_HTTP_MAX_BODY };
  g_autoptr (GError) error = NULL;
  ObdHttpAnswer *answer;

  answer = obd_http_ask (fetch->search->context, &request, NULL, fetch->deadline,
                         fetch->cancellable, &error);
  if (answer == NULL)
    obd_search_result_fail (fetch->result, obd_search_outcome_from_error (error), error->message);
  return answer;
}

/* The answer that is no redirect, or %NULL with the result ended. */
static ObdHttpAnswer *
ask_and_follow (Fetch *fetch)
{
  for (guint n = 0; n <= OBD_FETCH_MAX_REDIRECTS; n++)
    {
      g_autoptr (ObdHttpAnswer) answer = ask (fetch);
      g_autofree char *reason = NULL;
      char *next;

      if (answer == NULL || !is_redirect (answer->status))
        return g_steal_pointer (&answer);
      next = obd_autoconfig_check_redirect (fetch->url, fetch->origin, answer->location, &reason);
      if (next == NULL)
        {
          obd_search_result_fail (fetch->result, OBD_SEARCH_REDIRECT_REFUSED, reason);
          return NULL;
        }
      g_free (fetch->url);
      fetch->url = next;
    }
  obd_search_result_fail (fetch->result, OBD_SEARCH_REDIRECT_REFUSED, "redirected too often");
  return NULL;
}

static ObdSearchOutcome
outcome_from_document (const GError *error)
{
  switch ((ObdAutoconfigError) error->code)
    {
    case OBD_AUTOCONFIG_ERROR_CHARSET:
      return OBD_SEARCH_WRONG_CHARSET;
    case OBD_AUTOCONFIG_ERROR_FORBIDDEN:
      return OBD_SEARCH_FORBIDDEN_CONTENT;
    case OBD_AUTOCONFIG_ERROR_EMPTY:
      return OBD_SEARCH_NOTHING;
    case OBD_AUTOCONFIG_ERROR_CONTENT:
    default:
      return OBD_SEARCH_NOT_CONFIGURATION;
    }
}

static void
take_services (Fetch         *fetch,
               ObdAutoconfig *autoconfig)
{
  gboolean is_signed = g_str_has_prefix (fetch->url, "https://");

  for (guint i = 0; i < autoconfig->services->len; i++)
    {
      ObdService *service = g_ptr_array_index (autoconfig->services, i);

      service->detail = without_query (fetch->url);
      obd_search_set_trust (fetch->search, service, is_signed);
      service->doubtful = !service->trusted;
      g_ptr_array_add (fetch->result->services, obd_service_ref (service));
    }
  fetch->result->outcome = OBD_SEARCH_FOUND;
  fetch->result->name = g_steal_pointer (&autoconfig->name);
  fetch->result->help = g_steal_pointer (&autoconfig->help);
}

static void
read_document (Fetch               *fetch,
               const ObdHttpAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdAutoconfig) autoconfig = NULL;

  if (answer->truncated)
    {
      obd_search_result_fail (fetch->result, OBD_SEARCH_TOO_LARGE, "the document is too large");
      return;
    }
  autoconfig = obd_autoconfig_parse (answer->body, answer->charset, fetch->search->domain,
                                     fetch->result->source, &error);
  if (autoconfig != NULL)
    take_services (fetch, autoconfig);
  else
    obd_search_result_fail (fetch->result, outcome_from_document (error), error->message);
}

/* A server that does not want to say (401, 403) knows as much as one that has no such page. */
static void
read_answer (Fetch               *fetch,
             const ObdHttpAnswer *answer)
{
  g_autofree char *reason = g_strdup_printf ("the answer was %u", answer->status);

  if (answer->status == 200)
    read_document (fetch, answer);
  else if (answer->status >= 400 && answer->status < 500)
    obd_search_result_fail (fetch->result, OBD_SEARCH_NOTHING, reason);
  else
    obd_search_result_fail (fetch->result, OBD_SEARCH_SERVER_ERROR, reason);
}

ObdSearchResult *
obd_autoconfig_fetch (ObdSearch    *search,
                      ObdSource     source,
                      const char   *url,
                      gint64        deadline,
                      GCancellable *cancellable)
{
  ObdSearchResult *result = obd_search_result_new (source, OBD_SEARCH_NOTHING);
  Fetch fetch = { search, result, url, g_strdup (url), deadline, cancellable };
  g_autoptr (ObdHttpAnswer) answer = ask_and_follow (&fetch);

  if (answer != NULL)
    read_answer (&fetch, answer);
  result->where = without_query (fetch.url);
  g_free (fetch.url);
  return result;
}
