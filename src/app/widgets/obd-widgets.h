/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A widget of @type that a screen reader leaves out: whatever holds it says the same in one
 * sentence. */
GtkWidget *obd_widgets_silent          (GType      type);
/* For dispose of a widget with children of its own. */
void       obd_widgets_remove_children (GtkWidget *widget);
/* Makes sure that style and pictograms of the widgets are there, also in a program that is not
 * the wizard (tests, the demo). Any number of calls. */
void       obd_widgets_load_style      (void);

G_END_DECLS
