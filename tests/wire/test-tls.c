/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-test.h"

/* --- Judging certificates --------------------------------------------------------------------- */

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
  { "good", OBD_TEST_HOST, BY_ROOT, -1, 1, OBD_TLS_PROBLEM_NONE },
  { "expired", OBD_TEST_HOST, BY_ROOT, -3, -2, OBD_TLS_PROBLEM_EXPIRED },
  { "future", OBD_TEST_HOST, BY_ROOT, 2, 3, OBD_TLS_PROBLEM_NOT_YET_VALID },
  { "wrong-name", "other.example.test", BY_ROOT, -1, 1, OBD_TLS_PROBLEM_WRONG_NAME },
  { "wrong-name-and-expired", "other.example.test", BY_ROOT, -3, -2,
    OBD_TLS_PROBLEM_WRONG_NAME | OBD_TLS_PROBLEM_EXPIRED },
  { "self-signed", OBD_TEST_HOST, BY_ITSELF, -1, 1,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED },
  { "unknown-authority", OBD_TEST_HOST, BY_STRANGER_SENT_ALONG, -1, 1, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY },
  { "incomplete-chain", OBD_TEST_HOST, BY_STRANGER, -1, 1,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN },
  { "everything-at-once", "other.example.test", BY_ITSELF, -3, -2,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED | OBD_TLS_PROBLEM_WRONG_NAME
        | OBD_TLS_PROBLEM_EXPIRED },
  { "unknown-and-future", OBD_TEST_HOST, BY_STRANGER, 2, 3,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN
        | OBD_TLS_PROBLEM_NOT_YET_VALID },
};

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

      g_assert_true (obd_wire_test_start_tls (channel, context, row->host, &facts, &error));
      g_assert_no_error (error);
      obd_wire_test_assert_problems (facts->problems, row->problems);
      g_assert_cmpstr (facts->subject, ==, "CN=" OBD_TEST_HOST);
      g_assert_cmpstr (facts->names[0], ==, OBD_TEST_HOST);
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
  ObdTestAuthority authority;
  g_autoptr (ObdTestCertificate) stranger = NULL;
  g_autoptr (ObdTestCertificate) certificate = NULL;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  ObdTestCertificate *issuer = NULL;

  obd_test_authority_init (&authority);
  stranger = obd_test_certificate_new ("Stranger", NULL, TRUE, -10 * OBD_TEST_DAY,
                                       10 * OBD_TEST_DAY);
  if (row->signer != BY_ITSELF)
    issuer = row->signer == BY_ROOT ? authority.root : stranger;
  certificate = obd_test_certificate_new (OBD_TEST_HOST, issuer, FALSE, row->from * OBD_TEST_DAY,
                                          row->until * OBD_TEST_DAY);
  gio = obd_test_certificate_to_gio (certificate,
                                     row->signer == BY_STRANGER_SENT_ALONG ? stranger : NULL);
  context = obd_wire_test_context (authority.root);
  judge_twice (row, context, gio);
  obd_test_authority_clear (&authority);
}

/* Without the CA file the same certificate is unknown: the file is what made it good. */
static void
test_extra_trust (void)
{
  static const Judgement row = {
    "", OBD_TEST_HOST, BY_ROOT, -1, 1, OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN,
  };
  ObdTestAuthority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);

  obd_test_authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  judge_twice (&row, context, gio);
  obd_test_authority_clear (&authority);
}

/* What one context trusted, another one does not, in the same process and at the same server: a
 * session that was resumed would not ask again. */
static void
test_trust_is_asked_anew (void)
{
  ObdTestAuthority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdScriptServer) server = NULL;

  obd_test_authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  server = obd_script_server_new ("T\nS:220 inside\nH", gio);
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (ObdWireContext) context = obd_wire_test_context (round % 2 == 0 ? authority.root
                                                                                 : NULL);
      g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
      g_autoptr (ObdTlsFacts) facts = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *line = NULL;

      g_assert_true (obd_wire_test_start_tls (channel, context, OBD_TEST_HOST, &facts, &error));
      g_assert_no_error (error);
      obd_wire_test_assert_problems (facts->problems,
                                     round % 2 == 0 ? OBD_TLS_PROBLEM_NONE
                                                    : OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY
                                                      | OBD_TLS_PROBLEM_INCOMPLETE_CHAIN);
      /* Read, so that the server's tickets have come in. */
      line = obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error);
      g_assert_cmpstr (line, ==, "220 inside");
    }
  obd_test_authority_clear (&authority);
}

/* --- Handshakes that come to nothing ---------------------------------------------------------- */

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

  g_assert_false (obd_wire_test_start_tls (channel, context, OBD_TEST_HOST, &facts, &error));
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

  g_assert_false (obd_channel_start_tls (channel, context, OBD_TEST_HOST, &facts, NULL,
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
  g_assert_false (obd_channel_start_tls (channel, context, OBD_TEST_HOST, &facts, NULL,
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

  g_assert_false (obd_channel_start_tls (channel, context, OBD_TEST_HOST, &facts, NULL,
                                         obd_wire_test_deadline (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
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
  g_test_add_func ("/tls/extra-trust", test_extra_trust);
  g_test_add_func ("/tls/trust-is-asked-anew", test_trust_is_asked_anew);
  g_test_add_func ("/tls/hang", test_hang);
  g_test_add_func ("/tls/cancel", test_cancel);
  g_test_add_func ("/tls/cancel-from-thread", test_cancel_from_thread);
  return g_test_run ();
}
