/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-provider-list.h"

G_BEGIN_DECLS

/* What to know about a provider before its mailbox is tested: an app password, a page to sign in on,
 * a switch to turn first. Invisible where nothing is special. */
#define OBD_TYPE_PROVIDER_NOTE (obd_provider_note_get_type ())
G_DECLARE_FINAL_TYPE (ObdProviderNote, obd_provider_note, OBD, PROVIDER_NOTE, AdwBin)

/* @provider: (nullable) */
void obd_provider_note_show (ObdProviderNote   *self,
                             const ObdProvider *provider);

G_END_DECLS
