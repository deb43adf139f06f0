/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-settings.h"

#include "obd-json.h"

#define SCHEMA 1

static void
put_list (ObdJson            *json,
          const char         *name,
          const char *const  *values)
{
  obd_json_open_array (json, name);
  for (guint i = 0; values[i] != NULL; i++)
    obd_json_put_text (json, NULL, values[i]);
  obd_json_close (json);
}

static void
put_service (ObdJson          *json,
             const ObdService *service,
             const char       *address)
{
  g_autofree char *username = obd_service_dup_username (service, address);
  g_auto (GStrv) methods = obd_methods_to_nicks (service->methods);

  obd_json_open_object (json, NULL);
  obd_json_put_text (json, "protocol", obd_protocol_to_nick (service->protocol));
  obd_json_put_text (json, "host", service->endpoint->host);
  obd_json_put_int (json, "port", service->endpoint->port);
  obd_json_put_text (json, "security", obd_security_to_nick (service->endpoint->security));
  obd_json_put_text (json, "username", username);
  if (username == NULL && service->username_form == OBD_USERNAME_OTHER)
    obd_json_put_text (json, "username_hint", service->username_hint);
  put_list (json, "authentication", (const char *const *) methods);
  obd_json_put_text (json, "source", obd_source_to_nick (service->source));
  obd_json_put_text (json, "detail", service->detail);
  obd_json_put_text (json, "as_of", service->as_of);
  obd_json_put_flag (json, "doubtful", service->doubtful);
  obd_json_put_flag (json, "trusted", service->trusted);
  obd_json_close (json);
}

static void
put_services (ObdJson              *json,
              const char           *name,
              const ObdCliSettings *settings,
              gboolean              outgoing)
{
  const GPtrArray *services = settings->discovery->services;

  obd_json_open_array (json, name);
  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);

      if ((service->protocol == OBD_PROTOCOL_SMTP) == outgoing)
        put_service (json, service, settings->search->address);
    }
  obd_json_close (json);
}

static void
put_results (ObdJson            *json,
             const ObdDiscovery *discovery)
{
  obd_json_open_array (json, "discovery");
  for (guint i = 0; i < discovery->results->len; i++)
    {
      const ObdSearchResult *result = g_ptr_array_index (discovery->results, i);

      obd_json_open_object (json, NULL);
      obd_json_put_text (json, "source", obd_source_to_nick (result->source));
      obd_json_put_text (json, "outcome", obd_search_outcome_to_nick (result->outcome));
      obd_json_put_text (json, "detail", result->where);
      obd_json_put_text (json, "reason", result->reason);
      obd_json_put_real (json, "duration_ms", result->duration / 1000.0);
      obd_json_close (json);
    }
  obd_json_close (json);
}

char *
obd_cli_settings_to_json (const ObdCliSettings *settings)
{
  const ObdProvider *provider = obd_discovery_get_provider (settings->discovery);
  g_auto (GStrv) notes = obd_cli_settings_dup_notes (settings);
  ObdJson *json = obd_json_new ();

  obd_json_open_object (json, NULL);
  obd_json_put_int (json, "schema", SCHEMA);
  obd_json_put_text (json, "address", settings->search->address);
  obd_json_put_text (json, "provider", obd_discovery_get_name (settings->discovery));
  obd_json_put_text (json, "provider_id", provider != NULL ? provider->id : NULL);
  obd_json_put_text (json, "help", obd_discovery_get_help (settings->discovery));
  obd_json_put_text (json, "did_you_mean", settings->instead);
  put_services (json, "outgoing", settings, TRUE);
  put_services (json, "incoming", settings, FALSE);
  put_list (json, "notes", (const char *const *) notes);
  put_results (json, settings->discovery);
  return obd_json_finish (json);
}
