/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exam-fixture.h"

#include "obd-probe-reach.h"

Fixture *
fixture_new (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->password = obd_secret_new ("exam-password", -1);
  fixture->book = obd_address_book_new ();
  fixture->served = g_array_new (FALSE, FALSE, sizeof (guint16));
  fixture->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) fake_server_free);
  fixture->mailbox = (ObdMailbox) { .address = "anna@example.test",
                                    .host = FIXTURE_HOST,
                                    .recipient = "tom@otherplace.example",
                                    .no_discovery = TRUE,
                                    .password = fixture->password };
  return fixture;
}

void
fixture_free (Fixture *fixture)
{
  g_clear_object (&fixture->exam);
  g_ptr_array_unref (fixture->servers);
  g_array_unref (fixture->served);
  obd_address_book_unref (fixture->book);
  obd_secret_unref (fixture->password);
  g_free (fixture);
}

static void
map (Fixture    *fixture,
     const char *host,
     guint16     port,
     guint16     real)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  obd_address_book_add (fixture->book, host, port, loopback, real);
}

void
fixture_map (Fixture *fixture,
             guint16  port,
             guint16  real)
{
  map (fixture, FIXTURE_HOST, port, real);
  g_array_append_val (fixture->served, port);
}

FakeServer *
fixture_serve (Fixture          *fixture,
               guint16           port,
               const FakeScript *script)
{
  FakeServer *server = fake_server_new (script);

  g_ptr_array_add (fixture->servers, server);
  fixture_map (fixture, port, fake_server_get_port (server));
  return server;
}

/* An IPv4 address in the clothes of IPv6 (RFC 4291 section 2.5.5.2): needs no IPv6 network. */
FakeServer *
fixture_serve_other_family (Fixture          *fixture,
                            guint16           port,
                            const FakeScript *script)
{
  FakeServer *server = fake_server_new (script);
  g_autoptr (GInetAddress) six = g_inet_address_new_from_string ("::ffff:127.0.0.1");

  g_ptr_array_add (fixture->servers, server);
  obd_address_book_add (fixture->book, FIXTURE_HOST, port, six, fake_server_get_port (server));
  return server;
}

static gboolean
is_served (Fixture *fixture,
           guint16  port)
{
  for (guint i = 0; i < fixture->served->len; i++)
    if (g_array_index (fixture->served, guint16, i) == port)
      return TRUE;
  return FALSE;
}

static void
close_the_rest (Fixture *fixture)
{
  static const guint16 usual[] = { 25, 465, 587, 2525 };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (!is_served (fixture, usual[i]))
      fixture_map (fixture, usual[i], fake_closed_port ());
  map (fixture, "pool.ntp.org", 123, fake_closed_port ());
  map (fixture, "example.test", 443, fake_closed_port ());
  map (fixture, FIXTURE_HOST, 443, fake_closed_port ());
  map (fixture, "nmcheck.gnome.org", 80, fake_closed_port ());
  for (const ObdControlHost *control = obd_control_hosts (); control->host != NULL; control++)
    map (fixture, control->host, control->port, fake_closed_port ());
}

static void
finished_cb (ObdExam  *exam,
             Fixture  *fixture)
{
  fixture->n_finished++;
}

void
fixture_prepare (Fixture *fixture)
{
  g_autofree char *authority = g_test_build_filename (G_TEST_DIST, "certs", "ca.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdTarget) target = NULL;
  g_autoptr (ObdWireContext) context = NULL;

  close_the_rest (fixture);
  target = obd_target_new (&fixture->mailbox, &error);
  g_assert_no_error (error);
  context = obd_wire_context_new (fixture->book, authority, &error);
  g_assert_no_error (error);
  fixture->exam = obd_exam_new (target, context, fixture->timeout);
  g_signal_connect (fixture->exam, "finished", G_CALLBACK (finished_cb), fixture);
}

void
fixture_finish (Fixture *fixture)
{
  obd_exam_start (fixture->exam);
  while (obd_exam_is_running (fixture->exam))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  g_assert_true (obd_findings_is_finished (obd_exam_get_findings (fixture->exam)));
}

void
fixture_run (Fixture *fixture)
{
  fixture_prepare (fixture);
  fixture_finish (fixture);
}

static void
show_finding (const ObdFinding *finding)
{
  g_autofree char *reply = finding->reply != NULL ? obd_reply_to_string (finding->reply) : NULL;

  g_test_message ("%s %s %s %s %s", finding->id, obd_outcome_to_nick (finding->outcome),
                  obd_stage_to_nick (finding->stage), obd_fault_to_nick (finding->fault),
                  reply != NULL ? reply : "");
  for (guint i = 0; finding->trace != NULL && i < obd_trace_get_n_lines (finding->trace); i++)
    g_test_message ("   %s", obd_trace_get_line (finding->trace, i));
}

static void
show_findings (Fixture *fixture)
{
  ObdFindings *findings = obd_exam_get_findings (fixture->exam);

  for (guint i = 0; i < obd_findings_get_size (findings); i++)
    show_finding (obd_findings_get (findings, i));
}

const ObdFinding *
fixture_find (Fixture    *fixture,
              const char *id)
{
  const ObdFinding *finding = obd_findings_find (obd_exam_get_findings (fixture->exam), id);

  show_findings (fixture);
  g_assert_nonnull (finding);
  return finding;
}

void
fixture_assert_verdict (Fixture  *fixture,
                        ObdCause  cause)
{
  ObdCause found = obd_diagnosis_get_cause (obd_exam_get_conclusion (fixture->exam)->verdict);

  show_findings (fixture);
  g_assert_cmpstr (obd_cause_to_nick (found), ==, obd_cause_to_nick (cause));
}

void
fixture_assert_step (Fixture         *fixture,
                     const char      *id,
                     ObdStationState  state)
{
  GListModel *steps = obd_exam_get_steps (fixture->exam);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (ObdStep) step = g_list_model_get_item (steps, i);

      if (!g_str_equal (obd_step_get_id (step), id))
        continue;
      g_assert_cmpint (obd_step_get_state (step), ==, state);
      return;
    }
  g_error ("no step %s", id);
}

guint
fixture_count_entries (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
fixture_await_threads (guint threads)
{
  guint tick = g_timeout_add (10, tick_cb, NULL);

  while (fixture_count_entries ("/proc/self/task") > threads)
    {
      g_thread_pool_stop_unused_threads ();
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}
