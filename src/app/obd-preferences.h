/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Who is asked besides the mail servers: each with what is told there, and a switch. */
#define OBD_TYPE_PREFERENCES (obd_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ObdPreferences, obd_preferences, OBD, PREFERENCES, AdwWindow)

/* Returns: (transfer none): a window above @parent, not shown yet. */
GtkWidget *obd_preferences_new (GtkWindow *parent);

G_END_DECLS
