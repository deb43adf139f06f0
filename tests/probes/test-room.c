/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-run.h"

/* What a conversation waits for that a server turned away beside others of the same run. */

typedef struct
{
  ObdRun *run;
  GMutex  lock;
  GCond   moved;
  guint   waiting; /* threads that are about to wait, (mutex lock) */
  guint   out;     /* those that came out, (mutex lock) */
  guint   in_vain; /* of those, without room, (mutex lock) */
} Room;

static void
set_up (Room    *room,
        guint    timeout)
{
  ObdMailbox mailbox = { .address = "anna@larkspur.example", .host = "mail.larkspur.example",
                         .port = "587", .security = OBD_SECURITY_STARTTLS };
  g_autoptr (ObdTarget) target = obd_target_new (&mailbox, NULL);
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  *room = (Room) { .run = obd_run_new (target, context, jobs, timeout, NULL, NULL) };
  g_mutex_init (&room->lock);
  g_cond_init (&room->moved);
}

static void
tear_down (Room *room)
{
  obd_run_free (room->run);
  g_cond_clear (&room->moved);
  g_mutex_clear (&room->lock);
}

static gpointer
wait_for_room (gpointer data)
{
  Room *room = data;
  gboolean got_in;

  g_mutex_lock (&room->lock);
  room->waiting++;
  g_cond_broadcast (&room->moved);
  g_mutex_unlock (&room->lock);
  got_in = obd_run_await_room (room->run);
  g_mutex_lock (&room->lock);
  room->out++;
  room->in_vain += !got_in;
  g_cond_broadcast (&room->moved);
  g_mutex_unlock (&room->lock);
  return NULL;
}

/* Blocks until *@count, which the lock protects, has come to @wanted. */
static void
await (Room        *room,
       const guint *count,
       guint        wanted)
{
  g_mutex_lock (&room->lock);
  while (*count < wanted)
    g_cond_wait (&room->moved, &room->lock);
  g_mutex_unlock (&room->lock);
}

static guint
get_out (Room *room)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&room->lock);

  return room->out;
}

/* Nobody else can have taken its place. */
static void
test_alone (void)
{
  Room room;

  set_up (&room, 60);
  obd_run_enter_server (room.run);
  obd_run_leave_server (room.run);
  g_assert_false (obd_run_await_room (room.run));
  tear_down (&room);
}

/* The other one keeps its connection and waits for this one: it is in nobody's way. */
static void
test_others_rest (void)
{
  Room room;

  set_up (&room, 60);
  for (guint i = 0; i < 2; i++)
    obd_run_enter_server (room.run);
  obd_run_leave_server (room.run);
  obd_run_rest (room.run);
  g_assert_true (obd_run_await_room (room.run));
  obd_run_rise (room.run);
  tear_down (&room);
}

/* Two were turned away beside a third: they go after it, and one after the other. */
static void
test_one_at_a_time (void)
{
  GThread *threads[2];
  Room room;

  set_up (&room, 60);
  for (guint i = 0; i < 3; i++)
    obd_run_enter_server (room.run);
  for (guint i = 0; i < 2; i++)
    obd_run_leave_server (room.run);
  for (guint i = 0; i < 2; i++)
    threads[i] = g_thread_new ("waits", wait_for_room, &room);
  await (&room, &room.waiting, 2);
  g_assert_cmpuint (get_out (&room), ==, 0);
  obd_run_leave_server (room.run);
  await (&room, &room.out, 1);
  g_assert_cmpuint (get_out (&room), ==, 1);
  obd_run_leave_server (room.run);
  await (&room, &room.out, 2);
  for (guint i = 0; i < 2; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (room.in_vain, ==, 0);
  tear_down (&room);
}

/* The person stops the run while somebody waits. */
static void
test_cancelled (void)
{
  GThread *thread;
  Room room;

  set_up (&room, 60);
  for (guint i = 0; i < 2; i++)
    obd_run_enter_server (room.run);
  obd_run_leave_server (room.run);
  thread = g_thread_new ("waits", wait_for_room, &room);
  await (&room, &room.waiting, 1);
  obd_run_cancel (room.run);
  g_thread_join (thread);
  g_assert_cmpuint (room.in_vain, ==, 1);
  tear_down (&room);
}

/* Time is up: no room, whoever is there. */
static void
test_too_late (void)
{
  Room room;

  set_up (&room, 0);
  for (guint i = 0; i < 2; i++)
    obd_run_enter_server (room.run);
  obd_run_leave_server (room.run);
  g_assert_false (obd_run_await_room (room.run));
  tear_down (&room);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room/alone", test_alone);
  g_test_add_func ("/room/others-rest", test_others_rest);
  g_test_add_func ("/room/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/room/cancelled", test_cancelled);
  g_test_add_func ("/room/too-late", test_too_late);
  return g_test_run ();
}
