/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-plan-text.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* The first conversation for which @test holds. */
static const ObdTask *
find_task (const ObdPlanRow *row,
           gboolean        (*test) (const ObdTask *task))
{
  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      if (test (task))
        return task;
    }
  return NULL;
}

static gboolean
tried_auth (const ObdTask *task)
{
  return task->finding != NULL && task->finding->signed_in;
}

static gboolean
is_authenticated (const ObdTask *task)
{
  return task->finding != NULL
         && obd_finding_get_flag (task->finding, OBD_KEY_SMTP_AUTHENTICATED);
}

static gboolean
is_at_auth (const ObdTask *task)
{
  return task->running && task->stage == OBD_STAGE_AUTH;
}

static gboolean
is_at_envelope (const ObdTask *task)
{
  return task->running && task->stage >= OBD_STAGE_MAIL;
}

static gboolean
is_typed (const ObdTask *task)
{
  return task->job->role == OBD_ROLE_TYPED;
}

static gboolean
is_control (const ObdTask *task)
{
  return task->job->role == OBD_ROLE_CONTROL;
}

static gboolean
has_sent (const ObdTask *task)
{
  return task->finding != NULL && obd_finding_get_flag (task->finding, OBD_KEY_SMTP_MESSAGE_SENT);
}

static void
show (ObdPlanView     *view,
      ObdStationState  state,
      const char      *detail)
{
  view->state = state;
  view->detail = g_strdup (detail);
}

/* What a row says that nothing has come to yet. */
static void
show_pending (ObdPlanView *view,
              gboolean     over,
              gboolean     running,
              const char  *waiting)
{
  if (over)
    show (view, OBD_STATION_NOT_REACHED, _("Not reached"));
  else
    show (view, running ? OBD_STATION_RUNNING : OBD_STATION_WAITING, running ? "" : waiting);
}

static void
show_refusal (ObdPlanView    *view,
              const ObdReply *reply)
{
  g_autofree char *words = obd_plan_quote_reply (reply);

  view->state = OBD_STATION_STUCK;
  /* TRANSLATORS: %s are a server's own words. */
  view->detail = g_strdup_printf (_("Refused: %s"), words);
}

static void
show_signed_in (ObdPlanView      *view,
                const ObdFinding *finding)
{
  view->duration = obd_plan_time_stages (finding, OBD_STAGE_AUTH, OBD_STAGE_AUTH);
  if (!obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED))
    {
      if (finding->reply != NULL && finding->stage == OBD_STAGE_AUTH)
        show_refusal (view, finding->reply);
      else
        show (view, OBD_STATION_WARNING, _("The server did not say whether it lets you in"));
      return;
    }
  view->state = OBD_STATION_GOOD;
  /* TRANSLATORS: %u is a network port. */
  view->detail = g_strdup_printf (_("Signed in on port %u"), finding->endpoint->port);
}

/* The typed conversation came to sign-in, and nothing was tried. */
static gboolean
show_held_back (ObdPlanView   *view,
                const ObdTask *typed)
{
  if (typed == NULL || typed->finding == NULL)
    return FALSE;
  switch (typed->finding->fault)
    {
    case OBD_FAULT_NO_AUTH:
      show (view, OBD_STATION_WARNING, _("The server offers no sign-in as the device has it"));
      return TRUE;
    case OBD_FAULT_NO_MECHANISM:
      show (view, OBD_STATION_WARNING, _("No way to sign in that the device and the server share"));
      return TRUE;
    case OBD_FAULT_UNSAFE:
      show (view, OBD_STATION_NOT_TESTED,
            _("Not tested: the password does not go over an open line"));
      return TRUE;
    default:
      return FALSE;
    }
}

