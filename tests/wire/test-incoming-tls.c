/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-incoming-fixture.h"
#include "obd-tls-test.h"

#include <string.h>

/* STARTTLS and STLS: nothing that was told in plain text is believed inside TLS, and what was
 * slipped in before the handshake is dropped and counted. */

typedef struct
{
  const char  *name;
  ObdProtocol  protocol;
  const char  *script;
  gsize        dropped;
} Row;

#define IMAP_BEFORE                                                                                \
  "S:* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=LOGIN AUTH=CRAM-MD5] ready\nC:a1 STARTTLS\n"
#define IMAP_INSIDE                                                                                \
  "T\nC:a2 CAPABILITY\nS:* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\nS:a2 OK done\n"                \
  "C:a3 LOGOUT\nS:* BYE\nS:a3 OK"
#define POP3_BEFORE                                                                                \
  "S:+OK ready\nC:CAPA\nS:+OK\nS:STLS\nS:SASL LOGIN CRAM-MD5\nS:.\nC:STLS\n"
#define POP3_INSIDE "T\nC:CAPA\nS:+OK\nS:SASL PLAIN\nS:.\nC:QUIT\nS:+OK"

static const Row rows[] = {
  { "imap", OBD_PROTOCOL_IMAP, IMAP_BEFORE "S:a1 OK go\n" IMAP_INSIDE, 0 },
  /* curl's tests 981 and 982 with the words of IMAP: the answer to the CAPABILITY to come */
  { "imap-injected", OBD_PROTOCOL_IMAP,
    IMAP_BEFORE "S:a1 OK go\\r\\n* CAPABILITY IMAP4rev1 AUTH=LOGIN\\r\\na2 OK done\n" IMAP_INSIDE,
    47 },
  /* In the answer to STARTTLS itself, which is still plain text. */
  { "imap-told-too-early", OBD_PROTOCOL_IMAP,
    IMAP_BEFORE "S:a1 OK [CAPABILITY IMAP4rev1 AUTH=LOGIN] go\n" IMAP_INSIDE, 0 },
  { "pop3", OBD_PROTOCOL_POP3, POP3_BEFORE "S:+OK go\n" POP3_INSIDE, 0 },
  { "pop3-injected", OBD_PROTOCOL_POP3,
    POP3_BEFORE "S:+OK go\\r\\n+OK\\r\\nSASL LOGIN\\r\\n.\n" POP3_INSIDE, 20 },
};

static void
check_inside (ObdIncomingFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdAnswer) learnt = NULL;
  g_auto (GStrv) methods = NULL;

  learnt = obd_incoming_learn (fixture->incoming, fixture->deadline, NULL, &error);
  g_assert_no_error (error);
  methods = obd_incoming_list_methods (fixture->incoming);
  g_assert_cmpstr (methods[0], ==, "PLAIN");
  g_assert_false (g_strv_contains ((const char *const *) methods, "LOGIN"));
  g_assert_cmpstr (obd_incoming_choose_method (fixture->incoming, NULL), ==, "PLAIN");
  obd_incoming_quit (fixture->incoming, NULL);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  ObdTestAuthority authority;
  ObdIncomingFixture fixture;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (ObdAnswer) go = NULL;
  g_autoptr (GError) error = NULL;
  gsize dropped = 99;

  obd_test_authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  context = obd_wire_test_context (authority.root);
  obd_incoming_fixture_begin (&fixture, row->protocol, row->script, gio);
  obd_incoming_fixture_greet (&fixture);
  g_assert_true (obd_incoming_offers_starttls (fixture.incoming));
  g_assert_cmpstr (obd_incoming_choose_method (fixture.incoming, NULL), ==, "CRAM-MD5");
  go = obd_incoming_starttls (fixture.incoming, fixture.deadline, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (go->status, ==, OBD_ANSWER_OK);
  g_assert_false (obd_incoming_offers_starttls (fixture.incoming));
  g_assert_true (obd_channel_start_tls (obd_incoming_get_channel (fixture.incoming), context,
                                        OBD_TEST_HOST, &facts, &dropped, fixture.deadline, NULL,
                                        &error));
  g_assert_cmpuint (dropped, ==, row->dropped);
  check_inside (&fixture);
  obd_incoming_fixture_end (&fixture, NULL);
  obd_test_authority_clear (&authority);
}

/* Refused, the session stays as it was. */
static void
test_refused (void)
{
  ObdIncomingFixture fixture;
  g_autoptr (ObdAnswer) answer = NULL;

  obd_incoming_fixture_begin (&fixture, OBD_PROTOCOL_IMAP, IMAP_BEFORE "S:a1 NO not now\nH", NULL);
  obd_incoming_fixture_greet (&fixture);
  answer = obd_incoming_starttls (fixture.incoming, fixture.deadline, NULL, NULL);
  g_assert_cmpint (answer->status, ==, OBD_ANSWER_NO);
  g_assert_true (obd_incoming_offers_starttls (fixture.incoming));
  obd_incoming_fixture_end (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/incoming-tls/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/incoming-tls/refused", test_refused);
  return g_test_run ();
}
