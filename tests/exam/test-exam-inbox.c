/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-exam-inbox.h"

/* How workers reach the main thread. */

#define WORKERS 4
#define MESSAGES 250

typedef struct
{
  GObject      *owner;
  ObdExamInbox *inbox;
  guint         reads;
  guint         taken;
  guint         next[WORKERS]; /* the message that comes next of each worker */
} Desk;

static Desk desk;

static void
read_desk (gpointer owner)
{
  g_assert_true (owner == desk.owner);
  desk.reads++;
  for (;;)
    {
      g_autoptr (ObdExamMessage) message = obd_exam_inbox_take (desk.inbox);

      if (message == NULL)
        return;
      g_assert_cmpuint ((guint) message->stage, ==, desk.next[message->task]++);
      desk.taken++;
    }
}

static void
set_up (ObdExamInboxRead read)
{
  desk = (Desk) { .owner = g_object_new (G_TYPE_OBJECT, NULL) };
  desk.inbox = obd_exam_inbox_new (g_main_context_default (), read, desk.owner);
  g_object_set_data_full (desk.owner, "inbox", desk.inbox, (GDestroyNotify) obd_exam_inbox_free);
}

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
post (guint task,
      guint stage)
{
  ObdExamMessage *message = g_new0 (ObdExamMessage, 1);

  message->task = task;
  message->stage = (ObdStage) stage;
  obd_exam_inbox_post (desk.inbox, message);
}

static gpointer
post_worker (gpointer task)
{
  for (guint i = 0; i < MESSAGES; i++)
    post (GPOINTER_TO_UINT (task), i);
  return NULL;
}

/* One reader for all of them, and nobody's messages change their order. */
static void
test_many (void)
{
  GThread *threads[WORKERS];

  set_up (read_desk);
  for (guint i = 0; i < WORKERS; i++)
    threads[i] = g_thread_new ("worker", post_worker, GUINT_TO_POINTER (i));
  for (guint i = 0; i < WORKERS; i++)
    g_thread_join (threads[i]);
  iterate ();
  g_assert_cmpuint (desk.taken, ==, WORKERS * MESSAGES);
  g_assert_cmpuint (desk.reads, ==, 1);
  g_object_unref (desk.owner);
}

/* Nothing is read inside of the post, on no thread; what comes after a reader wakes the next one. */
static void
test_later (void)
{
  set_up (read_desk);
  post (0, 0);
  g_assert_cmpuint (desk.reads, ==, 0);
  iterate ();
  g_assert_cmpuint (desk.reads, ==, 1);
  post (0, 1);
  g_assert_cmpuint (desk.reads, ==, 1);
  iterate ();
  g_assert_cmpuint (desk.reads, ==, 2);
  g_assert_cmpuint (desk.taken, ==, 2);
  g_object_unref (desk.owner);
}

static void
count_only (gpointer owner)
{
  desk.reads++;
}

/* An owner that everybody else has left lives until its reader has been, and takes the rest along. */
static void
test_owner (void)
{
  gpointer watched;

  set_up (count_only);
  watched = desk.owner;
  g_object_add_weak_pointer (desk.owner, &watched);
  post (0, 0);
  g_object_unref (desk.owner);
  g_assert_nonnull (watched);
  iterate ();
  g_assert_cmpuint (desk.reads, ==, 1);
  g_assert_null (watched);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exam-inbox/many", test_many);
  g_test_add_func ("/exam-inbox/later", test_later);
  g_test_add_func ("/exam-inbox/owner", test_owner);

  return g_test_run ();
}
