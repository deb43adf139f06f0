/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The practice server by itself: what it leaves behind, what it says, which doors it shows. */

#include "config.h"

#include "obd-dial.h"
#include "obd-practice-rules.h"
#include "obd-sntp.h"
#include "obd-smtp.h"

#include <string.h>

#define HOST "mail.larkspur.example"
#define ANNA "anna@larkspur.example"
#define TOM "tom@otherplace.example"

static gint64
soon (void)
{
  return g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
}

/* --- A client ----------------------------------------------------------------------------------*/

typedef struct
{
  ObdPractice    *practice;
  ObdWireContext *context;
} Fixture;

static void
setup (Fixture    *fixture,
       const char *scenario)
{
  g_autoptr (GError) error = NULL;

  fixture->practice = obd_practice_start (scenario, &error);
  g_assert_no_error (error);
  fixture->context = obd_wire_context_new (obd_practice_get_book (fixture->practice),
                                           obd_practice_get_ca_file (fixture->practice), &error);
  g_assert_no_error (error);
}

static void
teardown (Fixture *fixture)
{
  g_clear_pointer (&fixture->context, obd_wire_context_unref);
  g_clear_pointer (&fixture->practice, obd_practice_free);
}

/* (transfer full) (nullable): an error code in @code if there is no connection before @deadline. */
static GSocketConnection *
dial (Fixture *fixture,
      guint16  port,
      gint64   deadline,
      int     *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = obd_address_book_lookup (
    obd_practice_get_book (fixture->practice), HOST, port);
  g_autoptr (ObdDial) attempt = NULL;
  GSocketConnection *connection;

  g_assert_nonnull (addresses);
  attempt = obd_dial_start (addresses);
  connection = obd_dial_wait (attempt, NULL, deadline, NULL, &error);
  *code = error != NULL ? error->code : -1;
  return connection;
}

static ObdSmtp *
call (Fixture *fixture,
      guint16  port)
{
  g_autoptr (ObdTrace) trace = obd_trace_new (g_get_monotonic_time ());
  int code = 0;
  g_autoptr (GSocketConnection) connection = dial (fixture, port, soon (), &code);

  g_assert_cmpint (code, ==, -1);
  return obd_smtp_new (obd_channel_new (connection, trace));
}

static void
expect (ObdReply *reply,
        GError   *error,
        guint     code)
{
  g_assert_no_error (error);
  g_assert_nonnull (reply);
  g_assert_cmpuint (reply->code, ==, code);
  obd_reply_unref (reply);
}

/* Returns the certificate's problems. */
static guint
secure (Fixture *fixture,
        ObdSmtp *smtp)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;

  obd_channel_start_tls (obd_smtp_get_channel (smtp), fixture->context, HOST, &facts, NULL, soon (),
                         NULL, &error);
  g_assert_no_error (error);
  return facts->problems;
}

static void
greet (ObdSmtp *smtp)
{
  GError *error = NULL;

  expect (obd_smtp_greeting (smtp, soon (), NULL, &error), error, 220);
  expect (obd_smtp_hello (smtp, soon (), NULL, &error), error, 250);
}

static guint
sign_in (ObdSmtp    *smtp,
         const char *mechanism,
         const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdSecret) password = obd_secret_new (word, -1);
  g_autoptr (ObdReply) reply = obd_smtp_auth (smtp, mechanism, ANNA, password, soon (), NULL,
                                              &error);

  g_assert_no_error (error);
  return reply->code;
}

static guint
address_tom (ObdSmtp    *smtp,
             const char *sender)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;

  obd_smtp_envelope (smtp, sender, TOM, 0, &mail, &rcpt, soon (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mail->code, ==, 250);
  return rcpt->code;
}

/* --- Leaves nothing behind ---------------------------------------------------------------------*/

static guint
count_files (const char *folder,
             const char *comm_prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, "comm", NULL);
      g_autofree char *text = NULL;

      if (comm_prefix == NULL)
        n++;
      else if (g_file_get_contents (path, &text, NULL, NULL)
               && g_str_has_prefix (text, comm_prefix))
        n++;
    }
  return n;
}

