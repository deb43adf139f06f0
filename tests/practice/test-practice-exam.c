/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whole exams against the practice server: every scenario gives its cause, and a fault that is
 * swapped under an unchanged name changes the verdict with it. */

#include "config.h"

#include "obd-exam.h"
#include "obd-practice-rules.h"

#include <string.h>

static void
finished_cb (ObdExam *exam,
             gpointer data)
{
  g_main_loop_quit (data);
}

/* The cause that the exam names. (transfer full) */
static char *
examine (ObdPractice *practice,
         guint        timeout)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ObdWireContext) context = obd_wire_context_new (obd_practice_get_book (practice),
                                                             obd_practice_get_ca_file (practice),
                                                             &error);
  g_autoptr (ObdTarget) target = NULL;
  g_autoptr (ObdExam) exam = NULL;
  ObdMailbox mailbox = { 0 };
  ObdConclusion *conclusion;

  g_assert_no_error (error);
  obd_practice_fill_mailbox (practice, &mailbox);
  g_assert_true (mailbox.practice);
  target = obd_target_new (&mailbox, &error);
  g_assert_no_error (error);
  exam = obd_exam_new (target, context, timeout);
  g_signal_connect (exam, "finished", G_CALLBACK (finished_cb), loop);
  obd_exam_start (exam);
  g_main_loop_run (loop);
  conclusion = obd_exam_get_conclusion (exam);
  return g_strdup (obd_cause_to_nick (obd_diagnosis_get_cause (conclusion->verdict)));
}

static const struct
{
  const char *scenario;
  const char *cause;
  guint timeout; /* short where only the end of time brings the verdict */
} expected[] = {
  { "relay-denied", "auth-required", 30 },
  { "wrong-password", "auth-failed", 30 },
  { "only-465", "connection-refused", 30 },
  { "certificate-expired", "tls-certificate", 30 },
  { "healthy", "healthy", 30 },
  { "starttls-required", "starttls-required", 30 },
  { "tls-mode-mismatch", "tls-mode-mismatch", 30 },
  { "certificate-wrong-name", "tls-certificate", 30 },
  { "clock-wrong", "clock-wrong", 30 },
  { "no-common-sign-in", "auth-mechanism", 30 },
  { "sender-not-allowed", "sender-not-allowed", 30 },
  { "recipient-unknown", "recipient-unknown", 30 },
  { "server-name-mistyped", "host-not-found", 30 },
  { "port-blocked", "port-blocked", 5 },
  { "connection-dropped", "connection-dropped", 30 },
  { "sign-in-broken", "server-error", 30 },
  { "server-hangs", "server-error", 3 },
};

static void
test_scenario (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdPractice) practice = obd_practice_start (expected[i].scenario, &error);
  g_autofree char *cause = NULL;
  ObdPracticeCounts counts;

  g_assert_no_error (error);
  cause = examine (practice, expected[i].timeout);
  g_assert_cmpstr (cause, ==, expected[i].cause);
  obd_practice_get_counts (practice, &counts);
  g_assert_cmpint (counts.auths, <=, 1);
  g_assert_cmpint (counts.bare_auths, ==, 0);
  g_assert_cmpint (counts.messages, ==, 0);
}

static void
test_every_scenario_is_here (void)
{
  const ObdPracticeScenario *list = obd_practice_list ();
  guint n = 0;

  for (; list[n].id != NULL; n++)
    g_assert_cmpstr (list[n].id, ==, expected[n].scenario);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
}

/* The name "healthy" and its device, and under them the rules of another row, or one fault. */
static void
assert_swapped (const ObdPracticeRules *rules,
                const char             *cause)
{
  g_autoptr (GError) error = NULL;
  ObdPracticeRow row = *obd_practice_find_row ("healthy");
  g_autoptr (ObdPractice) practice = NULL;
  g_autofree char *found = NULL;

  row.rules = *rules;
  practice = obd_practice_start_row (&row, &error);
  g_assert_no_error (error);
  found = examine (practice, 30);
  g_assert_cmpstr (found, ==, cause);
}

static void
test_swap (void)
{
  ObdPracticeRules rules = obd_practice_find_row ("healthy")->rules;

  assert_swapped (&rules, "healthy");
  assert_swapped (&obd_practice_find_row ("only-465")->rules, "connection-refused");
  assert_swapped (&obd_practice_find_row ("certificate-expired")->rules, "tls-certificate");
  assert_swapped (&obd_practice_find_row ("recipient-unknown")->rules, "recipient-unknown");
  rules.password = "changed yesterday";
  assert_swapped (&rules, "auth-failed");
}

/* One fault after the other under "relay-denied", with its device that does not sign in. */
static void
test_swap_relay (void)
{
  g_autoptr (GError) error = NULL;
  ObdPracticeRow row = *obd_practice_find_row ("relay-denied");
  g_autoptr (ObdPractice) open_relay = NULL;
  g_autoptr (ObdPractice) closed = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  row.rules.relay = OBD_PRACTICE_RELAY_EVERYBODY;
  open_relay = obd_practice_start_row (&row, &error);
  g_assert_no_error (error);
  first = examine (open_relay, 30);
  g_assert_cmpstr (first, ==, "healthy");

  g_clear_pointer (&open_relay, obd_practice_free);
  row.rules.relay = OBD_PRACTICE_RELAY_SIGNED_IN;
  row.rules.ports[0].door = OBD_PRACTICE_DOOR_CLOSED;
  closed = obd_practice_start_row (&row, &error);
  g_assert_no_error (error);
  second = examine (closed, 30);
  g_assert_cmpstr (second, ==, "connection-refused");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice-exam/complete", test_every_scenario_is_here);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-exam/", expected[i].scenario, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_scenario);
    }
  g_test_add_func ("/practice-exam/swap", test_swap);
  g_test_add_func ("/practice-exam/swap-relay", test_swap_relay);
  return g_test_run ();
}
