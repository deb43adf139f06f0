/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-wire-test.h"

#include <stdio.h>
#include <string.h>

#define HOST "mail.example.test"

typedef struct
{
  ObdTestCertificate *root;
  ObdTestCertificate *good;
} Authority;

static void
authority_init (Authority *authority)
{
  authority->root = obd_test_certificate_new ("Test Root", NULL, TRUE, -10 * OBD_TEST_DAY,
                                              10 * OBD_TEST_DAY);
  authority->good = obd_test_certificate_new (HOST, authority->root, FALSE, -OBD_TEST_DAY,
                                              OBD_TEST_DAY);
}

static void
authority_clear (Authority *authority)
{
  obd_test_certificate_free (authority->root);
  obd_test_certificate_free (authority->good);
}

static gboolean
start_tls (ObdChannel      *channel,
           ObdWireContext  *context,
           const char      *host,
           ObdTlsFacts    **facts,
           GError         **error)
{
  return obd_channel_start_tls (channel, context, host, facts, NULL, obd_wire_test_deadline (), NULL,
                                error);
}

/* --- Judging certificates ---------------------------------------------------------------------- */

typedef enum
{
  BY_ROOT,
  BY_ITSELF,
  BY_STRANGER,
  BY_STRANGER_SENT_ALONG,
} Signer;

typedef struct
{
  const char *name;
  const char *host;
  Signer      signer;
  int         from; /* days from now */
  int         until;
  guint       problems;
} Judgement;

static const Judgement judgements[] = {
  { "good", HOST, BY_ROOT, -1, 1, OBD_TLS_PROBLEM_NONE },
  { "expired", HOST, BY_ROOT, -3, -2, OBD_TLS_PROBLEM_EXPIRED },
  { "future", HOST, BY_ROOT, 2, 3, OBD_TLS_PROBLEM_NOT_YET_VALID },
  { "wrong-name", "other.example.test", BY_ROOT, -1, 1, OBD_TLS_PROBLEM_WRONG_NAME },
  { "wrong-name-and-expired", "other.example.test", BY_ROOT, -3, -2,
    OBD_TLS_PROBLEM_WRONG_NAME | OBD_TLS_PROBLEM_EXPIRED },
  { "self-signed", HOST, BY_ITSELF, -1, 1,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED },
  { "unknown-authority", HOST, BY_STRANGER_SENT_ALONG, -1, 1, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY },
  { "incomplete-chain", HOST, BY_STRANGER, -1, 1,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN },
  { "everything-at-once", "other.example.test", BY_ITSELF, -3, -2,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED | OBD_TLS_PROBLEM_WRONG_NAME
        | OBD_TLS_PROBLEM_EXPIRED },
  { "unknown-and-future", HOST, BY_STRANGER, 2, 3,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN
        | OBD_TLS_PROBLEM_NOT_YET_VALID },
};

static void
assert_problems (guint have,
                 guint expected)
{
  g_auto (GStrv) have_names = obd_tls_problems_to_strv (have);
  g_auto (GStrv) expected_names = obd_tls_problems_to_strv (expected);
  g_autofree char *have_text = g_strjoinv (" ", have_names);
  g_autofree char *expected_text = g_strjoinv (" ", expected_names);

  g_assert_cmpstr (have_text, ==, expected_text);
}

/* Twice over in one process: the second handshake must be judged like the first, also if the
 * library should ever resume the session. */
static void
judge_twice (const Judgement *row,
             ObdWireContext  *context,
             GTlsCertificate *certificate)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("T\nS:220 inside\nH", certificate);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
      g_autoptr (ObdTlsFacts) facts = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *line = NULL;

      g_assert_true (start_tls (channel, context, row->host, &facts, &error));
      g_assert_no_error (error);
      assert_problems (facts->problems, row->problems);
      g_assert_cmpstr (facts->subject, ==, "CN=" HOST);
      g_assert_cmpstr (facts->names[0], ==, HOST);
      g_assert_cmpstr (facts->version, ==, "TLS 1.3");
      g_assert_nonnull (facts->cipher);
      g_assert_cmpint (facts->not_after - facts->not_before, ==,
                       (row->until - row->from) * OBD_TEST_DAY);
      line = obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error);
      g_assert_cmpstr (line, ==, "220 inside");
      g_assert_true (obd_channel_is_encrypted (channel));
    }
}

static void
test_judgement (gconstpointer data)
{
  const Judgement *row = data;
  Authority authority;
  g_autoptr (ObdTestCertificate) stranger = NULL;
  g_autoptr (ObdTestCertificate) certificate = NULL;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  ObdTestCertificate *issuer = NULL;

  authority_init (&authority);
  stranger = obd_test_certificate_new ("Stranger", NULL, TRUE, -10 * OBD_TEST_DAY,
                                       10 * OBD_TEST_DAY);
  if (row->signer != BY_ITSELF)
    issuer = row->signer == BY_ROOT ? authority.root : stranger;
  certificate = obd_test_certificate_new (HOST, issuer, FALSE, row->from * OBD_TEST_DAY,
                                          row->until * OBD_TEST_DAY);
  gio = obd_test_certificate_to_gio (certificate,
                                     row->signer == BY_STRANGER_SENT_ALONG ? stranger : NULL);
  context = obd_wire_test_context (authority.root);
  judge_twice (row, context, gio);
  authority_clear (&authority);
}

