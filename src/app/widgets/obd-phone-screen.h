/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-guide.h"

G_BEGIN_DECLS

/**
 * ObdPhoneScreen:
 *
 * What the phone picture shows in its frame: one screen, laid out once. Part of
 * #ObdPhonePicture.
 */
#define OBD_TYPE_PHONE_SCREEN (obd_phone_screen_get_type ())
G_DECLARE_FINAL_TYPE (ObdPhoneScreen, obd_phone_screen, OBD, PHONE_SCREEN, GtkWidget)

GtkWidget *obd_phone_screen_new          (const ObdScreen *screen,
                                          GHashTable      *values,
                                          int              number);
/* The middle of what is ringed, from the top, as last allocated; 0 if nothing is. */
int        obd_phone_screen_get_middle   (ObdPhoneScreen  *self);
/* Height that all rows want. */
int        obd_phone_screen_get_content_height (ObdPhoneScreen *self);
/* For a screen reader: "Tap the row User Name, third row, and type …". (transfer full) */
char      *obd_phone_screen_describe     (ObdPhoneScreen  *self);
/* One of the phone's own colours ("rim", "bg", …) in the style of the moment. */
void       obd_phone_color               (GtkWidget       *widget,
                                          const char      *name,
                                          GdkRGBA         *color);

G_END_DECLS