static void
run_and_leave (void)
{
  Fixture fixture;
  g_autoptr (ObdSmtp) idle = NULL;
  g_autoptr (ObdSmtp) secured = NULL;
  g_autofree char *ca_file = NULL;
  g_autofree char *folder = NULL;

  setup (&fixture, "healthy");
  ca_file = g_strdup (obd_practice_get_ca_file (fixture.practice));
  folder = g_path_get_dirname (ca_file);
  g_assert_true (g_file_test (ca_file, G_FILE_TEST_IS_REGULAR));
  idle = call (&fixture, 587);
  secured = call (&fixture, 465);
  g_assert_cmpuint (secure (&fixture, secured), ==, 0);
  greet (secured);
  g_assert_cmpuint (count_files ("/proc/self/task", "obd-practice"), ==, 3);
  teardown (&fixture);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_leaves_nothing (void)
{
  guint before;

  run_and_leave (); /* once for what GLib keeps for good */
  before = count_files ("/proc/self/fd", NULL);
  for (int i = 0; i < 20; i++)
    run_and_leave ();
  g_assert_cmpuint (count_files ("/proc/self/fd", NULL), <=, before + 4);
  g_assert_cmpuint (count_files ("/proc/self/task", "obd-practice"), ==, 0);
}

/* More callers than the server has seats for, all of them silent: the end is prompt. */
static void
test_crowd (void)
{
  Fixture fixture;
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);

  setup (&fixture, "server-hangs");
  for (int i = 0; i < 300; i++)
    {
      int code = 0;

      g_ptr_array_add (crowd, dial (&fixture, 587, soon (), &code));
      g_assert_cmpint (code, ==, -1);
    }
  teardown (&fixture);
  g_assert_cmpuint (count_files ("/proc/self/task", "obd-practice"), ==, 0);
}

/* --- Says what a server says -------------------------------------------------------------------*/

static void
test_relay (void)
{
  Fixture fixture;
  g_autoptr (ObdSmtp) bare = NULL;
  g_autoptr (ObdSmtp) smtp = NULL;
  g_autoptr (ObdReply) data = NULL;
  GError *error = NULL;
  ObdPracticeCounts counts;

  setup (&fixture, "relay-denied");
  bare = call (&fixture, 25);
  greet (bare);
  g_assert_false (obd_smtp_has_extension (bare, "STARTTLS"));
  g_assert_false (obd_smtp_has_extension (bare, "AUTH"));
  g_assert_cmpuint (address_tom (bare, ANNA), ==, 554);
  g_assert_cmpstr (obd_smtp_get_last_reply (bare)->text, ==, "<" TOM ">: Relay access denied");

  smtp = call (&fixture, 587);
  greet (smtp);
  g_assert_false (obd_smtp_has_extension (smtp, "AUTH"));
  expect (obd_smtp_starttls (smtp, soon (), NULL, &error), error, 220);
  g_assert_cmpuint (secure (&fixture, smtp), ==, 0);
  expect (obd_smtp_hello (smtp, soon (), NULL, &error), error, 250);
  g_assert_cmpuint (sign_in (smtp, "PLAIN", "practice makes perfect"), ==, 235);
  g_assert_cmpuint (address_tom (smtp, ANNA), ==, 250);
  expect (obd_smtp_data (smtp, "Subject: hello\n\n.\nend\n", &data, soon (), NULL, &error), error,
          250);
  g_assert_cmpuint (data->code, ==, 354);
  obd_practice_get_counts (fixture.practice, &counts);
  g_assert_cmpint (counts.auths, ==, 1);
  g_assert_cmpint (counts.bare_auths, ==, 0);
  g_assert_cmpint (counts.messages, ==, 1);
  teardown (&fixture);
}

