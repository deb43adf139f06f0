/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-search.h"

#include "obd-address.h"
#include "obd-domain.h"
#include "obd-reply.h"
#include "obd-sources.h"

#include <string.h>

/* Longest reason that is kept, bytes. */
#define MAX_REASON 300

static const char *const outcome_nicks[] = {
  [OBD_SEARCH_FOUND] = "found",
  [OBD_SEARCH_NOTHING] = "nothing",
  [OBD_SEARCH_NONE_OFFERED] = "none-offered",
  [OBD_SEARCH_UNREACHABLE] = "unreachable",
  [OBD_SEARCH_TIMEOUT] = "timeout",
  [OBD_SEARCH_NAME_SERVICE] = "name-service",
  [OBD_SEARCH_TLS] = "tls",
  [OBD_SEARCH_CERTIFICATE] = "certificate",
  [OBD_SEARCH_SERVER_ERROR] = "server-error",
  [OBD_SEARCH_REDIRECT_REFUSED] = "redirect-refused",
  [OBD_SEARCH_TOO_LARGE] = "too-large",
  [OBD_SEARCH_WRONG_CHARSET] = "wrong-charset",
  [OBD_SEARCH_FORBIDDEN_CONTENT] = "forbidden-content",
  [OBD_SEARCH_NOT_CONFIGURATION] = "not-a-configuration",
  [OBD_SEARCH_SKIPPED] = "skipped",
  [OBD_SEARCH_CANCELLED] = "cancelled",
};

/* One row a source. */
static ObdSearchResult *(*const ask_funcs[]) (ObdSearch    *search,
                                              gint64        deadline,
                                              GCancellable *cancellable) = {
  [OBD_SOURCE_PROVIDER_LIST] = obd_source_provider_ask,
  [OBD_SOURCE_AUTOCONFIG] = obd_source_autoconfig_ask,
  [OBD_SOURCE_WELL_KNOWN] = obd_source_well_known_ask,
  [OBD_SOURCE_ISPDB] = obd_source_database_ask,
  [OBD_SOURCE_SRV] = obd_source_srv_ask,
  [OBD_SOURCE_MX] = obd_source_mx_ask,
  [OBD_SOURCE_GUESS] = obd_source_guess_ask,
};

const char *
obd_search_outcome_to_nick (ObdSearchOutcome outcome)
{
  return outcome_nicks[outcome];
}

gboolean
obd_search_outcome_from_nick (const char       *nick,
                              ObdSearchOutcome *outcome)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcome_nicks); i++)
    if (g_strcmp0 (nick, outcome_nicks[i]) == 0)
      {
        *outcome = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
obd_search_check_database (const char *base)
{
  g_autoptr (GUri) uri = base != NULL ? g_uri_parse (base, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_str_has_prefix (base, "https://") && g_uri_get_host (uri) != NULL
         && *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL;
}

static char *
dup_database (const char *base)
{
  if (!obd_search_check_database (base))
    return NULL;
  return g_str_has_suffix (base, "/") ? g_strdup (base) : g_strconcat (base, "/", NULL);
}

ObdSearch *
obd_search_new (const char      *address,
                ObdWireContext  *context,
                ObdProviderList *providers,
                const char      *database)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  const char *domain = obd_address_get_domain (address);
  ObdSearch *search = g_atomic_rc_box_new0 (ObdSearch);

  search->address = g_strdup (address);
  search->domain = *domain != '[' && *domain != '\0' ? g_strdup (domain) : NULL;
  search->context = obd_wire_context_ref (context);
  search->providers = obd_provider_list_ref (providers != NULL ? providers
                                                               : obd_provider_list_get ());
  search->database = dup_database (database);
  search->wanted = (1u << OBD_N_PROTOCOLS) - 1;
  search->day = g_date_time_format (now, "%Y-%m-%d");
  return search;
}

ObdSearch *
obd_search_ref (ObdSearch *search)
{
  return g_atomic_rc_box_acquire (search);
}

static void
clear_search (gpointer data)
{
  ObdSearch *search = data;

  g_free (search->address);
  g_free (search->domain);
  g_free (search->database);
  g_free (search->provider);
  g_free (search->day);
  obd_wire_context_unref (search->context);
  obd_provider_list_unref (search->providers);
}

void
obd_search_unref (ObdSearch *search)
{
  g_atomic_rc_box_release_full (search, clear_search);
}

ObdSearchResult *
obd_search_result_new (ObdSource        source,
                       ObdSearchOutcome outcome)
{
  ObdSearchResult *result = g_new0 (ObdSearchResult, 1);

  result->source = source;
  result->outcome = outcome;
  result->services = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);
  return result;
}

