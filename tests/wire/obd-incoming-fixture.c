/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-incoming-fixture.h"

#include <string.h>

void
obd_incoming_fixture_begin (ObdIncomingFixture *fixture,
                            ObdProtocol         protocol,
                            const char         *script,
                            GTlsCertificate    *certificate)
{
  fixture->server = obd_script_server_new (script, certificate);
  fixture->incoming = obd_incoming_new (
      protocol, obd_wire_test_connect (obd_script_server_get_port (fixture->server)));
  fixture->deadline = obd_wire_test_deadline ();
}

void
obd_incoming_fixture_greet (ObdIncomingFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdAnswer) greeting = NULL;
  g_autoptr (ObdAnswer) learnt = NULL;

  greeting = obd_incoming_greeting (fixture->incoming, fixture->deadline, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (greeting->status, ==, OBD_ANSWER_OK);
  learnt = obd_incoming_learn (fixture->incoming, fixture->deadline, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (learnt->status, ==, OBD_ANSWER_OK);
}

ObdAnswer *
obd_incoming_fixture_sign_in (ObdIncomingFixture *fixture,
                              const char         *method,
                              const char         *password,
                              GError            **error)
{
  g_autoptr (ObdSecret) secret = obd_secret_new (password, -1);

  return obd_incoming_sign_in (fixture->incoming, method, INCOMING_USER, secret, fixture->deadline,
                               NULL, error);
}

void
obd_incoming_fixture_assert_hidden (ObdIncomingFixture *fixture,
                                    const char         *secret)
{
  ObdChannel *channel = obd_incoming_get_channel (fixture->incoming);
  g_autofree char *trace = obd_wire_test_dup_trace (channel);
  g_autofree char *base64 = g_base64_encode ((const guchar *) secret, strlen (secret));
  const ObdAnswer *last = obd_incoming_get_last_answer (fixture->incoming);
  const char *alert = obd_incoming_get_alert (fixture->incoming);

  base64[strlen (base64) - 4] = '\0'; /* what follows may change its last letters */
  g_assert_null (strstr (trace, secret));
  g_assert_null (strstr (trace, base64));
  if (last != NULL)
    {
      g_assert_null (strstr (last->line, secret));
      g_assert_null (strstr (last->words, secret));
    }
  if (alert != NULL)
    g_assert_null (strstr (alert, secret));
}

void
obd_incoming_fixture_end (ObdIncomingFixture *fixture,
                          const char         *heard)
{
  g_autofree char *said = NULL;

  obd_incoming_free (fixture->incoming);
  said = obd_script_server_finish (fixture->server);
  if (heard != NULL)
    g_assert_cmpstr (said, ==, heard);
  obd_script_server_free (fixture->server);
}
