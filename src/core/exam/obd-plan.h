/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-probes.h"
#include "obd-step.h"

G_BEGIN_DECLS

/**
 * ObdTask:
 * @job: what is done (not owned)
 * @stage: the stage it is in, %OBD_STAGE_NONE before the first
 * @running: a worker has it
 * @finding: (nullable): its sealed result
 * @duration: milliseconds that the worker needed, -1 before
 *
 * A job as the main thread sees it.
 */
typedef struct
{
  const ObdJob *job;
  ObdStage      stage;
  gboolean      running;
  ObdFinding   *finding;
  double        duration;
} ObdTask;

typedef enum
{
  OBD_PLAN_PROBE,    /* one task: clock, network, a name */
  OBD_PLAN_SEARCH,   /* every source of settings */
  OBD_PLAN_ENDPOINT, /* one conversation */
  OBD_PLAN_OTHERS,   /* every conversation without a row of its own, or those of one host */
  OBD_PLAN_SIGN_IN,  /* the four from here on read the same conversations once more */
  OBD_PLAN_RELAY_ANONYMOUS,
  OBD_PLAN_RELAY_SIGNED_IN,
  OBD_PLAN_TEST_MESSAGE,
  OBD_PLAN_INCOMING, /* every conversation with incoming servers */
} ObdPlanKind;

/**
 * ObdPlanRow:
 * @step: what people see
 * @tasks: (element-type ObdTask): what it is made of (not owned)
 */
typedef struct
{
  ObdPlanKind  kind;
  ObdStep     *step;
  GPtrArray   *tasks;
} ObdPlanRow;

/**
 * ObdPlan:
 * @jobs: (element-type ObdJob)
 * @tasks: (element-type ObdTask): one for each job, same order
 * @rows: (element-type ObdPlanRow)
 * @steps: the rows' steps
 *
 * Everything that a run will do, and the questions that people see; those are fixed at the start, and
 * what is found later joins one of them. Main thread only.
 */
typedef struct
{
  ObdTarget  *target;
  GPtrArray  *jobs;
  GPtrArray  *tasks;
  GPtrArray  *rows;
  GListStore *steps;
} ObdPlan;

ObdPlan *obd_plan_new     (const ObdTarget *target);
void     obd_plan_free    (ObdPlan         *plan);
/* Tasks and places in the rows for the jobs that were appended to @jobs from @first on. */
void     obd_plan_join    (ObdPlan         *plan,
                           guint            first);
/* A source of settings has not answered yet. */
gboolean obd_plan_is_searching (const ObdPlan *plan);
/* Brings every row up to what its tasks know. @over: no task will move any more. */
void     obd_plan_refresh (ObdPlan         *plan,
                           gboolean         over);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdPlan, obd_plan_free)

G_END_DECLS
