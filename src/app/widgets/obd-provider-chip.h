/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-provider-list.h"

G_BEGIN_DECLS

/* Beside a mail address: whose mailbox it is. Pressed, it shows the provider's settings. Invisible
 * where the provider is not known. */
#define OBD_TYPE_PROVIDER_CHIP (obd_provider_chip_get_type ())
G_DECLARE_FINAL_TYPE (ObdProviderChip, obd_provider_chip, OBD, PROVIDER_CHIP, AdwBin)

GtkWidget *obd_provider_chip_new  (void);
/* @provider: (nullable); @chosen: a person said so, the address does not tell it. */
void       obd_provider_chip_show (ObdProviderChip   *self,
                                   const ObdProvider *provider,
                                   gboolean           chosen);

/* (transfer full): what to type into a search to find @provider first. */
char      *obd_provider_dup_query (const ObdProvider *provider);

G_END_DECLS
