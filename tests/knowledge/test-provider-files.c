/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drop-in files with faults: each is named with its line and a sentence, all else is loaded. */

#include "config.h"

#include "provider-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOOD                                                                                      \
  "[good]\nname = Good\ndomains = good.example\nsmtp = mail.good.example:465:tls\n"               \
  "username = address\nsign-in = password\n"

/* The fault stands in the group "bad", which begins in line 2 below a good name. */
#define BAD(line) "# remark\n[bad]\nname = Bad\n" line "\n" SERVER GOOD
#define SERVER "smtp = a.example:25:none\nusername = address\nsign-in = password\n"

static const struct
{
  const char *text;
  const char *problem; /* begins so */
} faults[] = {
  { BAD ("colour = red"), "x.providers:4: There is no key “colour”." },
  { BAD ("smtp"), "x.providers:4: “smtp” is neither a heading in brackets nor a line" },
  { BAD ("= x"), "x.providers:4: “= x” is neither" },
  { BAD ("Note = x"), "x.providers:4: “Note = x” is neither" },
  { BAD ("note ="), "x.providers:4: “note” is left empty" },
  { BAD ("note[ = x"), "x.providers:4: “note[ = x” is neither" },
  { BAD ("help[de] = https://a.example/"), "x.providers:4: “help[de]” is the same in every" },
  { BAD ("name = Again"), "x.providers:4: “name” is there twice." },
  { BAD ("help = http://a.example/"), "x.providers:4: “http://a.example/” is no link to a page" },
  { BAD ("help = a page"), "x.providers:4: “a page” is no link to a page" },
  { BAD ("help = https://name@a.example/"), "x.providers:4: “https://name@a.example/” is no link" },
  { BAD ("domains = a.example x_y..example"), "x.providers:4: “x_y..example” cannot be the domain" },
  { BAD ("domains = 192.0.2.1"), "x.providers:4: “192.0.2.1” cannot be the domain" },
  { BAD ("domains = *.com"), "x.providers:4: “*.com” would stand for far too many domains" },
  { BAD ("common = other.example"), "x.providers:2: “other.example” stands in “common”" },
  { BAD ("mx = *.a.example"), "x.providers:4: “*.a.example” needs no “*.”" },
  { BAD ("mx = a.example a.example:25:none"), "x.providers:4: “a.example:25:none” cannot stand" },
  { BAD ("mx = a.example smtp=a.example:0:tls"), "x.providers:4: “0” is no port" },
  { BAD ("smtp = a.example"), "x.providers:4: “a.example” is no server: write it like" },
  { BAD ("smtp = a.example:465"), "x.providers:4: “a.example:465” is no server" },
  { BAD ("smtp = a.example:65536:tls"), "x.providers:4: “65536” is no port" },
  { BAD ("smtp = a.example:-1:tls"), "x.providers:4: “-1” is no port" },
  { BAD ("smtp = a.example:465:ssl"), "x.providers:4: “ssl” is no security" },
  { BAD ("smtp = a..example:465:tls"), "x.providers:4: “a..example” cannot be the name of a" },
  { BAD ("smtp = %EMAILDOMAIN%%:465:tls"), "x.providers:4: “%EMAILDOMAIN%%” cannot be the name" },
  { BAD ("smtp = %EMAILDOMAIN%.%EMAILDOMAIN%:465:tls"), "x.providers:4: “%EMAILDOMAIN%.%EMAIL" },
  { BAD ("smtp = 2001:db8::1:465:tls"), "x.providers:4: “2001:db8::1:465:tls” is no server" },
  { BAD ("imap = a.example:993:tls maybe"), "x.providers:4: “maybe” cannot stand behind a server" },
  { BAD ("incoming-username = nickname"), "x.providers:4: “nickname” is no form of a user name" },
  { BAD ("incoming-username = address address"), "x.providers:4: “address” is no second form" },
  { BAD ("incoming-username = a b c"), "x.providers:4: “c” is one word too many" },
  { BAD ("incoming-username = %EMAILLOCALPART%%X%"), "x.providers:4: “%EMAILLOCALPART%%X%” is no" },
  { BAD ("incoming-username = other"), "x.providers:2: “username-hint” is missing" },
  { BAD ("kind = strange"), "x.providers:4: “strange” is no kind of provider" },
  { BAD ("kind = gateway"), "x.providers:2: This provider has servers although nobody" },
  { BAD ("doubt = yes"), "x.providers:4: “yes” is no doubt" },
  { BAD ("as-of = 2026"), "x.providers:4: “2026” is no date" },
  { BAD ("as-of = 2026-13"), "x.providers:4: “2026-13” is no date" },
  { BAD ("as-of = 2026-02-30"), "x.providers:4: “2026-02-30” is no date" },
  { BAD ("as-of = soon"), "x.providers:4: “soon” is no date" },
  { BAD ("note = \x1b[31m\xff"), "x.providers:4: This line is not written in UTF-8." },
  { BAD ("\x1b[31m"), "x.providers:4: “\xef\xbf\xbd[31m” is neither" },
  { "[bad]\nname = Bad\nsign-in = secret\nusername = address\nsmtp = a.example:25:none\n" GOOD,
    "x.providers:3: “secret” is no way to sign in" },
  { "[bad]\nname = Bad\nsign-in = password none\n" GOOD,
    "x.providers:3: “password none” is one way too many" },
  { "[bad]\nname = Bad\nsmtp = a.example:25:none\nusername = address\n" GOOD,
    "x.providers:1: “username” or “sign-in” is missing" },
  { "[bad]\nname = Bad\nsign-in = password\nusername = address\n" GOOD,
    "x.providers:1: This provider has no server" },
  { "[bad]\n" SERVER GOOD, "x.providers:1: “name” is missing for this provider." },
  { "[Bad]\nname = Bad\n" SERVER GOOD, "x.providers:1: “[Bad]” is no heading" },
  { "[bad\nname = Bad\n" SERVER GOOD, "x.providers:1: “[bad” is no heading" },
  { "[\nname = Bad\n" SERVER GOOD, "x.providers:1: “[” is no heading" },
  { "[]\nname = Bad\n" SERVER GOOD, "x.providers:1: “[]” is no heading" },
  { "name = Bad\n" GOOD, "x.providers:1: “name = Bad” stands above the first heading" },
  { "\xEF\xBB\xBF# of another system\r\nx\r\n" GOOD, "x.providers:2: “x” is neither" },
};

