/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-portal.h"

#include "obd-domain.h"
#include "obd-keys.h"

#include <string.h>

/* The page that GNOME's own machines answer for this purpose, and how its text begins
 * (NetworkManager.conf, section "connectivity"). */
#define DEFAULT_URL "http://nmcheck.gnome.org/check_network_status.txt"
#define DEFAULT_ANSWER "NetworkManager is online"
#define MAX_BODY 256
#define PATIENCE OBD_PATIENCE_LEAST

static gboolean
is_default (const ObdTarget *target)
{
  return target->portal_url == NULL || g_str_equal (target->portal_url, DEFAULT_URL);
}

static const char *
get_url (const ObdTarget *target)
{
  return target->portal_url != NULL ? target->portal_url : DEFAULT_URL;
}

void
obd_probe_portal_plan (const ObdTarget *target,
                       GPtrArray       *jobs)
{
  if (!target->offline && !target->only_typed && !target->practice && *get_url (target) != '\0')
    g_ptr_array_add (jobs, obd_job_new ("portal", NULL, OBD_ROLE_NONE));
}

/* --- what the answer means -------------------------------------------------------------------- */

static gboolean
begins_with (const ObdHttpAnswer *answer,
             const char          *expected)
{
  gsize length;
  const char *body = g_bytes_get_data (answer->body, &length);

  return length >= strlen (expected) && memcmp (body, expected, strlen (expected)) == 0;
}

/* RFC 6585 section 6: 511 is made for this. A redirect or another page in place of one that never
 * changes is what all other portals do. Errors may be the true server's own. */
const char *
obd_portal_judge (const ObdHttpAnswer *answer,
                  const char          *expected)
{
  guint class = answer->status / 100;

  if (answer->status == 511 || (class == 3 && answer->location != NULL))
    return "portal";
  if (class != 2)
    return NULL;
  if (expected == NULL)
    return "open";
  return begins_with (answer, expected) ? "open" : "portal";
}

/* Only scheme and host: the rest of such addresses names the device and the session. */
static void
tell_where_to (ObdFinding *finding,
               const char *location)
{
  g_autoptr (GUri) uri = location != NULL ? g_uri_parse (location, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    obd_finding_set_text (finding, OBD_KEY_PORTAL_LEADS_TO, g_uri_get_host (uri));
}

/* --- all names lead to one place -------------------------------------------------------------- */

static char *
dup_first_address (ObdRun     *run,
                   const char *host,
                   guint16     port)
{
  gboolean mapped = FALSE;
  g_autoptr (GPtrArray) addresses = NULL;

  addresses = obd_name_desk_resolve (run->names, host, port, &mapped, run->deadline,
                                     run->cancellable, NULL);
  if (addresses == NULL || mapped)
    return NULL; /* the address book says nothing about the name service */
  return g_inet_address_to_string (g_inet_socket_address_get_address (
    G_INET_SOCKET_ADDRESS (g_ptr_array_index (addresses, 0))));
}

/* The mail server and the page have nothing to do with each other. */
static gboolean
has_one_address (ObdRun     *run,
                 const char *page)
{
  const char *host = run->target->host;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  if (host == NULL || g_hostname_is_ip_address (host) || obd_domain_is_related (host, page))
    return FALSE;
  mine = dup_first_address (run, host, 0);
  theirs = dup_first_address (run, page, 80);
  return mine != NULL && g_strcmp0 (mine, theirs) == 0;
}

/* --- the probe -------------------------------------------------------------------------------- */

static void
examine (ObdRun     *run,
         ObdFinding *finding)
{
  const char *url = get_url (run->target);
  ObdHttpRequest request = { .url = url, .max_body = MAX_BODY };
  gint64 deadline = MIN (run->deadline, g_get_monotonic_time () + PATIENCE);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (ObdHttpAnswer) answer = NULL;
  const char *judgement;

  answer = obd_http_ask (run->context, &request, NULL, deadline, run->cancellable, NULL);
  if (answer != NULL)
    {
      judgement = obd_portal_judge (answer, is_default (run->target) ? DEFAULT_ANSWER : NULL);
      finding->outcome = OBD_OUTCOME_OK;
      obd_finding_set_int (finding, OBD_KEY_PORTAL_STATUS, answer->status);
      if (judgement != NULL)
        obd_finding_set_text (finding, OBD_KEY_PORTAL_ANSWER, judgement);
      tell_where_to (finding, answer->location);
    }
  if (uri != NULL && has_one_address (run, g_uri_get_host (uri)))
    obd_finding_set_flag (finding, OBD_KEY_PORTAL_ONE_ADDRESS, TRUE);
}

ObdFinding *
obd_probe_portal_run (ObdRun       *run,
                      const ObdJob *job)
{
  ObdFinding *finding = obd_finding_new ("portal", "portal");

  finding->outcome = OBD_OUTCOME_SKIPPED;
  examine (run, finding);
  if (finding->outcome == OBD_OUTCOME_SKIPPED && g_cancellable_is_cancelled (run->cancellable))
    finding->outcome = OBD_OUTCOME_CANCELLED;
  return obd_finding_seal (finding);
}
