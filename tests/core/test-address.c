/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-address.h"

#include <string.h>

typedef struct
{
  const char *typed;
  const char *checked; /* %NULL: refused */
} Row;

static const Row addresses[] = {
  { "joe@example.test", "joe@example.test" },
  { "  joe@example.test\n", "joe@example.test" },
  { "Joe.O'Hara+tag@EXAMPLE.test", "Joe.O'Hara+tag@example.test" },
  { "joe@b\xc3\xbc" "cher.example", "joe@xn--bcher-kva.example" },
  { "j\xc3\xb6rg@example.test", "j\xc3\xb6rg@example.test" },
  { "\xe7\x94\xa8\xe6\x88\xb7@example.test", "\xe7\x94\xa8\xe6\x88\xb7@example.test" },
  { "\"a@b\"@example.test", "\"a@b\"@example.test" },
  { "joe@[192.0.2.1]", "joe@[192.0.2.1]" },
  { "joe@[IPv6:2001:db8::1]", "joe@[ipv6:2001:db8::1]" },
  { "joe@example.test.", "joe@example.test" },
  { "", NULL },
  { "   ", NULL },
  { "joe", NULL },
  { "@", NULL },
  { "@example.test", NULL },
  { "joe@", NULL },
  { "joe@localhost", NULL },
  { "joe@example..test", NULL },
  { "joe@-example.test", NULL },
  { "joe@exa mple.test", NULL },
  { "jo e@example.test", NULL },
  { ".joe@example.test", NULL },
  { "joe.@example.test", NULL },
  { "jo..e@example.test", NULL },
  { "joe,ann@example.test", NULL },
  { "Joe <joe@example.test>", NULL },
  { "<joe@example.test>", NULL },
  { "joe@example.test>", NULL },
  { "joe@exa>mple.test", NULL },
  { "joe@example.test\nann@example.test", NULL },
  { "joe@example.test\r\nRCPT TO:<x@y.example>", NULL },
  { "joe\x01@example.test", NULL },
  { "joe\t@example.test", NULL },
  { "joe\xe2\x80\x8b@example.test", NULL }, /* zero-width space */
  { "joe\xe2\x80\xae@example.test", NULL }, /* right-to-left override */
  { "joe\xff@example.test", NULL },
  { "joe@example.test\xc2\xa0x", NULL },
  { "joe@[192.0.2.1> SIZE=1]", NULL },
  { "joe@[192.0.2.1>]", NULL },
  { "joe@[]", NULL },
  { "joe@[mail.example.test]", NULL },
  { "\"joe@example.test", NULL },
  { "\"\"@example.test", NULL },
};

/* Escaped: a newline or broken UTF-8 would spoil the test's own output. */
static void
show (const char *typed)
{
  g_autofree char *escaped = g_strescape (typed, NULL);

  g_test_message ("“%.200s”", escaped);
}

static void
assert_address (const Row *row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *checked = obd_address_check (row->typed, OBD_INPUT_SENDER, &error);

  show (row->typed);
  g_assert_cmpstr (checked, ==, row->checked);
  if (row->checked != NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, OBD_INPUT_ERROR, OBD_INPUT_SENDER);
  /* one plain sentence */
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    assert_address (&addresses[i]);
}

static void
test_long_addresses (void)
{
  g_autofree char *local_64 = g_strnfill (64, 'a');
  g_autofree char *local_65 = g_strnfill (65, 'a');
  g_autofree char *huge = g_strnfill (10000, 'a');
  g_autofree char *huge_utf8 = g_strnfill (10000, 'a');
  g_autofree char *longest = g_strconcat (local_64, "@example.test", NULL);
  g_autofree char *too_long = g_strconcat (local_65, "@example.test", NULL);
  g_autofree char *huge_local = g_strconcat (huge, "@example.test", NULL);
  g_autofree char *huge_domain = g_strconcat ("joe@", huge, ".test", NULL);
  g_autofree char *label_63 = g_strnfill (63, 'b');
  g_autofree char *name_251 = g_strjoin (".", label_63, label_63, label_63, label_63, NULL);
  g_autofree char *long_domain = g_strconcat ("joe@", name_251, NULL);
  const Row rows[] = {
    { longest, longest }, { too_long, NULL }, { huge, NULL }, { huge_local, NULL },
    { huge_domain, NULL }, { long_domain, NULL },
  };

  for (guint i = 0; i + 1 < 10000; i += 2)
    memcpy (huge_utf8 + i, "\xc3\xa9", 2);
  assert_address (&(Row) { huge_utf8, NULL });
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_address (&rows[i]);
}

