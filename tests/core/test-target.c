/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-target.h"

#include <string.h>

static ObdTarget *
freeze (ObdMailbox mailbox)
{
  g_autoptr (GError) error = NULL;
  ObdTarget *target;

  if (mailbox.address == NULL)
    mailbox.address = "joe@example.test";
  target = obd_target_new (&mailbox, &error);
  g_assert_no_error (error);
  return target;
}

static void
assert_refused (ObdMailbox mailbox,
                int        field) /* ObdInputError */
{
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_target_new (&mailbox, &error));
  g_assert_error (error, OBD_INPUT_ERROR, field);
}

static void
test_refused (void)
{
  g_autofree char *huge = g_strnfill (10000, 'a');
  g_autofree char *long_name = g_strnfill (256, 'u');
  const char *good = "joe@example.test";

  assert_refused ((ObdMailbox) { 0 }, OBD_INPUT_ADDRESS);
  assert_refused ((ObdMailbox) { .address = "" }, OBD_INPUT_ADDRESS);
  assert_refused ((ObdMailbox) { .address = huge }, OBD_INPUT_ADDRESS);
  assert_refused ((ObdMailbox) { .address = "a@b.example\nc@d.example" }, OBD_INPUT_ADDRESS);
  assert_refused ((ObdMailbox) { .address = good, .sender = "x" }, OBD_INPUT_SENDER);
  assert_refused ((ObdMailbox) { .address = good, .sender = huge }, OBD_INPUT_SENDER);
  assert_refused ((ObdMailbox) { .address = good, .recipient = "x@" }, OBD_INPUT_RECIPIENT);
  assert_refused ((ObdMailbox) { .address = good, .test_recipient = "x@" }, OBD_INPUT_RECIPIENT);
  assert_refused ((ObdMailbox) { .address = good, .username = long_name }, OBD_INPUT_USERNAME);
  assert_refused ((ObdMailbox) { .address = good, .username = "a\nb" }, OBD_INPUT_USERNAME);
  assert_refused ((ObdMailbox) { .address = good, .username = "a\xff" }, OBD_INPUT_USERNAME);
}

static void
test_ports (void)
{
  static const char *const bad[] = {
    "0", "65536", "-1", "+25", "25.0", "0x19", "25a", "2 5", "25\n26", "99999999999999999999",
    "\xd9\xa2\xd9\xa5",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      assert_refused ((ObdMailbox) { .address = "joe@example.test", .port = bad[i] },
                      OBD_INPUT_PORT);
    }
  for (guint i = 0; i < 4; i++)
    {
      static const char *const good[] = { "1", "65535", " 587\n", "" };
      static const guint16 ports[] = { 1, 65535, 587, 0 };
      g_autoptr (ObdTarget) target = freeze ((ObdMailbox) { .port = good[i] });

      g_assert_cmpuint (target->port, ==, ports[i]);
    }
}

/* A host that cannot be a name is a finding, never an error, and nothing of it is used. */
static void
test_hosts (void)
{
  g_autofree char *huge = g_strnfill (10000, 'a');
  g_autoptr (ObdTarget) none = freeze ((ObdMailbox) { .host = " \n" });
  g_autoptr (ObdTarget) good = freeze ((ObdMailbox) { .host = " Mail.Example.test" });
  g_autoptr (ObdTarget) url = freeze ((ObdMailbox) { .host = "smtp://mail.example.test:25" });
  g_autoptr (ObdTarget) lines = freeze ((ObdMailbox) { .host = "mail.example.test\nEHLO x" });
  g_autoptr (ObdTarget) long_host = freeze ((ObdMailbox) { .host = huge });

  g_assert_null (none->host);
  g_assert_null (none->host_typed);
  g_assert_cmpstr (good->host, ==, "mail.example.test");
  g_assert_null (url->host);
  g_assert_cmpstr (url->host_typed, ==, "smtp://mail.example.test:25");
  g_assert_cmpstr (url->host_correct, ==, "mail.example.test");
  g_assert_null (lines->host);
  g_assert_nonnull (lines->host_typed);
  g_assert_null (obd_target_dup_endpoint (lines));
  g_assert_null (long_host->host);
  g_assert_cmpuint (strlen (long_host->host_typed), <=, 255);
  g_assert_null (long_host->host_correct);
}

