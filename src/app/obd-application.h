/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OBD_TYPE_APPLICATION (obd_application_get_type ())
G_DECLARE_FINAL_TYPE (ObdApplication, obd_application, OBD, APPLICATION, AdwApplication)

ObdApplication *obd_application_new (void);

G_END_DECLS
