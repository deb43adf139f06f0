/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-target.h"

static void
test_good (void)
{
  static const struct
  {
    const char *typed;
    const char *meant;
  } rows[] = {
    { "imap:mail.example.test:993:tls", "imap:mail.example.test:993:tls" },
    { "imap:MAIL.example.test:143:starttls", "imap:mail.example.test:143:starttls" },
    { "pop3:mail.example.test:110:none", "pop3:mail.example.test:110:none" },
    { "imap:[2001:db8::1]:993:tls", "imap:[2001:db8::1]:993:tls" },
    { "imap:192.0.2.1:1143:none", "imap:192.0.2.1:1143:none" },
    { "imap:b\xc3\xbc" "cher.example:993:tls", "imap:xn--bcher-kva.example:993:tls" },
    /* What is left out is what is usual. */
    { "imap", "imap" },
    /* As devices show it. */
    { "IMAP:Mail.example.test:993:TLS", "imap:mail.example.test:993:tls" },
    { "Pop3:mail.example.test:110:STARTTLS", "pop3:mail.example.test:110:starttls" },
    { "IMAP", "imap" },
    { "pop3", "pop3" },
    { "imap:mail.example.test", "imap:mail.example.test:993:tls" },
    { "pop3:mail.example.test", "pop3:mail.example.test:995:tls" },
    { "imap:mail.example.test:143", "imap:mail.example.test:143:starttls" },
    { "pop3:mail.example.test:995", "pop3:mail.example.test:995:tls" },
    { "imap:[2001:db8::1]", "imap:[2001:db8::1]:993:tls" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObdIncomingSetting) setting = obd_incoming_setting_parse (rows[i].typed, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = obd_incoming_setting_to_string (setting);
      g_assert_cmpstr (text, ==, rows[i].meant);
    }
}

static void
test_bad (void)
{
  static const char *const rows[] = {
    "",
    "smtp:mail.example.test:465:tls",
    "imaps:mail.example.test:993:tls",
    "imap:",
    "imap::993:tls",
    "imap:mail example:993:tls",
    "imap:https://mail.example.test:993:tls",
    "imap:mail.example.test:0:tls",
    "imap:mail.example.test:65536:tls",
    "imap:mail.example.test:+993:tls",
    "imap:mail.example.test:993:ssl",
    "imap:mail.example.test:993:",
    "imap:mail.example.test:993:tls:",
    "imap:2001:db8::1:993:tls",
    "imap:[2001:db8::1:993:tls",
    "imap:[2001:db8::1]993:tls",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_null (obd_incoming_setting_parse (rows[i], &error));
      g_assert_error (error, OBD_INPUT_ERROR, OBD_INPUT_INCOMING);
    }
}

static void
check_target (const char *const *typed,
              gboolean           only,
              const char        *expected)
{
  ObdMailbox mailbox = { .address = "joe@example.test", .incoming = typed, .incoming_only = only };
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdTarget) target = obd_target_new (&mailbox, &error);
  g_autoptr (GString) list = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (target->incoming_only, ==, only);
  for (guint i = 0; i < target->incoming->len; i++)
    {
      g_autofree char *text = obd_incoming_setting_to_string (g_ptr_array_index (target->incoming, i));

      g_string_append_printf (list, "%s|", text);
    }
  g_assert_cmpstr (list->str, ==, expected);
}

static void
test_target (void)
{
  check_target (NULL, FALSE, "");
  check_target (NULL, TRUE, "imap|");
  check_target ((const char *[]) { "pop3", NULL }, TRUE, "pop3|");
  check_target ((const char *[]) { "imap:a.example", "pop3", "imap:a.example:993:tls", "pop3", NULL },
                FALSE, "imap:a.example:993:tls|pop3|");
}

static void
test_too_many (void)
{
  const char *const typed[] = { "imap:a.example", "imap:b.example", "imap:c.example",
                                "imap:d.example", "imap:e.example", NULL };
  ObdMailbox mailbox = { .address = "joe@example.test", .incoming = typed };
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_target_new (&mailbox, &error));
  g_assert_error (error, OBD_INPUT_ERROR, OBD_INPUT_INCOMING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/incoming-setting/good", test_good);
  g_test_add_func ("/incoming-setting/bad", test_bad);
  g_test_add_func ("/incoming-setting/target", test_target);
  g_test_add_func ("/incoming-setting/too-many", test_too_many);
  return g_test_run ();
}
