/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-discovery.h"

/* The run as its threads see it. */
typedef struct
{
  ObdSearch       *search; /* (borrowed) */
  gint64           deadline;
  GCancellable    *stop;   /* (owned): ends all of them */
  GMutex           lock;
  GCond            moved;
  ObdSearchResult *results[OBD_N_SOURCES]; /* (owned) (nullable), (mutex lock) */
  GThread         *threads[OBD_N_SOURCES];
} Run;

typedef struct
{
  Run       *run;
  ObdSource  source;
} Errand;

static gpointer
ask_worker (gpointer data)
{
  g_autofree Errand *errand = data;
  Run *run = errand->run;
  ObdSearchResult *result = obd_search_ask (run->search, errand->source, run->deadline, run->stop);

  g_mutex_lock (&run->lock);
  run->results[errand->source] = result;
  g_cond_signal (&run->moved);
  g_mutex_unlock (&run->lock);
  return NULL;
}

static void
start (Run       *run,
       ObdSource  source)
{
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand) { run, source };
  run->threads[source] = g_thread_new ("obd-search", ask_worker, errand);
}

static gboolean
has_certain (GPtrArray *services)
{
  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);

      if (service->protocol == OBD_PROTOCOL_SMTP && !service->doubtful && service->trusted)
        return TRUE;
    }
  return FALSE;
}

gboolean
obd_provider_is_final (const ObdProvider *provider,
                       GPtrArray         *services)
{
  return provider->kind == OBD_PROVIDER_NO_PROGRAMS || has_certain (services);
}

gboolean
obd_search_result_is_final (const ObdSearchResult *result)
{
  if (result->outcome != OBD_SEARCH_FOUND)
    return FALSE;
  return result->provider != NULL ? obd_provider_is_final (result->provider, result->services)
                                  : has_certain (result->services);
}

/* Speaks about sending: an outgoing server, or that there is none. */
static gboolean
answers (const ObdSearchResult *result)
{
  if (result == NULL || result->outcome != OBD_SEARCH_FOUND)
    return FALSE;
  if (result->provider != NULL && result->provider->kind == OBD_PROVIDER_NO_PROGRAMS)
    return TRUE;
  for (guint i = 0; i < result->services->len; i++)
    if (((ObdService *) g_ptr_array_index (result->services, i))->protocol == OBD_PROTOCOL_SMTP)
      return TRUE;
  return FALSE;
}

/* With the lock held. All that goes before the first final answer has come. */
static gboolean
is_settled (Run *run)
{
  for (guint i = 0; i < OBD_SOURCE_GUESS; i++)
    {
      if (run->results[i] == NULL)
        return FALSE;
      if (obd_search_result_is_final (run->results[i]))
        return TRUE;
    }
  return run->threads[OBD_SOURCE_GUESS] == NULL || run->results[OBD_SOURCE_GUESS] != NULL;
}

/* The usual names count as well: where they are all there is, the slow are not waited for longer. */
static gboolean
has_answer (Run *run)
{
  for (guint i = 0; i < OBD_N_SOURCES; i++)
    if (answers (run->results[i]))
      return TRUE;
  return FALSE;
}

static gboolean
knows_nothing (Run *run)
{
  for (guint i = 0; i < OBD_SOURCE_GUESS; i++)
    if (run->results[i] == NULL || answers (run->results[i]))
      return FALSE;
  return TRUE;
}

/* With the lock held. The time of the next thing to do: give up the slow, or try the usual names. */
static gint64
plan_next (Run    *run,
           gint64  begin,
           gint64 *found)
{
  gint64 now = g_get_monotonic_time ();

  if (has_answer (run))
    {
      if (*found == 0)
        *found = now;
      return *found + OBD_DISCOVERY_PATIENCE;
    }
  if (run->threads[OBD_SOURCE_GUESS] != NULL)
    return run->deadline;
  if (now >= begin + OBD_DISCOVERY_GUESS_AFTER || knows_nothing (run))
    {
      start (run, OBD_SOURCE_GUESS);
      return run->deadline;
    }
  return begin + OBD_DISCOVERY_GUESS_AFTER;
}

/* Returns when nothing more is to be waited for. */
static void
wait_for_sources (Run          *run,
                  GCancellable *cancellable)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 found = 0;

  g_mutex_lock (&run->lock);
  for (;;)
    {
      gint64 next = plan_next (run, begin, &found);

      if (is_settled (run) || g_cancellable_is_cancelled (cancellable)
          || (found != 0 && g_get_monotonic_time () >= next)
          || g_get_monotonic_time () >= run->deadline)
        break;
      g_cond_wait_until (&run->moved, &run->lock, MIN (next, run->deadline));
    }
  g_mutex_unlock (&run->lock);
}

/* Those that were stopped say why: no answer in time, or behind a final one. */
static void
name_unanswered (Run          *run,
                 GCancellable *cancellable)
{
  gboolean needless = FALSE;

  for (guint i = 0; i < OBD_N_SOURCES; i++)
    {
      ObdSearchResult *result = run->results[i];

      if (result == NULL)
        result = run->results[i] = obd_search_result_new (i, OBD_SEARCH_SKIPPED);
      else if (result->outcome == OBD_SEARCH_CANCELLED && !g_cancellable_is_cancelled (cancellable))
        result->outcome = needless ? OBD_SEARCH_SKIPPED : OBD_SEARCH_TIMEOUT;
      needless |= obd_search_result_is_final (result);
    }
}