static void
test_domain (void)
{
  g_assert_cmpstr (obd_address_get_domain ("joe@example.test"), ==, "example.test");
  g_assert_cmpstr (obd_address_get_domain ("\"a@b\"@example.test"), ==, "example.test");
  g_assert_cmpstr (obd_address_get_domain ("nothing"), ==, "");
}

static const Row hosts[] = {
  { "mail.example.test", "mail.example.test" },
  { " MAIL.Example.test. ", "mail.example.test" },
  { "localhost", "localhost" },
  { "mail_1.example.test", "mail_1.example.test" },
  { "b\xc3\xbc" "cher.example", "xn--bcher-kva.example" },
  { "192.0.2.1", "192.0.2.1" },
  { "[192.0.2.1]", "192.0.2.1" },
  { "2001:DB8::1", "2001:db8::1" },
  { "[2001:db8::1]", "2001:db8::1" },
  { "", NULL },
  { " ", NULL },
  { ".", NULL },
  { "..", NULL },
  { ".example.test", NULL },
  { "mail..example.test", NULL },
  { "-mail.example.test", NULL },
  { "mail-.example.test", NULL },
  { "mail .example.test", NULL },
  { "mail.example.test:587", NULL },
  { "smtp://mail.example.test", NULL },
  { "mail.example.test/", NULL },
  { "joe@example.test", NULL },
  { "mail.example.test\r\nEHLO x", NULL },
  { "mail.example\x01.test", NULL },
  { "mail.example.test\xe2\x80\x8b", NULL },
  { "mail.\xff.test", NULL },
  { "mail,example.test", NULL },
  { "[2001:db8::zz]", NULL },
};

static void
test_hosts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *checked = obd_host_check (hosts[i].typed, &error);

      show (hosts[i].typed);
      g_assert_cmpstr (checked, ==, hosts[i].checked);
      if (hosts[i].checked == NULL)
        g_assert_error (error, OBD_INPUT_ERROR, OBD_INPUT_HOST);
    }
}

static void
test_long_hosts (void)
{
  g_autofree char *huge = g_strnfill (10000, 'a');
  g_autofree char *dots = g_strnfill (10000, '.');
  g_autofree char *label_64 = g_strnfill (64, 'a');
  g_autofree char *long_label = g_strconcat (label_64, ".example.test", NULL);
  const char *const rows[] = { huge, dots, long_label };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (obd_host_check (rows[i], &error));
      g_assert_error (error, OBD_INPUT_ERROR, OBD_INPUT_HOST);
    }
}

static const Row corrections[] = {
  { "smtp://mail.example.test:587/", "mail.example.test" },
  { "https://mail.example.test/settings?x=1", "mail.example.test" },
  { " mail.example.test. ", "mail.example.test" },
  { "mail .example.test", "mail.example.test" },
  { "mail,example.test", "mail.example.test" },
  { "mail.example.test:465", "mail.example.test" },
  { "joe@mail.example.test", "mail.example.test" },
  { ".mail.example.test", "mail.example.test" },
  { "mail.exam\nple.test", "mail.example.test" },
  { "://", NULL },
  { "???", NULL },
  { "", NULL },
};

static void
test_corrections (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (corrections); i++)
    {
      g_autofree char *corrected = obd_host_correct (corrections[i].typed);

      show (corrections[i].typed);
      g_assert_cmpstr (corrected, ==, corrections[i].checked);
    }
}

/* What cannot be corrected is %NULL as the header says, never an empty name. */
static void
test_hopeless_corrections (void)
{
  g_autofree char *huge = g_strnfill (10000, 'a');

  g_assert_null (obd_host_correct (huge));
  g_assert_null (obd_host_correct ("mail.\xff.test"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address/addresses", test_addresses);
  g_test_add_func ("/address/long", test_long_addresses);
  g_test_add_func ("/address/domain", test_domain);
  g_test_add_func ("/host/hosts", test_hosts);
  g_test_add_func ("/host/long", test_long_hosts);
  g_test_add_func ("/host/corrections", test_corrections);
  g_test_add_func ("/host/hopeless-corrections", test_hopeless_corrections);
  return g_test_run ();
}
