/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-keys.h"
#include "obd-probes.h"
#include "obd-tls-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* The probe "incoming" against scripted servers: what it says, what it keeps to itself, what it
 * finds. */

#define PASSWORD "canary-Zx81"

typedef struct
{
  ObdTestAuthority  authority;
  GTlsCertificate  *certificate; /* (owned): of the server */
} Fixture;

typedef struct
{
  const char  *name;
  const char  *incoming; /* as --incoming takes it */
  const char  *script;
  gboolean     no_password;
  gboolean     bad_certificate;
  ObdOutcome   outcome;
  ObdStage     stage;
  ObdFault     fault;
  const char  *reply; /* (nullable) */
  const char  *code;  /* (nullable): its response code */
  const char  *heard; /* (nullable): all that the server heard */
  gboolean     authenticated;
} Row;

#define IMAP_TLS "imap:" OBD_TEST_HOST ":993:tls"
#define IMAP_STARTTLS "imap:" OBD_TEST_HOST ":143:starttls"
#define IMAP_NONE "imap:" OBD_TEST_HOST ":143:none"
#define POP3_TLS "pop3:" OBD_TEST_HOST ":995:tls"
#define POP3_STARTTLS "pop3:" OBD_TEST_HOST ":110:starttls"
#define PLAIN_RESPONSE "AGFubmFAZXhhbXBsZS50ZXN0AGNhbmFyeS1aeDgx" /* "\0anna@example.test\0canary-Zx81" */
#define INSIDE "C:a2 CAPABILITY\nS:* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\nS:a2 OK done\n"

#define STATUS_A2 "C:a2 STATUS\nS:* STATUS INBOX (UIDVALIDITY 7)\nS:a2 OK done\n"
#define STATUS_A4 "C:a4 STATUS\nS:* STATUS INBOX (UIDVALIDITY 7)\nS:a4 OK done\n"
#define ASKED_A2 "a2 STATUS INBOX (UIDVALIDITY)|"

