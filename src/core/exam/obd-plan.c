/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-plan.h"

#include "obd-plan-text.h"
#include "obd-step-private.h"

#include <glib/gi18n-lib.h>

static void
free_task (gpointer data)
{
  ObdTask *task = data;

  g_clear_pointer (&task->finding, obd_finding_unref);
  g_free (task);
}

static void
free_row (gpointer data)
{
  ObdPlanRow *row = data;

  g_object_unref (row->step);
  g_ptr_array_unref (row->tasks);
  g_free (row);
}

static ObdPlanRow *
add_row (ObdPlan      *plan,
         ObdPlanKind   kind,
         const char   *id,
         const char   *title,
         ObdStationId  station)
{
  ObdPlanRow *row = g_new0 (ObdPlanRow, 1);

  row->kind = kind;
  row->step = obd_step_new (id, title, station);
  row->tasks = g_ptr_array_new ();
  g_ptr_array_add (plan->rows, row);
  g_list_store_append (plan->steps, row->step);
  return row;
}

static ObdStationId
find_station (const char *nick)
{
  static const struct
  {
    const char  *nick;
    ObdStationId id;
  } stations[] = {
    { "device", OBD_STATION_DEVICE },
    { "network", OBD_STATION_NETWORK },
    { "name", OBD_STATION_NAME },
    { "port", OBD_STATION_PORT },
    { "sign-in", OBD_STATION_SIGN_IN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (stations); i++)
    if (g_str_equal (stations[i].nick, nick))
      return stations[i].id;
  g_return_val_if_reached (OBD_STATION_DEVICE);
}

static void
add_probe_row (ObdPlan *plan,
               ObdTask *task)
{
  const ObdProbe *probe = obd_probes_find (task->job->probe);
  const char *host = task->job->endpoint != NULL ? task->job->endpoint->host : NULL;
  g_autofree char *id = host != NULL ? g_strdup_printf ("%s:%s", probe->id, host)
                                     : g_strdup (probe->id);
  g_autofree char *title = g_strdup (_(probe->question));

  if (host != NULL)
    {
      g_autoptr (GString) named = g_string_new (title);

      g_string_replace (named, "%s", host, 1);
      g_free (title);
      title = g_strdup (named->str);
    }
  g_ptr_array_add (add_row (plan, OBD_PLAN_PROBE, id, title, find_station (probe->station))->tasks,
                   task);
}

/* With a typed server, its two submission ports have rows of their own; the rest stays together. */
static gboolean
has_own_row (const ObdTarget *target,
             const ObdJob    *job)
{
  if (job->role == OBD_ROLE_TYPED)
    return TRUE;
  if (job->role != OBD_ROLE_OFFER || g_strcmp0 (job->endpoint->host, target->host) != 0)
    return FALSE;
  return (job->endpoint->port == 587 && job->endpoint->security == OBD_SECURITY_STARTTLS)
         || (job->endpoint->port == 465 && job->endpoint->security == OBD_SECURITY_TLS);
}

static void
add_endpoint_row (ObdPlan *plan,
                  ObdTask *task)
{
  const ObdEndpoint *endpoint = task->job->endpoint;
  gboolean typed = task->job->role == OBD_ROLE_TYPED;
  g_autofree char *where = obd_endpoint_to_string (endpoint);
  g_autofree char *id = g_strdup_printf ("%s:%s", typed ? "typed" : "endpoint", where);
  g_autofree char *title = typed ? obd_plan_title_for_typed (plan->target, endpoint->port)
                                 : obd_plan_title_for_endpoint (endpoint);
  ObdStationId station = typed ? OBD_STATION_PORT : OBD_STATION_ENCRYPTION;

  g_ptr_array_add (add_row (plan, OBD_PLAN_ENDPOINT, id, title, station)->tasks, task);
}

static ObdPlanRow *
find_row (const ObdPlan *plan,
          const char    *id)
{
  for (guint i = 0; i < plan->rows->len; i++)
    {
      ObdPlanRow *row = g_ptr_array_index (plan->rows, i);

      if (g_str_equal (obd_step_get_id (row->step), id))
        return row;
    }
  return NULL;
}

static ObdPlanRow *
ensure_row (ObdPlan      *plan,
            ObdPlanKind   kind,
            const char   *id,
            const char   *title,
            ObdStationId  station)
{
  ObdPlanRow *row = find_row (plan, id);

  return row != NULL ? row : add_row (plan, kind, id, title, station);
}

static ObdPlanRow *
ensure_others (ObdPlan *plan)
{
  return ensure_row (plan, OBD_PLAN_OTHERS, "others", _("Other usual servers"), OBD_STATION_PORT);
}

/* Without a typed server, one for each name that is likely; what joins later finds its place there or
 * in the row of all others. */
static ObdPlanRow *
find_other_row (ObdPlan       *plan,
                const ObdTask *task,
                gboolean       joins)
{
  const char *host = task->job->endpoint->host;
  g_autofree char *id = g_strdup_printf ("others:%s", host);
  g_autofree char *title = NULL;

  if (plan->target->host != NULL || (joins && find_row (plan, id) == NULL))
    return ensure_others (plan);
  /* TRANSLATORS: %s is the name of a server; ports are network ports. A check of the plan. */
  title = g_strdup_printf (_("Usual ports of %s"), host);
  return ensure_row (plan, OBD_PLAN_OTHERS, id, title, OBD_STATION_PORT);
}

static void
add_search_row (ObdPlan *plan,
                ObdTask *task)
{
  const ObdProbe *probe = obd_probes_find (task->job->probe);
  ObdPlanRow *row = ensure_row (plan, OBD_PLAN_SEARCH, "search", _(probe->question),
                                find_station (probe->station));

  g_ptr_array_add (row->tasks, task);
}

static gboolean
is_outgoing (const ObdTask *task)
{
  return task->job->protocol == OBD_PROTOCOL_SMTP;
}

/* More sources than our own list are asked: what they name joins the run. */
static gboolean
may_join (const ObdPlan *plan)
{
  const ObdPlanRow *search = find_row (plan, "search");

  return search != NULL && search->tasks->len > 1 && !plan->target->incoming_only;
}

static void
add_task_rows (ObdPlan *plan)
{
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      ObdTask *task = g_ptr_array_index (plan->tasks, i);

      if (task->job->source != OBD_N_SOURCES)
        add_search_row (plan, task);
      else if (task->job->role == OBD_ROLE_NONE
               && obd_probes_find (task->job->probe)->question != NULL)
        add_probe_row (plan, task);
      else if (is_outgoing (task) && has_own_row (plan->target, task->job))
        add_endpoint_row (plan, task);
    }
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      ObdTask *task = g_ptr_array_index (plan->tasks, i);

      if (is_outgoing (task) && task->job->role == OBD_ROLE_OFFER
          && !has_own_row (plan->target, task->job))
        g_ptr_array_add (find_other_row (plan, task, FALSE)->tasks, task);
    }
  if (may_join (plan))
    ensure_others (plan);
}

