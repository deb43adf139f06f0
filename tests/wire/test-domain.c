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

static gpointer
ask_when_open (gpointer gate)
{
  g_mutex_lock (gate);
  g_mutex_unlock (gate);
  return obd_domain_dup_registered ("smtp.larkspur.com");
}

static void
ask_together (void)
{
  GMutex gate;
  GThread *threads[16];

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asks", ask_when_open, &gate);
  g_mutex_unlock (&gate);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *registered = g_thread_join (threads[i]);

      g_assert_cmpstr (registered, ==, "larkspur.com");
    }
  g_mutex_clear (&gate);
}

/* The very first questions of a process, from many threads at once. A build with sanitizers sees
 * whether the list was read more than once; as that is a matter of luck, it is tried often. */
static void
test_first_together (void)
{
  if (g_test_subprocess ())
    {
      ask_together ();
      return;
    }
  for (guint i = 0; i < 20; i++)
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/first-together", test_first_together);
  g_test_add_func ("/domain/registered", test_registered);
  g_test_add_func ("/domain/related", test_related);
  return g_test_run ();
}