/* Without the CA file the same certificate is unknown: the file is what made it good. */
static void
test_extra_trust (void)
{
  static const Judgement row = {
    "", HOST, BY_ROOT, -1, 1, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN,
  };
  Authority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);

  authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  judge_twice (&row, context, gio);
  authority_clear (&authority);
}

/* --- Handshakes that come to nothing ----------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *script;
  int         code;
} Failure;

static const Failure failures[] = {
  { "plain-text-banner", "S:220 mail.example ESMTP\nH", OBD_WIRE_ERROR_NOT_TLS },
  { "plain-text-answer", "C:\nS:500 5.5.1 what\nH", OBD_WIRE_ERROR_NOT_TLS },
  { "plain-text-and-close", "S:220 mail.example ESMTP", OBD_WIRE_ERROR_NOT_TLS },
  { "http", "S:HTTP/1.1 400 Bad Request", OBD_WIRE_ERROR_NOT_TLS },
  { "closed", "", OBD_WIRE_ERROR_DROPPED },
  { "reset", "R", OBD_WIRE_ERROR_DROPPED },
  { "half-a-record", "s:\x16\x03\x03", OBD_WIRE_ERROR_DROPPED },
  { "alert-protocol-version", "s:\x15\x03\x03\\0\x02\x02\x46", OBD_WIRE_ERROR_TLS_VERSION },
  { "alert-handshake-failure", "s:\x15\x03\x03\\0\x02\x02\x28", OBD_WIRE_ERROR_TLS_VERSION },
  { "alert-insufficient-security", "s:\x15\x03\x03\\0\x02\x02\x47", OBD_WIRE_ERROR_TLS_VERSION },
  { "alert-internal-error", "s:\x15\x03\x03\\0\x02\x02\x50", OBD_WIRE_ERROR_TLS_HANDSHAKE },
  { "alert-unrecognized-name", "s:\x15\x03\x03\\0\x02\x02\x70", OBD_WIRE_ERROR_TLS_HANDSHAKE },
};

static void
test_failure (gconstpointer data)
{
  const Failure *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (start_tls (channel, context, HOST, &facts, &error));
  g_assert_error (error, OBD_WIRE_ERROR, row->code);
  g_assert_null (facts);
  g_assert_false (obd_channel_is_encrypted (channel));
}

static void
test_hang (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("H", NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (obd_channel_start_tls (channel, context, HOST, &facts, NULL,
                                         g_get_monotonic_time () + 50000, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
}

static void
test_cancel (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("C:\nN\nH", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdChannel) channel = NULL;
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  obd_script_server_set_notify (server, cancellable);
  channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_cancellable_cancel (cancellable);
  g_assert_false (obd_channel_start_tls (channel, context, HOST, &facts, NULL,
                                         obd_wire_test_deadline (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The hello goes out, nothing comes back, and the cancel arrives from another thread. */
static gpointer
cancel_worker (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel_from_thread (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("H", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_worker, cancellable);

  g_assert_false (obd_channel_start_tls (channel, context, HOST, &facts, NULL,
                                         obd_wire_test_deadline (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* --- After the handshake ----------------------------------------------------------------------- */

static void
test_drop_inside (void)
{
  static const char *const scripts[] = { "T", "T\nR", "T\ns:220 half", "T\ns:220 half\nC:x\nR" };
  Authority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;

  authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  context = obd_wire_test_context (authority.root);
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (ObdScriptServer) server = obd_script_server_new (scripts[i], gio);
      g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
      g_autoptr (ObdTlsFacts) facts = NULL;
      g_autoptr (GError) error = NULL;

      if (start_tls (channel, context, HOST, &facts, &error))
        {
          obd_channel_write_line (channel, "x", NULL, obd_wire_test_deadline (), NULL, NULL);
          g_assert_null (obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error));
        }
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_DROPPED);
    }
  authority_clear (&authority);
}

/* A long conversation inside TLS in both directions. */
static void
test_bulk (void)
{
  Authority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = g_strnfill (8 * 1024 * 1024, 'x');
  g_autofree char *body = g_strconcat (filler, "\r\n.\r\n", NULL);

  authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  context = obd_wire_test_context (authority.root);
  {
    g_autoptr (ObdScriptServer) server = obd_script_server_new ("T\nB\nS:250 got it", gio);
    g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
    g_autofree char *line = NULL;

    g_assert_true (start_tls (channel, context, HOST, &facts, &error));
    g_assert_true (obd_channel_write_body (channel, body, obd_wire_test_deadline (), NULL, &error));
    line = obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error);
    g_assert_cmpstr (line, ==, "250 got it");
  }
  authority_clear (&authority);
}

/* --- STARTTLS ---------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *script;
  gsize       dropped;
} Starttls;

#define BEFORE "S:220 x\nC:EHLO\nS:250-x\nS:250-AUTH LOGIN\nS:250 STARTTLS\nC:STARTTLS\n"
#define INSIDE "T\nC:EHLO\nS:250-x\nS:250 AUTH PLAIN\nC:QUIT\nS:221 bye"

static const Starttls starttls[] = {
  { "clean", BEFORE "S:220 go\n" INSIDE, 0 },
  /* curl's tests 980 to 982: an answer to the EHLO to come, smuggled in before the handshake */
  { "injected", BEFORE "S:220 go\\r\\n250-evil\\r\\n250 AUTH LOGIN\n" INSIDE, 26 },
};

