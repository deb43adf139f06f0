/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-folder.h"

#include "obd-provider-reader.h"
#include "obd-providers-resource.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".providers"
#define ENTRIES_MAX 4096 /* names looked at in one folder */
#define BUILT_IN_PATH RESOURCE_PATH "/providers/"

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full): the names of the files, sorted. */
static GPtrArray *
list_files (const char          *path,
            ObdProviderProblems *problems)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;
  guint n = 0;

  if (folder == NULL)
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        obd_provider_problems_add (problems, path, 0, _("This folder cannot be read: %s"),
                                   error->message);
      return names;
    }
  while (n++ < ENTRIES_MAX && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, SUFFIX) && *name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  if (names->len > OBD_PROVIDER_FILES_MAX || n > ENTRIES_MAX)
    obd_provider_problems_add (problems, path, 0,
                               _("There are too many files here; only the first %u are read."),
                               MIN (names->len, OBD_PROVIDER_FILES_MAX));
  if (names->len > OBD_PROVIDER_FILES_MAX)
    g_ptr_array_set_size (names, OBD_PROVIDER_FILES_MAX);
  return names;
}

static gboolean
read_all (int       file,
          GString  *content)
{
  char buffer[16384];
  gssize n;

  while ((n = read (file, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        g_string_append_len (content, buffer, n);
      if (content->len > OBD_PROVIDER_FILE_MAX)
        return TRUE;
    }
  return TRUE;
}

/* Opens without waiting and reads regular files alone: a pipe in the folder would hold us for ever.
 * (transfer full) (nullable) */
static GString *
load (const char          *path,
      ObdProviderProblems *problems)
{
  g_autoptr (GString) content = g_string_new (NULL);
  struct stat status;
  int file = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  gboolean good = file >= 0 && fstat (file, &status) == 0;

  if (good && !S_ISREG (status.st_mode))
    obd_provider_problems_add (problems, path, 0, _("This is no ordinary file."));
  else if (!good || !read_all (file, content))
    obd_provider_problems_add (problems, path, 0, _("This file cannot be read: %s"),
                               g_strerror (errno));
  else if (content->len > OBD_PROVIDER_FILE_MAX)
    obd_provider_problems_add (problems, path, 0, _("This file is larger than 1 MiB."));
  else
    {
      close (file);
      return g_steal_pointer (&content);
    }
  if (file >= 0)
    close (file);
  return NULL;
}

GPtrArray *
obd_provider_folder_read (const char          *path,
                          ObdProviderProblems *problems)
{
  g_autoptr (GPtrArray) names = list_files (path, problems);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_provider_facts_free);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (path, names->pdata[i], NULL);
      g_autoptr (GString) content = load (file, problems);

      if (content != NULL)
        g_ptr_array_extend_and_steal (all, obd_provider_reader_read (content->str, content->len,
                                                                     file, FALSE, problems));
    }
  return all;
}

GPtrArray *
obd_provider_built_in_read (ObdProviderProblems *problems)
{
  GResource *resource = obd_providers_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, BUILT_IN_PATH, 0, NULL);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_provider_facts_free);

  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (BUILT_IN_PATH, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, 0, NULL);

      g_ptr_array_extend_and_steal (all,
                                    obd_provider_reader_read (g_bytes_get_data (bytes, NULL),
                                                              g_bytes_get_size (bytes), names[i],
                                                              TRUE, problems));
    }
  return all;
}