static void
test_endpoint (void)
{
  static const struct
  {
    const char *host;
    const char *port;
    ObdSecurity security;
    const char *endpoint;
  } rows[] = {
    { "h.example", "25", OBD_SECURITY_NONE, "h.example:25:none" },
    { "h.example", NULL, OBD_SECURITY_TLS, "h.example:465:tls" },
    { "h.example", NULL, OBD_SECURITY_STARTTLS, "h.example:587:starttls" },
    { "h.example", NULL, OBD_SECURITY_NONE, "h.example:25:none" },
    { "h.example", "465", OBD_SECURITY_UNKNOWN, "h.example:465:tls" },
    { "h.example", "2525", OBD_SECURITY_UNKNOWN, "h.example:2525:starttls" },
    { "h.example", NULL, OBD_SECURITY_UNKNOWN, NULL },
    { NULL, "25", OBD_SECURITY_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ObdTarget) target = freeze ((ObdMailbox) {
          .host = rows[i].host, .port = rows[i].port, .security = rows[i].security });
      g_autoptr (ObdEndpoint) endpoint = obd_target_dup_endpoint (target);
      g_autofree char *text = endpoint != NULL ? obd_endpoint_to_string (endpoint) : NULL;

      g_assert_cmpstr (text, ==, rows[i].endpoint);
    }
}

static void
test_signs_in (void)
{
  g_autoptr (ObdSecret) secret = obd_secret_new ("x", -1);
  g_autoptr (ObdTarget) nothing = freeze ((ObdMailbox) { 0 });
  g_autoptr (ObdTarget) password = freeze ((ObdMailbox) { .password = secret });
  g_autoptr (ObdTarget) empty = freeze ((ObdMailbox) {
      .password = secret, .password_empty = TRUE });
  g_autoptr (ObdTarget) name = freeze ((ObdMailbox) { .username = "joe" });
  g_autoptr (ObdTarget) no_name = freeze ((ObdMailbox) { .username = "", .password = secret });
  g_autoptr (ObdTarget) told = freeze ((ObdMailbox) {
      .username = "joe", .password = secret, .authentication = OBD_AUTHENTICATION_NONE });

  g_assert_false (obd_target_signs_in (nothing));
  g_assert_true (obd_target_signs_in (password));
  g_assert_false (obd_target_signs_in (empty));
  g_assert_true (obd_target_signs_in (name));
  g_assert_false (obd_target_signs_in (no_name));
  g_assert_false (obd_target_signs_in (told));
  g_assert_cmpstr (obd_target_get_login (name), ==, "joe");
  g_assert_cmpstr (obd_target_get_login (no_name), ==, "joe@example.test");
}

static void
test_recipient (void)
{
  g_autoptr (ObdTarget) none = freeze ((ObdMailbox) { 0 });
  g_autoptr (ObdTarget) inside = freeze ((ObdMailbox) { .recipient = "ann@EXAMPLE.test" });
  g_autoptr (ObdTarget) outside = freeze ((ObdMailbox) { .recipient = "ann@example.org" });
  g_autoptr (ObdTarget) international = freeze ((ObdMailbox) {
      .address = "joe@b\xc3\xbc" "cher.example", .recipient = "ann@xn--bcher-kva.example" });

  g_assert_false (obd_target_recipient_is_outside (none));
  g_assert_false (obd_target_recipient_is_outside (inside));
  g_assert_true (obd_target_recipient_is_outside (outside));
  g_assert_false (obd_target_recipient_is_outside (international));
  g_assert_cmpstr (none->sender, ==, "joe@example.test");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/target/refused", test_refused);
  g_test_add_func ("/target/ports", test_ports);
  g_test_add_func ("/target/hosts", test_hosts);
  g_test_add_func ("/target/endpoint", test_endpoint);
  g_test_add_func ("/target/signs-in", test_signs_in);
  g_test_add_func ("/target/recipient", test_recipient);
  return g_test_run ();
}
