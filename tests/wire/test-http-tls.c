/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-http-test.h"
#include "obd-tls-test.h"

#define SCRIPT "T\nQ\nS:HTTP/1.1 200 OK\nS:Content-Length: 2\nS:\ns:ok"
#define URL "https://" OBD_TEST_HOST "/page"

typedef struct
{
  const char *name;
  const char *url;
  gboolean    by_root;
  int         from; /* days from now */
  int         until;
  guint       problems;
  gboolean    passes;       /* without leniency */
  gboolean    passes_dates; /* where dates are tolerated */
} Judgement;

static const Judgement judgements[] = {
  { "good", URL, TRUE, -1, 1, OBD_TLS_PROBLEM_NONE, TRUE, TRUE },
  { "expired", URL, TRUE, -3, -2, OBD_TLS_PROBLEM_EXPIRED, FALSE, TRUE },
  { "future", URL, TRUE, 2, 3, OBD_TLS_PROBLEM_NOT_YET_VALID, FALSE, TRUE },
  { "wrong-name", "https://other.example.test/page", TRUE, -1, 1, OBD_TLS_PROBLEM_WRONG_NAME,
    FALSE, FALSE },
  { "wrong-name-and-expired", "https://other.example.test/page", TRUE, -3, -2,
    OBD_TLS_PROBLEM_WRONG_NAME | OBD_TLS_PROBLEM_EXPIRED, FALSE, FALSE },
  { "address", "https://127.0.0.1/page", TRUE, -1, 1, OBD_TLS_PROBLEM_WRONG_NAME, FALSE, FALSE },
  { "self-signed", URL, FALSE, -1, 1,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED, FALSE, FALSE },
  { "self-signed-and-expired", URL, FALSE, -3, -2,
    OBD_TLS_PROBLEM_UNKNOWN_AUTHORITY | OBD_TLS_PROBLEM_SELF_SIGNED | OBD_TLS_PROBLEM_EXPIRED,
    FALSE, FALSE },
};

/* What does not pass hears not one byte of the question. */
static void
judge (const Judgement    *row,
       ObdTestCertificate *root,
       GTlsCertificate    *certificate,
       gboolean            tolerates_dates)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new (SCRIPT, certificate);
  ObdHttpRequest request = { row->url, 10, FALSE, tolerates_dates };
  gboolean passes = tolerates_dates ? row->passes_dates : row->passes;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (ObdTlsFacts) facts = NULL;
      g_autoptr (ObdHttpAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      answer = obd_http_test_ask (server, root, &request, &facts, NULL, &error);
      g_assert_nonnull (facts);
      obd_wire_test_assert_problems (facts->problems, row->problems);
      g_assert_cmpstr (facts->version, ==, "TLS 1.3");
      if (!passes)
        g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_CERTIFICATE);
      else
        g_assert_no_error (error);
      g_assert_cmpint (answer != NULL, ==, passes);
    }
  {
    g_autofree char *heard = obd_script_server_finish (server);

    g_assert_cmpint (*heard != '\0', ==, passes);
  }
}

static void
test_judgement (gconstpointer data)
{
  const Judgement *row = data;
  ObdTestAuthority authority;
  g_autoptr (ObdTestCertificate) certificate = NULL;
  g_autoptr (GTlsCertificate) gio = NULL;

  obd_test_authority_init (&authority);
  certificate = obd_test_certificate_new (OBD_TEST_HOST, row->by_root ? authority.root : NULL,
                                          FALSE, row->from * OBD_TEST_DAY,
                                          row->until * OBD_TEST_DAY);
  gio = obd_test_certificate_to_gio (certificate, NULL);
  judge (row, authority.root, gio, FALSE);
  judge (row, authority.root, gio, TRUE);
  obd_test_authority_clear (&authority);
}

typedef struct
{
  const char *name;
  const char *script;
} Failure;

static const Failure failures[] = {
  { "plain-text", "S:220 mail.example ESMTP\nH" },
  { "plain-http", "C:\nS:HTTP/1.1 400 Bad Request" },
  { "closed", "" },
  { "reset", "C:\nR" },
  { "alert", "s:\x15\x03\x03\\0\x02\x02\x28" },
};

static void
test_failure (gconstpointer data)
{
  const Failure *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, NULL);
  ObdHttpRequest request = { .url = URL };
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_http_test_ask (server, NULL, &request, &facts, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TLS_HANDSHAKE);
  g_assert_null (facts);
}

static void
test_hanging_handshake (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("H", NULL);
  g_autoptr (ObdWireContext) context = NULL;
  ObdHttpRequest request = { .url = URL };
  g_autoptr (GError) error = NULL;

  context = obd_http_test_context (obd_script_server_get_port (server), NULL);
  g_assert_null (
      obd_http_ask (context, &request, NULL, g_get_monotonic_time () + G_USEC_PER_SEC / 2, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
}

static void
test_cancelled_handshake (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("N\nH", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  ObdHttpRequest request = { .url = URL };
  g_autoptr (GError) error = NULL;

  obd_script_server_set_notify (server, cancellable);
  g_assert_null (obd_http_test_ask (server, NULL, &request, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (judgements); i++)
    {
      g_autofree char *path = g_strconcat ("/http-tls/judgement/", judgements[i].name, NULL);

      g_test_add_data_func (path, &judgements[i], test_judgement);
    }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strconcat ("/http-tls/failure/", failures[i].name, NULL);

      g_test_add_data_func (path, &failures[i], test_failure);
    }
  g_test_add_func ("/http-tls/hanging-handshake", test_hanging_handshake);
  g_test_add_func ("/http-tls/cancelled-handshake", test_cancelled_handshake);
  return g_test_run ();
}
