/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "obd-endpoint.h"
#include "obd-secret.h"

G_BEGIN_DECLS

/**
 * OBD_VAULT_ERROR:
 *
 * The message is one clear translated sentence.
 */
#define OBD_VAULT_ERROR (obd_vault_error_quark ())
GQuark obd_vault_error_quark (void);

typedef enum
{
  OBD_VAULT_ERROR_NO_SERVICE, /* no secret service, or no session bus */
  OBD_VAULT_ERROR_LOCKED,     /* the keyring is locked and was not unlocked (prompt dismissed) */
  OBD_VAULT_ERROR_DIED,       /* the service went away or did not answer */
  OBD_VAULT_ERROR_NOT_FOUND,  /* nothing is stored for this */
  OBD_VAULT_ERROR_FAILED,
} ObdVaultError;

/**
 * ObdVaultEntry:
 * @protocol: "smtp", "imap" or "pop3"; outgoing and incoming are kept apart
 * @address: the mailbox
 * @username: what signs in
 * @endpoint: (nullable): where it was accepted
 * @label: how the desktop's password manager shows it; translated
 *
 * What is stored, without the secret. A mailbox has one entry a protocol.
 */
typedef struct
{
  char        *protocol;
  char        *address;
  char        *username;
  ObdEndpoint *endpoint;
  char        *label;
} ObdVaultEntry;

ObdVaultEntry *obd_vault_entry_new  (const char        *protocol,
                                     const char        *address,
                                     const char        *username,
                                     const ObdEndpoint *endpoint);
void           obd_vault_entry_free (ObdVaultEntry     *entry);

/**
 * ObdVault:
 *
 * Credentials in the system keyring through the Secret Service (never libsecret's file back end),
 * under one schema, io.github.outboxdoctor.Mailbox. Every call is asynchronous, cancellable and
 * bounded (10 s of a silent service; an unlock prompt that a person has open is not cut off).
 * Errors are %OBD_VAULT_ERROR, and %G_IO_ERROR_CANCELLED. Main thread.
 */
#define OBD_TYPE_VAULT (obd_vault_get_type ())
G_DECLARE_INTERFACE (ObdVault, obd_vault, OBD, VAULT, GObject)

struct _ObdVaultInterface
{
  GTypeInterface parent;

  void (*store)  (ObdVault *self, const ObdVaultEntry *entry, const ObdSecret *secret, GTask *task);
  void (*lookup) (ObdVault *self, const char *protocol, const char *address, GTask *task);
  void (*forget) (ObdVault *self, const ObdVaultEntry *entry, GTask *task);
  void (*list)   (ObdVault *self, GTask *task);
};

ObdVault  *obd_vault_new_system    (void);
/* The twin for tests and practice: kept in this process only. */
ObdVault  *obd_vault_new_memory    (void);

/* Stores, or replaces what is stored for the same protocol and address. @entry and @secret are only
 * borrowed during the call. */
void       obd_vault_store_async   (ObdVault            *vault,
                                    const ObdVaultEntry *entry,
                                    const ObdSecret     *secret,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
gboolean   obd_vault_store_finish  (ObdVault            *vault,
                                    GAsyncResult        *result,
                                    GError             **error);
/* %OBD_VAULT_ERROR_NOT_FOUND, if there is nothing. @entry: (out) (optional) (transfer full). */
void       obd_vault_lookup_async  (ObdVault            *vault,
                                    const char          *protocol,
                                    const char          *address,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
ObdSecret *obd_vault_lookup_finish (ObdVault            *vault,
                                    GAsyncResult        *result,
                                    ObdVaultEntry      **entry,
                                    GError             **error);
/* Removes what matches @entry; its label does not count, nor its endpoint if that is %NULL. */
void       obd_vault_forget_async  (ObdVault            *vault,
                                    const ObdVaultEntry *entry,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
gboolean   obd_vault_forget_finish (ObdVault            *vault,
                                    GAsyncResult        *result,
                                    GError             **error);
/* (transfer full) (element-type ObdVaultEntry): what this program has stored, without secrets. */
void       obd_vault_list_async    (ObdVault            *vault,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
GPtrArray *obd_vault_list_finish   (ObdVault            *vault,
                                    GAsyncResult        *result,
                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdVaultEntry, obd_vault_entry_free)

G_END_DECLS
