/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-old-server.h"
#include "obd-tls-judge.h"
#include "obd-tls-legacy.h"
#include "obd-tls-test.h"

#include <string.h>

enum
{
  V10 = 0x0301,
  V11 = 0x0302,
  V12 = 0x0303,
  V13 = 0x0304,
};

/* --- which versions --------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  int         oldest;
  int         newest;
  const char *offers; /* one letter a version: taken, refused */
  gboolean    too_old;
  guint       alert; /* 70 protocol_version, 40 handshake_failure */
} Range;

static const Range ranges[] = {
  { "only-1.0", V10, V10, "trrr", TRUE, 70 },
  { "up-to-1.1", V10, V11, "ttrr", TRUE, 70 },
  { "only-1.1", V11, V11, "rtrr", TRUE, 70 },
  { "all", V10, V13, "tttt", FALSE, 0 },
  { "up-to-1.2", V10, V12, "tttr", FALSE, 70 },
  { "today", V12, V13, "rrtt", FALSE, 70 },
  { "only-1.3", V13, V13, "rrrt", FALSE, 70 },
  { "nothing", 0, 0, "rrrr", FALSE, 70 },
};

static ObdTlsSurvey *
survey_port (guint16       port,
             gboolean      starttls,
             gint64        deadline,
             GCancellable *cancellable)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  return obd_tls_legacy_survey (address, OBD_TEST_HOST, starttls, OBD_PROTOCOL_SMTP, deadline,
                                cancellable);
}

static char *
print_offers (const ObdTlsSurvey *survey)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < OBD_N_TLS_VERSIONS; i++)
    g_string_append_c (text, "utr"[survey->offers[i]]);
  return g_string_free (text, FALSE);
}

static void
check_range (const Range *row,
             gboolean     starttls)
{
  ObdTestAuthority authority;
  g_autoptr (ObdTlsSurvey) survey = NULL;
  g_autofree char *offers = NULL;
  ObdOldServer *server;
  guint connections;

  obd_test_authority_init (&authority);
  server = obd_old_server_new (row->oldest, row->newest, authority.good, NULL, starttls);
  survey = survey_port (obd_old_server_get_port (server), starttls, obd_wire_test_deadline (),
                        NULL);
  offers = print_offers (survey);
  g_assert_cmpstr (offers, ==, row->offers);
  g_assert_cmpint (obd_tls_survey_is_too_old (survey), ==, row->too_old);
  g_assert_cmpuint (survey->alert, ==, row->alert);
  g_assert_cmpint (survey->chain != NULL, ==, strchr (row->offers, 't') != NULL);
  /* Nothing is ever said inside: certificates are not judged here. */
  g_assert_cmpuint (obd_old_server_free (server, &connections), ==, 0);
  g_assert_cmpuint (connections, ==, OBD_N_TLS_VERSIONS);
  obd_test_authority_clear (&authority);
}

static void
test_range (gconstpointer data)
{
  check_range (data, FALSE);
}

static void
test_range_starttls (gconstpointer data)
{
  check_range (data, TRUE);
}

/* --- the certificate of a server that GnuTLS would not talk to -------------------------------- */

static void
test_chain (void)
{
  ObdTestAuthority authority;
  g_autoptr (ObdTestCertificate) between = NULL;
  g_autoptr (ObdTestCertificate) leaf = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsSurvey) survey = NULL;
  g_autoptr (ObdTlsFacts) good = NULL;
  g_autoptr (ObdTlsFacts) bad = NULL;
  ObdOldServer *server;
  guint connections;

  obd_test_authority_init (&authority);
  between = obd_test_certificate_new ("Between", authority.root, TRUE, -5 * OBD_TEST_DAY,
                                      5 * OBD_TEST_DAY);
  leaf = obd_test_certificate_new (OBD_TEST_HOST, between, FALSE, -2 * OBD_TEST_DAY, -OBD_TEST_DAY);
  context = obd_wire_test_context (authority.root);
  server = obd_old_server_new (V11, V11, leaf, between, FALSE);
  survey = survey_port (obd_old_server_get_port (server), FALSE, obd_wire_test_deadline (), NULL);
  g_assert_nonnull (survey->chain);
  g_assert_cmpuint (survey->chain->len, ==, 2);
  good = obd_tls_judge_chain (context, survey->chain, OBD_TEST_HOST);
  obd_wire_test_assert_problems (good->problems, OBD_TLS_PROBLEM_EXPIRED);
  g_assert_cmpuint (good->chain_length, ==, 2);
  g_assert_cmpstr (good->names[0], ==, OBD_TEST_HOST);
  bad = obd_tls_judge_chain (context, survey->chain, "other.example.test");
  obd_wire_test_assert_problems (bad->problems,
                                 OBD_TLS_PROBLEM_EXPIRED | OBD_TLS_PROBLEM_WRONG_NAME);
  obd_old_server_free (server, &connections);
  obd_test_authority_clear (&authority);
}

