/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (obd-import-error-quark, obd_import_error)

ObdImport *
obd_import_new (void)
{
  ObdImport *import = g_atomic_rc_box_new0 (ObdImport);

  import->label = g_strdup ("");
  return import;
}

ObdImport *
obd_import_ref (const ObdImport *import)
{
  return g_atomic_rc_box_acquire ((ObdImport *) import);
}

static void
clear_import (gpointer data)
{
  ObdImport *import = data;

  g_free (import->label);
  g_free (import->address);
  g_clear_pointer (&import->outgoing, obd_endpoint_unref);
  g_free (import->username);
  g_clear_pointer (&import->incoming, obd_endpoint_unref);
  g_free (import->incoming_username);
}

void
obd_import_unref (ObdImport *import)
{
  g_atomic_rc_box_release_full (import, clear_import);
}

ObdEndpoint *
obd_import_endpoint (const char  *host,
                     gint64       port,
                     ObdSecurity  security)
{
  g_autofree char *name = host != NULL ? obd_host_check (host, NULL) : NULL;

  if (name == NULL)
    return NULL;
  return obd_endpoint_new (name, port > 0 && port <= G_MAXUINT16 ? port : 0, security);
}

void
obd_import_add (GPtrArray *imports,
                ObdImport *import)
{
  if (imports->len < OBD_IMPORT_MAX_ACCOUNTS
      && ((import->address != NULL && *import->address != '\0') || import->outgoing != NULL))
    g_ptr_array_add (imports, import);
  else
    obd_import_unref (import);
}

GPtrArray *
obd_import_end (GPtrArray   *imports,
                const char  *name,
                GError     **error)
{
  if (imports->len > 0)
    return imports;
  g_ptr_array_unref (imports);
  g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_EMPTY,
               /* TRANSLATORS: %s is a file name. */
               _("There is no mail account in “%s”."), name);
  return NULL;
}

/* An XML declaration, a plist, or a CMS envelope (DER sequence) around one: by content, since a
 * downloaded file may have any name. */
static gboolean
is_profile (const char *bytes,
            gsize       length)
{
  if (length < 6)
    return FALSE;
  return ((guchar) bytes[0] == 0x30 && (guchar) bytes[1] >= 0x80) || memcmp (bytes, "bplist", 6) == 0
         || g_strstr_len (bytes, MIN (length, 512), "<plist") != NULL;
}

static gboolean
is_prefs (const char *bytes,
          gsize       length)
{
  return length > 0
         && (g_strstr_len (bytes, length, "user_pref(") != NULL
             || g_strstr_len (bytes, length, "user_pref (") != NULL);
}

GPtrArray *
obd_import_read (const char  *name,
                 const char  *bytes,
                 gsize        length,
                 GError     **error)
{
  if (length > OBD_IMPORT_MAX_SIZE)
    g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_TOO_LARGE,
                 /* TRANSLATORS: %s is a file name. */
                 _("“%s” is too large for a file with mail settings."), name);
  else if (is_profile (bytes, length))
    return obd_import_mobileconfig (name, bytes, length, error);
  else if (is_prefs (bytes, length))
    return obd_import_thunderbird (name, bytes, length, error);
  else
    g_set_error (error, OBD_IMPORT_ERROR, OBD_IMPORT_ERROR_UNKNOWN,
                 /* TRANSLATORS: %s is a file name; prefs.js and .mobileconfig stay as they are. */
                 _("“%s” is neither Thunderbird’s prefs.js nor an Apple .mobileconfig file."),
                 name);
  return NULL;
}
