/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-service.h"
#include "obd-target.h"

G_BEGIN_DECLS

/**
 * OBD_IMPORT_ERROR:
 *
 * A file that cannot be taken over. The message is one translated sentence that names the file and,
 * where that helps, the line.
 */
#define OBD_IMPORT_ERROR (obd_import_error_quark ())
GQuark obd_import_error_quark (void);

typedef enum
{
  OBD_IMPORT_ERROR_UNKNOWN,   /* neither of the kinds of file that are known */
  OBD_IMPORT_ERROR_DAMAGED,   /* cut off, or not what it says it is */
  OBD_IMPORT_ERROR_EMPTY,     /* well-formed, and no mail account in it */
  OBD_IMPORT_ERROR_TOO_LARGE, /* beyond OBD_IMPORT_MAX_SIZE */
  OBD_IMPORT_ERROR_ENCRYPTED, /* only the device it was made for can read it */
} ObdImportError;

/* A prefs.js of many years has some hundred KiB; profiles have a few. */
#define OBD_IMPORT_MAX_SIZE (8 * 1024 * 1024)
#define OBD_IMPORT_MAX_ACCOUNTS 64

/**
 * ObdImport:
 * @label: how the other program calls the account; "" where it has no name
 * @address: (nullable): the mail address as it stands there, unchecked
 * @outgoing: (nullable): its outgoing server; port 0 and security UNKNOWN where not told
 * @username: (nullable): its outgoing user name; "" where the field is empty
 * @authentication: how it signs in there
 * @incoming: (nullable): its incoming server
 * @protocol: what @incoming speaks
 * @incoming_username: (nullable)
 *
 * What another program has set for one mailbox. Never a password: they are not read. Immutable,
 * reference counted.
 */
typedef struct
{
  char              *label;
  char              *address;
  ObdEndpoint       *outgoing;
  char              *username;
  ObdAuthentication  authentication;
  ObdEndpoint       *incoming;
  ObdProtocol        protocol;
  char              *incoming_username;
} ObdImport;

ObdImport *obd_import_new   (void);
ObdImport *obd_import_ref   (const ObdImport *import);
void       obd_import_unref (ObdImport       *import);

/**
 * obd_import_read:
 * @name: the file's name, for messages and to tell its kind
 * @bytes: its contents; not kept
 * @length: bytes
 * @error: return location for an %OBD_IMPORT_ERROR
 *
 * Reads Thunderbird's `prefs.js` or an Apple configuration profile (`.mobileconfig`, signed or
 * not). Pure: touches no file. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type ObdImport): at least one account, or %NULL
 */
GPtrArray *obd_import_read  (const char       *name,
                             const char       *bytes,
                             gsize             length,
                             GError          **error);
/**
 * obd_import_load:
 * @file: a file that obd_import_read() knows; or a `profiles.ini`, or a folder with either in it
 * @cancellable: (nullable)
 * @error: return location for an %OBD_IMPORT_ERROR or %G_IO_ERROR
 *
 * Reads from where the person pointed, and from nowhere else but the profile folders that a chosen
 * `profiles.ini` names. Blocks: worker threads. In a Flatpak the file chooser's portal grants
 * exactly that.
 *
 * Returns: (transfer full) (nullable) (element-type ObdImport): at least one account, or %NULL
 */
GPtrArray *obd_import_load  (GFile            *file,
                             GCancellable     *cancellable,
                             GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdImport, obd_import_unref)

G_END_DECLS
