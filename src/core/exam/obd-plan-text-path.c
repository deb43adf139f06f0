/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-plan-text.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* A clock that is off by less than this hurts nobody: certificates and Kerberos allow it. */
#define CLOCK_TOLERANCE_MS (5 * 60 * 1000)

static char *
describe_clock_error (gint64 seconds)
{
  if (seconds < 120)
    /* TRANSLATORS: how far a clock is off; follows "This clock is". */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d second", "%d seconds", seconds),
                            (int) seconds);
  if (seconds < 2 * 3600)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", seconds / 60),
                            (int) (seconds / 60));
  if (seconds < 2 * 86400)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", seconds / 3600),
                            (int) (seconds / 3600));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", seconds / 86400),
                          (int) MIN (seconds / 86400, G_MAXINT));
}

static void
describe_clock (const ObdFinding *finding,
                ObdPlanView      *view)
{
  gint64 offset = obd_finding_get_int (finding, OBD_KEY_CLOCK_OFFSET_MS);
  g_autofree char *amount = describe_clock_error (ABS (offset) / 1000);

  if (!obd_finding_has (finding, OBD_KEY_CLOCK_SOURCE))
    {
      view->state = OBD_STATION_NOT_TESTED;
      view->detail = g_strdup (_("Not tested: no time server was asked, or none answered"));
      return;
    }
  view->state = ABS (offset) <= CLOCK_TOLERANCE_MS ? OBD_STATION_GOOD : OBD_STATION_WARNING;
  if (ABS (offset) < 1000)
    view->detail = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Right to within %d millisecond",
                                                 "Right to within %d milliseconds", ABS (offset)),
                                    (int) ABS (offset));
  else if (offset > 0)
    /* TRANSLATORS: %s is an amount such as "3 days": the clock stands before the true time. */
    view->detail = g_strdup_printf (_("%s slow"), amount);
  else
    /* TRANSLATORS: %s is an amount such as "3 days": the clock stands after the true time. */
    view->detail = g_strdup_printf (_("%s fast"), amount);
}

