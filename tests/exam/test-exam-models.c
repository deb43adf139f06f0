/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exam-fixture.h"
#include "obd-splice.h"

/* What a window shows of a run: the rows of the plan, and the diagnoses. */

/* The whole plan can be shown before anything begins, and nothing is left waiting at the end. */
static void
test_steps (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  GListModel *steps;
  guint n;

  fixture_serve (fixture, 25, &(FakeScript) { .open_relay = TRUE });
  fixture->mailbox.port = "25";
  fixture->mailbox.security = OBD_SECURITY_NONE;
  fixture->mailbox.authentication = OBD_AUTHENTICATION_NONE;
  fixture_prepare (fixture);
  steps = obd_exam_get_steps (fixture->exam);
  n = g_list_model_get_n_items (steps);
  g_assert_cmpuint (n, ==, 10);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ObdStep) step = g_list_model_get_item (steps, i);

      g_assert_cmpstr (obd_step_get_title (step), !=, "");
      g_assert_true (obd_step_get_state (step) == OBD_STATION_WAITING
                     || obd_step_get_state (step) == OBD_STATION_NOT_TESTED);
    }
  fixture_finish (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (steps), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ObdStep) step = g_list_model_get_item (steps, i);

      g_test_message ("%s: %s (%d)", obd_step_get_title (step), obd_step_get_detail (step),
                      obd_step_get_state (step));
      g_assert_cmpstr (obd_step_get_detail (step), !=, "");
      g_assert_cmpint (obd_step_get_state (step), !=, OBD_STATION_WAITING);
      g_assert_cmpint (obd_step_get_state (step), !=, OBD_STATION_RUNNING);
    }
}

static void
count_change_cb (GListModel *model,
                 guint       position,
                 guint       removed,
                 guint       added,
                 gpointer    data)
{
  guint *changes = data;

  (*changes)++;
}

/* The same conclusion once more changes no row. */
static void
test_splice (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (ObdConclusion) again = NULL;
  GListModel *diagnoses;
  guint changes = 0;

  fixture_serve (fixture, 25, &(FakeScript) { .open_relay = FALSE });
  fixture->mailbox.port = "25";
  fixture->mailbox.security = OBD_SECURITY_NONE;
  fixture->mailbox.authentication = OBD_AUTHENTICATION_NONE;
  fixture_run (fixture);
  diagnoses = obd_exam_get_diagnoses (fixture->exam);
  g_assert_cmpuint (g_list_model_get_n_items (diagnoses), ==,
                    1 + obd_exam_get_conclusion (fixture->exam)->others->len);
  g_signal_connect (diagnoses, "items-changed", G_CALLBACK (count_change_cb), &changes);
  again = obd_diagnose (obd_exam_get_findings (fixture->exam));
  obd_splice_diagnoses (G_LIST_STORE (diagnoses), again);
  g_assert_cmpuint (changes, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exam/steps", test_steps);
  g_test_add_func ("/exam/splice", test_splice);
  return g_test_run ();
}
