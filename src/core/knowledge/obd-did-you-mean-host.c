/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-did-you-mean-private.h"

#include "obd-address.h"
#include "obd-provider-private.h"
#include "obd-slip.h"

#include <string.h>

/* What servers are called when they are called something usual. */
static const char *const usual_labels[] = {
  "smtp", "imap", "mail",     "pop3",     "pop",      "pops",    "pop3s", "smtps",   "imaps",
  "mx",   "out",  "in",       "send",     "relay",    "webmail", "email", "asmtp",   "smtpauth",
  "post", "exchange", "outgoing", "incoming", "mailout", "mailin",  "posta", "mailhost", NULL,
};

typedef void (*HostFunc) (const char *host,
                          gpointer    data);

static void
each_of (const GPtrArray *endpoints,
         HostFunc         function,
         gpointer         data)
{
  for (guint i = 0; i < endpoints->len; i++)
    {
      const ObdProviderEndpoint *endpoint = endpoints->pdata[i];

      if (strchr (endpoint->host, '%') == NULL && !g_hostname_is_ip_address (endpoint->host))
        function (endpoint->host, data);
    }
}

static void
each_host (const ObdProviderList *list,
           HostFunc               function,
           gpointer               data)
{
  const GPtrArray *providers = obd_provider_list_get_providers (list);

  for (guint i = 0; i < providers->len; i++)
    {
      const ObdProviderFacts *facts = providers->pdata[i];

      each_of (facts->endpoints, function, data);
      for (guint m = 0; m < facts->mx->len; m++)
        each_of (((ObdProviderMx *) facts->mx->pdata[m])->endpoints, function, data);
    }
}

typedef struct
{
  const char *name; /* what is compared */
  const char *rest; /* (nullable): what follows the first label */
  gboolean    found;
  ObdNearest  nearest;
} Search;

static void
match_cb (const char *host,
          gpointer    data)
{
  Search *search = data;

  search->found = search->found || g_str_equal (host, search->name);
}

static gboolean
is_known (const ObdProviderList *list,
          const char            *host)
{
  Search search = { .name = host };

  each_host (list, match_cb, &search);
  return search.found;
}

static void
dots_cb (const char *host,
         gpointer    data)
{
  Search *search = data;

  if (obd_same_but_dots (search->name, host))
    obd_nearest_offer (&search->nearest, host, OBD_SLIP_CHEAP);
}

static void
below_cb (const char *host,
          gpointer    data)
{
  Search *search = data;
  const char *dot = strchr (host, '.');
  g_autofree char *label = NULL;

  if (dot == NULL || !g_str_equal (dot + 1, search->rest))
    return;
  label = g_strndup (host, dot - host);
  obd_nearest_offer (&search->nearest, host, obd_slip_of_label (search->name, label));
}

/* Servers that are called something usual are so everywhere, so here the cheap slips count alone,
 * and one letter less for the word that is nearly always meant. */
static char *
correct_label (const char *label)
{
  static const char *const targets[] = { "smtp", "imap", "mail", "pop3", "outgoing", "incoming" };
  ObdNearest nearest = { NULL };

  if (g_strv_contains (usual_labels, label))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      guint cost = obd_slip_of_label (label, targets[i]);

      if (i == 0 && label[0] == 's')
        cost = MIN (cost, obd_slip_cost (label, targets[i]));
      obd_nearest_offer (&nearest, targets[i], cost <= OBD_SLIP_USUAL ? cost : OBD_SLIP_NEVER);
    }
  return obd_nearest_end (&nearest);
}

/* "mail.yaho.com" → "mail.yahoo.com": the longest part of it that is a slip. */
static char *
correct_rest (const ObdProviderList *list,
              const char            *rest,
              const char            *own)
{
  for (const char *part = rest; part != NULL && strchr (part, '.') != NULL;)
    {
      g_autofree char *meant = obd_did_you_mean_domain (list, part, own);
      const char *dot = strchr (part, '.');

      if (meant != NULL)
        return g_strdup_printf ("%.*s%s", (int) (part - rest), rest, meant);
      part = dot + 1;
    }
  return NULL;
}

/* The server below @rest that @label was likely meant for; (nullable) (transfer full). */
static char *
find_below (const ObdProviderList *list,
            const char            *label,
            const char            *rest)
{
  Search search = { .name = label, .rest = rest };

  each_host (list, below_cb, &search);
  return obd_nearest_end (&search.nearest);
}

static char *
join (const char *label,
      const char *rest)
{
  return g_strconcat (label, ".", rest, NULL);
}

/* @typed is a valid name of at least three labels. */
static char *
correct_parts (const ObdProviderList *list,
               const char            *typed,
               const char            *own)
{
  const char *dot = strchr (typed, '.');
  g_autofree char *label = g_strndup (typed, dot - typed);
  g_autofree char *usual = correct_label (label);
  g_autofree char *below = find_below (list, label, dot + 1);
  g_autofree char *rest = NULL;

  if (below != NULL)
    return g_steal_pointer (&below);
  rest = correct_rest (list, dot + 1, own);
  if (rest == NULL)
    return usual != NULL ? join (usual, dot + 1) : NULL;
  below = find_below (list, label, rest);
  if (below != NULL)
    return g_steal_pointer (&below);
  return join (usual != NULL ? usual : label, rest);
}

char *
obd_did_you_mean_host (const ObdProviderList *list,
                       const char            *host,
                       const char            *own)
{
  g_autofree char *valid = obd_host_check (host, NULL);
  g_autofree char *typed = obd_host_correct (host);
  Search search = { .name = typed };

  if (typed == NULL || g_hostname_is_ip_address (typed))
    return NULL;
  if (is_known (list, typed))
    return valid == NULL ? g_steal_pointer (&typed) : NULL;
  each_host (list, dots_cb, &search);
  if (search.nearest.name != NULL)
    return obd_nearest_end (&search.nearest);
  if (strchr (typed, '.') == NULL || strchr (strchr (typed, '.') + 1, '.') == NULL)
    return obd_did_you_mean_domain (list, typed, own);
  return correct_parts (list, typed, own);
}
