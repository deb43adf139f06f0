/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-network.h"

#include "obd-keys.h"

/* The system's answer comes over D-Bus and cannot be cancelled; a hung daemon must not hold a run.
 * Nobody needs the opinion after that. */
#define OPINION_PATIENCE (2 * G_USEC_PER_SEC)

/* Shared by the probe and the thread that asks; the last one frees it. */
typedef struct
{
  GMutex               lock;
  GCond                moved;
  gboolean             done;      /* (mutex lock) */
  gboolean             available; /* (mutex lock) */
  GNetworkConnectivity connectivity; /* (mutex lock) */
  gboolean             proxy;     /* (mutex lock) */
} Opinion;

static void
clear_opinion (gpointer data)
{
  Opinion *opinion = data;

  g_mutex_clear (&opinion->lock);
  g_cond_clear (&opinion->moved);
}

static void
unref_opinion (Opinion *opinion)
{
  g_atomic_rc_box_release_full (opinion, clear_opinion);
}

/* Whether the system would send SMTP through a proxy; we never do. */
static gboolean
has_proxy (void)
{
  GProxyResolver *resolver = g_proxy_resolver_get_default ();
  g_auto (GStrv) proxies = NULL;

  if (!g_proxy_resolver_is_supported (resolver))
    return FALSE;
  proxies = g_proxy_resolver_lookup (resolver, "smtp://mail.example/", NULL, NULL);
  return proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:");
}

static gpointer
opinion_worker (gpointer data)
{
  Opinion *opinion = data;
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  gboolean available = g_network_monitor_get_network_available (monitor);
  GNetworkConnectivity connectivity = g_network_monitor_get_connectivity (monitor);
  gboolean proxy = has_proxy ();

  g_mutex_lock (&opinion->lock);
  opinion->available = available;
  opinion->connectivity = connectivity;
  opinion->proxy = proxy;
  opinion->done = TRUE;
  g_cond_broadcast (&opinion->moved);
  g_mutex_unlock (&opinion->lock);
  unref_opinion (opinion);
  return NULL;
}

static Opinion *
ask_system (void)
{
  Opinion *opinion = g_atomic_rc_box_new0 (Opinion);

  g_mutex_init (&opinion->lock);
  g_cond_init (&opinion->moved);
  g_thread_unref (g_thread_new ("network-opinion", opinion_worker,
                                g_atomic_rc_box_acquire (opinion)));
  return opinion;
}

static void
wake (GCancellable *cancellable,
      gpointer      data)
{
  Opinion *opinion = data;

  g_mutex_lock (&opinion->lock);
  g_cond_broadcast (&opinion->moved);
  g_mutex_unlock (&opinion->lock);
}

static gboolean
await_opinion (ObdRun  *run,
               Opinion *opinion)
{
  gint64 deadline = MIN (run->deadline, g_get_monotonic_time () + OPINION_PATIENCE);
  gulong handler = g_cancellable_connect (run->cancellable, G_CALLBACK (wake), opinion, NULL);
  gboolean done;

  g_mutex_lock (&opinion->lock);
  while (!opinion->done && !g_cancellable_is_cancelled (run->cancellable)
         && g_cond_wait_until (&opinion->moved, &opinion->lock, deadline))
    ;
  done = opinion->done;
  g_mutex_unlock (&opinion->lock);
  g_cancellable_disconnect (run->cancellable, handler);
  return done;
}

static const char *
connectivity_to_nick (GNetworkConnectivity connectivity)
{
  static const char *const nicks[] = {
    [0] = NULL,
    [G_NETWORK_CONNECTIVITY_LOCAL] = "local",
    [G_NETWORK_CONNECTIVITY_LIMITED] = "limited",
    [G_NETWORK_CONNECTIVITY_PORTAL] = "portal",
    [G_NETWORK_CONNECTIVITY_FULL] = "full",
  };

  return connectivity < G_N_ELEMENTS (nicks) ? nicks[connectivity] : NULL;
}

static void
tell_opinion (ObdFinding *finding,
              Opinion    *opinion)
{
  const char *nick = connectivity_to_nick (opinion->connectivity);

  obd_finding_set_flag (finding, OBD_KEY_NETWORK_AVAILABLE, opinion->available);
  if (nick != NULL)
    obd_finding_set_text (finding, OBD_KEY_NETWORK_CONNECTIVITY, nick);
  obd_finding_set_flag (finding, OBD_KEY_NETWORK_PROXY, opinion->proxy);
}

void
obd_probe_network_plan (const ObdTarget *target,
                        GPtrArray       *jobs)
{
  g_ptr_array_add (jobs, obd_job_new ("network", NULL, OBD_ROLE_NONE));
}

ObdFinding *
obd_probe_network_run (ObdRun       *run,
                       const ObdJob *job)
{
  ObdFinding *finding = obd_finding_new ("network", "network");
  Opinion *opinion = ask_system ();

  finding->outcome = OBD_OUTCOME_SKIPPED;
  if (await_opinion (run, opinion))
    {
      finding->outcome = OBD_OUTCOME_OK;
      tell_opinion (finding, opinion);
    }
  else if (g_cancellable_is_cancelled (run->cancellable))
    finding->outcome = OBD_OUTCOME_CANCELLED;
  unref_opinion (opinion);
  return obd_finding_seal (finding);
}
