/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-finding.h"
#include "obd-stage.h"

G_BEGIN_DECLS

/* In the place of a task: no news, only the run wants attention. */
#define OBD_EXAM_NO_TASK G_MAXUINT

/**
 * ObdExamMessage:
 * @task: index into the plan, or %OBD_EXAM_NO_TASK
 * @stage: the stage that it has entered
 * @finding: (nullable) (owned): the task is done
 * @duration: milliseconds that it took, with @finding
 *
 * What a worker tells the main thread.
 */
typedef struct
{
  guint       task;
  ObdStage    stage;
  ObdFinding *finding;
  double      duration;
} ObdExamMessage;

void obd_exam_message_free (ObdExamMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdExamMessage, obd_exam_message_free)

/* Messages have come in. Called on the main thread, once for any number of them. */
typedef void (*ObdExamInboxRead) (gpointer owner);

/**
 * ObdExamInbox:
 *
 * How workers reach the main thread. Messages may be posted on any thread; all else is for the thread
 * that iterates the context.
 */
typedef struct _ObdExamInbox ObdExamInbox;

/**
 * obd_exam_inbox_new:
 * @main: where the messages are read
 * @read: takes what has come in
 * @owner: whose inbox it is, and frees it; (not owned), but kept alive while a reader is on its way
 *
 * Returns: (transfer full): an empty inbox
 */
ObdExamInbox   *obd_exam_inbox_new  (GMainContext     *main,
                                     ObdExamInboxRead  read,
                                     GObject          *owner);
/* What nobody has read is lost. */
void            obd_exam_inbox_free (ObdExamInbox     *inbox);
/* Any thread. @read is never called from in here. */
void            obd_exam_inbox_post (ObdExamInbox     *inbox,
                                     ObdExamMessage   *message); /* (transfer full) */
/* (transfer full) (nullable): the oldest message; %NULL if all have been read. */
ObdExamMessage *obd_exam_inbox_take (ObdExamInbox     *inbox);

G_END_DECLS
