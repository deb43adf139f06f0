/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-endpoint.h"

#include "obd-nick.h"

#include <string.h>

static const char *const security_nicks[] = {
  [OBD_SECURITY_UNKNOWN] = NULL,
  [OBD_SECURITY_NONE] = "none",
  [OBD_SECURITY_STARTTLS] = "starttls",
  [OBD_SECURITY_TLS] = "tls",
};

const char *
obd_security_to_nick (ObdSecurity security)
{
  return security_nicks[security];
}

gboolean
obd_security_from_nick (const char  *nick,
                        ObdSecurity *security)
{
  int found = obd_nick_find (security_nicks, G_N_ELEMENTS (security_nicks), nick);

  if (found >= 0)
    *security = found;
  return found >= 0;
}

ObdSecurity
obd_security_natural (guint16 port)
{
  return port == 465 || port == 993 || port == 995 ? OBD_SECURITY_TLS : OBD_SECURITY_STARTTLS;
}

ObdEndpoint *
obd_endpoint_new (const char  *host,
                  guint16      port,
                  ObdSecurity  security)
{
  ObdEndpoint *endpoint = g_atomic_rc_box_new0 (ObdEndpoint);

  endpoint->host = g_ascii_strdown (host, -1);
  endpoint->port = port;
  endpoint->security = security;
  return endpoint;
}

ObdEndpoint *
obd_endpoint_ref (const ObdEndpoint *endpoint)
{
  return g_atomic_rc_box_acquire ((ObdEndpoint *) endpoint);
}

static void
clear_endpoint (gpointer data)
{
  ObdEndpoint *endpoint = data;

  g_free (endpoint->host);
}

void
obd_endpoint_unref (ObdEndpoint *endpoint)
{
  g_atomic_rc_box_release_full (endpoint, clear_endpoint);
}

gboolean
obd_endpoint_equal (const ObdEndpoint *a,
                    const ObdEndpoint *b)
{
  return a->port == b->port && a->security == b->security && g_str_equal (a->host, b->host);
}

char *
obd_endpoint_to_string (const ObdEndpoint *endpoint)
{
  gboolean literal = strchr (endpoint->host, ':') != NULL;
  const char *nick = obd_security_to_nick (endpoint->security);

  return g_strdup_printf ("%s%s%s:%u:%s",
                          literal ? "[" : "", endpoint->host, literal ? "]" : "",
                          endpoint->port, nick != NULL ? nick : "unknown");
}
