/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "keyring-fixture.h"

#include <glib/gstdio.h>

#define NAME "org.freedesktop.secrets"

static GTestDBus *test_bus;
/* Not the shared connection: that one is libsecret's, and may end with the test. */
static GDBusConnection *own;
static char *home;

void
keyring_bus_up (void)
{
  static const char *const folders[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                                         "XDG_CACHE_HOME", "XDG_RUNTIME_DIR" };
  GError *error = NULL;

  home = g_dir_make_tmp ("keyring.XXXXXX", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    g_setenv (folders[i], home, TRUE);
  g_unsetenv ("DISPLAY"); /* no prompt can be shown */
  g_unsetenv ("WAYLAND_DISPLAY");
  test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (test_bus);
  own = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (test_bus),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
}

void
keyring_bus_down (void)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", home);

  g_dbus_connection_close_sync (own, NULL, NULL);
  g_clear_object (&own);
  g_test_dbus_down (test_bus);
  g_clear_object (&test_bus);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_clear_pointer (&home, g_free);
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         data)
{
  *(int *) data = TRUE;
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         data)
{
  *(int *) data = FALSE;
}

/* Until the service's name has an owner, or has none. */
static void
await_name (gboolean wanted)
{
  int owned = -1;
  guint watch = g_bus_watch_name_on_connection (own, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                appeared_cb, vanished_cb, &owned, NULL);

  while (owned != wanted)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

GSubprocess *
keyring_start_real (void)
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  GError *error = NULL;
  GSubprocess *keyring;

  if (program == NULL)
    return NULL;
  keyring = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                              | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--unlock",
                              "--components=secrets", "--foreground", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (keyring), "opensesame", 10, NULL, NULL,
                             &error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (keyring), NULL, &error);
  g_assert_no_error (error);
  await_name (TRUE);
  return keyring;
}

GSubprocess *
keyring_start_mock (const char *words)
{
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "mock_secrets.py", NULL);
  g_autofree char *line = g_strdup_printf ("/usr/bin/python3 %s %s", program, words);
  g_auto (GStrv) command = g_strsplit (g_strchomp (line), " ", -1);
  GError *error = NULL;
  GSubprocess *keyring = g_subprocess_newv ((const char *const *) command,
                                            G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  await_name (TRUE);
  return keyring;
}

void
keyring_kill (GSubprocess *keyring)
{
  g_subprocess_force_exit (keyring);
  g_subprocess_wait (keyring, NULL, NULL);
  await_name (FALSE);
  g_object_unref (keyring);
}

static GVariant *
call (const char         *method,
      GVariant           *arguments,
      const GVariantType *type)
{
  GError *error = NULL;
  GVariant *answer = g_dbus_connection_call_sync (own, NAME, "/org/freedesktop/secrets",
                                                  "org.freedesktop.Secret.Service", method,
                                                  arguments, type, G_DBUS_CALL_FLAGS_NONE, -1,
                                                  NULL, &error);

  g_assert_no_error (error);
  return answer;
}

void
keyring_lock (void)
{
  g_autoptr (GVariant) alias = call ("ReadAlias", g_variant_new ("(s)", "default"),
                                     G_VARIANT_TYPE ("(o)"));
  g_autoptr (GVariant) answer = NULL;
  const char *collection;

  g_variant_get (alias, "(&o)", &collection);
  answer = call ("Lock", g_variant_new_parsed ("([%o],)", collection),
                 G_VARIANT_TYPE ("(aoo)"));
}

char *
keyring_secret_tool (const char *first,
                     ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) tool = NULL;
  GError *error = NULL;
  char *said = NULL;
  va_list more;

  g_ptr_array_add (words, (gpointer) "secret-tool");
  va_start (more, first);
  for (const char *word = first; word != NULL; word = va_arg (more, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (more);
  g_ptr_array_add (words, NULL);
  tool = g_subprocess_newv ((const char *const *) words->pdata,
                            G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                            | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (tool, "of somebody else", NULL, &said, NULL, &error);
  g_assert_no_error (error);
  return said;
}
