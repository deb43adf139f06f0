/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DOMAIN_PLACEHOLDER "%EMAILDOMAIN%"

void
obd_provider_endpoint_free (ObdProviderEndpoint *endpoint)
{
  g_free (endpoint->host);
  g_free (endpoint);
}

void
obd_provider_mx_free (ObdProviderMx *mx)
{
  g_free (mx->suffix);
  g_ptr_array_unref (mx->endpoints);
  g_free (mx);
}

ObdProviderFacts *
obd_provider_facts_new (void)
{
  ObdProviderFacts *facts = g_new0 (ObdProviderFacts, 1);

  facts->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_provider_endpoint_free);
  facts->mx = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_provider_mx_free);
  facts->domain_lines = g_array_new (FALSE, FALSE, sizeof (guint));
  return facts;
}

void
obd_provider_facts_free (ObdProviderFacts *facts)
{
  ObdProvider *provider = &facts->provider;

  g_free (provider->id);
  g_free (provider->name);
  g_free (provider->variant);
  g_strfreev (provider->domains);
  g_strfreev (provider->switch_on);
  g_strfreev (provider->notes);
  g_free (provider->help);
  g_free (provider->moved_to);
  g_free (provider->sources);
  g_free (provider->as_of);
  g_free (provider->origin);
  g_free (facts->outgoing.hint);
  g_free (facts->incoming.hint);
  g_ptr_array_unref (facts->endpoints);
  g_ptr_array_unref (facts->mx);
  g_array_unref (facts->domain_lines);
  g_strfreev (facts->common);
  g_strfreev (facts->lookalikes);
  g_free (facts->aka);
  g_free (facts->file);
  g_free (facts);
}

gboolean
obd_provider_host_ends_in (const char *host,
                           const char *suffix)
{
  gsize host_length = strlen (host);
  gsize suffix_length = strlen (suffix);

  if (host_length == suffix_length)
    return g_str_equal (host, suffix);
  return host_length > suffix_length && host[host_length - suffix_length - 1] == '.'
         && g_str_has_suffix (host, suffix);
}

char *
obd_provider_dup_title (const ObdProvider *provider)
{
  if (provider->variant == NULL)
    return g_strdup (provider->name);
  /* TRANSLATORS: a mail provider and what tells it apart: "GMX (international)". */
  return g_strdup_printf (_("%s (%s)"), provider->name, provider->variant);
}

/* (transfer full) (nullable): the host for mailboxes of @domain. */
static char *
fill_host (const ObdProviderEndpoint *endpoint,
           const char                *domain)
{
  GString *filled = g_string_new (endpoint->host);

  if (strstr (endpoint->host, DOMAIN_PLACEHOLDER) != NULL && domain == NULL)
    return g_string_free (filled, TRUE);
  if (domain != NULL)
    g_string_replace (filled, DOMAIN_PLACEHOLDER, domain, 0);
  return g_string_free (filled, FALSE);
}

static ObdService *
make_service (const ObdProviderFacts    *facts,
              const ObdProviderEndpoint *endpoint,
              const char                *host)
{
  const ObdProvider *provider = &facts->provider;
  const ObdProviderUsername *username = endpoint->protocol == OBD_PROTOCOL_SMTP ? &facts->outgoing
                                                                                : &facts->incoming;
  ObdService *service = obd_service_new (endpoint->protocol,
                                         obd_endpoint_new (host, endpoint->port,
                                                           endpoint->security),
                                         OBD_SOURCE_PROVIDER_LIST);

  service->username_form = username->form;
  service->username_hint = g_strdup (username->hint);
  service->username_alternative = username->alternative;
  service->methods = provider->methods;
  service->detail = provider->origin != NULL ? g_path_get_basename (provider->origin) : NULL;
  service->as_of = g_strdup (provider->as_of);
  service->doubtful = provider->doubtful || endpoint->doubtful
                      || provider->kind == OBD_PROVIDER_OWN_SERVER;
  service->trusted = TRUE;
  return service;
}

static gboolean
has_service (const GPtrArray  *services,
             const ObdService *service)
{
  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *other = services->pdata[i];

      if (other->protocol == service->protocol
          && obd_endpoint_equal (other->endpoint, service->endpoint))
        return TRUE;
    }
  return FALSE;
}

static void
add_services (GPtrArray              *services,
              const ObdProviderFacts *facts,
              const GPtrArray        *endpoints,
              ObdProtocol             protocol,
              const char             *domain)
{
  for (guint i = 0; i < endpoints->len; i++)
    {
      const ObdProviderEndpoint *endpoint = endpoints->pdata[i];
      g_autofree char *host = fill_host (endpoint, domain);
      g_autoptr (ObdService) service = NULL;

      if (endpoint->protocol != protocol || host == NULL)
        continue;
      service = make_service (facts, endpoint, host);
      if (!has_service (services, service))
        g_ptr_array_add (services, g_steal_pointer (&service));
    }
}

/* The first domain that is one, for those whose server's name depends on it. */
static const char *
get_example_domain (const ObdProvider *provider)
{
  const char *first = provider->domains[0];

  return first != NULL && g_str_has_prefix (first, "*.") ? first + 2 : first;
}

static GPtrArray *
gather_services (const ObdProviderFacts *facts,
                 const ObdProviderMx    *mx,
                 const char             *domain)
{
  static const ObdProtocol order[] = { OBD_PROTOCOL_SMTP, OBD_PROTOCOL_IMAP, OBD_PROTOCOL_POP3 };
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);

  if (domain == NULL)
    domain = get_example_domain (&facts->provider);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (mx != NULL)
        add_services (services, facts, mx->endpoints, order[i], domain);
      add_services (services, facts, facts->endpoints, order[i], domain);
    }
  return services;
}

GPtrArray *
obd_provider_dup_services (const ObdProvider *provider,
                           const char        *domain)
{
  return gather_services ((const ObdProviderFacts *) provider, NULL, domain);
}

static const ObdProviderMx *
find_mx (const ObdProviderFacts *facts,
         const char             *host)
{
  const ObdProviderMx *longest = NULL;

  for (guint i = 0; i < facts->mx->len; i++)
    {
      const ObdProviderMx *mx = facts->mx->pdata[i];

      if (obd_provider_host_ends_in (host, mx->suffix)
          && (longest == NULL || strlen (mx->suffix) > strlen (longest->suffix)))
        longest = mx;
    }
  return longest;
}

GPtrArray *
obd_provider_dup_services_by_mx (const ObdProvider *provider,
                                 const char        *mx_host,
                                 const char        *domain)
{
  const ObdProviderFacts *facts = (const ObdProviderFacts *) provider;
  g_autofree char *lower = g_ascii_strdown (mx_host, -1);
  const ObdProviderMx *mx;
  GPtrArray *services;

  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  mx = find_mx (facts, lower);
  services = gather_services (facts, mx, domain);
  for (guint i = 0; i < services->len; i++)
    {
      ObdService *service = services->pdata[i];

      service->source = OBD_SOURCE_MX;
      g_free (service->detail);
      service->detail = g_strdup (lower);
      service->doubtful = service->doubtful || (mx != NULL && mx->doubtful);
      service->trusted = FALSE;
    }
  return services;
}
