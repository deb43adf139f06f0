/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "obd-guide.h"

G_BEGIN_DECLS

/* A card with the picture and the name of a device; cards of one group exclude each other. */
#define OBD_TYPE_DEVICE_CARD (obd_device_card_get_type ())
G_DECLARE_FINAL_TYPE (ObdDeviceCard, obd_device_card, OBD, DEVICE_CARD, GtkToggleButton)

GtkWidget       *obd_device_card_new        (const ObdDevice *device);
const ObdDevice *obd_device_card_get_device (ObdDeviceCard   *self); /* borrowed */

G_END_DECLS
