/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exam-fixture.h"

/* How a run ends: by itself, by its time limit, by the person. */

#define HANGING_EXAMS 12
#define HANGING_LEAST 64

/* Everything that hangs: each exam has a port of its own that accepts and stays silent. */
typedef struct
{
  Fixture *fixtures[HANGING_EXAMS];
  GSocket *sockets[HANGING_EXAMS];
} Crowd;

static void
start_crowd (Crowd *crowd)
{
  static const guint16 ports[] = { 25, 465, 587, 2525 };

  for (guint i = 0; i < HANGING_EXAMS; i++)
    {
      Fixture *fixture = fixture_new ();
      guint16 real;

      crowd->sockets[i] = fake_hanging_port_new (&real);
      for (guint p = 0; p < G_N_ELEMENTS (ports); p++)
        fixture_map (fixture, ports[p], real);
      fixture->mailbox.port = "25";
      fixture->mailbox.security = OBD_SECURITY_STARTTLS;
      fixture->mailbox.username = "anna";
      fixture->timeout = 600;
      fixture_prepare (fixture);
      obd_exam_start (fixture->exam);
      crowd->fixtures[i] = fixture;
    }
}

static guint
count_hanging (Crowd *crowd)
{
  guint count = 0;

  for (guint i = 0; i < HANGING_EXAMS; i++)
    count += fake_hanging_port_count (crowd->sockets[i]);
  return count;
}

static guint
count_running (Crowd *crowd)
{
  guint count = 0;

  for (guint i = 0; i < HANGING_EXAMS; i++)
    count += obd_exam_is_running (crowd->fixtures[i]->exam);
  return count;
}

static void
free_crowd (Crowd *crowd)
{
  for (guint i = 0; i < HANGING_EXAMS; i++)
    {
      fixture_free (crowd->fixtures[i]);
      g_object_unref (crowd->sockets[i]);
    }
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Starts, waits until all of it hangs, cancels, waits for the end. */
static void
hang_and_cancel (void)
{
  guint tick = g_timeout_add (10, tick_cb, NULL);
  Crowd crowd;

  start_crowd (&crowd);
  while (count_hanging (&crowd) < HANGING_LEAST)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_running (&crowd), ==, HANGING_EXAMS);
  for (guint i = 0; i < HANGING_EXAMS; i++)
    obd_exam_cancel (crowd.fixtures[i]->exam);
  while (count_running (&crowd) > 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < HANGING_EXAMS; i++)
    {
      g_assert_cmpuint (crowd.fixtures[i]->n_finished, ==, 1);
      g_assert_true (obd_findings_is_interrupted (obd_exam_get_findings (crowd.fixtures[i]->exam)));
      g_assert_false (obd_exam_get_conclusion (crowd.fixtures[i]->exam)->examined);
    }
  free_crowd (&crowd);
  g_source_remove (tick);
}

/* The first round makes what GLib keeps for the life of a process (its own worker threads, the
 * network monitor); the second must leave nothing besides. GLib's idle pool threads are asked to
 * go, and are waited for. */
static void
test_nothing_left (void)
{
  guint descriptors;

  hang_and_cancel ();
  fixture_await_threads (FIXTURE_OWN_THREADS);
  descriptors = fixture_count_entries ("/proc/self/fd");
  hang_and_cancel ();
  /* A thread on its way out may hold its main context, which is a descriptor, a moment longer. */
  fixture_await_threads (FIXTURE_OWN_THREADS);
  g_assert_cmpuint (fixture_count_entries ("/proc/self/fd"), ==, descriptors);
}

/* A server that has not answered when time is up: a fault of the server, examined to its end. */
static void
test_time_up (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GSocket) hanging = NULL;
  const ObdFinding *typed;
  guint16 real;

  hanging = fake_hanging_port_new (&real);
  fixture_map (fixture, 587, real);
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->timeout = 1;
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:starttls:signed-in");
  g_assert_cmpint (typed->outcome, ==, OBD_OUTCOME_FAILED);
  g_assert_cmpint (typed->fault, ==, OBD_FAULT_TIMEOUT);
  g_assert_false (obd_finding_get_flag (typed, OBD_KEY_SMTP_OUTDONE));
  fixture_assert_verdict (fixture, OBD_CAUSE_SERVER_ERROR);
  g_assert_true (obd_exam_get_conclusion (fixture->exam)->examined);
}

/* A SYN that nobody answers is another fault than a silent server. */
static void
test_silent (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GSocket) silent = NULL;
  g_autoptr (GSocket) filler = NULL;
  const ObdFinding *typed;
  guint16 real;

  silent = fake_silent_port_new (&real, &filler);
  fixture_map (fixture, 587, real);
  fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN", .auth_code = 235 });
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->mailbox.username = "anna";
  fixture->timeout = 4;
  fixture_run (fixture);
  typed = fixture_find (fixture, "smtp:mail.example.test:587:starttls:signed-in");
  g_assert_cmpint (typed->fault, ==, OBD_FAULT_SILENT);
  g_assert_cmpint (typed->stage, ==, OBD_STAGE_CONNECT);
  /* Its SYN was waited for as long as patience asks; then the next best got the password. */
  g_assert_nonnull (fixture_find (fixture, "smtp:mail.example.test:465:tls:signed-in"));
  fixture_assert_verdict (fixture, OBD_CAUSE_PORT_BLOCKED);
}

/* Silent ports that nobody typed end with patience, not with the run. */
static void
test_give_up (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GSocket) silent = NULL;
  g_autoptr (GSocket) filler = NULL;
  guint16 real;

  silent = fake_silent_port_new (&real, &filler);
  fixture_map (fixture, 2525, real);
  fixture_serve (fixture, 465, &(FakeScript) { .tls = TRUE, .auth_tls = "PLAIN", .auth_code = 235 });
  fixture->mailbox.port = "465";
  fixture->mailbox.security = OBD_SECURITY_TLS;
  fixture->mailbox.username = "anna";
  fixture->timeout = 600;
  fixture_run (fixture);
  g_assert_cmpint (fixture_find (fixture, "smtp:mail.example.test:2525:starttls:offer")->fault, ==,
                   OBD_FAULT_SILENT);
  fixture_assert_verdict (fixture, OBD_CAUSE_HEALTHY);
}

/* Whoever drops the last reference while it runs (a window that closes) leaks nothing. */
static void
test_dropped (void)
{
  Fixture *fixture = fixture_new ();
  g_autoptr (GSocket) hanging = NULL;
  ObdExam *exam;
  guint16 real;

  hanging = fake_hanging_port_new (&real);
  fixture_map (fixture, 587, real);
  fixture->mailbox.port = "587";
  fixture->mailbox.security = OBD_SECURITY_STARTTLS;
  fixture->timeout = 600;
  fixture_prepare (fixture);
  exam = fixture->exam;
  g_object_add_weak_pointer (G_OBJECT (exam), (gpointer *) &exam);
  obd_exam_start (exam);
  obd_exam_cancel (exam);
  g_clear_object (&fixture->exam);
  while (exam != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exam/nothing-left", test_nothing_left);
  g_test_add_func ("/exam/time-up", test_time_up);
  g_test_add_func ("/exam/silent", test_silent);
  g_test_add_func ("/exam/give-up", test_give_up);
  g_test_add_func ("/exam/dropped", test_dropped);
  return g_test_run ();
}
