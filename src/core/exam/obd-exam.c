/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-exam-private.h"

#include "obd-splice.h"

G_DEFINE_FINAL_TYPE (ObdExam, obd_exam, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_FINISHED,
} ObdExamSignal;

static guint signals[SIGNAL_FINISHED + 1];

void
obd_exam_conclude (ObdExam     *self,
                   ObdFindings *findings)
{
  g_clear_pointer (&self->findings, obd_findings_unref);
  g_clear_pointer (&self->conclusion, obd_conclusion_unref);
  self->findings = findings;
  self->conclusion = obd_diagnose (findings);
  obd_splice_diagnoses (self->diagnoses, self->conclusion);
}

void
obd_exam_emit_changed (ObdExam *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
obd_exam_emit_finished (ObdExam *self)
{
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
}

static void
obd_exam_finalize (GObject *object)
{
  ObdExam *self = OBD_EXAM (object);

  g_assert (self->run == NULL);
  obd_exam_inbox_free (self->inbox);
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
  self->inbox = obd_exam_inbox_new (self->main, obd_exam_read, G_OBJECT (self));
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
  obd_exam_conclude (self, obd_findings_new (target));
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
  obd_exam_run (self);
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
