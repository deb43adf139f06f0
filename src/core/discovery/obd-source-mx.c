/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who takes the domain's mail usually has its mailboxes too: the MX host leads to a provider of our
 * list, else to the configuration of the MX host's own domain (draft-ietf-mailmaint-autoconfig,
 * "MX"). An MX record is not signed, so that what it leads to gets no password without asking. */

#include "config.h"

#include "obd-autoconfig-fetch.h"
#include "obd-dns.h"
#include "obd-domain.h"

#include <string.h>

/* How many of a domain's MX hosts are looked at. */
#define MAX_HOSTS 4
/* How many are told: the largest providers have five to seven. */
#define MAX_TOLD 16
/* Own configuration and database, for the host's parent and for its registered domain. */
#define MAX_PAGES 4

/* A page that knows is used at once, whatever becomes of the others: for better ones it is held back
 * by this part of the time that it took, so that the choice is the same on every fast network. */
#define COURTESY_PART 10

typedef struct
{
  ObdSearch       *search;
  gint64           deadline;
  gint64           begin;
  GCancellable    *stop; /* (owned): ends those that are not needed any more */
  guint            n;
  char            *pages[MAX_PAGES];   /* (owned) */
  GMutex           lock;
  GCond            moved;
  ObdSearchResult *results[MAX_PAGES]; /* (owned) (nullable), (mutex lock) */
} Chain;

static const ObdProvider *
find_provider (ObdSearch          *search,
               const ObdDnsAnswer *answer,
               const char        **host)
{
  for (guint i = 0; i < answer->records->len && i < MAX_HOSTS; i++)
    {
      const ObdDnsRecord *record = g_ptr_array_index (answer->records, i);
      const ObdProvider *provider = obd_provider_list_find_mx (search->providers, record->target);

      if (provider != NULL)
        {
          *host = record->target;
          return provider;
        }
    }
  return NULL;
}

static char **
dup_hosts (const ObdDnsAnswer *answer)
{
  g_autoptr (GPtrArray) hosts = g_ptr_array_new ();

  for (guint i = 0; i < answer->records->len && i < MAX_TOLD; i++)
    g_ptr_array_add (hosts,
                     g_strdup (((ObdDnsRecord *) g_ptr_array_index (answer->records, i))->target));
  g_ptr_array_add (hosts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&hosts), FALSE);
}

static void
take_provider (ObdSearch         *search,
               ObdSearchResult   *result,
               const ObdProvider *provider,
               const char        *host,
               gboolean           is_signed)
{
  result->provider = provider;
  result->name = obd_provider_dup_title (provider);
  result->help = g_strdup (provider->help);
  g_ptr_array_unref (result->services);
  result->services = obd_provider_dup_services_by_mx (provider, host, search->domain);
  for (guint i = 0; i < result->services->len; i++)
    obd_search_set_trust (search, g_ptr_array_index (result->services, i), is_signed);
  if (provider->kind == OBD_PROVIDER_GATEWAY)
    obd_search_result_fail (result, OBD_SEARCH_NOTHING, "a filter in front of other mailboxes");
  else
    result->outcome = OBD_SEARCH_FOUND;
}

static void
add_page (Chain      *chain,
          const char *before,
          const char *domain,
          const char *after)
{
  if (domain != NULL)
    chain->pages[chain->n++] = g_strconcat (before, domain, after, NULL);
}

/* The domain only: who is asked here is not the mailbox's own. */
static void
plan_chain (Chain      *chain,
            const char *host)
{
  const char *database = chain->search->database;
  g_autofree char *registered = obd_domain_dup_registered (host);
  const char *dot = strchr (host, '.');
  const char *parent = dot != NULL ? dot + 1 : NULL;

  if (parent != NULL && (g_strcmp0 (parent, registered) == 0
                         || !obd_domain_is_related (parent, host)))
    parent = NULL;
  add_page (chain, "https://autoconfig.", parent, "/mail/config-v1.1.xml");
  add_page (chain, "https://autoconfig.", registered, "/mail/config-v1.1.xml");
  if (database != NULL)
    {
      add_page (chain, database, parent, NULL);
      add_page (chain, database, registered, NULL);
    }
}

/* With the lock held. */
static gboolean
is_best (Chain *chain,
         guint  index)
{
  for (guint i = 0; i < index; i++)
    if (chain->results[i] == NULL)
      return FALSE;
  return TRUE;
}