void
obd_plan_describe_sign_in (const ObdPlan    *plan,
                           const ObdPlanRow *row,
                           gboolean          over,
                           ObdPlanView      *view)
{
  const ObdTask *best = find_task (row, is_authenticated);

  if (best == NULL)
    best = find_task (row, tried_auth);
  if (best != NULL)
    show_signed_in (view, best->finding);
  else if (over && show_held_back (view, find_task (row, is_typed)))
    return;
  else if (plan->target->password == NULL)
    show (view, OBD_STATION_NOT_TESTED, _("Not tested: no password was given"));
  else
    show_pending (view, over, find_task (row, is_at_auth) != NULL, _("Waits for a server"));
}

/* MAIL and RCPT as that conversation said them. */
static void
show_envelope (ObdPlanView      *view,
               const ObdTarget  *target,
               const ObdFinding *finding)
{
  view->duration = obd_plan_time_stages (finding, OBD_STAGE_MAIL, OBD_STAGE_RCPT);
  if (obd_finding_get_flag (finding, OBD_KEY_SMTP_RECIPIENT_OK))
    {
      view->state = OBD_STATION_GOOD;
      /* TRANSLATORS: %s is a mail address that the server would take mail for. */
      view->detail = g_strdup_printf (_("%s is accepted"), target->recipient);
    }
  else if (finding->fault == OBD_FAULT_REPLY && finding->stage >= OBD_STAGE_MAIL
           && finding->reply != NULL)
    show_refusal (view, finding->reply);
  else
    show (view, OBD_STATION_NOT_REACHED, _("Not reached"));
}

/* The device signs in: that the server refuses strangers is as it should be. */
static void
show_control (ObdPlanView      *view,
              const ObdTarget  *target,
              const ObdFinding *finding)
{
  show_envelope (view, target, finding);
  if (view->state == OBD_STATION_STUCK)
    {
      g_clear_pointer (&view->detail, g_free);
      show (view, OBD_STATION_GOOD, _("Refused, as it should be"));
    }
}

static void
describe_anonymous (const ObdPlan    *plan,
                    const ObdPlanRow *row,
                    gboolean          over,
                    ObdPlanView      *view)
{
  gboolean signs_in = obd_target_signs_in (plan->target);
  const ObdTask *task = find_task (row, signs_in ? is_control : is_typed);

  if (task == NULL || task->finding == NULL)
    show_pending (view, over, task != NULL && is_at_envelope (task), _("Waits for the server"));
  else if (signs_in)
    show_control (view, plan->target, task->finding);
  else
    show_envelope (view, plan->target, task->finding);
}

static void
describe_signed_in (const ObdPlan    *plan,
                    const ObdPlanRow *row,
                    gboolean          over,
                    ObdPlanView      *view)
{
  const ObdTask *task = find_task (row, is_authenticated);

  if (task != NULL)
    show_envelope (view, plan->target, task->finding);
  else if (plan->target->password == NULL)
    show (view, OBD_STATION_NOT_TESTED, _("Not tested: no password was given"));
  else
    show_pending (view, over, FALSE, _("Waits for the sign-in"));
}

void
obd_plan_describe_relay (const ObdPlan    *plan,
                         const ObdPlanRow *row,
                         gboolean          over,
                         ObdPlanView      *view)
{
  if (plan->target->recipient == NULL)
    show (view, OBD_STATION_NOT_TESTED, _("Not tested: no recipient was named"));
  else if (row->kind == OBD_PLAN_RELAY_ANONYMOUS)
    describe_anonymous (plan, row, over, view);
  else
    describe_signed_in (plan, row, over, view);
}

void
obd_plan_describe_message (const ObdPlan    *plan,
                           const ObdPlanRow *row,
                           gboolean          over,
                           ObdPlanView      *view)
{
  const ObdTask *signed_in = find_task (row, is_authenticated);

  if (find_task (row, has_sent) != NULL)
    show (view, OBD_STATION_GOOD, _("The server took it"));
  else if (signed_in != NULL && signed_in->finding->reply != NULL)
    show_refusal (view, signed_in->finding->reply);
  else
    show_pending (view, over, FALSE, _("Waits for the sign-in"));
}
