/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-exam-private.h"

#include "obd-found-plan.h"
#include "obd-keys.h"

static void
stop_timer (ObdExam *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* Every task has sealed its finding: its thread is at its very end, and is waited for. */
static void
finish (ObdExam *self)
{
  stop_timer (self);
  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
  g_thread_pool_stop_unused_threads ();
  g_clear_pointer (&self->run, obd_run_free);
  self->end = g_get_monotonic_time ();
  obd_exam_conclude (self, obd_findings_finish (self->findings, self->interrupted));
  obd_plan_refresh (self->plan, TRUE);
  obd_exam_emit_changed (self);
  obd_exam_emit_finished (self);
  g_object_unref (self); /* of obd_exam_run() */
}

/* Lets the run do what is due, and wakes up again when it asks for it. */
static gboolean
attend (gpointer data)
{
  ObdExam *self = data;
  gint64 next = obd_run_attend (self->run);

  g_source_set_ready_time (self->timer, next != G_MAXINT64 ? next : -1);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_timer (GSource     *source,
                GSourceFunc  callback,
                gpointer     data)
{
  return callback (data);
}

static void
start_timer (ObdExam *self)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_timer };

  self->timer = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (self->timer, attend, self, NULL);
  g_source_attach (self->timer, self->main);
}

static void
start_task (ObdExam *self,
            ObdTask *task)
{
  task->running = TRUE;
  self->pending++;
  g_thread_pool_push (self->pool, (gpointer) task->job, NULL);
}

static gboolean
names_outgoing (const ObdFinding *finding)
{
  g_autoptr (GPtrArray) services = obd_finding_dup_services (finding);

  for (guint i = 0; i < services->len; i++)
    if (((ObdService *) g_ptr_array_index (services, i))->protocol == OBD_PROTOCOL_SMTP)
      return TRUE;
  return FALSE;
}

/* A source of settings has answered: the servers that it names join the run, and where it was the
 * last one, nobody waits for more of them. */
static void
take_search (ObdExam          *self,
             const ObdFinding *finding)
{
  guint first = self->plan->jobs->len;

  if (obd_finding_get_flag (finding, OBD_KEY_SEARCH_FINAL) || names_outgoing (finding))
    obd_run_note_found (self->run);
  if (!self->interrupted)
    obd_found_plan_finding (finding, self->run, self->plan->jobs);
  obd_plan_join (self->plan, first);
  for (guint i = first; i < self->plan->jobs->len; i++)
    {
      obd_run_add_job (self->run, g_ptr_array_index (self->plan->jobs, i));
      start_task (self, g_ptr_array_index (self->plan->tasks, i));
    }
  if (!obd_plan_is_searching (self->plan))
    obd_run_end_search (self->run);
}

static void
take_message (ObdExam              *self,
              const ObdExamMessage *message)
{
  ObdTask *task;

  if (message->task == OBD_EXAM_NO_TASK)
    return;
  task = g_ptr_array_index (self->plan->tasks, message->task);
  if (message->finding == NULL)
    {
      task->stage = message->stage;
      return;
    }
  task->finding = obd_finding_ref (message->finding);
  task->duration = message->duration;
  task->running = FALSE;
  self->pending--;
  if (task->job->source != OBD_N_SOURCES)
    take_search (self, task->finding);
}

/* Everything that has come in: one set of findings and one conclusion for all of it. */
static gboolean
read_inbox (ObdExam *self)
{
  g_autoptr (ObdFindings) findings = obd_findings_ref (self->findings);
  gboolean any = FALSE;
  ObdExamMessage *message;

  while ((message = obd_exam_inbox_take (self->inbox)) != NULL)
    {
      take_message (self, message);
      if (message->finding != NULL)
        {
          ObdFindings *more = obd_findings_with (findings, message->finding);

          obd_findings_unref (findings);
          findings = more;
        }
      any |= message->task != OBD_EXAM_NO_TASK;
      obd_exam_message_free (message);
    }
  if (findings != self->findings)
    obd_exam_conclude (self, g_steal_pointer (&findings));
  return any;
}

void
obd_exam_read (gpointer exam)
{
  ObdExam *self = exam;

  if (self->run == NULL)
    return; /* the reader before this one finished the run */
  if (read_inbox (self) && self->pending > 0)
    {
      obd_plan_refresh (self->plan, FALSE);
      obd_exam_emit_changed (self);
    }
  if (self->pending > 0)
    attend (self);
  else
    finish (self);
}

/* Worker threads: the plan grows while the run lasts, and only a job's number is looked at. */
static void
progress_worker (const ObdJob *job,
                 ObdStage      stage,
                 gpointer      data)
{
  ObdExam *self = data;
  ObdExamMessage *message = g_new0 (ObdExamMessage, 1);

  message->task = job != NULL ? job->number : OBD_EXAM_NO_TASK;
  message->stage = stage;
  obd_exam_inbox_post (self->inbox, message);
}

static void
job_worker (gpointer data,
            gpointer user_data)
{
  ObdExam *self = user_data;
  const ObdJob *job = data;
  gint64 begin = g_get_monotonic_time ();
  ObdExamMessage *message = g_new0 (ObdExamMessage, 1);

  message->finding = obd_probes_run (self->run, job);
  message->task = job->number;
  message->duration = (g_get_monotonic_time () - begin) / 1000.0;
  obd_exam_inbox_post (self->inbox, message);
}

void
obd_exam_run (ObdExam *self)
{
  self->run = obd_run_new (self->target, self->context, self->plan->jobs, self->timeout,
                           progress_worker, self);
  self->run->known = g_ptr_array_ref (self->known);
  g_object_ref (self); /* until finish(): the workers need it */
  start_timer (self);
  /* No upper limit: everything is independent, and nothing may wait for a slow sibling. */
  self->pool = g_thread_pool_new (job_worker, self, -1, FALSE, NULL);
  for (guint i = 0; i < self->plan->tasks->len; i++)
    start_task (self, g_ptr_array_index (self->plan->tasks, i));
  obd_plan_refresh (self->plan, FALSE);
  obd_exam_emit_changed (self);
}
