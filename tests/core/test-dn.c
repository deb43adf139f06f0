/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-dn.h"

static void
check (const char *text,
       const char *expected)
{
  g_autoptr (GPtrArray) parts = obd_dn_parse (text);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const ObdDnPart *part = g_ptr_array_index (parts, i);

      g_string_append_printf (got, "%s%s>%s|", part->joined ? "+" : "", part->type, part->value);
    }
  g_assert_cmpstr (got->str, ==, expected);
}

static void
test_parse (void)
{
  check ("", "");
  check ("CN=mail.example.test,O=Example,C=DE", "CN>mail.example.test|O>Example|C>DE|");
  check ("CN=a, O = Example", "CN>a|O> Example|");
  check ("CN=x+OU=y,C=DE", "CN>x|+OU>y|C>DE|");
  /* RFC 4514 section 4, its examples. */
  check ("CN=James \\\"Jim\\\" Smith\\, III,DC=example", "CN>James \"Jim\" Smith, III|DC>example|");
  check ("CN=Before\\0dAfter", "CN>Before\rAfter|");
  check ("CN=Lu\\C4\\8Di\\C4\\87", "CN>Lu\xc4\x8di\xc4\x87|");
  check ("1.3.6.1.4.1.1466.0=#04024869", "1.3.6.1.4.1.1466.0>#04024869|");
  /* What is none, and what a hostile certificate may bring. */
  check ("just words", ">just words|");
  check ("O=a=b", "O>a=b|");
  check ("O=x\\", "O>x|");
  check ("O=\\FF", "O>\xef\xbf\xbd|");
  check (",,", ">|>|");
}

static void
test_find (void)
{
  g_autoptr (GPtrArray) parts = obd_dn_parse ("CN=R3,O=First\\, Inc.,O=Second");

  g_assert_cmpstr (obd_dn_find (parts, "o"), ==, "First, Inc.");
  g_assert_null (obd_dn_find (parts, "OU"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dn/parse", test_parse);
  g_test_add_func ("/dn/find", test_find);
  return g_test_run ();
}