static void
fetch_page (guint    index,
            gpointer data)
{
  Chain *chain = data;
  ObdSearchResult *result = obd_autoconfig_fetch (chain->search, OBD_SOURCE_MX,
                                                  chain->pages[index], chain->deadline,
                                                  chain->stop);
  gint64 now = g_get_monotonic_time ();
  gint64 until = now + (now - chain->begin) / COURTESY_PART;

  g_mutex_lock (&chain->lock);
  chain->results[index] = result;
  g_cond_broadcast (&chain->moved);
  if (result->outcome == OBD_SEARCH_FOUND)
    {
      while (!is_best (chain, index) && g_cond_wait_until (&chain->moved, &chain->lock, until))
        ;
      g_cancellable_cancel (chain->stop);
    }
  g_mutex_unlock (&chain->lock);
}

static void
follow_cb (GCancellable *cancellable,
           gpointer      stop)
{
  g_cancellable_cancel (stop);
}

/* Asks all pages at once, until one knows. */
static void
run_chain (Chain        *chain,
           GCancellable *cancellable)
{
  gulong follows = 0;

  if (cancellable != NULL)
    follows = g_cancellable_connect (cancellable, G_CALLBACK (follow_cb), chain->stop, NULL);
  obd_crowd_run (chain->n, fetch_page, chain);
  g_cancellable_disconnect (cancellable, follows); /* %NULL and 0 pass */
}

/* The first that found something; else the first that has something to tell. */
static ObdSearchResult *
choose (Chain *chain)
{
  for (guint i = 0; i < chain->n; i++)
    if (chain->results[i]->outcome == OBD_SEARCH_FOUND)
      return chain->results[i];
  for (guint i = 0; i < chain->n; i++)
    if (chain->results[i]->outcome != OBD_SEARCH_NOTHING)
      return chain->results[i];
  return chain->n > 0 ? chain->results[0] : NULL;
}

static void
take_chosen (ObdSearch       *search,
             ObdSearchResult *result,
             ObdSearchResult *chosen,
             gboolean         is_signed)
{
  result->outcome = chosen->outcome;
  result->reason = g_steal_pointer (&chosen->reason);
  result->name = g_steal_pointer (&chosen->name);
  result->help = g_steal_pointer (&chosen->help);
  for (guint i = 0; i < chosen->services->len; i++)
    {
      ObdService *service = g_ptr_array_index (chosen->services, i);
      g_autofree char *page = g_steal_pointer (&service->detail);

      service->detail = g_strdup_printf ("%s: %s", result->mx_host, page);
      obd_search_set_trust (search, service, is_signed);
      g_ptr_array_add (result->services, obd_service_ref (service));
    }
}

static void
ask_chain (ObdSearch       *search,
           ObdSearchResult *result,
           gboolean         is_signed,
           gint64           deadline,
           GCancellable    *cancellable)
{
  Chain chain = { .search = search, .deadline = deadline, .begin = g_get_monotonic_time () };
  ObdSearchResult *chosen;

  chain.stop = g_cancellable_new ();
  g_mutex_init (&chain.lock);
  g_cond_init (&chain.moved);
  plan_chain (&chain, result->mx_host);
  run_chain (&chain, cancellable);
  chosen = choose (&chain);
  if (chosen != NULL)
    take_chosen (search, result, chosen, is_signed);
  for (guint i = 0; i < chain.n; i++)
    {
      g_free (chain.pages[i]);
      obd_search_result_free (chain.results[i]);
    }
  g_cond_clear (&chain.moved);
  g_mutex_clear (&chain.lock);
  g_object_unref (chain.stop);
}

ObdSearchResult *
obd_source_mx_ask (ObdSearch    *search,
                   gint64        deadline,
                   GCancellable *cancellable)
{
  ObdSearchResult *result = obd_search_result_new (OBD_SOURCE_MX, OBD_SEARCH_NOTHING);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdDnsAnswer) answer = obd_dns_mx (search->domain, deadline, cancellable, &error);
  const ObdProvider *provider;
  const char *host = NULL;

  if (answer == NULL)
    {
      obd_search_result_fail (result, obd_search_outcome_from_error (error), error->message);
      return result;
    }
  if (answer->records->len == 0) /* RFC 7505: this domain takes no mail at all */
    {
      result->outcome = OBD_SEARCH_NONE_OFFERED;
      return result;
    }
  result->mx_host = g_strdup (((ObdDnsRecord *) g_ptr_array_index (answer->records, 0))->target);
  result->mx_hosts = dup_hosts (answer);
  provider = find_provider (search, answer, &host);
  result->where = g_strdup (host != NULL ? host : result->mx_host);
  if (provider != NULL)
    take_provider (search, result, provider, host, answer->authentic);
  else if (!obd_domain_is_related (result->mx_host, search->domain))
    ask_chain (search, result, answer->authentic, deadline, cancellable);
  return result;
}
