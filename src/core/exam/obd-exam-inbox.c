/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-exam-inbox.h"

struct _ObdExamInbox
{
  GMainContext     *main;
  ObdExamInboxRead  read;
  GObject          *owner;    /* (not owned) */
  GAsyncQueue      *messages; /* ObdExamMessage (owned) */
  int               awake;    /* a reader is on its way, (atomic) */
};

void
obd_exam_message_free (ObdExamMessage *message)
{
  g_clear_pointer (&message->finding, obd_finding_unref);
  g_free (message);
}

ObdExamInbox *
obd_exam_inbox_new (GMainContext     *main,
                    ObdExamInboxRead  read,
                    GObject          *owner)
{
  ObdExamInbox *inbox = g_new0 (ObdExamInbox, 1);

  inbox->main = g_main_context_ref (main);
  inbox->read = read;
  inbox->owner = owner;
  inbox->messages = g_async_queue_new_full ((GDestroyNotify) obd_exam_message_free);
  return inbox;
}

void
obd_exam_inbox_free (ObdExamInbox *inbox)
{
  g_async_queue_unref (inbox->messages);
  g_main_context_unref (inbox->main);
  g_free (inbox);
}

static gboolean
read_cb (gpointer data)
{
  ObdExamInbox *inbox = data;

  g_atomic_int_set (&inbox->awake, FALSE);
  inbox->read (inbox->owner);
  return G_SOURCE_REMOVE;
}

/* The inbox goes with its owner. */
static void
let_go (gpointer data)
{
  ObdExamInbox *inbox = data;

  g_object_unref (inbox->owner);
}

/* Never g_main_context_invoke(): it would run here if nobody iterates just now. */
void
obd_exam_inbox_post (ObdExamInbox   *inbox,
                     ObdExamMessage *message)
{
  GSource *source;

  g_async_queue_push (inbox->messages, message);
  if (!g_atomic_int_compare_and_exchange (&inbox->awake, FALSE, TRUE))
    return;
  g_object_ref (inbox->owner);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, read_cb, inbox, let_go);
  g_source_attach (source, inbox->main);
  g_source_unref (source);
}

ObdExamMessage *
obd_exam_inbox_take (ObdExamInbox *inbox)
{
  return g_async_queue_try_pop (inbox->messages);
}