/* The session rows read every conversation of their direction. */
static void
add_session_row (ObdPlan      *plan,
                 ObdPlanKind   kind,
                 const char   *id,
                 const char   *title,
                 ObdStationId  station)
{
  ObdPlanRow *row = add_row (plan, kind, id, title, station);

  for (guint i = 0; i < plan->tasks->len; i++)
    {
      ObdTask *task = g_ptr_array_index (plan->tasks, i);

      if (task->job->role != OBD_ROLE_NONE && is_outgoing (task) == (kind != OBD_PLAN_INCOMING))
        g_ptr_array_add (row->tasks, task);
    }
}

static void
add_incoming_row (ObdPlan *plan)
{
  const ObdProbe *probe = obd_probes_find ("incoming");

  for (guint i = 0; i < plan->tasks->len; i++)
    {
      if (is_outgoing (g_ptr_array_index (plan->tasks, i)))
        continue;
      add_session_row (plan, OBD_PLAN_INCOMING, "receiving", _(probe->question),
                       find_station (probe->station));
      return;
    }
}

static void
add_session_rows (ObdPlan *plan)
{
  g_autoptr (ObdEndpoint) typed = obd_target_dup_endpoint (plan->target);

  if (plan->target->incoming_only)
    return;
  add_session_row (plan, OBD_PLAN_SIGN_IN, "sign-in", _("Sign-in"), OBD_STATION_SIGN_IN);
  if (typed != NULL)
    /* TRANSLATORS: relaying: a server takes mail for somebody at another provider. */
    add_session_row (plan, OBD_PLAN_RELAY_ANONYMOUS, "relay-anonymous",
                     _("Relaying without sign-in"), OBD_STATION_RELAYING);
  add_session_row (plan, OBD_PLAN_RELAY_SIGNED_IN, "relay-signed-in", _("Relaying with sign-in"),
                   OBD_STATION_RELAYING);
  if (plan->target->test_recipient != NULL)
    {
      /* TRANSLATORS: %s is a mail address. A check of the plan. */
      g_autofree char *title = g_strdup_printf (_("Test message to %s"),
                                                plan->target->test_recipient);

      add_session_row (plan, OBD_PLAN_TEST_MESSAGE, "test-message", title, OBD_STATION_RECIPIENT);
    }
}