static void
test_starttls (gconstpointer data)
{
  const Starttls *row = data;
  Authority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  gsize dropped = 99;

  authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  context = obd_wire_test_context (authority.root);
  {
    g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, gio);
    g_autoptr (ObdSmtp) smtp = obd_wire_test_smtp (obd_script_server_get_port (server));
    gint64 deadline = obd_wire_test_deadline ();
    g_autoptr (ObdReply) greeting = obd_smtp_greeting (smtp, deadline, NULL, &error);
    g_autoptr (ObdReply) first = obd_smtp_hello (smtp, deadline, NULL, &error);
    g_autoptr (ObdReply) go = obd_smtp_starttls (smtp, deadline, NULL, &error);
    g_autoptr (ObdReply) second = NULL;

    obd_wire_test_assert_reply (go, 220);
    /* forgotten with all that was said in plain text */
    g_assert_false (obd_smtp_has_extension (smtp, "STARTTLS"));
    g_assert_true (obd_channel_start_tls (obd_smtp_get_channel (smtp), context, HOST, &facts,
                                          &dropped, deadline, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (dropped, ==, row->dropped);
    second = obd_smtp_hello (smtp, deadline, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (obd_smtp_get_mechanisms (smtp)[0], ==, "PLAIN");
    g_assert_cmpstr (obd_smtp_choose_mechanism (smtp, NULL), ==, "PLAIN");
    obd_smtp_quit (smtp, NULL);
  }
  authority_clear (&authority);
}

/* --- Versions: a server by OpenSSL, which can still speak the old ones ------------------------- */

typedef struct
{
  const char *name;
  const char *option;
  const char *version; /* %NULL: %OBD_WIRE_ERROR_TLS_VERSION */
} Version;

static const Version versions[] = {
  { "1.3", "-tls1_3", "TLS 1.3" },
  { "1.2", "-tls1_2", "TLS 1.2" },
  { "1.1", "-tls1_1", NULL },
  { "1.0", "-tls1", NULL },
};

static GSubprocess *
spawn_openssl (const char *option,
               const char *pem,
               guint16    *port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  GSubprocess *process;

  /* Reads its standard input: it ends when ours closes. */
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                  | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                              &error, g_getenv ("OPENSSL"), "s_server", "-accept", "127.0.0.1:0",
                              "-cert", pem, "-key", pem, "-cipher", "DEFAULT@SECLEVEL=0", option,
                              NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "ACCEPT "))
        {
          *port = atoi (strrchr (line, ':') + 1);
          return process;
        }
    }
}

static void
test_version (gconstpointer data)
{
  const Version *row = data;
  Authority authority;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdChannel) channel = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *pem = NULL;
  guint16 port = 0;

  if (g_getenv ("OPENSSL") == NULL || *g_getenv ("OPENSSL") == '\0')
    {
      g_test_skip ("needs the openssl program");
      return;
    }
  authority_init (&authority);
  folder = g_dir_make_tmp ("obd-tls-XXXXXX", NULL);
  pem = obd_test_certificate_save (authority.good, folder, TRUE);
  process = spawn_openssl (row->option, pem, &port);
  context = obd_wire_test_context (authority.root);
  channel = obd_wire_test_connect (port);
  if (start_tls (channel, context, HOST, &facts, &error))
    {
      g_assert_cmpstr (facts->version, ==, row->version);
      assert_problems (facts->problems, OBD_TLS_PROBLEM_NONE);
    }
  else
    {
      g_assert_null (row->version);
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TLS_VERSION);
    }
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  remove (pem);
  remove (folder);
  authority_clear (&authority);
}

static void
add (const char    *group,
     const char    *name,
     gconstpointer  data,
     GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/tls/%s/%s", group, name);

  g_test_add_data_func (path, data, func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (judgements); i++)
    add ("judgement", judgements[i].name, &judgements[i], test_judgement);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    add ("failure", failures[i].name, &failures[i], test_failure);
  for (guint i = 0; i < G_N_ELEMENTS (starttls); i++)
    add ("starttls", starttls[i].name, &starttls[i], test_starttls);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    add ("version", versions[i].name, &versions[i], test_version);
  g_test_add_func ("/tls/extra-trust", test_extra_trust);
  g_test_add_func ("/tls/hang", test_hang);
  g_test_add_func ("/tls/cancel", test_cancel);
  g_test_add_func ("/tls/cancel-from-thread", test_cancel_from_thread);
  g_test_add_func ("/tls/drop-inside", test_drop_inside);
  g_test_add_func ("/tls/bulk", test_bulk);
  return g_test_run ();
}
