/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-probe-reach.h"

#include "obd-address.h"
#include "obd-dial.h"
#include "obd-domain.h"
#include "obd-keys.h"
#include "obd-smtp.h"

#include <string.h>

static const ObdControlHost control_hosts[] = {
  { "smtp.gmail.com", 465 }, { "smtp.mail.yahoo.com", 465 },
  { "smtp.gmail.com", 587 }, { "smtp.mail.yahoo.com", 587 },
  { "gmail-smtp-in.l.google.com", 25 }, { "mta5.am0.yahoodns.net", 25 },
  { NULL, 0 },
};

const ObdControlHost *
obd_control_hosts (void)
{
  return control_hosts;
}

void
obd_probe_reach_plan (const ObdTarget *target,
                      GPtrArray       *jobs)
{
  g_autoptr (ObdEndpoint) typed = obd_target_dup_endpoint (target);

  if (typed == NULL || target->offline || target->only_typed || target->practice
      || target->incoming_only)
    return;
  for (const ObdControlHost *control = control_hosts; control->host != NULL; control++)
    if (control->port == typed->port && !g_str_equal (control->host, typed->host))
      g_ptr_array_add (jobs, obd_job_new ("reach",
                                          obd_endpoint_new (control->host, control->port,
                                                            OBD_SECURITY_NONE),
                                          OBD_ROLE_NONE));
}

/* The device's own port has been silent for as long as anybody is waited for, or the network sent
 * its connection back. */
static gboolean
is_wanted (ObdRun *run)
{
  ObdTypedState state = OBD_TYPED_PENDING;

  while (state == OBD_TYPED_PENDING && !g_cancellable_is_cancelled (run->cancellable))
    {
      gint64 patience = obd_signin_desk_get_patience (run->desk);

      if (g_get_monotonic_time () >= MIN (patience, run->deadline))
        break;
      state = obd_typed_watch_await (run->typed, MIN (patience, run->deadline), run->cancellable,
                                     NULL);
    }
  return state == OBD_TYPED_PENDING || state == OBD_TYPED_UNANSWERED;
}

/* On port 25 somebody else than the typed server introduces himself. */
static gboolean
is_stranger (ObdRun       *run,
             const ObdJob *job)
{
  g_autofree char *name = NULL;

  if (job->endpoint->port != 25)
    return FALSE;
  name = obd_typed_watch_await_name (run->typed, run->deadline, run->cancellable);
  return name != NULL && !obd_domain_is_related (name, run->target->host);
}

static ObdFault
fault_of (const GError *error)
{
  switch (error->domain == OBD_WIRE_ERROR ? error->code : OBD_WIRE_ERROR_FAILED)
    {
    case OBD_WIRE_ERROR_REFUSED:
      return OBD_FAULT_REFUSED;
    case OBD_WIRE_ERROR_UNREACHABLE:
      return OBD_FAULT_UNREACHABLE;
    case OBD_WIRE_ERROR_NAME_UNKNOWN:
      return OBD_FAULT_NAME_UNKNOWN;
    case OBD_WIRE_ERROR_NAME_SERVICE:
      return OBD_FAULT_NAME_SERVICE;
    case OBD_WIRE_ERROR_SILENT:
    default:
      return OBD_FAULT_SILENT;
    }
}

static void
tell_failure (ObdFinding   *finding,
              const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      finding->outcome = OBD_OUTCOME_CANCELLED;
      return;
    }
  finding->outcome = OBD_OUTCOME_FAILED;
  finding->fault = fault_of (error);
}

static GSocketConnection *
dial (ObdRun      *run,
      ObdFinding  *finding,
      GError     **error)
{
  const ObdEndpoint *endpoint = finding->endpoint;
  gint64 deadline = MIN (run->deadline, g_get_monotonic_time () + OBD_PATIENCE_LEAST);
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (ObdDial) dial = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  addresses = obd_name_desk_resolve (run->names, endpoint->host, endpoint->port, NULL, deadline,
                                     run->cancellable, error);
  if (addresses == NULL)
    return NULL;
  finding->stage = OBD_STAGE_CONNECT;
  obd_trace_enter (finding->trace, OBD_STAGE_CONNECT);
  dial = obd_dial_start (addresses);
  connection = obd_dial_wait (dial, NULL, deadline, run->cancellable, error);
  if (connection != NULL && obd_dial_get_winner (dial) != NULL)
    finding->address = g_strdup (obd_dial_get_winner (dial)->address);
  return g_steal_pointer (&connection);
}

/* Whoever answers greets first; nothing is said, not even goodbye. */
static void
listen (ObdRun            *run,
        ObdFinding        *finding,
        GSocketConnection *connection)
{
  gint64 deadline = MIN (run->deadline, g_get_monotonic_time () + OBD_PATIENCE_LEAST);
  ObdSmtp *smtp = obd_smtp_new (obd_channel_new (connection, finding->trace));
  g_autoptr (ObdReply) reply = NULL;
  g_autofree char *word = NULL;
  g_autofree char *name = NULL;

  finding->stage = OBD_STAGE_BANNER;
  reply = obd_smtp_greeting (smtp, deadline, run->cancellable, NULL);
  if (reply != NULL)
    {
      word = g_strndup (reply->text, strcspn (reply->text, " \t\n"));
      name = obd_host_check (word, NULL);
    }
  if (name != NULL)
    obd_finding_set_text (finding, OBD_KEY_SMTP_HELO_NAME, name);
  obd_smtp_free (smtp);
}

static void
examine (ObdRun     *run,
         ObdFinding *finding,
         gboolean    listens)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  finding->stage = OBD_STAGE_DNS;
  obd_trace_enter (finding->trace, OBD_STAGE_DNS);
  connection = dial (run, finding, &error);
  if (connection == NULL)
    {
      tell_failure (finding, error);
      return;
    }
  finding->outcome = OBD_OUTCOME_OK;
  if (listens)
    listen (run, finding, connection);
  else
    g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

ObdFinding *
obd_probe_reach_run (ObdRun       *run,
                     const ObdJob *job)
{
  g_autofree char *id = g_strdup_printf ("reach:%s:%u", job->endpoint->host, job->endpoint->port);
  ObdFinding *finding = obd_finding_new ("reach", id);

  finding->endpoint = obd_endpoint_ref (job->endpoint);
  finding->trace = obd_trace_new (run->origin);
  finding->outcome = OBD_OUTCOME_SKIPPED;
  if (is_wanted (run))
    examine (run, finding, FALSE);
  else if (is_stranger (run, job))
    examine (run, finding, TRUE);
  return obd_finding_seal (finding);
}