static void
test_chain_of_rubbish (void)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdTlsFacts) none = obd_tls_judge_chain (context, chain, OBD_TEST_HOST);
  g_autoptr (ObdTlsFacts) facts = NULL;

  obd_wire_test_assert_problems (none->problems, OBD_TLS_PROBLEM_OTHER);
  g_ptr_array_add (chain, g_bytes_new_static ("0\x82nothing", 9));
  facts = obd_tls_judge_chain (context, chain, OBD_TEST_HOST);
  obd_wire_test_assert_problems (facts->problems, OBD_TLS_PROBLEM_OTHER);
}

/* --- servers that answer with something else -------------------------------------------------- */

typedef struct
{
  const char *name;
  gboolean    starttls;
  const char *script;
  const char *offers;
  guint       alert;
} Odd;

static const Odd odds[] = {
  { "closes", FALSE, "C:", "rrrr", 0 },
  { "plain-greeting", FALSE, "S:220 plain.example ESMTP\nH", "uuuu", 0 },
  { "http", FALSE, "S:HTTP/1.1 400 Bad Request", "uuuu", 0 },
  { "half-a-record", FALSE, "s:\x16\x03\x03", "rrrr", 0 },
  { "internal-error", FALSE, "s:\x15\x03\x03\\0\x02\x02\x50", "rrrr", 80 },
  { "unrecognized-name", FALSE, "s:\x15\x03\x03\\0\x02\x02\x70", "rrrr", 112 },
  { "refuses-to-greet", TRUE, "S:554 no", "uuuu", 0 },
  { "offers-no-starttls", TRUE, "S:220 x\nC:EHLO\nS:250 x\nC:STARTTLS\nS:502 what\nH", "uuuu", 0 },
  { "closes-behind-starttls", TRUE, "S:220 x\nC:EHLO\nS:250 x\nC:STARTTLS\nS:220 go\nC:", "rrrr",
    0 },
  { "text-behind-starttls", TRUE, "S:220 x\nC:EHLO\nS:250 x\nC:STARTTLS\nS:220 go\nS:250 hello\nH",
    "uuuu", 0 },
};

static void
test_odd (gconstpointer data)
{
  const Odd *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, NULL);
  g_autoptr (ObdTlsSurvey) survey = NULL;
  g_autofree char *offers = NULL;

  survey = survey_port (obd_script_server_get_port (server), row->starttls,
                        obd_wire_test_deadline (), NULL);
  offers = print_offers (survey);
  g_assert_cmpstr (offers, ==, row->offers);
  g_assert_cmpuint (survey->alert, ==, row->alert);
}

/* Records of nothing but HelloRequests, which a client skips (RFC 5246 section 7.4.1.1), one after the
 * other until the client has enough. */
static gpointer
endless_worker (gpointer data)
{
  static const char record[] = "\x16\x03\x03\0\x04\0\0\0";
  GSocket *listener = data;

  for (guint i = 0; i < OBD_N_TLS_VERSIONS; i++)
    {
      g_autoptr (GSocket) socket = g_socket_accept (listener, NULL, NULL);

      while (g_socket_send (socket, record, sizeof record, NULL, NULL) > 0)
        ;
    }
  return NULL;
}

