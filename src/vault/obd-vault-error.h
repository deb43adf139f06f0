/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-vault-service.h"
#include "obd-vault.h"

G_BEGIN_DECLS

/**
 * obd_vault_translate_error:
 * @error: (transfer full): what libsecret, D-Bus or GIO said; an %OBD_VAULT_ERROR stays as it is
 * @opened: the service had been reached before
 *
 * Returns: (transfer full): %OBD_VAULT_ERROR with one sentence for the person, or
 *   %G_IO_ERROR_CANCELLED
 */
GError *obd_vault_translate_error (GError        *error,
                                   ObdVaultWatch *watch,
                                   gboolean       opened);

G_END_DECLS
