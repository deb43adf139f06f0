/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-domain.h"

static void
test_registered (void)
{
  static const struct
  {
    const char *host;
    const char *registered;
  } rows[] = {
    { "larkspur.com", "larkspur.com" },
    { "smtp.mail.larkspur.com", "larkspur.com" },
    { "Smtp.Larkspur.COM", "larkspur.com" },
    { "mail.larkspur.co.uk", "larkspur.co.uk" },
    { "anna.github.io", "anna.github.io" }, /* two people's, though one company's */
    { "mail.xn--bcher-kva.de", "xn--bcher-kva.de" },
    { "co.uk", "co.uk" },
    { "com", "com" },
    /* On no list: the rule is one label below the top. */
    { "mail.larkspur.example", "larkspur.example" },
    { "a.b.c.lan", "c.lan" },
    { "localhost", "localhost" },
    { "192.0.2.1", NULL },
    { "2001:db8::1", NULL },
    { "[192.0.2.1]", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *registered = obd_domain_dup_registered (rows[i].host);

      g_test_message ("%s", rows[i].host);
      g_assert_cmpstr (registered, ==, rows[i].registered);
    }
}

static void
test_related (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean    related;
  } rows[] = {
    { "smtp.larkspur.com", "larkspur.com", TRUE },
    { "smtp.larkspur.com", "imap.mail.LARKSPUR.com", TRUE },
    { "larkspur.com", "larkspur.net", FALSE },
    { "larkspur.com", "notlarkspur.com", FALSE },
    { "a.co.uk", "b.co.uk", FALSE },
    { "anna.github.io", "tom.github.io", FALSE },
    { "192.0.2.1", "192.0.2.1", FALSE },
    { "", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s %s", rows[i].a, rows[i].b);
      g_assert_cmpint (obd_domain_is_related (rows[i].a, rows[i].b), ==, rows[i].related);
      g_assert_cmpint (obd_domain_is_related (rows[i].b, rows[i].a), ==, rows[i].related);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/registered", test_registered);
  g_test_add_func ("/domain/related", test_related);
  return g_test_run ();
}
