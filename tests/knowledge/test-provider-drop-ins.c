/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drop-in folders over the list that comes with the program. */

#include "config.h"

#include "provider-fixture.h"

#include <glib/gstdio.h>

static ObdProviderList *built_in;

#define LARKSPUR                                                                                  \
  "[larkspur]\nname = Larkspur Hélp Desk\ndomains = larkspur.example *.dept.larkspur.example\n"   \
  "mx = mx.larkspur.example\nsmtp = mail.larkspur.example:587:starttls\n"                         \
  "username = local-part\nsign-in = password\n"

static void
test_drop_in (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;
  const ObdProvider *provider;
  g_autofree char *problems = NULL;
  g_autoptr (GPtrArray) services = NULL;
  const ObdService *service;
  g_autoptr (GPtrArray) found = NULL;

  provider_folder_write (folder, "desk.providers", LARKSPUR, -1);
  provider_folder_write (folder, "notes.txt", "not read", -1);
  provider_folder_write (folder, ".hidden.providers", "not read", -1);
  list = provider_folder_load (folder, NULL);
  problems = provider_problems (list);
  g_assert_cmpstr (problems, ==, "");
  provider = obd_provider_list_find_domain (list, "a.dept.larkspur.example");
  g_assert_cmpstr (provider->id, ==, "larkspur");
  g_assert_true (g_str_has_suffix (provider->origin, "/desk.providers"));
  g_assert_true (obd_provider_list_find_mx (list, "a.mx.larkspur.example") == provider);
  services = obd_provider_dup_services (provider, "larkspur.example");
  g_assert_cmpuint (services->len, ==, 1);
  service = services->pdata[0];
  g_assert_cmpstr (service->endpoint->host, ==, "mail.larkspur.example");
  g_assert_cmpstr (service->detail, ==, "desk.providers");
  g_assert_true (service->trusted);
  found = obd_provider_list_search (list, "desk help", 5);
  g_assert_cmpuint (found->len, ==, 1);
  /* All the others are there as before. */
  g_assert_cmpuint (obd_provider_list_get_providers (list)->len, ==,
                    obd_provider_list_get_providers (built_in)->len + 1);
  g_assert_nonnull (obd_provider_list_find_domain (list, "gmail.com"));
}

/* A longer ending before a shorter one, in whatever order they are read. */
static void
test_endings (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;

  provider_folder_write (folder, "a.providers",
                         "[long]\nname = Long\nkind = gateway\ndomains = *.b.c.example\n"
                         "[short]\nname = Short\nkind = gateway\ndomains = *.c.example\n", -1);
  list = provider_folder_load (folder, NULL);
  g_assert_cmpstr (obd_provider_list_find_domain (list, "a.b.c.example")->id, ==, "long");
  g_assert_cmpstr (obd_provider_list_find_domain (list, "b.c.example")->id, ==, "short");
  g_assert_null (obd_provider_list_find_domain (list, "c.example"));
}

static const char *
name_of (ObdProviderList *list,
         const char      *domain)
{
  const ObdProvider *provider = obd_provider_list_find_domain (list, domain);

  return provider != NULL ? provider->name : NULL;
}

#define PROVIDER(id, name, domain)                                                                \
  "[" id "]\nname = " name "\ndomains = " domain "\nsmtp = mail." domain ":465:tls\n"             \
  "username = address\nsign-in = password\n"

/* User over system over built-in, by id and by domain. */
static void
test_layers (void)
{
  g_autoptr (ProviderFolder) distribution = provider_folder_new ();
  g_autoptr (ProviderFolder) user = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;
  g_autofree char *problems = NULL;

  provider_folder_write (distribution, "a.providers",
                         PROVIDER ("gmail", "Their Gmail", "gmail.com")
                         PROVIDER ("both", "System", "both.example")
                         PROVIDER ("web", "System Web", "web.de"), -1);
  provider_folder_write (user, "b.providers",
                         PROVIDER ("both", "User", "both.example")
                         PROVIDER ("web-de", "User Web", "web.example"), -1);
  list = provider_folder_load (distribution, user);
  problems = provider_problems (list);
  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpstr (name_of (list, "both.example"), ==, "User");
  /* The same id replaces a provider as a whole … */
  g_assert_cmpstr (name_of (list, "gmail.com"), ==, "Their Gmail");
  g_assert_cmpstr (name_of (list, "googlemail.com"), ==, NULL);
  /* … another id takes over only the domains it names. */
  g_assert_cmpstr (name_of (list, "web.de"), ==, "System Web");
  g_assert_cmpstr (name_of (list, "web.example"), ==, "User Web");
  g_assert_cmpstr (name_of (list, "email.de"), ==, NULL);
  g_assert_cmpuint (obd_provider_list_get_providers (list)->len, ==,
                    obd_provider_list_get_providers (built_in)->len + 2);
  g_assert_cmpstr (((ObdProvider *) obd_provider_list_get_providers (list)->pdata[0])->name, ==,
                   "User");
}

/* The user's own folder is read without being named; it is the test's here: main() says so, since
   G_TEST_OPTION_ISOLATE_DIRS leaks what it sets. */
static void
test_usual_folder (void)
{
  g_autofree char *above = g_build_filename (g_get_user_config_dir (), "outbox-doctor", NULL);
  g_autofree char *folder = g_build_filename (above, "providers.d", NULL);
  g_autofree char *file = g_build_filename (folder, "desk.providers", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (file, LARKSPUR, -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_path_is_absolute (SYSCONFDIR));
  g_assert_nonnull (obd_provider_list_find_id (obd_provider_list_get (), "larkspur"));
  g_assert_nonnull (obd_provider_list_find_id (obd_provider_list_get (), "gmail"));
  g_assert_true (obd_provider_list_get () == obd_provider_list_get ());
  g_assert_cmpint (g_remove (file) + g_rmdir (folder) + g_rmdir (above), ==, 0);
}

static void
test_own_language (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;
  const ObdProvider *provider;

  provider_folder_write (folder, "a.providers",
                         LARKSPUR "note = Plain.\nnote[de] = Deutsch.\nnote[de] = Noch eine.\n"
                         "note[C] = In this one.\nswitch-on[de] = Nur deutsch.\n", -1);
  list = provider_folder_load (folder, NULL);
  provider = obd_provider_list_find_id (list, "larkspur");
  g_assert_cmpuint (g_strv_length (provider->notes), ==, 1);
  g_assert_cmpstr (provider->notes[0], ==, "In this one.");
  g_assert_cmpuint (g_strv_length (provider->switch_on), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (ProviderFolder) home = provider_folder_new ();
  int status;

  g_setenv ("XDG_CONFIG_HOME", provider_folder_path (home), TRUE);
  g_test_init (&argc, &argv, NULL);
  built_in = provider_built_in ();
  g_test_add_func ("/provider-drop-ins/drop-in", test_drop_in);
  g_test_add_func ("/provider-drop-ins/endings", test_endings);
  g_test_add_func ("/provider-drop-ins/layers", test_layers);
  g_test_add_func ("/provider-drop-ins/usual-folder", test_usual_folder);
  g_test_add_func ("/provider-drop-ins/own-language", test_own_language);
  status = g_test_run ();
  obd_provider_list_unref (built_in);
  return status;
}