static const Row rows[] = {
  { .name = "imap-tls", .incoming = IMAP_TLS,
    .script = "T\nS:* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC:a1 AUTHENTICATE PLAIN\n"
              "S:a1 OK in\n" STATUS_A2 "C:a3 LOGOUT",
    .outcome = OBD_OUTCOME_OK, .stage = OBD_STAGE_AUTH, .authenticated = TRUE,
    .heard = "a1 AUTHENTICATE PLAIN " PLAIN_RESPONSE "|" ASKED_A2 "a3 LOGOUT|" },
  { .name = "imap-starttls", .incoming = IMAP_STARTTLS,
    .script = "S:* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\nC:a1 STARTTLS\nS:a1 OK go\n"
              "T\n" INSIDE "C:a3\nS:a3 OK in\n" STATUS_A4 "C:a5 LOGOUT",
    .outcome = OBD_OUTCOME_OK, .stage = OBD_STAGE_AUTH, .authenticated = TRUE,
    .heard = "a1 STARTTLS|a2 CAPABILITY|a3 AUTHENTICATE PLAIN " PLAIN_RESPONSE
             "|a4 STATUS INBOX (UIDVALIDITY)|a5 LOGOUT|" },
  { .name = "pop3-starttls", .incoming = POP3_STARTTLS,
    .script = "S:+OK ready\nC:CAPA\nS:+OK\nS:STLS\nS:.\nC:STLS\nS:+OK\nT\nC:CAPA\nS:+OK\nS:USER\nS:.\n"
              "C:USER\nS:+OK\nC:PASS\nS:+OK\nC:STAT\nS:+OK 0 0\nC:QUIT",
    .outcome = OBD_OUTCOME_OK, .stage = OBD_STAGE_AUTH, .authenticated = TRUE,
    .heard = "CAPA|STLS|CAPA|USER anna@example.test|PASS canary-Zx81|STAT|QUIT|" },
  /* The device leaves it plain: our password goes inside STARTTLS all the same. */
  { .name = "imap-none-upgraded", .incoming = IMAP_NONE,
    .script = "S:* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC:a1 STARTTLS\nS:a1 OK go\nT\n" INSIDE
              "C:a3\nS:a3 OK in\n" STATUS_A4 "C:a5 LOGOUT",
    .outcome = OBD_OUTCOME_OK, .stage = OBD_STAGE_AUTH, .authenticated = TRUE },
  /* Taken, and then let into no mailbox; nothing is said a second time. */
  { .name = "unconnected", .incoming = IMAP_TLS,
    .script = "T\nS:* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC:a1\nS:a1 OK in\nC:a2\n"
              "S:a2 BAD User is authenticated but not connected.\nC:a3 LOGOUT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_REPLY,
    .reply = "BAD User is authenticated but not connected.", .authenticated = TRUE,
    .heard = "a1 AUTHENTICATE PLAIN " PLAIN_RESPONSE "|" ASKED_A2 "a3 LOGOUT|" },
  { .name = "mailbox-broken", .incoming = POP3_TLS,
    .script = "T\nS:+OK ready\nC:CAPA\nS:+OK\nS:USER\nS:.\nC:USER\nS:+OK\nC:PASS\nS:+OK\nC:STAT\n"
              "S:-ERR [SYS/TEMP] no\nC:QUIT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_REPLY,
    .reply = "-ERR [SYS/TEMP] no", .code = "SYS/TEMP", .authenticated = TRUE,
    .heard = "CAPA|USER anna@example.test|PASS canary-Zx81|STAT|QUIT|" },
  { .name = "gone-after-sign-in", .incoming = IMAP_TLS,
    .script = "T\nS:* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC:a1\nS:a1 OK in\nC:a2",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_DROPPED,
    .authenticated = TRUE },
  /* Right, and somebody else is in: there is no session in which anything could be asked. */
  { .name = "in-use", .incoming = POP3_TLS,
    .script = "T\nS:+OK ready\nC:CAPA\nS:+OK\nS:USER\nS:.\nC:USER\nS:+OK\nC:PASS\n"
              "S:-ERR [IN-USE] busy\nC:QUIT",
    .outcome = OBD_OUTCOME_OK, .stage = OBD_STAGE_AUTH, .code = "IN-USE", .authenticated = TRUE,
    .heard = "CAPA|USER anna@example.test|PASS canary-Zx81|QUIT|" },
  { .name = "wrong-password", .incoming = IMAP_TLS,
    .script = "T\nS:* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC:a1\n"
              "S:a1 NO [AUTHENTICATIONFAILED] no\nC:a2 LOGOUT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_REPLY,
    .reply = "NO [AUTHENTICATIONFAILED] no" },
  { .name = "no-password", .incoming = IMAP_TLS, .no_password = TRUE,
    .script = "T\nS:* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\nC:a1 LOGOUT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_NO_PASSWORD,
    .heard = "a1 LOGOUT|" },
  { .name = "no-sign-in-offered", .incoming = IMAP_TLS,
    .script = "T\nS:* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready\nC:a1 LOGOUT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_NO_AUTH },
  { .name = "only-tokens", .incoming = IMAP_TLS,
    .script = "T\nS:* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] ready\nC:a1 LOGOUT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_NO_MECHANISM },
  /* Hostile or broken: never a password, never plain text where TLS was wanted. */
  { .name = "preauth", .incoming = IMAP_STARTTLS,
    .script = "S:* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] welcome\nH",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_BANNER, .fault = OBD_FAULT_PREAUTH,
    .reply = "PREAUTH [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] welcome", .heard = "" },
  { .name = "preauth-none", .incoming = IMAP_NONE, .script = "S:* PREAUTH welcome\nH",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_BANNER, .fault = OBD_FAULT_PREAUTH,
    .heard = "" },
  { .name = "no-starttls", .incoming = IMAP_STARTTLS,
    .script = "S:* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nC:a1 LOGOUT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_STARTTLS, .fault = OBD_FAULT_NO_STARTTLS,
    .heard = "a1 LOGOUT|" },
  { .name = "stls-refused", .incoming = POP3_STARTTLS,
    .script = "S:+OK\nC:CAPA\nS:+OK\nS:STLS\nS:USER\nS:.\nC:STLS\nS:-ERR [SYS/TEMP] no\nC:QUIT",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_STARTTLS, .fault = OBD_FAULT_REPLY,
    .reply = "-ERR [SYS/TEMP] no", .code = "SYS/TEMP", .heard = "CAPA|STLS|QUIT|" },
  { .name = "injected", .incoming = IMAP_STARTTLS,
    .script = "S:* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC:a1 STARTTLS\n"
              "S:a1 OK go\\r\\n* CAPABILITY IMAP4rev1 AUTH=LOGIN\nT\nH",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_TLS, .fault = OBD_FAULT_INJECTED,
    .heard = "a1 STARTTLS|" },
  { .name = "bad-certificate", .incoming = IMAP_TLS, .bad_certificate = TRUE, .script = "T\nH",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_TLS, .fault = OBD_FAULT_CERTIFICATE,
    .heard = "" },
  { .name = "bad-certificate-starttls", .incoming = POP3_STARTTLS, .bad_certificate = TRUE,
    .script = "S:+OK\nC:CAPA\nS:+OK\nS:STLS\nS:.\nC:STLS\nS:+OK\nT\nH",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_TLS, .fault = OBD_FAULT_CERTIFICATE },
  { .name = "goodbye", .incoming = IMAP_STARTTLS, .script = "S:* BYE overloaded",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_BANNER, .fault = OBD_FAULT_REPLY,
    .reply = "BYE overloaded" },
  { .name = "goodbye-with-code", .incoming = IMAP_STARTTLS, .script = "S:* BYE [UNAVAILABLE] down",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_BANNER, .fault = OBD_FAULT_REPLY,
    .reply = "BYE [UNAVAILABLE] down", .code = "UNAVAILABLE" },
  { .name = "smtp-in-its-place", .incoming = IMAP_STARTTLS, .script = "S:220 mail ESMTP\nH",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_BANNER, .fault = OBD_FAULT_PROTOCOL },
  { .name = "endless", .incoming = IMAP_STARTTLS,
    .script = "S:* OK ready\nC:a1 CAPABILITY\nM:* CAPABILITY IMAP4rev1",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_EHLO, .fault = OBD_FAULT_PROTOCOL },
  { .name = "plain-on-tls", .incoming = POP3_TLS, .script = "S:+OK ready\nH",
    .outcome = OBD_OUTCOME_FAILED, .stage = OBD_STAGE_TLS, .fault = OBD_FAULT_NOT_TLS },
};

static ObdTarget *
make_target (const Row *row)
{
  const char *const incoming[] = { row->incoming, NULL };
  g_autoptr (ObdSecret) password = obd_secret_new (PASSWORD, -1);
  ObdMailbox mailbox = { .address = "anna@example.test", .incoming = incoming, .incoming_only = TRUE,
                         .only_typed = TRUE,
                         .password = row->no_password ? NULL : password };
  g_autoptr (GError) error = NULL;
  ObdTarget *target = obd_target_new (&mailbox, &error);

  g_assert_no_error (error);
  return target;
}

static ObdWireContext *
make_context (Fixture   *fixture,
              const Row *row,
              guint16    port)
{
  const ObdTestAuthority *authority = &fixture->authority;
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (ObdIncomingSetting) setting = obd_incoming_setting_parse (row->incoming, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("obd-incoming-XXXXXX", &error);
  g_autofree char *roots = NULL;
  ObdWireContext *context;

  g_assert_no_error (error);
  obd_address_book_add (book, setting->endpoint->host, setting->endpoint->port, loopback, port);
  roots = obd_test_certificate_save (authority->root, folder, FALSE);
  context = obd_wire_context_new (book, row->bad_certificate ? NULL : roots, &error);
  g_assert_no_error (error);
  g_unlink (roots);
  g_rmdir (folder);
  return context;
}

static ObdJob *
find_job (GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      ObdJob *job = g_ptr_array_index (jobs, i);

      if (g_str_equal (job->probe, "incoming"))
        return job;
    }
  g_assert_not_reached ();
}

static void
check_hidden (const ObdFinding *finding)
{
  for (guint i = 0; i < obd_trace_get_n_lines (finding->trace); i++)
    {
      g_test_message ("%s", obd_trace_get_line (finding->trace, i));
      g_assert_null (strstr (obd_trace_get_line (finding->trace, i), PASSWORD));
      g_assert_null (strstr (obd_trace_get_line (finding->trace, i), PLAIN_RESPONSE));
    }
}

static void
check_finding (const Row        *row,
               const ObdFinding *finding)
{
  g_autofree char *id = g_strconcat (row->incoming, ":signed-in", NULL);

  check_hidden (finding);
  g_assert_cmpstr (finding->id, ==, id);
  g_assert_cmpstr (finding->probe, ==, "incoming");
  g_assert_true (finding->typed);
  g_assert_cmpstr (obd_fault_to_nick (finding->fault), ==, obd_fault_to_nick (row->fault));
  g_assert_cmpstr (obd_outcome_to_nick (finding->outcome), ==, obd_outcome_to_nick (row->outcome));
  g_assert_cmpstr (obd_stage_to_nick (finding->stage), ==, obd_stage_to_nick (row->stage));
  g_assert_cmpint (obd_finding_get_flag (finding, OBD_KEY_SMTP_AUTHENTICATED), ==,
                   row->authenticated);
  if (row->reply != NULL)
    g_assert_cmpstr (finding->reply->text, ==, row->reply);
  if (row->code != NULL)
    g_assert_cmpstr (obd_finding_get_text (finding, OBD_KEY_INCOMING_CODE), ==, row->code);
}

static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  const Row *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, fixture->certificate);
  g_autoptr (ObdTarget) target = make_target (row);
  g_autoptr (ObdWireContext) context = make_context (fixture, row,
                                                     obd_script_server_get_port (server));
  g_autoptr (GPtrArray) jobs = obd_probes_plan (target);
  g_autoptr (ObdRun) run = obd_run_new (target, context, jobs, 20, NULL, NULL);
  g_autoptr (ObdFinding) finding = obd_probes_run (run, find_job (jobs));
  g_autofree char *heard = obd_script_server_finish (server);

  check_finding (row, finding);
  if (row->heard != NULL)
    g_assert_cmpstr (heard, ==, row->heard);
}

