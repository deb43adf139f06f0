/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-smtp-fixture.h"

void
obd_smtp_fixture_begin_full (ObdSmtpFixture *fixture,
                             const char     *script,
                             GCancellable   *cancellable)
{
  fixture->server = obd_script_server_new (script, NULL);
  obd_script_server_set_notify (fixture->server, cancellable);
  fixture->smtp = obd_wire_test_smtp (obd_script_server_get_port (fixture->server));
  fixture->deadline = obd_wire_test_deadline ();
  fixture->cancellable = cancellable;
}

void
obd_smtp_fixture_begin (ObdSmtpFixture *fixture,
                        const char     *script)
{
  obd_smtp_fixture_begin_full (fixture, script, NULL);
}

void
obd_smtp_fixture_greet (ObdSmtpFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdReply) greeting = obd_smtp_greeting (fixture->smtp, obd_wire_test_deadline (), NULL,
                                                    &error);
  g_autoptr (ObdReply) hello = NULL;

  g_assert_no_error (error);
  hello = obd_smtp_hello (fixture->smtp, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
}

void
obd_smtp_fixture_end (ObdSmtpFixture *fixture,
                      const char     *heard)
{
  g_autofree char *said = NULL;

  obd_smtp_free (fixture->smtp);
  said = obd_script_server_finish (fixture->server);
  if (heard != NULL)
    g_assert_cmpstr (said, ==, heard);
  obd_script_server_free (fixture->server);
}
