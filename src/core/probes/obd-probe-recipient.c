/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-recipient.h"

#include <string.h>

#include "obd-dns.h"
#include "obd-keys.h"
#include "obd-wire-context.h"

#define PATIENCE OBD_PATIENCE_LEAST

/* What the name service says of these is no news: for documentation and tests (RFC 2606, RFC 6761),
 * for one's own network (RFC 6762, RFC 8375, RFC 9476, and "internal", which ICANN keeps free). */
static const char *const private_endings[] = {
  "example", "example.com", "example.net", "example.org", "test",  "invalid", "localhost",
  "local",   "home.arpa",   "internal",    "alt",         "onion",
};

static gboolean
ends_in (const char *domain,
         const char *ending)
{
  gsize length = strlen (domain);
  gsize rest = strlen (ending);

  if (length < rest || g_ascii_strcasecmp (domain + length - rest, ending) != 0)
    return FALSE;
  return length == rest || domain[length - rest - 1] == '.';
}

static gboolean
is_public (const char *domain)
{
  if (*domain == '[' || strchr (domain, '.') == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (private_endings); i++)
    if (ends_in (domain, private_endings[i]))
      return FALSE;
  return TRUE;
}

void
obd_probe_recipient_plan (const ObdTarget *target,
                          GPtrArray       *jobs)
{
  if (target->recipient == NULL || target->offline || target->only_typed || target->practice
      || target->incoming_only || !obd_target_recipient_is_outside (target)
      || !is_public (obd_address_get_domain (target->recipient)))
    return;
  g_ptr_array_add (jobs, obd_job_new ("recipient", NULL, OBD_ROLE_NONE));
}

/* Without an exchanger, mail goes to the domain's own address (RFC 5321 section 5.1). */
static const char *
ask_for_address (ObdRun     *run,
                 const char *domain,
                 gint64      deadline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = NULL;

  addresses = obd_name_desk_resolve (run->names, domain, 25, NULL, deadline, run->cancellable,
                                     &error);
  if (addresses != NULL)
    return "taken";
  return g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_UNKNOWN) ? "nowhere" : NULL;
}

static const char *
ask (ObdRun     *run,
     const char *domain)
{
  gint64 deadline = MIN (run->deadline, g_get_monotonic_time () + PATIENCE);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdDnsAnswer) answer = obd_dns_mx (domain, deadline, run->cancellable, &error);

  if (answer != NULL)
    return answer->records->len > 0 ? "taken" : "refused";
  if (!g_error_matches (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_NAME_UNKNOWN))
    return NULL;
  return ask_for_address (run, domain, deadline);
}

ObdFinding *
obd_probe_recipient_run (ObdRun       *run,
                         const ObdJob *job)
{
  ObdFinding *finding = obd_finding_new ("recipient", "recipient");
  const char *answer = ask (run, obd_address_get_domain (run->target->recipient));

  finding->stage = OBD_STAGE_DNS;
  if (answer != NULL)
    obd_finding_set_text (finding, OBD_KEY_RECIPIENT_MAIL, answer);
  else
    finding->outcome = g_cancellable_is_cancelled (run->cancellable) ? OBD_OUTCOME_CANCELLED
                                                                     : OBD_OUTCOME_SKIPPED;
  return obd_finding_seal (finding);
}
