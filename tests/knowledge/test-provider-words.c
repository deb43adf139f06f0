/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people read of a provider in their own language: the built-in sentences through gettext, those of
 * a drop-in file from the file itself. */

#include "config.h"

#include "provider-fixture.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>

/* A German catalogue with two sentences of the list. */
static const char catalogue[] =
  "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
  "msgid \"Changing the Google password cancels every app password.\"\n"
  "msgstr \"Ein neues Google-Passwort macht alle App-Passwörter ungültig.\"\n\n"
  "msgid \"work or school\"\nmsgstr \"Arbeit oder Schule\"\n\n"
  "msgid \"This file is larger than 1 MiB.\"\nmsgstr \"Diese Datei ist zu groß.\"\n";

/* Compiles the catalogue to where gettext looks below @folder. */
static void
install_catalogue (const char *folder)
{
  g_autofree char *messages = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *source = g_build_filename (messages, GETTEXT_PACKAGE ".po", NULL);
  g_autofree char *compiled = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  const char *argv[] = { "msgfmt", "-o", compiled, source, NULL };
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  g_file_set_contents (source, catalogue, -1, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_assert_cmpint (g_remove (source), ==, 0);
}

static void
remove_catalogue (const char *folder)
{
  const char *parts[] = { "de/LC_MESSAGES/" GETTEXT_PACKAGE ".mo", "de/LC_MESSAGES", "de", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_build_filename (folder, parts[i], NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

static void
test_built_in (void)
{
  g_autoptr (ObdProviderList) list = provider_built_in ();
  const ObdProvider *gmail = obd_provider_list_find_id (list, "gmail");
  const ObdProvider *work = obd_provider_list_find_id (list, "microsoft-365");
  g_autofree char *title = obd_provider_dup_title (work);

  g_assert_cmpstr (gmail->name, ==, "Gmail");
  g_assert_true (g_strv_contains ((const char *const *) gmail->notes,
                                  "Ein neues Google-Passwort macht alle App-Passwörter ungültig."));
  g_assert_cmpstr (title, ==, "Microsoft 365 (Arbeit oder Schule)");
}

static void
test_drop_in (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) list = NULL;
  const ObdProvider *desk;
  g_autofree char *blanks = g_strnfill (OBD_PROVIDER_FILE_MAX + 1, ' ');
  g_autofree char *problems = NULL;

  provider_folder_write (folder, "a.providers",
                         "[desk]\nname = Desk\nkind = gateway\nnote = Plain.\nnote = Two.\n"
                         "note[de] = Deutsch.\nnote[fr] = Français.\nswitch-on = Only plain.\n"
                         "variant[fr] = en français\n"
                         /* The program's own catalogue has no say here. */
                         "username-hint = x\nswitch-on = work or school\n", -1);
  provider_folder_write (folder, "b.providers", blanks, -1);
  list = provider_folder_load (folder, NULL);
  desk = obd_provider_list_find_id (list, "desk");
  g_assert_cmpuint (g_strv_length (desk->notes), ==, 1);
  g_assert_cmpstr (desk->notes[0], ==, "Deutsch.");
  g_assert_cmpstr (desk->variant, ==, NULL);
  g_assert_cmpstr (desk->switch_on[0], ==, "Only plain.");
  g_assert_cmpstr (desk->switch_on[1], ==, "work or school");
  problems = provider_problems (list);
  g_assert_cmpstr (problems, ==, "b.providers:0: Diese Datei ist zu groß.\n");
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("obd-locale-XXXXXX", NULL);
  int status;

  /* Before anybody asks for the language: GLib remembers it. */
  g_setenv ("LANGUAGE", "de", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  install_catalogue (folder);
  g_test_add_func ("/provider-words/built-in", test_built_in);
  g_test_add_func ("/provider-words/drop-in", test_drop_in);
  status = g_test_run ();
  remove_catalogue (folder);
  return status;
}
