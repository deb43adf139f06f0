/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-exam.h"

#include "obd-found-plan.h"
#include "obd-keys.h"
#include "obd-plan.h"
#include "obd-splice.h"

/* What a worker tells the main thread. */
typedef struct
{
  guint       task;    /* index into the plan, or G_MAXUINT: only attend to the run */
  ObdStage    stage;
  ObdFinding *finding; /* (owned) (nullable): the task is done */
  double      duration; /* milliseconds, with @finding */
} Message;

struct _ObdExam
{
  GObject         parent;
  GThread        *thread;  /* the one that may use the exam (not owned) */
  GMainContext   *main;    /* where workers' messages are read */
  ObdTarget      *target;
  ObdWireContext *context;
  guint           timeout; /* seconds */
  ObdPlan        *plan;
  GListStore     *diagnoses;
  ObdFindings    *findings;
  ObdConclusion  *conclusion;
  GPtrArray      *known;   /* ObdFinding (owned): shared by earlier exams */
  GDateTime      *started;
  gint64          begin; /* monotonic, 0 before */
  gint64          end;   /* monotonic, 0 before */
  gboolean        interrupted;

  /* While it runs. */
  ObdRun         *run;
  GThreadPool    *pool;
  guint           pending;  /* tasks not done */
  GSource        *timer;    /* (owned): ready when the run wants attention */
  GAsyncQueue    *inbox;    /* Message (owned) */
  int             awake;    /* a reader of the inbox is on its way, (atomic) */
};

G_DEFINE_FINAL_TYPE (ObdExam, obd_exam, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_FINISHED,
} ObdExamSignal;

static guint signals[SIGNAL_FINISHED + 1];

static void
free_message (gpointer data)
{
  Message *message = data;

  g_clear_pointer (&message->finding, obd_finding_unref);
  g_free (message);
}

