/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

#define OBD_TYPE_WINDOW (obd_window_get_type ())
G_DECLARE_FINAL_TYPE (ObdWindow, obd_window, OBD, WINDOW, AdwApplicationWindow)

/* The wizard's one window; remembers its size. */
ObdWindow *obd_window_new (AdwApplication *application,
                           ObdCase        *obd_case);

G_END_DECLS
