/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

/**
 * ObdAssistant:
 *
 * The wizard's shell: header bar with Back, one page at a time, and a bottom bar with the page's
 * one suggested button. Escape and Alt+Left go back. To add a page: its class, and one child in
 * obd-assistant.ui.
 */
#define OBD_TYPE_ASSISTANT (obd_assistant_get_type ())
G_DECLARE_FINAL_TYPE (ObdAssistant, obd_assistant, OBD, ASSISTANT, AdwBin)

void      obd_assistant_set_case   (ObdAssistant *self,
                                    ObdCase      *obd_case);
/* Less than 620 px wide; told by the window. */
void      obd_assistant_set_narrow (ObdAssistant *self,
                                    gboolean      narrow);
/* Shows the page of that name; Back returns to the one shown now. */
void      obd_assistant_go_to      (ObdAssistant *self,
                                    const char   *name);
/* A short message over the page; what it says must stand on the page too (toasts are not read
 * out). */
void      obd_assistant_toast      (ObdAssistant *self,
                                    const char   *text);

G_END_DECLS