static void
stop_timer (ObdExam *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
conclude (ObdExam     *self,
          ObdFindings *findings) /* (transfer full) */
{
  g_clear_pointer (&self->findings, obd_findings_unref);
  g_clear_pointer (&self->conclusion, obd_conclusion_unref);
  self->findings = findings;
  self->conclusion = obd_diagnose (findings);
  obd_splice_diagnoses (self->diagnoses, self->conclusion);
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
  conclude (self, obd_findings_finish (self->findings, self->interrupted));
  obd_plan_refresh (self->plan, TRUE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
  g_object_unref (self); /* of obd_exam_start() */
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

/* A source of settings has answered: the servers that it names join the run, and where it was the
 * last one, nobody waits for more of them. */
static void
take_search (ObdExam          *self,
             const ObdFinding *finding)
{
  guint first = self->plan->jobs->len;

  if (obd_finding_get_flag (finding, OBD_KEY_SEARCH_FINAL))
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
take_message (ObdExam       *self,
              const Message *message)
{
  ObdTask *task;

  if (message->task == G_MAXUINT)
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
  Message *message;

  while ((message = g_async_queue_try_pop (self->inbox)) != NULL)
    {
      take_message (self, message);
      if (message->finding != NULL)
        {
          ObdFindings *more = obd_findings_with (findings, message->finding);

          obd_findings_unref (findings);
          findings = more;
        }
      any |= message->task != G_MAXUINT;
      free_message (message);
    }
  if (findings != self->findings)
    conclude (self, g_steal_pointer (&findings));
  return any;
}

static gboolean
inbox_cb (gpointer data)
{
  ObdExam *self = data;

  g_atomic_int_set (&self->awake, FALSE);
  if (self->run == NULL)
    return G_SOURCE_REMOVE; /* the reader before this one finished the run */
  if (read_inbox (self) && self->pending > 0)
    {
      obd_plan_refresh (self->plan, FALSE);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  if (self->pending > 0)
    attend (self);
  else
    finish (self);
  return G_SOURCE_REMOVE;
}

/* Any thread. Never g_main_context_invoke(): it would run here if nobody iterates just now. */
static void
post (ObdExam *self,
      Message *message) /* (transfer full) */
{
  GSource *source;

  g_async_queue_push (self->inbox, message);
  if (!g_atomic_int_compare_and_exchange (&self->awake, FALSE, TRUE))
    return;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, inbox_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->main);
  g_source_unref (source);
}

/* Worker threads: the plan grows while the run lasts, and only a job's number is looked at. */
static void
progress_worker (const ObdJob *job,
                 ObdStage      stage,
                 gpointer      data)
{
  ObdExam *self = data;
  Message *message = g_new0 (Message, 1);

  message->task = job != NULL ? job->number : G_MAXUINT;
  message->stage = stage;
  post (self, message);
}

static void
job_worker (gpointer data,
            gpointer user_data)
{
  ObdExam *self = user_data;
  const ObdJob *job = data;
  gint64 begin = g_get_monotonic_time ();
  Message *message = g_new0 (Message, 1);

  message->finding = obd_probes_run (self->run, job);
  message->task = job->number;
  message->duration = (g_get_monotonic_time () - begin) / 1000.0;
  post (self, message);
}

static void
obd_exam_finalize (GObject *object)
{
  ObdExam *self = OBD_EXAM (object);

  g_assert (self->run == NULL);
  g_async_queue_unref (self->inbox);
  g_clear_pointer (&self->plan, obd_plan_free);
  g_clear_object (&self->diagnoses);
  g_clear_pointer (&self->findings, obd_findings_unref);
  g_clear_pointer (&self->conclusion, obd_conclusion_unref);
  g_ptr_array_unref (self->known);
  g_clear_pointer (&self->started, g_date_time_unref);
  g_clear_pointer (&self->target, obd_target_unref);
  g_clear_pointer (&self->context, obd_wire_context_unref);
  g_main_context_unref (self->main);
  G_OBJECT_CLASS (obd_exam_parent_class)->finalize (object);
}

static void
obd_exam_class_init (ObdExamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = obd_exam_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OBD_TYPE_EXAM, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", OBD_TYPE_EXAM, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
obd_exam_init (ObdExam *self)
{
  self->thread = g_thread_self ();
  self->main = g_main_context_ref_thread_default ();
  self->diagnoses = g_list_store_new (OBD_TYPE_DIAGNOSIS);
  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_finding_unref);
  self->inbox = g_async_queue_new_full (free_message);
}

ObdExam *
obd_exam_new (const ObdTarget *target,
              ObdWireContext  *context,
              guint            timeout)
{
  ObdExam *self;

  g_assert (!target->replayed);
  self = g_object_new (OBD_TYPE_EXAM, NULL);
  self->target = obd_target_ref (target);
  self->context = obd_wire_context_ref (context);
  self->timeout = timeout > 0 ? timeout : OBD_EXAM_DEFAULT_TIMEOUT;
  self->plan = obd_plan_new (target);
  conclude (self, obd_findings_new (target));
  return self;
}

void
obd_exam_share (ObdExam          *self,
                const ObdFinding *known)
{
  g_return_if_fail (self->begin == 0);

  g_ptr_array_add (self->known, obd_finding_ref (known));
}

void
obd_exam_start (ObdExam *self)
{
  g_assert (self->thread == g_thread_self ());
  g_return_if_fail (self->begin == 0);

  self->started = g_date_time_new_now_utc ();
  self->begin = g_get_monotonic_time ();
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
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
obd_exam_cancel (ObdExam *self)
{
  g_assert (self->thread == g_thread_self ());

  if (self->run == NULL || self->interrupted)
    return;
  self->interrupted = TRUE;
  obd_run_cancel (self->run);
}

gboolean
obd_exam_is_running (ObdExam *self)
{
  return self->run != NULL;
}

GListModel *
obd_exam_get_steps (ObdExam *self)
{
  return G_LIST_MODEL (self->plan->steps);
}

GListModel *
obd_exam_get_diagnoses (ObdExam *self)
{
  return G_LIST_MODEL (self->diagnoses);
}

ObdFindings *
obd_exam_get_findings (ObdExam *self)
{
  return self->findings;
}

ObdConclusion *
obd_exam_get_conclusion (ObdExam *self)
{
  return self->conclusion;
}

const ObdTarget *
obd_exam_get_target (ObdExam *self)
{
  return self->target;
}

double
obd_exam_get_elapsed (ObdExam *self)
{
  if (self->begin == 0)
    return 0;
  return ((self->end != 0 ? self->end : g_get_monotonic_time ()) - self->begin) / 1000.0;
}

GDateTime *
obd_exam_get_started (ObdExam *self)
{
  return self->started;
}
