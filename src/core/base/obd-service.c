/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-service.h"

#include "obd-address.h"
#include "obd-nick.h"

#include <string.h>

static const char *const protocol_nicks[] = {
  [OBD_PROTOCOL_SMTP] = "smtp",
  [OBD_PROTOCOL_IMAP] = "imap",
  [OBD_PROTOCOL_POP3] = "pop3",
};

static const char *const source_nicks[] = {
  [OBD_SOURCE_PROVIDER_LIST] = "provider-list",
  [OBD_SOURCE_AUTOCONFIG] = "autoconfig",
  [OBD_SOURCE_WELL_KNOWN] = "well-known",
  [OBD_SOURCE_ISPDB] = "ispdb",
  [OBD_SOURCE_SRV] = "srv",
  [OBD_SOURCE_MX] = "mx",
  [OBD_SOURCE_GUESS] = "guess",
};

static const char *const method_nicks[] = {
  "password", "app-password", "oauth2", "bridge", "cram-md5", "ntlm", "client-address",
};

const char *
obd_protocol_to_nick (ObdProtocol protocol)
{
  return protocol_nicks[protocol];
}

gboolean
obd_protocol_from_nick (const char  *nick,
                        ObdProtocol *protocol)
{
  int found = obd_nick_find (protocol_nicks, G_N_ELEMENTS (protocol_nicks), nick);

  if (found >= 0)
    *protocol = found;
  return found >= 0;
}

const char *
obd_source_to_nick (ObdSource source)
{
  return source_nicks[source];
}

gboolean
obd_source_from_nick (const char *nick,
                      ObdSource  *source)
{
  int found = obd_nick_find (source_nicks, G_N_ELEMENTS (source_nicks), nick);

  if (found >= 0)
    *source = found;
  return found >= 0;
}

char **
obd_methods_to_nicks (ObdMethods methods)
{
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (method_nicks); i++)
    if (methods & (1u << i))
      g_strv_builder_add (nicks, method_nicks[i]);
  return g_strv_builder_end (nicks);
}

ObdService *
obd_service_new (ObdProtocol  protocol,
                 ObdEndpoint *endpoint,
                 ObdSource    source)
{
  ObdService *service = g_atomic_rc_box_new0 (ObdService);

  service->protocol = protocol;
  service->endpoint = endpoint;
  service->source = source;
  return service;
}

ObdService *
obd_service_ref (const ObdService *service)
{
  return g_atomic_rc_box_acquire ((ObdService *) service);
}

static void
clear_service (gpointer data)
{
  ObdService *service = data;

  obd_endpoint_unref (service->endpoint);
  g_free (service->username_hint);
  g_free (service->detail);
  g_free (service->as_of);
}

void
obd_service_unref (ObdService *service)
{
  g_atomic_rc_box_release_full (service, clear_service);
}

int
obd_service_compare (const ObdService *a,
                     const ObdService *b)
{
  if (a->doubtful != b->doubtful)
    return a->doubtful ? 1 : -1;
  return (int) a->source - (int) b->source;
}

gboolean
obd_service_is_same (const ObdService *a,
                     const ObdService *b)
{
  return a->protocol == b->protocol && obd_endpoint_equal (a->endpoint, b->endpoint);
}

static char *
dup_local_part (const char *address)
{
  return g_strndup (address, strrchr (address, '@') - address);
}

/* The placeholders of the autoconfig format (draft-ietf-mailmaint-autoconfig section 4.4). */
static char *
fill_template (const char *text,
               const char *address)
{
  g_autofree char *local = dup_local_part (address);
  g_autoptr (GString) filled = g_string_new (text);
  gboolean any = FALSE;

  any |= g_string_replace (filled, "%EMAILADDRESS%", address, 0) > 0;
  any |= g_string_replace (filled, "%EMAILLOCALPART%", local, 0) > 0;
  any |= g_string_replace (filled, "%EMAILDOMAIN%", obd_address_get_domain (address), 0) > 0;
  return any && strchr (filled->str, '%') == NULL ? g_strdup (filled->str) : NULL;
}

char *
obd_service_dup_username (const ObdService *service,
                          const char       *address)
{
  switch (service->username_form)
    {
    case OBD_USERNAME_ADDRESS:
      return g_strdup (address);
    case OBD_USERNAME_LOCAL_PART:
      return dup_local_part (address);
    case OBD_USERNAME_OTHER:
      return service->username_hint != NULL ? fill_template (service->username_hint, address) : NULL;
    case OBD_USERNAME_UNKNOWN:
    default:
      return NULL;
    }
}
