/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-provider-list.h"

G_BEGIN_DECLS

/* Everything that is known about one provider, to be read, read out and copied: what is special, the
 * settings for sending in the words of the device, what to do first, receiving, notes, and how good
 * the source is. */
#define OBD_TYPE_PROVIDER_VIEW (obd_provider_view_get_type ())
G_DECLARE_FINAL_TYPE (ObdProviderView, obd_provider_view, OBD, PROVIDER_VIEW, AdwBin)

/**
 * obd_provider_view_show:
 * @provider: whom to show
 * @address: (nullable): a checked mail address at @provider, to fill in the user name
 * @device: (nullable): id of the device whose words to use
 */
void obd_provider_view_show  (ObdProviderView   *self,
                              const ObdProvider *provider,
                              const char        *address,
                              const char        *device);
/* Puts the focus on the provider's name, so that a screen reader says it. */
void obd_provider_view_focus (ObdProviderView   *self);

G_END_DECLS
