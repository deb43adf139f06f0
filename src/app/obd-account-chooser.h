/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-import.h"

G_BEGIN_DECLS

/**
 * ObdAccountChooser:
 *
 * "Which account?": a small window with the accounts of another program. Signals: "chosen" (uint,
 * the index); closed without it, nothing was chosen.
 */
#define OBD_TYPE_ACCOUNT_CHOOSER (obd_account_chooser_get_type ())
G_DECLARE_FINAL_TYPE (ObdAccountChooser, obd_account_chooser, OBD, ACCOUNT_CHOOSER, AdwWindow)

/* @accounts: (element-type ObdImport). (transfer floating), not yet shown. */
GtkWidget *obd_account_chooser_new (GtkWindow *parent,
                                    GPtrArray *accounts);

G_END_DECLS
