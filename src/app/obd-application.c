/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-application.h"

#include "obd-compat.h"
#include "obd-preferences.h"
#include "obd-widgets.h"
#include "obd-settings.h"
#include "obd-window.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

struct _ObdApplication
{
  AdwApplication   parent_instance;

  ObdCase         *obd_case;
  char           **connect_to;
  char            *ca_file;
  gboolean         offline;
};

G_DEFINE_FINAL_TYPE (ObdApplication, obd_application, ADW_TYPE_APPLICATION)

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  obd_compat_show_about (gtk_application_get_active_window (data));
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  GtkWindow *parent = gtk_application_get_active_window (data);

  if (parent != NULL && !OBD_IS_PREFERENCES (parent))
    gtk_window_present (GTK_WINDOW (obd_preferences_new (parent)));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GList *windows = NULL;

  while ((windows = gtk_application_get_windows (data)) != NULL)
    gtk_window_destroy (windows->data);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

/* Asked to end, the program ends as if its window had been closed: sockets, files and the
 * password are given back in order. */
static gboolean
terminate_cb (gpointer data)
{
  /* The signal may come when the program is ending anyway. */
  if (g_application_get_is_registered (data))
    g_action_group_activate_action (G_ACTION_GROUP (data), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static ObdAddressBook *
make_book (ObdApplication *self)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();

  for (guint i = 0; self->connect_to != NULL && self->connect_to[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!obd_address_book_parse (book, self->connect_to[i], &error))
        g_warning ("--connect-to: %s", error->message);
    }
  return g_steal_pointer (&book);
}

/* Without a schema nothing is remembered: there is no such action, and no item in the menu. */
static void
add_preferences_action (ObdApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "preferences", .activate = preferences_action },
  };

  if (obd_settings_get () != NULL)
    g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
obd_application_startup (GApplication *application)
{
  static const char *const quit_keys[] = { "<Control>q", NULL };
  static const char *const close_keys[] = { "<Control>w", NULL };
  static const char *const look_up_keys[] = { "<Control>k", NULL };
  static const char *const preferences_keys[] = { "<Control>comma", NULL };
  ObdApplication *self = OBD_APPLICATION (application);
  g_autoptr (ObdAddressBook) book = NULL;

  G_APPLICATION_CLASS (obd_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  add_preferences_action (self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "window.close", close_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "win.look-up::", look_up_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.preferences",
                                         preferences_keys);
  gtk_window_set_default_icon_name (APP_ID);
  obd_widgets_load_style ();
  g_unix_signal_add (SIGTERM, terminate_cb, self);
  g_unix_signal_add (SIGINT, terminate_cb, self);
  book = make_book (self);
  self->obd_case = obd_case_new (book, self->ca_file, self->offline);
}

static void
obd_application_activate (GApplication *application)
{
  ObdApplication *self = OBD_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (obd_window_new (ADW_APPLICATION (self), self->obd_case));
  gtk_window_present (window);
}

static void
obd_application_shutdown (GApplication *application)
{
  g_clear_object (&OBD_APPLICATION (application)->obd_case);
  G_APPLICATION_CLASS (obd_application_parent_class)->shutdown (application);
}

/* Tests and training map names to where servers really listen, as the command line does. */
static int
obd_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  ObdApplication *self = OBD_APPLICATION (application);

  g_variant_dict_lookup (options, "connect-to", "^as", &self->connect_to);
  g_variant_dict_lookup (options, "ca-file", "^ay", &self->ca_file);
  g_variant_dict_lookup (options, "offline", "b", &self->offline);
  if (self->connect_to != NULL || self->ca_file != NULL || self->offline)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Outbox Doctor %s\n", PACKAGE_VERSION);
      return 0;
    }
  return -1;
}

static void
obd_application_finalize (GObject *object)
{
  ObdApplication *self = OBD_APPLICATION (object);

  g_strfreev (self->connect_to);
  g_free (self->ca_file);
  G_OBJECT_CLASS (obd_application_parent_class)->finalize (object);
}

static void
obd_application_class_init (ObdApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = obd_application_finalize;
  application_class->startup = obd_application_startup;
  application_class->activate = obd_application_activate;
  application_class->shutdown = obd_application_shutdown;
  application_class->handle_local_options = obd_application_handle_local_options;
}

static void
obd_application_init (ObdApplication *self)
{
  static const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { "connect-to", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, NULL },
    { "ca-file", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
    { "offline", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

ObdApplication *
obd_application_new (void)
{
  return g_object_new (OBD_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", RESOURCE_PATH,
                       NULL);
}