static gboolean
any_connected (const ObdPlan *plan)
{
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (plan->tasks, i);

      if (task->finding != NULL && task->finding->address != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The system's opinion is no proof; a connection of our own is one. */
static void
describe_network (const ObdPlan    *plan,
                  const ObdFinding *finding,
                  ObdPlanView      *view)
{
  view->state = OBD_STATION_GOOD;
  if (any_connected (plan))
    view->detail = g_strdup (obd_finding_get_flag (finding, OBD_KEY_NETWORK_PROXY)
                               ? _("Connected; the system’s proxy is not used for mail")
                               : _("Connected"));
  else if (finding->outcome != OBD_OUTCOME_OK)
    {
      view->state = OBD_STATION_NOT_TESTED;
      view->detail = g_strdup (_("The system does not say"));
    }
  else if (obd_finding_get_flag (finding, OBD_KEY_NETWORK_AVAILABLE))
    view->detail = g_strdup (_("The system says that it is connected"));
  else
    {
      view->state = OBD_STATION_WARNING;
      view->detail = g_strdup (_("The system sees no way out of this computer"));
    }
}

static char *
list_addresses (const ObdFinding *finding)
{
  g_autofree const char **addresses = obd_finding_get_texts (finding, OBD_KEY_NAME_ADDRESSES);
  guint n = addresses != NULL ? g_strv_length ((char **) addresses) : 0;

  if (n == 0)
    return g_strdup ("");
  if (n == 1)
    return g_strdup (addresses[0]);
  /* TRANSLATORS: the addresses of a server: the first one, and how many more there are. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s and %d more", "%s and %d more", n - 1),
                          addresses[0], (int) n - 1);
}

static void
describe_name (const ObdPlan *plan,
               const ObdTask *task,
               ObdPlanView   *view)
{
  const char *host = task->job->endpoint->host;
  gboolean typed = task->job->unusable || g_strcmp0 (plan->target->host, host) == 0;

  if (task->finding->outcome == OBD_OUTCOME_OK)
    {
      view->state = OBD_STATION_GOOD;
      view->detail = list_addresses (task->finding);
      return;
    }
  view->state = typed ? OBD_STATION_STUCK : OBD_STATION_NOT_REACHED;
  if (task->job->unusable)
    view->detail = g_strdup (_("This cannot be the name of a server"));
  else if (task->finding->fault == OBD_FAULT_NAME_UNKNOWN)
    view->detail = g_strdup (_("No server has this name"));
  else
    view->detail = g_strdup (_("The name service did not answer"));
}

/* A probe that has no words of its own here. */
static void
describe_any (const ObdFinding *finding,
              ObdPlanView      *view)
{
  gboolean good = finding->outcome == OBD_OUTCOME_OK;

  view->state = good ? OBD_STATION_GOOD : OBD_STATION_WARNING;
  view->detail = g_strdup (good ? _("Good") : _("Not as it should be"));
}

static void
describe_cancelled (ObdPlanView *view)
{
  view->state = OBD_STATION_NOT_REACHED;
  view->detail = g_strdup (_("Stopped before there was an answer"));
}

void
obd_plan_describe_probe (const ObdPlan    *plan,
                         const ObdPlanRow *row,
                         ObdPlanView      *view)
{
  const ObdTask *task = g_ptr_array_index (row->tasks, 0);

  if (task->finding == NULL)
    {
      view->state = task->running ? OBD_STATION_RUNNING : OBD_STATION_WAITING;
      return;
    }
  view->duration = task->duration;
  if (task->finding->outcome == OBD_OUTCOME_CANCELLED)
    describe_cancelled (view);
  else if (g_str_equal (task->job->probe, "clock"))
    describe_clock (task->finding, view);
  else if (g_str_equal (task->job->probe, "network"))
    describe_network (plan, task->finding, view);
  else if (g_str_equal (task->job->probe, "name"))
    describe_name (plan, task, view);
  else
    describe_any (task->finding, view);
}

static const char *
describe_running (ObdStage stage)
{
  switch (stage)
    {
    case OBD_STAGE_DNS:
      return _("Looking up the name");
    case OBD_STAGE_CONNECT:
      return _("Waiting for an answer");
    case OBD_STAGE_BANNER:
    case OBD_STAGE_EHLO:
      return _("Open, waiting for the greeting");
    case OBD_STAGE_STARTTLS:
    case OBD_STAGE_TLS:
      return _("Open, agreeing on encryption");
    case OBD_STAGE_AUTH:
      return _("Open, asking about sign-in");
    case OBD_STAGE_NONE:
      return "";
    default:
      return _("Open, asking whether it takes the mail");
    }
}

static const char *
describe_certificate (guint problems)
{
  if (problems & OBD_TLS_PROBLEM_EXPIRED)
    return _("Encrypted, but the certificate has expired");
  if (problems & OBD_TLS_PROBLEM_NOT_YET_VALID)
    return _("Encrypted, but the certificate is not valid yet");
  if (problems & OBD_TLS_PROBLEM_WRONG_NAME)
    return _("Encrypted, but the certificate is for another name");
  if (problems & (OBD_TLS_PROBLEM_SELF_SIGNED | OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY
                  | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN))
    return _("Encrypted, but nobody known vouches for the certificate");
  return _("Encrypted, but the certificate does not pass");
}

const char *
obd_plan_describe_fault (const ObdFinding *finding)
{
  switch (finding->fault)
    {
    case OBD_FAULT_NAME_UNKNOWN:
      return _("No server has this name");
    case OBD_FAULT_NAME_SERVICE:
      return _("The name service did not answer");
    case OBD_FAULT_SILENT:
      return _("Nothing comes back from this port");
    case OBD_FAULT_UNREACHABLE:
      return _("The network rejects connections to this port");
    case OBD_FAULT_REFUSED:
      return _("Nothing listens on this port");
    case OBD_FAULT_DROPPED:
      return _("Open, but the connection was closed");
    case OBD_FAULT_TIMEOUT:
      return obd_finding_get_flag (finding, OBD_KEY_SMTP_OUTDONE)
               ? _("Open, but it waits for the other kind of connection")
               : _("Open, but no answer came in time");
    case OBD_FAULT_PROTOCOL:
      return _("Open, but the answers are not those of a mail server");
    case OBD_FAULT_NOT_TLS:
      return _("Open, but it does not speak encryption from the start");
    case OBD_FAULT_TLS_HANDSHAKE:
      return _("Open, but no encryption could be agreed on");
    case OBD_FAULT_TLS_VERSION:
      return _("Open, but its encryption is too old");
    case OBD_FAULT_CERTIFICATE:
      return describe_certificate (finding->tls != NULL ? finding->tls->problems : 0);
    case OBD_FAULT_NO_STARTTLS:
      return _("Open, but the server offers no encryption here");
    case OBD_FAULT_INJECTED:
    case OBD_FAULT_PREAUTH:
      return _("Open, but somebody meddles with the encryption");
    default:
      return _("Open, but the server refuses");
    }
}

static gboolean
offers_no_auth (const ObdFinding *finding)
{
  gboolean inside = obd_finding_get_flag (finding, OBD_KEY_SMTP_ENCRYPTED);
  g_autofree const char **offered = obd_finding_get_texts (finding, inside
                                                                      ? OBD_KEY_SMTP_AUTH_TLS
                                                                      : OBD_KEY_SMTP_AUTH_PLAIN);

  return offered == NULL || offered[0] == NULL;
}

static char *
describe_encryption (const ObdTlsFacts *tls)
{
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (tls->not_after);
  /* TRANSLATORS: the day on which a certificate ends, as g_date_time_format() writes it. */
  g_autofree char *day = end != NULL ? g_date_time_format (end, _("%-e %B %Y")) : NULL;

  if (tls->version == NULL || day == NULL)
    return g_strdup (_("Open, encrypted"));
  /* TRANSLATORS: %1$s is "TLS 1.3", %2$s a day. */
  return g_strdup_printf (_("Open, %1$s, certificate valid until %2$s"), tls->version, day);
}

/* The conversation came past encryption, however it went on. */
static void
describe_open (const ObdFinding *finding,
               ObdPlanView      *view)
{
  view->state = OBD_STATION_GOOD;
  if (offers_no_auth (finding))
    {
      view->state = OBD_STATION_WARNING;
      view->detail = g_strdup (_("Open, but the server offers no sign-in here"));
    }
  else if (finding->tls != NULL && obd_finding_get_flag (finding, OBD_KEY_SMTP_ENCRYPTED))
    view->detail = describe_encryption (finding->tls);
  else
    {
      view->state = OBD_STATION_WARNING;
      view->detail = g_strdup (_("Open, without encryption"));
    }
}

static gboolean
came_past_encryption (const ObdFinding *finding)
{
  return finding->outcome == OBD_OUTCOME_OK || finding->stage >= OBD_STAGE_AUTH
         || finding->outcome == OBD_OUTCOME_SKIPPED;
}

void
obd_plan_describe_endpoint (const ObdTarget *target,
                            const ObdTask   *task,
                            ObdPlanView     *view)
{
  const ObdFinding *finding = task->finding;

  if (finding == NULL)
    {
      view->state = task->running ? OBD_STATION_RUNNING : OBD_STATION_WAITING;
      view->detail = g_strdup (task->running ? describe_running (task->stage) : "");
      return;
    }
  view->duration = obd_plan_time_stages (finding, OBD_STAGE_DNS, OBD_STAGE_TLS);
  if (came_past_encryption (finding))
    describe_open (finding, view);
  else if (finding->outcome == OBD_OUTCOME_CANCELLED)
    describe_cancelled (view);
  else
    {
      view->state = finding->typed ? OBD_STATION_STUCK : OBD_STATION_WARNING;
      view->detail = finding->fault == OBD_FAULT_REPLY && finding->reply != NULL
                       ? obd_plan_quote_reply (finding->reply)
                       : g_strdup (obd_plan_describe_fault (finding));
    }
}

void
obd_plan_describe_others (const ObdPlanRow *row,
                          gboolean          searching,
                          ObdPlanView      *view)
{
  guint done = 0;
  guint open = 0;
  gboolean running = FALSE;

  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      running |= task->running;
      done += task->finding != NULL;
      open += task->finding != NULL && came_past_encryption (task->finding);
    }
  if (row->tasks->len == 0 && !searching)
    {
      view->state = OBD_STATION_NOT_TESTED;
      view->detail = g_strdup (_("No other server was found"));
      return;
    }
  if (done < row->tasks->len || row->tasks->len == 0)
    {
      view->state = running ? OBD_STATION_RUNNING : OBD_STATION_WAITING;
      return;
    }
  view->state = open > 0 ? OBD_STATION_GOOD : OBD_STATION_NOT_REACHED;
  /* TRANSLATORS: of the servers (or ports) that were tried, so many took a connection. */
  view->detail = g_strdup_printf (_("%1$u of %2$u answer"), open, done);
}