static void
test_faults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (ProviderFolder) folder = provider_folder_new ();
      g_autoptr (ObdProviderList) list = NULL;
      g_autofree char *problems = NULL;

      provider_folder_write (folder, "x.providers", faults[i].text, -1);
      list = provider_folder_load (folder, NULL);
      problems = provider_problems (list);
      if (!g_str_has_prefix (problems, faults[i].problem))
        g_error ("%s: “%s” does not begin with “%s”", faults[i].text, problems,
                 faults[i].problem);
      g_assert_cmpuint (obd_provider_list_get_problems (list)->len, ==, 1);
      g_assert_null (obd_provider_list_find_id (list, "bad"));
      g_assert_nonnull (obd_provider_list_find_domain (list, "good.example"));
      g_assert_nonnull (obd_provider_list_find_domain (list, "gmail.com"));
    }
}

static void
test_twice (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;
  g_autofree char *problems = NULL;

  provider_folder_write (folder, "x.providers", GOOD GOOD, -1);
  list = provider_folder_load (folder, NULL);
  problems = provider_problems (list);
  g_assert_cmpstr (problems, ==, "x.providers:7: The provider “good” is in this file twice.\n");
  g_assert_nonnull (obd_provider_list_find_domain (list, "good.example"));
}

/* Two files of one folder that claim the same: the second is named, with its line. */
static void
test_rivals (void)
{
  static const struct
  {
    const char *text;
    const char *problem;
  } rivals[] = {
    { GOOD, "b.providers:1: The provider “good” is in another file already.\n" },
    { "[rival]\nname = Rival\ndomains = a.example\ndomains = b.example good.example\n" SERVER,
      "b.providers:4: The domain “good.example” belongs to “good” already.\n" },
    { "[rival]\nname = Rival\nmx = mx.good.example\n" SERVER,
      "b.providers:3: The mail host “mx.good.example” belongs to “good” already.\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rivals); i++)
    {
      g_autoptr (ProviderFolder) folder = provider_folder_new ();
      g_autoptr (ObdProviderList) list = NULL;
      g_autofree char *problems = NULL;

      provider_folder_write (folder, "a.providers", GOOD "mx = mx.good.example\n", -1);
      provider_folder_write (folder, "b.providers", rivals[i].text, -1);
      list = provider_folder_load (folder, NULL);
      problems = provider_problems (list);
      g_assert_cmpstr (problems, ==, rivals[i].problem);
      g_assert_cmpstr (obd_provider_list_find_domain (list, "good.example")->name, ==, "Good");
      g_assert_null (obd_provider_list_find_domain (list, "a.example"));
    }
}

static void
test_large (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;
  g_autofree char *problems = NULL;
  g_autofree char *blanks = g_strnfill (OBD_PROVIDER_FILE_MAX + 1, ' ');
  g_autofree char *line = g_strnfill (OBD_PROVIDER_LINE_MAX + 1, 'x');
  g_autoptr (GString) many = g_string_new ("[many]\nname = Many\n" SERVER);
  g_autoptr (GString) wide = g_string_new ("[wide]\nname = Wide\n" SERVER);
  g_autoptr (GString) crowd = g_string_new (NULL);
  g_autoptr (GString) wrong = g_string_new (GOOD);

  for (guint i = 0; i < OBD_PROVIDER_ITEMS_MAX; i++)
    {
      g_string_append_printf (many, "domains = d%u.example\n", i);
      g_string_append_printf (wide, "%sw%u.example v%u.example",
                              i % 50 == 0 ? "\ndomains = " : " ", i, i);
    }
  for (guint i = 0; i <= OBD_PROVIDERS_MAX; i++)
    g_string_append_printf (crowd, "[c%u]\nname = C\nkind = gateway\n", i);
  for (guint i = 0; i < 3 * OBD_PROBLEMS_MAX; i++)
    g_string_append_printf (wrong, "[w%u]\n", i);
  provider_folder_write (folder, "a.providers", blanks, -1);
  provider_folder_write (folder, "b.providers", line, -1);
  provider_folder_write (folder, "c.providers", many->str, -1);
  provider_folder_write (folder, "cw.providers", wide->str, -1);
  provider_folder_write (folder, "d.providers", crowd->str, -1);
  provider_folder_write (folder, "e.providers", wrong->str, -1);
  list = provider_folder_load (folder, NULL);
  problems = provider_problems (list);
  g_assert_true (g_str_has_prefix (problems,
                                   "a.providers:0: This file is larger than 1 MiB.\n"
                                   "b.providers:1: This line is too long;"));
  g_assert_nonnull (strstr (problems, "\nc.providers:"));
  g_assert_nonnull (strstr (problems, ": There is too much of this provider"));
  g_assert_nonnull (strstr (problems, ": There are too many providers in one file"));
  g_assert_nonnull (strstr (problems, "\ne.providers:0: And 2"));
  g_assert_cmpuint (obd_provider_list_get_problems (list)->len, ==, OBD_PROBLEMS_MAX);
  g_assert_nonnull (strstr (problems, "\ncw.providers:"));
  g_assert_null (obd_provider_list_find_id (list, "many"));
  g_assert_null (obd_provider_list_find_id (list, "wide"));
  g_assert_nonnull (obd_provider_list_find_id (list, "c0"));
  g_assert_null (obd_provider_list_find_id (list, "c2000"));
  g_assert_nonnull (obd_provider_list_find_id (list, "good"));
}

static void
test_many_files (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;
  g_autofree char *problems = NULL;

  for (guint i = 0; i < OBD_PROVIDER_FILES_MAX + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u.providers", i);
      g_autofree char *text = g_strdup_printf ("[p%u]\nname = P\nkind = gateway\n", i);

      provider_folder_write (folder, name, text, -1);
    }
  list = provider_folder_load (folder, NULL);
  problems = provider_problems (list);
  g_assert_nonnull (strstr (problems, ":0: There are too many files here; only the first 64"));
  g_assert_nonnull (obd_provider_list_find_id (list, "p63"));
  g_assert_null (obd_provider_list_find_id (list, "p64"));
}

/* What is no file, or no folder, or not there: nobody waits, everything else is loaded. */
static void
test_no_files (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autofree char *pipe = g_build_filename (provider_folder_path (folder), "a.providers", NULL);
  g_autofree char *inside = g_build_filename (provider_folder_path (folder), "b.providers", NULL);
  g_autofree char *nowhere = g_build_filename (provider_folder_path (folder), "none", NULL);
  g_autofree char *dangling = g_build_filename (provider_folder_path (folder), "c.providers", NULL);
  const char *folders[] = { provider_folder_path (folder), nowhere, pipe, NULL };
  g_autoptr (ObdProviderList) list = NULL;
  g_autofree char *problems = NULL;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  list = obd_provider_list_new (folders);
  problems = provider_problems (list);
  g_assert_true (g_str_has_prefix (problems, "a.providers:0: This is no ordinary file.\n"
                                             "b.providers:0: This is no ordinary file.\n"
                                             "c.providers:0: This file cannot be read: "));
  g_assert_nonnull (strstr (problems, "\na.providers:0: This folder cannot be read: "));
  g_assert_cmpuint (obd_provider_list_get_problems (list)->len, ==, 4);
  g_assert_nonnull (obd_provider_list_find_domain (list, "gmail.com"));
}

/* Whatever stands in a file, reading it ends and the built-in list is there: random bytes, and a good
 * file with random bytes changed. */
static void
test_garbage (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (ProviderFolder) folder = provider_folder_new ();
      g_autoptr (ObdProviderList) list = NULL;
      g_autoptr (GString) text = g_string_new (GOOD "mx = a.example smtp=b.example:1:tls\n"
                                               "note[de] = x\n" BAD ("as-of = 2026-01"));
      guint changes = g_test_rand_int_range (1, 40);

      for (guint i = 0; i < changes; i++)
        text->str[g_test_rand_int_range (0, text->len)]
          = round % 2 ? g_test_rand_int_range (0, 256) : " =[]:.*%\n"[g_test_rand_int_range (0, 9)];
      provider_folder_write (folder, "x.providers", text->str, text->len);
      list = provider_folder_load (folder, NULL);
      g_assert_nonnull (obd_provider_list_find_domain (list, "gmail.com"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/provider-files/faults", test_faults);
  g_test_add_func ("/provider-files/twice", test_twice);
  g_test_add_func ("/provider-files/rivals", test_rivals);
  g_test_add_func ("/provider-files/large", test_large);
  g_test_add_func ("/provider-files/many-files", test_many_files);
  g_test_add_func ("/provider-files/no-files", test_no_files);
  g_test_add_func ("/provider-files/garbage", test_garbage);
  return g_test_run ();
}