static void
follow_cb (GCancellable *cancellable,
           gpointer      data)
{
  Run *run = data;

  g_cancellable_cancel (run->stop);
  g_mutex_lock (&run->lock);
  g_cond_signal (&run->moved);
  g_mutex_unlock (&run->lock);
}

static void
run_sources (Run          *run,
             gboolean      offline,
             GCancellable *cancellable)
{
  gulong follows = 0;

  run->results[OBD_SOURCE_PROVIDER_LIST] = obd_search_ask (run->search, OBD_SOURCE_PROVIDER_LIST,
                                                           run->deadline, NULL);
  if (offline || obd_search_result_is_final (run->results[OBD_SOURCE_PROVIDER_LIST]))
    return;
  if (cancellable != NULL)
    follows = g_cancellable_connect (cancellable, G_CALLBACK (follow_cb), run, NULL);
  for (guint i = OBD_SOURCE_PROVIDER_LIST + 1; i < OBD_SOURCE_GUESS; i++)
    start (run, i);
  wait_for_sources (run, cancellable);
  g_cancellable_disconnect (cancellable, follows); /* %NULL and 0 pass */
  g_cancellable_cancel (run->stop);
  for (guint i = 0; i < OBD_N_SOURCES; i++)
    if (run->threads[i] != NULL)
      g_thread_join (run->threads[i]);
}

static gboolean
has_protocol (GPtrArray   *services,
              ObdProtocol  protocol)
{
  for (guint i = 0; i < services->len; i++)
    if (((ObdService *) g_ptr_array_index (services, i))->protocol == protocol)
      return TRUE;
  return FALSE;
}

/* The usual names count only for what nobody knows. */
static void
take_guesses (GPtrArray *services,
              GPtrArray *guesses)
{
  gboolean known[] = {
    [OBD_PROTOCOL_SMTP] = has_protocol (services, OBD_PROTOCOL_SMTP),
    [OBD_PROTOCOL_IMAP] = has_protocol (services, OBD_PROTOCOL_IMAP),
    [OBD_PROTOCOL_POP3] = has_protocol (services, OBD_PROTOCOL_POP3),
  };

  for (guint i = 0; i < guesses->len; i++)
    {
      ObdService *guess = g_ptr_array_index (guesses, i);

      if (!known[guess->protocol])
        g_ptr_array_add (services, guess);
    }
}

static void
conclude (ObdDiscovery *discovery,
          Run          *run)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  discovery->results = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_search_result_free);
  for (guint i = 0; i < OBD_N_SOURCES; i++)
    {
      g_ptr_array_add (discovery->results, run->results[i]);
      if (i != OBD_SOURCE_GUESS)
        g_ptr_array_extend (all, run->results[i]->services, NULL, NULL);
    }
  take_guesses (all, run->results[OBD_SOURCE_GUESS]->services);
  discovery->services = obd_services_merge (all);
}

ObdDiscovery *
obd_discovery_run (ObdSearch    *search,
                   gboolean      offline,
                   gint64        deadline,
                   GCancellable *cancellable)
{
  ObdDiscovery *discovery = g_new0 (ObdDiscovery, 1);
  Run run = { .search = search, .deadline = deadline, .stop = g_cancellable_new () };

  g_mutex_init (&run.lock);
  g_cond_init (&run.moved);
  run_sources (&run, offline, cancellable);
  name_unanswered (&run, cancellable);
  conclude (discovery, &run);
  g_cond_clear (&run.moved);
  g_mutex_clear (&run.lock);
  g_object_unref (run.stop);
  return discovery;
}

void
obd_discovery_free (ObdDiscovery *discovery)
{
  g_ptr_array_unref (discovery->results);
  g_ptr_array_unref (discovery->services);
  g_free (discovery);
}

const ObdProvider *
obd_discovery_get_provider (const ObdDiscovery *discovery)
{
  for (guint i = 0; i < discovery->results->len; i++)
    {
      const ObdSearchResult *result = g_ptr_array_index (discovery->results, i);

      if (result->provider != NULL && result->outcome == OBD_SEARCH_FOUND)
        return result->provider;
    }
  return NULL;
}

static const ObdSearchResult *
find_named (const ObdDiscovery *discovery)
{
  for (guint i = 0; i < discovery->results->len; i++)
    {
      const ObdSearchResult *result = g_ptr_array_index (discovery->results, i);

      if (result->outcome == OBD_SEARCH_FOUND && (result->name != NULL || result->help != NULL))
        return result;
    }
  return NULL;
}

const char *
obd_discovery_get_name (const ObdDiscovery *discovery)
{
  const ObdSearchResult *result = find_named (discovery);

  return result != NULL ? result->name : NULL;
}

const char *
obd_discovery_get_help (const ObdDiscovery *discovery)
{
  const ObdSearchResult *result = find_named (discovery);

  return result != NULL ? result->help : NULL;
}
