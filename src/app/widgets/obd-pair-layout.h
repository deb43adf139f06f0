/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ObdPairLayout:
 *
 * Lays out two children side by side where there is room for both, else one above the other.
 * Width-driven; stands in for AdwBreakpoint.
 *
 * Properties: "spacing" (between columns, default 20), "row-spacing" (18), "start-width" and
 * "end-width" (pixels of that column; 0: what the other leaves, both 0: half each; "end-width" -1:
 * the child's natural width), "stack-below" (always one above the other below that width, 0).
 */
#define OBD_TYPE_PAIR_LAYOUT (obd_pair_layout_get_type ())
G_DECLARE_FINAL_TYPE (ObdPairLayout, obd_pair_layout, OBD, PAIR_LAYOUT, GtkLayoutManager)

GtkLayoutManager *obd_pair_layout_new (int spacing,
                                       int row_spacing,
                                       int end_width);

G_END_DECLS
