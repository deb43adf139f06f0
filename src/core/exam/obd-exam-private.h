/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-exam.h"
#include "obd-exam-inbox.h"
#include "obd-plan.h"

G_BEGIN_DECLS

/* Shared by obd-exam.c (what is known of the exam) and obd-exam-run.c (what happens while it runs), by
 * nobody else. */
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
  ObdExamInbox   *inbox;    /* (owned) */
};

/* obd-exam.c, main thread: draws the conclusion from @findings. (transfer full) */
void obd_exam_conclude      (ObdExam     *self,
                             ObdFindings *findings);
void obd_exam_emit_changed  (ObdExam     *self);
void obd_exam_emit_finished (ObdExam     *self);

/* obd-exam-run.c, main thread: starts every task of the plan; the exam stays alive until the last one
 * is done. */
void obd_exam_run           (ObdExam     *self);
/* Takes what the workers have said: one set of findings and one conclusion for all of it. The reader
 * of the exam's inbox. */
void obd_exam_read          (gpointer     exam);

G_END_DECLS
