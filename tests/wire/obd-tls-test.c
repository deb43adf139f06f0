/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-test.h"

void
obd_test_authority_init (ObdTestAuthority *authority)
{
  authority->root = obd_test_certificate_new ("Test Root", NULL, TRUE, -10 * OBD_TEST_DAY,
                                              10 * OBD_TEST_DAY);
  authority->good = obd_test_certificate_new (OBD_TEST_HOST, authority->root, FALSE, -OBD_TEST_DAY,
                                              OBD_TEST_DAY);
}

void
obd_test_authority_clear (ObdTestAuthority *authority)
{
  obd_test_certificate_free (authority->root);
  obd_test_certificate_free (authority->good);
}

gboolean
obd_wire_test_start_tls (ObdChannel      *channel,
                         ObdWireContext  *context,
                         const char      *host,
                         ObdTlsFacts    **facts,
                         GError         **error)
{
  return obd_channel_start_tls (channel, context, host, facts, NULL, obd_wire_test_deadline (),
                                NULL, error);
}

void
obd_wire_test_assert_problems (guint have,
                               guint expected)
{
  g_auto (GStrv) have_names = obd_tls_problems_to_strv (have);
  g_auto (GStrv) expected_names = obd_tls_problems_to_strv (expected);
  g_autofree char *have_text = g_strjoinv (" ", have_names);
  g_autofree char *expected_text = g_strjoinv (" ", expected_names);

  g_assert_cmpstr (have_text, ==, expected_text);
}
