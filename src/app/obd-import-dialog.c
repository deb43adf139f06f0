/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-import-dialog.h"

#include "obd-account-chooser.h"
#include "obd-compat.h"
#include "obd-worker.h"

#include <glib/gi18n-lib.h>

/* Where Thunderbird keeps its profiles: Debian's package, the Flatpak, the Snap
 * (support.mozilla.org, "Profiles - Where Thunderbird stores your messages and other user data").
 * */
static const char *const thunderbird_folders[] = {
  ".thunderbird",
  ".var/app/org.mozilla.Thunderbird/.thunderbird",
  "snap/thunderbird/common/.thunderbird",
};

typedef struct
{
  GtkWindow     *parent; /* (owned) */
  ObdImportKind  kind;
  GFile         *start;    /* (nullable): where the chooser begins */
  GFile         *file;     /* (nullable): what was chosen */
  GPtrArray     *accounts; /* (nullable) (element-type ObdImport) */
} Import;

static void
free_import (gpointer data)
{
  Import *import = data;

  g_clear_object (&import->parent);
  g_clear_object (&import->start);
  g_clear_object (&import->file);
  g_clear_pointer (&import->accounts, g_ptr_array_unref);
  g_free (import);
}

static void
give_up (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nothing was chosen");
}

static void
take_account (GTask *task,
              guint  index)
{
  Import *import = g_task_get_task_data (task);

  g_task_return_pointer (task, obd_import_ref (g_ptr_array_index (import->accounts, index)),
                         (GDestroyNotify) obd_import_unref);
}

static void
account_chosen_cb (GTask *task,
                   guint  index)
{
  if (!g_task_get_completed (task))
    take_account (task, index);
}

/* The window is gone; without a choice that is one too. */
static void
chooser_gone_cb (gpointer  data,
                 GClosure *closure)
{
  g_autoptr (GTask) task = data;

  if (!g_task_get_completed (task))
    give_up (task);
}

static void
choose_account (GTask *task)
{
  Import *import = g_task_get_task_data (task);
  GtkWidget *chooser = NULL;

  if (import->accounts->len == 1)
    {
      take_account (task, 0);
      return;
    }
  chooser = obd_account_chooser_new (import->parent, import->accounts);
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (account_chosen_cb), g_object_ref (task),
                         chooser_gone_cb, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (chooser));
}

static void
load_worker (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts = obd_import_load (task_data, cancellable, &error);

  if (accounts != NULL)
    g_task_return_pointer (task, accounts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *import = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  import->accounts = g_task_propagate_pointer (G_TASK (result), &error);
  if (import->accounts != NULL)
    choose_account (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
file_chosen_cb (GFile    *file,
                gpointer  data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GTask) loading = NULL;

  if (file == NULL)
    {
      give_up (task);
      return;
    }
  loading = g_task_new (NULL, g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
  g_task_set_task_data (loading, g_object_ref (file), g_object_unref);
  obd_worker_run (loading, load_worker);
}

static void
choose_file (GTask *task)
{
  static const char *const patterns[] = { "*.mobileconfig", "*.MOBILECONFIG", NULL };
  Import *import = g_task_get_task_data (task);
  ObdFileChoice choice = { .start = import->start };

  if (import->kind == OBD_IMPORT_FROM_THUNDERBIRD)
    {
      choice.title = _("The folder of Thunderbird, or of one of its profiles");
      choice.folder = TRUE;
    }
  else
    {
      choice.title = _("An Apple configuration profile");
      choice.filter = _("Apple profiles");
      choice.patterns = patterns;
    }
  choice.accept = _("_Take over");
  obd_compat_choose_file (import->parent, &choice, file_chosen_cb, g_object_ref (task));
}

static void
find_start_worker (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  for (guint i = 0; i < G_N_ELEMENTS (thunderbird_folders); i++)
    {
      g_autofree char *path = g_build_filename (g_get_home_dir (), thunderbird_folders[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
          return;
        }
    }
  g_task_return_pointer (task, NULL, NULL);
}

static void
start_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  Import *import = g_task_get_task_data (task);

  import->start = g_task_propagate_pointer (G_TASK (result), NULL);
  choose_file (task);
}

void
obd_import_ask_async (GtkWindow           *parent,
                      ObdImportKind        kind,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_autoptr (GTask) finding = NULL;
  Import *import = g_new0 (Import, 1);

  import->parent = g_object_ref (parent);
  import->kind = kind;
  g_task_set_task_data (task, import, free_import);
  g_task_set_source_tag (task, obd_import_ask_async);
  if (kind != OBD_IMPORT_FROM_THUNDERBIRD)
    {
      choose_file (task);
      return;
    }
  finding = g_task_new (NULL, NULL, start_found_cb, g_object_ref (task));
  obd_worker_run (finding, find_start_worker);
}

ObdImport *
obd_import_ask_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
