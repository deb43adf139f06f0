/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-plan-text.h"

#include "obd-keys.h"

#include <glib/gi18n-lib.h>

/* Which conversation the row speaks of: who got in, who tried, what was told, what came furthest. */
static guint
get_rank (const ObdTask *task)
{
  const ObdFinding *finding = task->finding;

  if (finding == NULL)
    return 0;
  if (obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED))
    return 4000;
  if (finding->signed_in)
    return 3000;
  return (finding->typed ? 2000 : 1000) + finding->stage;
}

static const ObdTask *
find_best (const ObdPlanRow *row)
{
  const ObdTask *best = NULL;

  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      if (best == NULL || get_rank (task) > get_rank (best))
        best = task;
    }
  return best;
}

static gboolean
is_running (const ObdPlanRow *row)
{
  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      if (task->finding == NULL && task->running)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_done (const ObdPlanRow *row)
{
  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      if (task->finding == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
show (ObdPlanView     *view,
      ObdStationState  state,
      char            *detail) /* (transfer full) */
{
  view->state = state;
  view->detail = detail;
}

static void
show_signed_in (ObdPlanView      *view,
                const ObdFinding *finding)
{
  view->duration = obd_plan_time_stages (finding, OBD_STAGE_AUTH, OBD_STAGE_AUTH);
  /* TRANSLATORS: %1$s is the name of a server, %2$u a network port. */
  show (view, OBD_STATION_GOOD, g_strdup_printf (_("Signed in at %1$s, port %2$u"),
                                                 finding->endpoint->host,
                                                 finding->endpoint->port));
}

/* Where sending is the question, that receiving fails is worth a warning, no more. */
static void
show_failure (ObdPlanView      *view,
              const ObdPlan    *plan,
              const ObdFinding *finding)
{
  ObdStationState state = plan->target->incoming_only ? OBD_STATION_STUCK : OBD_STATION_WARNING;

  if (finding->fault == OBD_FAULT_REPLY && finding->reply != NULL)
    {
      g_autofree char *words = obd_plan_quote_reply (finding->reply);

      /* TRANSLATORS: %s are a server's own words. */
      show (view, state, g_strdup_printf (_("Refused: %s"), words));
    }
  else if (finding->fault == OBD_FAULT_UNSAFE)
    show (view, OBD_STATION_NOT_TESTED,
          g_strdup (_("Not tested: the password does not go over an open line")));
  else if (finding->fault == OBD_FAULT_NO_PASSWORD)
    show (view, OBD_STATION_NOT_TESTED, g_strdup (_("Not tested: no password was given")));
  else if (finding->fault == OBD_FAULT_NO_AUTH || finding->fault == OBD_FAULT_NO_MECHANISM)
    show (view, state, g_strdup (_("Open, but the server offers no sign-in here")));
  else if (finding->fault != OBD_FAULT_NONE)
    show (view, state, g_strdup (obd_plan_describe_fault (finding)));
  else
    show (view, OBD_STATION_NOT_REACHED, g_strdup (_("Not reached")));
}

/* A server that is told and reached settles it; for one that is to be found all have to end. */
static gboolean
is_settled (const ObdPlanRow *row,
            const ObdTask    *best)
{
  return best->finding != NULL && (best->finding->signed_in || best->finding->typed || is_done (row));
}

void
obd_plan_describe_incoming (const ObdPlan    *plan,
                            const ObdPlanRow *row,
                            gboolean          over,
                            ObdPlanView      *view)
{
  const ObdTask *best = find_best (row);

  /* Without a fault: it answered from the mailbox as well. */
  if (best->finding != NULL && best->finding->fault == OBD_FAULT_NONE
      && obd_finding_get_flag (best->finding, OBD_KEY_SMTP_AUTHENTICATED))
    show_signed_in (view, best->finding);
  else if (over || is_settled (row, best))
    {
      if (best->finding != NULL)
        show_failure (view, plan, best->finding);
      else
        show (view, OBD_STATION_NOT_REACHED, g_strdup (_("Not reached")));
    }
  else
    show (view, is_running (row) ? OBD_STATION_RUNNING : OBD_STATION_WAITING, g_strdup (""));
}