static void
add_tasks (ObdPlan *plan,
           guint    first)
{
  for (guint i = first; i < plan->jobs->len; i++)
    {
      ObdTask *task = g_new0 (ObdTask, 1);

      task->job = g_ptr_array_index (plan->jobs, i);
      task->duration = -1;
      g_ptr_array_add (plan->tasks, task);
    }
}

ObdPlan *
obd_plan_new (const ObdTarget *target)
{
  ObdPlan *plan = g_new0 (ObdPlan, 1);

  plan->target = obd_target_ref (target);
  plan->jobs = obd_probes_plan (target);
  plan->tasks = g_ptr_array_new_with_free_func (free_task);
  plan->rows = g_ptr_array_new_with_free_func (free_row);
  plan->steps = g_list_store_new (OBD_TYPE_STEP);
  add_tasks (plan, 0);
  add_task_rows (plan);
  add_session_rows (plan);
  add_incoming_row (plan);
  obd_plan_refresh (plan, FALSE);
  return plan;
}

static void
join_row (ObdPlan *plan,
          ObdTask *task)
{
  for (guint i = 0; i < plan->rows->len; i++)
    {
      ObdPlanRow *row = g_ptr_array_index (plan->rows, i);

      if (row->kind >= OBD_PLAN_SIGN_IN && is_outgoing (task) == (row->kind != OBD_PLAN_INCOMING))
        g_ptr_array_add (row->tasks, task);
    }
  if (is_outgoing (task))
    g_ptr_array_add (find_other_row (plan, task, TRUE)->tasks, task);
}

void
obd_plan_join (ObdPlan *plan,
               guint    first)
{
  add_tasks (plan, first);
  for (guint i = first; i < plan->jobs->len; i++)
    {
      ((ObdJob *) g_ptr_array_index (plan->jobs, i))->number = i;
      join_row (plan, g_ptr_array_index (plan->tasks, i));
    }
}

gboolean
obd_plan_is_searching (const ObdPlan *plan)
{
  for (guint i = 0; i < plan->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (plan->tasks, i);

      if (task->job->source != OBD_N_SOURCES && task->finding == NULL)
        return TRUE;
    }
  return FALSE;
}

void
obd_plan_free (ObdPlan *plan)
{
  g_object_unref (plan->steps);
  g_ptr_array_unref (plan->rows);
  g_ptr_array_unref (plan->tasks);
  g_ptr_array_unref (plan->jobs);
  obd_target_unref (plan->target);
  g_free (plan);
}

void
obd_plan_refresh (ObdPlan  *plan,
                  gboolean  over)
{
  for (guint i = 0; i < plan->rows->len; i++)
    {
      ObdPlanRow *row = g_ptr_array_index (plan->rows, i);
      ObdPlanView view = { OBD_STATION_WAITING, NULL, -1 };

      obd_plan_describe (plan, row, over, &view);
      obd_step_set_detail (row->step, view.detail != NULL ? view.detail : "");
      obd_step_set_duration (row->step, view.duration);
      obd_step_set_state (row->step, view.state);
      g_free (view.detail);
    }
}