/* What the server wants shown, its code, its offers. */
static void
test_facts (Fixture       *fixture,
            gconstpointer  data)
{
  static const Row row = {
    .name = "facts", .incoming = IMAP_STARTTLS, .outcome = OBD_OUTCOME_FAILED,
    .stage = OBD_STAGE_AUTH, .fault = OBD_FAULT_REPLY,
    .script = "S:* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] Mail here\nC:a1\nS:a1 OK go\nT\n"
              INSIDE "C:a3\nS:* NO [ALERT] Read your mail, anna: " PASSWORD "\n"
              "S:a3 NO [UNAVAILABLE] later\nC:a4 LOGOUT",
  };
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row.script, fixture->certificate);
  g_autoptr (ObdTarget) target = make_target (&row);
  g_autoptr (ObdWireContext) context = make_context (fixture, &row,
                                                     obd_script_server_get_port (server));
  g_autoptr (GPtrArray) jobs = obd_probes_plan (target);
  g_autoptr (ObdRun) run = obd_run_new (target, context, jobs, 20, NULL, NULL);
  g_autoptr (ObdFinding) finding = obd_probes_run (run, find_job (jobs));

  check_finding (&row, finding);
  g_assert_cmpstr (obd_finding_get_text (finding, OBD_KEY_SMTP_BANNER), ==, "Mail here");
  g_assert_cmpstr (obd_finding_get_text (finding, OBD_KEY_INCOMING_PROTOCOL), ==, "imap");
  g_assert_cmpstr (obd_finding_get_text (finding, OBD_KEY_INCOMING_CODE), ==, "UNAVAILABLE");
  g_assert_cmpstr (obd_finding_get_text (finding, OBD_KEY_INCOMING_ALERT), ==,
                   "Read your mail, anna: (hidden)");
  g_assert_true (obd_finding_get_flag (finding, OBD_KEY_SMTP_STARTTLS_OFFERED));
  g_assert_true (obd_finding_get_flag (finding, OBD_KEY_SMTP_VERIFIED));
  g_assert_false (obd_finding_texts_contain (finding, OBD_KEY_SMTP_AUTH_PLAIN, "PASSWORD"));
  g_assert_true (obd_finding_texts_contain (finding, OBD_KEY_SMTP_AUTH_TLS, "PASSWORD"));
  g_assert_cmpstr (obd_finding_get_text (finding, OBD_KEY_SMTP_MECHANISM), ==, "PLAIN");
  g_assert_cmpstr (obd_finding_get_text (finding, OBD_KEY_SMTP_USERNAME), ==, "anna@example.test");
}

