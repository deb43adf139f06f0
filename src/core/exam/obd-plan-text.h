/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-plan.h"

G_BEGIN_DECLS

/* The words of the plan's rows: everything here is translated. */

/* (transfer full) */
char *obd_plan_title_for_typed    (const ObdTarget   *target,
                                   guint16            port);
char *obd_plan_title_for_endpoint (const ObdEndpoint *endpoint);

/**
 * ObdPlanView:
 * @detail: (transfer full): one sentence or ""
 * @duration: milliseconds, -1 unknown
 */
typedef struct
{
  ObdStationState  state;
  char            *detail;
  double           duration;
} ObdPlanView;

/* What @row shows now. @over: no task will move any more. Fills @view. */
void  obd_plan_describe           (const ObdPlan     *plan,
                                   const ObdPlanRow  *row,
                                   gboolean           over,
                                   ObdPlanView       *view);

/* obd-plan-text-path.c: the mail's way up to encryption. */
void  obd_plan_describe_probe     (const ObdPlan     *plan,
                                   const ObdPlanRow  *row,
                                   ObdPlanView       *view);
void  obd_plan_describe_endpoint  (const ObdTarget   *target,
                                   const ObdTask     *task,
                                   ObdPlanView       *view);
/* @searching: more may join it. */
void  obd_plan_describe_others    (const ObdPlanRow  *row,
                                   gboolean           searching,
                                   ObdPlanView       *view);

/* obd-plan-text-search.c: who says what the right settings are. */
void  obd_plan_describe_search    (const ObdPlanRow  *row,
                                   ObdPlanView       *view);

/* obd-plan-text-session.c: what happens inside a session. */
void  obd_plan_describe_sign_in   (const ObdPlan     *plan,
                                   const ObdPlanRow  *row,
                                   gboolean           over,
                                   ObdPlanView       *view);
void  obd_plan_describe_relay     (const ObdPlan     *plan,
                                   const ObdPlanRow  *row,
                                   gboolean           over,
                                   ObdPlanView       *view);
void  obd_plan_describe_message   (const ObdPlan     *plan,
                                   const ObdPlanRow  *row,
                                   gboolean           over,
                                   ObdPlanView       *view);

/* obd-plan-text-incoming.c: whether the password does for receiving. */
void  obd_plan_describe_incoming  (const ObdPlan     *plan,
                                   const ObdPlanRow  *row,
                                   gboolean           over,
                                   ObdPlanView       *view);

/* Milliseconds that the spans of @first to @last took, -1 if there are none. */
double obd_plan_time_stages       (const ObdFinding  *finding,
                                   ObdStage           first,
                                   ObdStage           last);
/* What stopped a conversation before its sign-in, where that is no refusal in words. Borrowed. */
const char *obd_plan_describe_fault (const ObdFinding *finding);
/* The server's words, shortened to one line. (transfer full) */
char *obd_plan_quote_reply        (const ObdReply    *reply);

G_END_DECLS
