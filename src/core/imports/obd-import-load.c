/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-import-private.h"

#include "obd-secret.h"

#include <glib/gi18n-lib.h>

/* Profiles of one Thunderbird that are looked at. */
#define MAX_PROFILES 16

static char *
dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_filename_display_name (base);
}

/* One byte more than is allowed tells that there is more. */
static char *
read_whole (GFile         *file,
            gsize         *length,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  char *bytes;

  if (stream == NULL)
    return NULL;
  bytes = g_malloc (OBD_IMPORT_MAX_SIZE + 1);
  if (g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, OBD_IMPORT_MAX_SIZE + 1, length,
                               cancellable, error))
    return bytes;
  obd_wipe (bytes, OBD_IMPORT_MAX_SIZE + 1);
  g_free (bytes);
  return NULL;
}

static GPtrArray *
load_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *name = dup_name (file);
  gsize length = 0;
  char *bytes = read_whole (file, &length, cancellable, error);
  GPtrArray *imports;

  if (bytes == NULL)
    return NULL;
  imports = obd_import_read (name, bytes, length, error);
  /* A profile may hold passwords; none is taken over, and none stays. */
  obd_wipe (bytes, length);
  g_free (bytes);
  return imports;
}

/* --- profiles.ini ----------------------------------------------------------------------------- */

static GFile *
find_profile (GFile      *folder,
              GKeyFile   *ini,
              const char *group)
{
  g_autofree char *path = g_key_file_get_string (ini, group, "Path", NULL);
  g_autoptr (GFile) profile = NULL;

  if (path == NULL)
    return NULL;
  /* IsRelative=0: an absolute path of the same person's. */
  profile = g_key_file_get_boolean (ini, group, "IsRelative", NULL)
            ? g_file_resolve_relative_path (folder, path)
            : g_file_new_for_path (path);
  return g_file_get_child (profile, "prefs.js");
}

/* Each installed Thunderbird has a profile of its own since version 67; before, one was marked. */
static gboolean
is_default (GKeyFile    *ini,
            char       **groups,
            const char  *group)
{
  g_autofree char *path = g_key_file_get_string (ini, group, "Path", NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *chosen = NULL;

      if (!g_str_has_prefix (groups[i], "Install"))
        continue;
      chosen = g_key_file_get_string (ini, groups[i], "Default", NULL);
      if (chosen != NULL)
        return g_strcmp0 (chosen, path) == 0;
    }
  return g_key_file_get_boolean (ini, group, "Default", NULL);
}

/* The default profile first. (element-type GFile): each one's prefs.js */
static GPtrArray *
list_profiles (GFile    *folder,
               GKeyFile *ini)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) groups = g_key_file_get_groups (ini, NULL);

  for (guint i = 0; groups[i] != NULL && files->len < MAX_PROFILES; i++)
    {
      GFile *file = g_str_has_prefix (groups[i], "Profile") ? find_profile (folder, ini, groups[i])
                                                            : NULL;

      if (file != NULL)
        g_ptr_array_insert (files, is_default (ini, groups, groups[i]) ? 0 : -1, file);
    }
  return files;
}

/* A profile that cannot be read keeps none of the others from being taken over. */
static GPtrArray *
load_profiles (GPtrArray     *files,
               const char    *name,
               GCancellable  *cancellable,
               GError       **error)
{
  GPtrArray *imports = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_import_unref);
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (GPtrArray) some = load_file (files->pdata[i], cancellable, &local_error);

      for (guint n = 0; some != NULL && n < some->len; n++)
        obd_import_add (imports, obd_import_ref (some->pdata[n]));
      if (local_error != NULL && first == NULL)
        first = g_steal_pointer (&local_error);
    }
  if (imports->len > 0 || first == NULL)
    return obd_import_end (imports, name, error);
  g_ptr_array_unref (imports);
  g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
}

static GPtrArray *
load_ini (GFile         *file,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *name = dup_name (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GKeyFile) ini = g_key_file_new ();
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  bytes = read_whole (file, &length, cancellable, error);
  if (bytes == NULL)
    return NULL;
  if (length > OBD_IMPORT_MAX_SIZE
      || !g_key_file_load_from_data (ini, bytes, length, G_KEY_FILE_NONE, NULL))
    {
      g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_DAMAGED,
                   /* TRANSLATORS: %s is a file name. */
                   _("“%s” is damaged, so nothing was taken over."), name);
      return NULL;
    }
  files = list_profiles (folder, ini);
  return load_profiles (files, name, cancellable, error);
}

/* --- what the person pointed at --------------------------------------------------------------- */

static GPtrArray *
load_folder (GFile         *folder,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFile) prefs = g_file_get_child (folder, "prefs.js");
  g_autoptr (GFile) ini = g_file_get_child (folder, "profiles.ini");
  g_autofree char *name = dup_name (folder);

  if (g_file_query_exists (prefs, cancellable))
    return load_file (prefs, cancellable, error);
  if (g_file_query_exists (ini, cancellable))
    return load_ini (ini, cancellable, error);
  g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_UNKNOWN,
               /* TRANSLATORS: %s is a folder's name; profiles.ini and prefs.js stay as they are. */
               _("The folder “%s” is not one of Thunderbird’s: it has neither profiles.ini nor "
                 "prefs.js in it."), name);
  return NULL;
}

GPtrArray *
obd_import_load (GFile         *file,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autofree char *base = g_file_get_basename (file);

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
    return load_folder (file, cancellable, error);
  if (g_strcmp0 (base, "profiles.ini") == 0)
    return load_ini (file, cancellable, error);
  return load_file (file, cancellable, error);
}
