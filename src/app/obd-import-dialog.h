/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "obd-import.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_IMPORT_FROM_THUNDERBIRD, /* a folder: all profiles, or one of them */
  OBD_IMPORT_FROM_APPLE,       /* a configuration profile */
} ObdImportKind;

/**
 * obd_import_ask_async:
 * @parent: where the file chooser belongs
 * @cancellable: (nullable)
 *
 * Lets the person choose the file or folder, reads it in a worker thread, and where there are
 * several accounts, lets them choose one. Nothing is read but what was chosen; in a Flatpak the
 * portal's file chooser grants exactly that.
 */
void       obd_import_ask_async  (GtkWindow            *parent,
                                  ObdImportKind         kind,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              data);
/* (transfer full) (nullable): %NULL with an %OBD_IMPORT_ERROR or %G_IO_ERROR; the person changing
 * their mind is %G_IO_ERROR_CANCELLED. */
ObdImport *obd_import_ask_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