void
obd_search_result_free (ObdSearchResult *result)
{
  g_free (result->where);
  g_free (result->reason);
  g_free (result->name);
  g_free (result->help);
  g_free (result->mx_host);
  g_strfreev (result->mx_hosts);
  g_ptr_array_unref (result->services);
  g_free (result);
}

void
obd_search_result_fail (ObdSearchResult  *result,
                        ObdSearchOutcome  outcome,
                        const char       *reason)
{
  result->outcome = outcome;
  g_free (result->reason);
  result->reason = reason != NULL ? obd_text_sanitize (reason, MAX_REASON) : NULL;
}

ObdSearchOutcome
obd_search_outcome_from_error (const GError *error)
{
  static const ObdSearchOutcome outcomes[] = {
    [OBD_WIRE_ERROR_NAME_UNKNOWN] = OBD_SEARCH_NOTHING,
    [OBD_WIRE_ERROR_NAME_SERVICE] = OBD_SEARCH_NAME_SERVICE,
    [OBD_WIRE_ERROR_SILENT] = OBD_SEARCH_UNREACHABLE,
    [OBD_WIRE_ERROR_UNREACHABLE] = OBD_SEARCH_UNREACHABLE,
    [OBD_WIRE_ERROR_REFUSED] = OBD_SEARCH_UNREACHABLE,
    [OBD_WIRE_ERROR_DROPPED] = OBD_SEARCH_UNREACHABLE,
    [OBD_WIRE_ERROR_TIMEOUT] = OBD_SEARCH_TIMEOUT,
    [OBD_WIRE_ERROR_PROTOCOL] = OBD_SEARCH_SERVER_ERROR,
    [OBD_WIRE_ERROR_NOT_TLS] = OBD_SEARCH_TLS,
    [OBD_WIRE_ERROR_TLS_HANDSHAKE] = OBD_SEARCH_TLS,
    [OBD_WIRE_ERROR_TLS_VERSION] = OBD_SEARCH_TLS,
    [OBD_WIRE_ERROR_CERTIFICATE] = OBD_SEARCH_CERTIFICATE,
    [OBD_WIRE_ERROR_INPUT] = OBD_SEARCH_NOTHING,
    [OBD_WIRE_ERROR_FAILED] = OBD_SEARCH_UNREACHABLE,
  };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return OBD_SEARCH_CANCELLED;
  return error->domain == OBD_WIRE_ERROR ? outcomes[error->code] : OBD_SEARCH_UNREACHABLE;
}

void
obd_search_set_trust (ObdSearch  *search,
                      ObdService *service,
                      gboolean    is_signed)
{
  service->trusted = is_signed || obd_domain_is_related (service->endpoint->host, search->domain);
}

ObdSearchResult *
obd_search_ask (ObdSearch    *search,
                ObdSource     source,
                gint64        deadline,
                GCancellable *cancellable)
{
  gint64 begin = g_get_monotonic_time ();
  ObdSearchResult *result;

  if (search->domain == NULL)
    result = obd_search_result_new (source, OBD_SEARCH_NOTHING);
  else
    result = ask_funcs[source] (search, deadline, cancellable);
  for (guint i = 0; i < result->services->len; i++)
    {
      ObdService *service = g_ptr_array_index (result->services, i);

      if (service->as_of == NULL)
        service->as_of = g_strdup (search->day);
    }
  result->duration = g_get_monotonic_time () - begin;
  return result;
}

typedef struct
{
  ObdCrowdFunc func;
  gpointer     data;
  guint        index;
} Member;

static gpointer
member_worker (gpointer data)
{
  Member *member = data;

  member->func (member->index, member->data);
  return NULL;
}

void
obd_crowd_run (guint        n,
               ObdCrowdFunc func,
               gpointer     data)
{
  g_autofree Member *members = g_new (Member, n);
  g_autofree GThread **threads = g_new0 (GThread *, n);

  for (guint i = 0; i < n; i++)
    {
      members[i] = (Member) { func, data, i };
      threads[i] = g_thread_try_new ("obd-search", member_worker, &members[i], NULL);
      if (threads[i] == NULL) /* no thread left: then one after the other */
        member_worker (&members[i]);
    }
  for (guint i = 0; i < n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}
