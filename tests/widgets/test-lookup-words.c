/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the provider list knows, said in words; the day is given, so that no test grows old. */

#include "config.h"

#include "obd-provider-words.h"
#include "obd-search-words.h"

#include <string.h>
#include <locale.h>

static void
test_month (void)
{
  static const struct
  {
    const char *as_of;
    const char *words;
  } table[] = {
    { "2026-03", "March 2026" }, { "2026-12-24", "December 2026" }, { "2026-13", NULL },
    { "2026", NULL },            { "", NULL },                      { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *words = obd_as_of_dup_month (table[i].as_of);

      g_assert_cmpstr (words, ==, table[i].words);
    }
}

static void
test_old (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2027, 3, 31, 0, 0, 0);

  g_assert_false (obd_provider_words_is_old ("2026-03", now));
  g_assert_true (obd_provider_words_is_old ("2026-02", now));
  g_assert_true (obd_provider_words_is_old ("2019-12", now));
  g_assert_false (obd_provider_words_is_old ("2027-11", now));
  g_assert_false (obd_provider_words_is_old (NULL, now));
}

static void
test_origin (void)
{
  g_autoptr (GDateTime) soon = g_date_time_new_utc (2026, 9, 1, 0, 0, 0);
  g_autoptr (GDateTime) late = g_date_time_new_utc (2029, 9, 1, 0, 0, 0);
  ObdProvider ours = { .as_of = (char *) "2026-08" };
  ObdProvider theirs = { .as_of = (char *) "2026-08", .origin = (char *) "/etc/a/desk.providers" };
  const struct
  {
    const ObdProvider *provider;
    GDateTime         *now;
    const char        *words;
  } table[] = {
    { &ours, soon, "From our provider list, as of August 2026." },
    { &ours, late, "From our provider list; it was true in August 2026." },
    { &theirs, soon, "From the file desk.providers of your organisation, as of August 2026." },
    { &theirs, late, "From the file desk.providers of your organisation; it was true in August 2026." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *words = obd_provider_words_origin (table[i].provider, table[i].now);

      g_assert_cmpstr (words, ==, table[i].words);
    }
  theirs.as_of = NULL;
  {
    g_autofree char *words = obd_provider_words_origin (&theirs, soon);

    g_assert_cmpstr (words, ==, "From the file desk.providers of your organisation.");
  }
}

/* Ways to sign in, and what is said before the test and as the password. */
static void
test_methods (void)
{
  static const struct
  {
    ObdMethods  methods;
    const char *headline; /* a part of it; NULL: nothing is special */
    const char *password; /* a part of it */
  } table[] = {
    { OBD_METHOD_PASSWORD, NULL, "the mailbox password" },
    { OBD_METHOD_PASSWORD | OBD_METHOD_APP_PASSWORD, NULL, "the mailbox password" },
    { OBD_METHOD_APP_PASSWORD, "wants a separate password", "an app password" },
    { OBD_METHOD_APP_PASSWORD | OBD_METHOD_OAUTH2, "wants a separate password", "or none" },
    { OBD_METHOD_OAUTH2, "takes no password", "none: the device signs in" },
    { OBD_METHOD_CLIENT_ADDRESS, NULL, "inside the provider’s own network" },
    { 0, NULL, NULL },
  };
  char *nothing[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      ObdProvider provider = { .name = (char *) "Larkspur", .methods = table[i].methods,
                               .switch_on = nothing, .notes = nothing };
      g_autofree char *headline = obd_provider_words_headline (&provider);
      g_autofree char *password = obd_provider_words_password (&provider);

      g_assert_true ((headline == NULL) == (table[i].headline == NULL));
      g_assert_true (headline == NULL || strstr (headline, table[i].headline) != NULL);
      g_assert_true (headline == NULL || strstr (headline, "\u2068Larkspur\u2069") != NULL);
      g_assert_true ((password == NULL) == (table[i].password == NULL));
      g_assert_true (password == NULL || strstr (password, table[i].password) != NULL);
    }
}

static void
test_headline_kinds (void)
{
  static const struct
  {
    ObdProviderKind  kind;
    const char      *part;
  } table[] = {
    { OBD_PROVIDER_BRIDGE, "only through a program of its own" },
    { OBD_PROVIDER_NO_PROGRAMS, "No mail program can send" },
    { OBD_PROVIDER_OWN_SERVER, "look up the server’s name" },
    { OBD_PROVIDER_GATEWAY, "only filters" },
    { OBD_PROVIDER_USUAL, "has to be switched on" },
  };
  char *first[] = { (char *) "Turn the switch.", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      ObdProvider provider = { .name = (char *) "Larkspur", .kind = table[i].kind,
                               .methods = OBD_METHOD_PASSWORD, .switch_on = first, .notes = first };
      g_autofree char *headline = obd_provider_words_headline (&provider);

      g_assert_nonnull (strstr (headline, table[i].part));
    }
}

static void
test_domains (void)
{
  char *domains[] = { (char *) "a.example", (char *) "xn--bcher-kva.example", (char *) "c.example",
                      (char *) "d.example", NULL };
  ObdProvider provider = { .domains = domains };
  g_autofree char *two = obd_provider_words_domains (&provider, 2);
  g_autofree char *three = obd_provider_words_domains (&provider, 3);
  g_autofree char *none = NULL;

  g_assert_cmpstr (two, ==, "a.example, bücher.example and 2 more");
  g_assert_cmpstr (three, ==, "a.example, bücher.example, c.example, d.example");
  domains[0] = NULL;
  none = obd_provider_words_domains (&provider, 2);
  g_assert_cmpstr (none, ==, "");
}

static void
test_problem (void)
{
  const ObdProviderProblem line = { (char *) "/etc/a.providers", 12, (char *) "The port is missing." };
  const ObdProviderProblem whole = { (char *) "/etc/a.providers", 0, (char *) "It is too large." };
  g_autofree char *first = obd_provider_words_problem (&line);
  g_autofree char *second = obd_provider_words_problem (&whole);

  g_assert_cmpstr (first, ==, "/etc/a.providers, line 12: The port is missing.");
  g_assert_cmpstr (second, ==, "/etc/a.providers: It is too large.");
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/provider-words/month", test_month);
  g_test_add_func ("/provider-words/old", test_old);
  g_test_add_func ("/provider-words/origin", test_origin);
  g_test_add_func ("/provider-words/methods", test_methods);
  g_test_add_func ("/provider-words/kinds", test_headline_kinds);
  g_test_add_func ("/provider-words/domains", test_domains);
  g_test_add_func ("/provider-words/problem", test_problem);
  return g_test_run ();
}
