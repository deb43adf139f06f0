/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-advice.h"

/* Ranks are a standing and, within it, the place in the list or among the ports. */
#define STANDING(n) (1000 * (guint) (n))
#define STANDING_TYPED_HOST (STANDING (OBD_SOURCE_SRV) - 500)
#define STANDING_DOUBTFUL (STANDING (OBD_SOURCE_GUESS) - 500)
/* It may have been forged, where a guess stays within the domain. */
#define STANDING_UNTRUSTED STANDING (OBD_N_SOURCES)

static void
add_services (GPtrArray        *advice,
              const ObdFinding *finding)
{
  g_autoptr (GPtrArray) services = obd_finding_dup_services (finding);

  for (guint i = 0; i < services->len; i++)
    {
      ObdService *service = g_ptr_array_index (services, i);

      if (service->source != OBD_SOURCE_GUESS)
        g_ptr_array_add (advice, obd_service_ref (service));
    }
}

GPtrArray *
obd_advice_collect (const ObdFindings *findings)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);

  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    if (g_str_equal (obd_findings_get (findings, i)->probe, "discovery"))
      add_services (all, obd_findings_get (findings, i));
  return obd_services_merge (all);
}

static guint
find_place (GPtrArray         *advice,
            ObdProtocol        protocol,
            const ObdEndpoint *endpoint)
{
  guint i = 0;

  for (; i < advice->len; i++)
    {
      const ObdService *service = g_ptr_array_index (advice, i);

      if (service->protocol == protocol && service->endpoint->port == endpoint->port
          && service->endpoint->security == endpoint->security
          && g_str_equal (service->endpoint->host, endpoint->host))
        break;
    }
  return i;
}

const ObdService *
obd_advice_find (GPtrArray         *advice,
                 ObdProtocol        protocol,
                 const ObdEndpoint *endpoint)
{
  guint place = find_place (advice, protocol, endpoint);

  return place < advice->len ? g_ptr_array_index (advice, place) : NULL;
}

const ObdService *
obd_advice_find_host (GPtrArray   *advice,
                      ObdProtocol  protocol,
                      const char  *host)
{
  for (guint i = 0; i < advice->len; i++)
    {
      const ObdService *service = g_ptr_array_index (advice, i);

      if (service->protocol == protocol && g_str_equal (service->endpoint->host, host))
        return service;
    }
  return NULL;
}

const ObdService *
obd_advice_find_sure (GPtrArray   *advice,
                      ObdProtocol  protocol)
{
  for (guint i = 0; i < advice->len; i++)
    {
      const ObdService *service = g_ptr_array_index (advice, i);

      if (service->protocol == protocol && obd_advice_is_sure (service))
        return service;
    }
  return NULL;
}

gboolean
obd_advice_is_sure (const ObdService *service)
{
  return service->source < OBD_SOURCE_SRV && service->trusted && !service->doubtful;
}

/* RFC 8314 section 3 prefers TLS from the first byte; then submission, its popular stand-in, and
 * last the port between servers. */
static guint
get_port_rank (const ObdEndpoint *endpoint)
{
  static const guint16 ports[] = { 465, 587, 2525, 25, 993, 995, 143, 110 };
  guint rank = 0;

  for (; rank < G_N_ELEMENTS (ports) && ports[rank] != endpoint->port; rank++)
    continue;
  return rank;
}

guint
obd_advice_get_rank (GPtrArray         *advice,
                     ObdProtocol        protocol,
                     const ObdEndpoint *endpoint,
                     const char        *typed_host)
{
  guint place = find_place (advice, protocol, endpoint);
  gboolean at_typed_host = g_strcmp0 (endpoint->host, typed_host) == 0;

  if (place < advice->len)
    {
      const ObdService *service = g_ptr_array_index (advice, place);
      guint standing = !service->trusted   ? STANDING_UNTRUSTED
                       : service->doubtful ? STANDING_DOUBTFUL
                                           : STANDING (service->source);

      return MIN (standing, at_typed_host ? STANDING_TYPED_HOST : standing) + MIN (place, 99);
    }
  return (at_typed_host ? STANDING_TYPED_HOST + 100 : STANDING (OBD_SOURCE_GUESS))
         + get_port_rank (endpoint);
}