/* Bytes are bounded, not only time: without that, this test would never end. */
static void
test_endless (void)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                               G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (ObdTlsSurvey) survey = NULL;
  g_autofree char *offers = NULL;
  GThread *thread;

  g_assert_true (g_socket_bind (listener, any, FALSE, NULL) && g_socket_listen (listener, NULL));
  bound = g_socket_get_local_address (listener, NULL);
  thread = g_thread_new ("endless", endless_worker, listener);
  survey = obd_tls_legacy_survey (bound, OBD_TEST_HOST, FALSE, OBD_PROTOCOL_SMTP, G_MAXINT64, NULL);
  g_thread_join (thread);
  offers = print_offers (survey);
  g_assert_cmpstr (offers, ==, "uuuu");
}

/* STARTTLS in the words of the server's own protocol; in those of another it comes to nothing. */
static void
test_incoming (gconstpointer data)
{
  static const char *const scripts[] = {
    [OBD_PROTOCOL_IMAP] = "S:* OK ready\nC:a1 STARTTLS\nS:a1 OK go\nT",
    [OBD_PROTOCOL_POP3] = "S:+OK ready\nC:STLS\nS:+OK go\nT",
  };
  ObdProtocol protocol = GPOINTER_TO_INT (data);
  ObdTestAuthority authority;
  g_autoptr (GTlsCertificate) gio = NULL;

  obd_test_authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  for (guint right = 0; right < 2; right++)
    {
      g_autoptr (ObdScriptServer) server = obd_script_server_new (scripts[protocol], gio);
      g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (
          "127.0.0.1", obd_script_server_get_port (server));
      g_autoptr (ObdTlsSurvey) survey = NULL;

      survey = obd_tls_legacy_survey (address, OBD_TEST_HOST, TRUE,
                                      right ? protocol : OBD_PROTOCOL_SMTP,
                                      obd_wire_test_deadline (), NULL);
      g_assert_cmpint (survey->offers[OBD_TLS_1_3], ==, right ? OBD_TLS_OFFER_TAKEN
                                                              : OBD_TLS_OFFER_UNKNOWN);
    }
  obd_test_authority_clear (&authority);
}

/* --- bounded and cancellable ------------------------------------------------------------------ */

static void
test_hang (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("H", NULL);
  g_autoptr (ObdTlsSurvey) survey = NULL;
  g_autofree char *offers = NULL;

  survey = survey_port (obd_script_server_get_port (server), FALSE,
                        g_get_monotonic_time () + 50000, NULL);
  offers = print_offers (survey);
  g_assert_cmpstr (offers, ==, "uuuu");
}

/* The hello is there, nothing goes back, and the cancel comes from the server's thread. */
static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("S:220 x\nC:EHLO\nN\nH", NULL);
  g_autoptr (ObdTlsSurvey) survey = NULL;
  g_autofree char *offers = NULL;

  obd_script_server_set_notify (server, cancellable);
  survey = survey_port (obd_script_server_get_port (server), TRUE, obd_wire_test_deadline (),
                        cancellable);
  offers = print_offers (survey);
  g_assert_cmpstr (offers, ==, "uuuu");
}

static void
add (const char    *group,
     const char    *name,
     gconstpointer  data,
     GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/tls-legacy/%s/%s", group, name);

  g_test_add_data_func (path, data, func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      add ("range", ranges[i].name, &ranges[i], test_range);
      add ("range-starttls", ranges[i].name, &ranges[i], test_range_starttls);
    }
  for (guint i = 0; i < G_N_ELEMENTS (odds); i++)
    add ("odd", odds[i].name, &odds[i], test_odd);
  g_test_add_func ("/tls-legacy/chain", test_chain);
  g_test_add_func ("/tls-legacy/chain-of-rubbish", test_chain_of_rubbish);
  g_test_add_func ("/tls-legacy/endless", test_endless);
  g_test_add_func ("/tls-legacy/hang", test_hang);
  g_test_add_func ("/tls-legacy/cancel", test_cancel);
  g_test_add_data_func ("/tls-legacy/imap", GINT_TO_POINTER (OBD_PROTOCOL_IMAP), test_incoming);
  g_test_add_data_func ("/tls-legacy/pop3", GINT_TO_POINTER (OBD_PROTOCOL_POP3), test_incoming);
  return g_test_run ();
}