static void
test_sign_in (void)
{
  static const char *const mechanisms[] = { "PLAIN", "LOGIN", "CRAM-MD5" };
  ObdPracticeRules rules = obd_practice_find_row ("healthy")->rules;
  Fixture fixture;
  GError *error = NULL;

  rules.ports[2].auth_tls = "PLAIN LOGIN CRAM-MD5";
  fixture.practice = obd_practice_start_rules (&rules, &error);
  g_assert_no_error (error);
  fixture.context = obd_wire_context_new (obd_practice_get_book (fixture.practice),
                                          obd_practice_get_ca_file (fixture.practice), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    {
      g_autoptr (ObdSmtp) smtp = call (&fixture, 465);

      g_assert_cmpuint (secure (&fixture, smtp), ==, 0);
      greet (smtp);
      g_assert_cmpuint (sign_in (smtp, mechanisms[i], "no such word"), ==, 535);
      g_assert_cmpuint (sign_in (smtp, mechanisms[i], "practice makes perfect"), ==, 235);
    }
  teardown (&fixture);
}

static void
test_certificates (void)
{
  static const struct
  {
    const char *scenario;
    guint problems;
  } rows[] = {
    { "healthy", 0 },
    { "certificate-expired", OBD_TLS_PROBLEM_EXPIRED },
    { "certificate-wrong-name", OBD_TLS_PROBLEM_WRONG_NAME },
    { "clock-wrong", OBD_TLS_PROBLEM_NOT_YET_VALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture fixture;
      g_autoptr (ObdSmtp) smtp = NULL;

      setup (&fixture, rows[i].scenario);
      smtp = call (&fixture, 465);
      g_assert_cmphex (secure (&fixture, smtp), ==, rows[i].problems);
      teardown (&fixture);
    }
}

static void
test_doors (void)
{
  Fixture fixture;
  g_autoptr (GSocketConnection) open = NULL;
  int code = 0;

  setup (&fixture, "port-blocked");
  /* However long one waits, no answer comes: a second is as good as a minute. */
  g_assert_null (dial (&fixture, 25, g_get_monotonic_time () + G_USEC_PER_SEC, &code));
  g_assert_cmpint (code, ==, OBD_WIRE_ERROR_SILENT);
  g_assert_null (dial (&fixture, 2525, soon (), &code));
  g_assert_cmpint (code, ==, OBD_WIRE_ERROR_REFUSED);
  g_assert_null (dial (&fixture, 999, soon (), &code)); /* any other port is in the book too */
  g_assert_cmpint (code, ==, OBD_WIRE_ERROR_REFUSED);
  open = dial (&fixture, 587, soon (), &code);
  g_assert_nonnull (open);
  teardown (&fixture);
}

static void
test_clock (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  gint64 offset = 0;

  setup (&fixture, "clock-wrong");
  obd_sntp_ask (fixture.context, "pool.ntp.org", &offset, soon (), NULL, &error);
  g_assert_no_error (error);
  /* In whole minutes, rounded: the journey to the server and back may take its time. */
  g_assert_cmpint ((offset / G_USEC_PER_SEC + 30) / 60, ==, 60 * 24 * 60);
  teardown (&fixture);
}

static void
test_need_tls (void)
{
  Fixture fixture;
  g_autoptr (ObdSmtp) smtp = NULL;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;
  GError *error = NULL;

  setup (&fixture, "starttls-required");
  smtp = call (&fixture, 587);
  greet (smtp);
  obd_smtp_envelope (smtp, ANNA, TOM, 0, &mail, &rcpt, soon (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mail->code, ==, 530);
  teardown (&fixture);
}

static void
test_list (void)
{
  const ObdPracticeScenario *list = obd_practice_list ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (; list[n].id != NULL; n++)
    {
      g_assert_true (g_hash_table_add (seen, (gpointer) list[n].id));
      g_assert_true (obd_practice_find (list[n].id) != NULL);
      g_assert_true (*list[n].title != '\0' && *list[n].summary != '\0');
    }
  g_assert_cmpuint (n, >=, 5);
  g_assert_null (obd_practice_find ("no-such"));
  g_assert_null (obd_practice_start ("no-such", NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/list", test_list);
  g_test_add_func ("/practice/relay", test_relay);
  g_test_add_func ("/practice/sign-in", test_sign_in);
  g_test_add_func ("/practice/certificates", test_certificates);
  g_test_add_func ("/practice/doors", test_doors);
  g_test_add_func ("/practice/clock", test_clock);
  g_test_add_func ("/practice/need-tls", test_need_tls);
  g_test_add_func ("/practice/leaves-nothing", test_leaves_nothing);
  g_test_add_func ("/practice/crowd", test_crowd);
  return g_test_run ();
}
