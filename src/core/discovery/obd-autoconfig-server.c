/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-autoconfig-private.h"

#include "obd-address.h"

#include <string.h>

/* draft-ietf-mailmaint-autoconfig section 4.5.5, with the older words that files still have. What
 * is not here (GSSAPI, client certificates) is for nobody whom this program can help. */
static const struct
{
  const char *value;
  ObdMethods  method;
} methods[] = {
  { "password-cleartext", OBD_METHOD_PASSWORD },
  { "plain", OBD_METHOD_PASSWORD },
  { "password-encrypted", OBD_METHOD_CRAM_MD5 },
  { "secure", OBD_METHOD_CRAM_MD5 },
  { "NTLM", OBD_METHOD_NTLM },
  { "OAuth2", OBD_METHOD_OAUTH2 },
  { "client-IP-address", OBD_METHOD_CLIENT_ADDRESS },
  { "none", OBD_METHOD_CLIENT_ADDRESS },
};

static const struct
{
  const char  *value;
  ObdSecurity  security;
} socket_types[] = {
  { "SSL", OBD_SECURITY_TLS },
  { "TLS", OBD_SECURITY_TLS },
  { "STARTTLS", OBD_SECURITY_STARTTLS },
  { "plain", OBD_SECURITY_NONE },
};

static void
take_method (ObdAutoconfigServer *server,
             const char          *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_ascii_strcasecmp (text, methods[i].value) == 0)
      server->methods |= methods[i].method;
}

static void
take_first (char       **field,
            const char  *text)
{
  if (*field == NULL && *text != '\0')
    *field = g_strdup (text);
}

void
obd_autoconfig_server_take (ObdAutoconfigServer *server,
                            const char          *name,
                            const char          *text)
{
  if (g_str_equal (name, "hostname"))
    take_first (&server->hostname, text);
  else if (g_str_equal (name, "port"))
    take_first (&server->port, text);
  else if (g_str_equal (name, "socketType"))
    take_first (&server->socket_type, text);
  else if (g_str_equal (name, "username"))
    take_first (&server->username, text);
  else if (g_str_equal (name, "authentication"))
    take_method (server, text);
}

/* A server by number has no certificate that could prove it, and leads who knows where. */
static char *
check_hostname (const char *hostname,
                const char *domain)
{
  g_autoptr (GString) filled = g_string_new (hostname);
  g_autofree char *host = NULL;

  g_string_replace (filled, "%EMAILDOMAIN%", domain, 0);
  host = obd_host_check (filled->str, NULL);
  return host != NULL && !g_hostname_is_ip_address (host) && strchr (host, '.') != NULL
           ? g_steal_pointer (&host)
           : NULL;
}

static gboolean
find_security (const char  *value,
               ObdSecurity *security)
{
  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (socket_types); i++)
    if (g_ascii_strcasecmp (value, socket_types[i].value) == 0)
      {
        *security = socket_types[i].security;
        return TRUE;
      }
  return FALSE;
}

static void
set_username (ObdService *service,
              const char *username)
{
  if (username == NULL)
    return;
  if (g_str_equal (username, "%EMAILADDRESS%")
      || g_str_equal (username, "%EMAILLOCALPART%@%EMAILDOMAIN%"))
    service->username_form = OBD_USERNAME_ADDRESS;
  else if (g_str_equal (username, "%EMAILLOCALPART%"))
    service->username_form = OBD_USERNAME_LOCAL_PART;
  else
    {
      service->username_form = OBD_USERNAME_OTHER;
      service->username_hint = g_strdup (username);
    }
}

ObdService *
obd_autoconfig_server_build (const ObdAutoconfigServer *server,
                             const char                *domain,
                             ObdSource                  source)
{
  g_autofree char *host = NULL;
  ObdSecurity security;
  ObdService *service;
  guint64 port;

  if (server->broken || server->hostname == NULL || server->port == NULL
      || !g_ascii_string_to_unsigned (server->port, 10, 1, G_MAXUINT16, &port, NULL)
      || !find_security (server->socket_type, &security))
    return NULL;
  host = check_hostname (server->hostname, domain);
  if (host == NULL)
    return NULL;
  service = obd_service_new (server->protocol, obd_endpoint_new (host, port, security), source);
  service->methods = server->methods;
  set_username (service, server->username);
  return service;
}

void
obd_autoconfig_server_clear (ObdAutoconfigServer *server)
{
  g_free (server->hostname);
  g_free (server->port);
  g_free (server->socket_type);
  g_free (server->username);
  *server = (ObdAutoconfigServer) { 0 };
}