/* That sending works says nothing of a server that was found for receiving. */
static void
test_found (Fixture       *fixture,
            gconstpointer  data)
{
  const Row *row = &rows[0];
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, fixture->certificate);
  g_autoptr (ObdTarget) target = make_target (row);
  g_autoptr (ObdWireContext) context = make_context (fixture, row,
                                                     obd_script_server_get_port (server));
  g_autoptr (GPtrArray) jobs = obd_probes_plan (target);
  g_autoptr (ObdRun) run = obd_run_new (target, context, jobs, 20, NULL, NULL);
  g_autoptr (ObdFinding) finding = NULL;

  find_job (jobs)->found = TRUE;
  obd_run_note_own_end (run, OBD_STAGE_RCPT, TRUE);
  finding = obd_probes_run (run, find_job (jobs));
  check_finding (row, finding);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  obd_test_authority_init (&fixture->authority);
  fixture->certificate = obd_test_certificate_to_gio (fixture->authority.good, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->certificate);
  obd_test_authority_clear (&fixture->authority);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/incoming/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], set_up, test_row, tear_down);
    }
  g_test_add ("/incoming/facts", Fixture, NULL, set_up, test_facts, tear_down);
  g_test_add ("/incoming/found", Fixture, NULL, set_up, test_found, tear_down);
  return g_test_run ();
}
