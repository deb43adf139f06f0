/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-plan-text.h"

#include "obd-keys.h"
#include "obd-search.h"
#include "obd-search-words.h"

#include <glib/gi18n-lib.h>

/* The outgoing server that is to be believed soonest, of all that is known by now. */
static ObdService *
find_best (const ObdPlanRow *row)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);
  g_autoptr (GPtrArray) merged = NULL;

  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      if (task->finding != NULL)
        g_ptr_array_extend_and_steal (all, obd_finding_dup_services (task->finding));
    }
  merged = obd_services_merge (all);
  for (guint i = 0; i < merged->len; i++)
    {
      ObdService *service = g_ptr_array_index (merged, i);

      if (service->protocol == OBD_PROTOCOL_SMTP)
        return obd_service_ref (service);
    }
  return NULL;
}

static const ObdFinding *
find_refusal (const ObdPlanRow *row)
{
  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      if (task->finding != NULL
          && obd_search_outcome_is_refusal (obd_finding_get_text (task->finding,
                                                                  OBD_KEY_SEARCH_OUTCOME)))
        return task->finding;
    }
  return NULL;
}

/* A provider that is known, and has no servers for mail programs. */
static const char *
find_provider (const ObdPlanRow *row)
{
  for (guint i = 0; i < row->tasks->len; i++)
    {
      const ObdTask *task = g_ptr_array_index (row->tasks, i);

      if (task->finding != NULL && obd_finding_get_flag (task->finding, OBD_KEY_SEARCH_FINAL))
        return obd_finding_get_text (task->finding, OBD_KEY_SEARCH_NAME);
    }
  return NULL;
}

static gboolean
is_pending (const ObdPlanRow *row)
{
  for (guint i = 0; i < row->tasks->len; i++)
    if (((ObdTask *) g_ptr_array_index (row->tasks, i))->finding == NULL)
      return TRUE;
  return FALSE;
}

static void
show_found (ObdPlanView      *view,
            const ObdService *service)
{
  g_autofree char *who = obd_source_dup_words (service);

  view->state = OBD_STATION_GOOD;
  /* TRANSLATORS: a server, its port, and who says so: "the list of known providers, as of March
   * 2026". */
  view->detail = g_strdup_printf (_("%1$s, port %2$u, says %3$s"), service->endpoint->host,
                                  service->endpoint->port, who);
}

static void
show_refusal (ObdPlanView      *view,
              const ObdFinding *finding)
{
  const char *outcome = obd_finding_get_text (finding, OBD_KEY_SEARCH_OUTCOME);
  ObdSource source = OBD_SOURCE_GUESS;

  obd_source_from_nick (obd_finding_get_text (finding, OBD_KEY_SEARCH_SOURCE), &source);
  view->state = OBD_STATION_WARNING;
  /* TRANSLATORS: who was asked ("the public configuration database"), and how it ended ("refused: it
   * points to somebody else"). */
  view->detail = g_strdup_printf (_("Nothing found; %1$s: %2$s"), obd_source_get_words (source),
                                  obd_search_outcome_get_words (outcome));
}

static void
show_nothing (ObdPlanView      *view,
              const ObdPlanRow *row)
{
  const ObdFinding *refusal = find_refusal (row);
  const char *provider = find_provider (row);

  view->state = OBD_STATION_NOT_TESTED;
  if (provider != NULL)
    /* TRANSLATORS: %s is the name of a provider. */
    view->detail = g_strdup_printf (_("%s lets no mail program in"), provider);
  else if (refusal != NULL)
    show_refusal (view, refusal);
  else
    view->detail = g_strdup (_("Nobody says which server this mailbox uses"));
}

void
obd_plan_describe_search (const ObdPlanRow *row,
                          ObdPlanView      *view)
{
  g_autoptr (ObdService) best = find_best (row);
  const ObdTask *first = g_ptr_array_index (row->tasks, 0);

  if (best != NULL)
    show_found (view, best);
  else if (!is_pending (row))
    show_nothing (view, row);
  else
    view->state = first->running || first->finding != NULL ? OBD_STATION_RUNNING
                                                           : OBD_STATION_WAITING;
}
