/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "provider-fixture.h"

#include <glib/gstdio.h>

struct _ProviderFolder
{
  char *path;
};

ProviderFolder *
provider_folder_new (void)
{
  ProviderFolder *folder = g_new0 (ProviderFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->path = g_dir_make_tmp ("obd-providers-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

void
provider_folder_free (ProviderFolder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder->path, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_rmdir (folder->path);
  g_free (folder->path);
  g_free (folder);
}

const char *
provider_folder_path (ProviderFolder *folder)
{
  return folder->path;
}

void
provider_folder_write (ProviderFolder *folder,
                       const char     *name,
                       const char     *text,
                       gssize          length)
{
  g_autofree char *path = g_build_filename (folder->path, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

ObdProviderList *
provider_folder_load (ProviderFolder *first,
                      ProviderFolder *second)
{
  const char *folders[] = { first->path, second != NULL ? second->path : NULL, NULL };

  return obd_provider_list_new (folders);
}

ObdProviderList *
provider_built_in (void)
{
  static const char *const none[] = { NULL };

  return obd_provider_list_new (none);
}

char *
provider_problems (ObdProviderList *list)
{
  const GPtrArray *problems = obd_provider_list_get_problems (list);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const ObdProviderProblem *problem = problems->pdata[i];
      g_autofree char *name = g_path_get_basename (problem->file);

      g_string_append_printf (all, "%s:%u: %s\n", name, problem->line, problem->sentence);
    }
  return g_string_free (all, FALSE);
}
