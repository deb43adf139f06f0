/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-guide.h"

G_BEGIN_DECLS

/**
 * ObdPhonePicture:
 *
 * A drawing of a phone that shows one screen of a guide, with the row to tap ringed and numbered.
 * Where it gets less than its natural height it shows a window of itself round that row. Role IMG,
 * its children are left out by a screen reader. Always laid out in the direction of the device's
 * language (English), not the program's. Main thread.
 */
#define OBD_TYPE_PHONE_PICTURE (obd_phone_picture_get_type ())
G_DECLARE_FINAL_TYPE (ObdPhonePicture, obd_phone_picture, OBD, PHONE_PICTURE, GtkWidget)

GtkWidget *obd_phone_picture_new      (void);
/**
 * obd_phone_picture_set_step:
 * @screen: (nullable): what to show; copied, %NULL empties the phone
 * @values: (nullable): the mailbox's values for {placeholders}
 * @number: the step's number in the ring's disc; 0 for none
 */
void       obd_phone_picture_set_step (ObdPhonePicture *self,
                                       const ObdScreen *screen,
                                       GHashTable      *values,
                                       int              number);
/* The natural height in pixels where room is scarce (360 px windows, a call); 0: the whole phone. */
void       obd_phone_picture_set_crop (ObdPhonePicture *self,
                                       int              height);

G_END_DECLS
