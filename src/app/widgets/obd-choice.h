/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ObdChoice:
 *
 * A pill of two or three answers, of which one is chosen, or none yet: "Empty | Don’t know".
 * Signal "changed": a person chose.
 */
#define OBD_TYPE_CHOICE (obd_choice_get_type ())
G_DECLARE_FINAL_TYPE (ObdChoice, obd_choice, OBD, CHOICE, GtkWidget)

GtkWidget *obd_choice_new          (void);
/* @about: what the answer is about, for screen readers ("User Name"). */
void       obd_choice_add          (ObdChoice  *self,
                                    const char *label,
                                    const char *about);
/* What all the answers are about from now on. */
void       obd_choice_set_about    (ObdChoice  *self,
                                    const char *about);
/* Index of the chosen answer, -1: none. */
int        obd_choice_get_selected (ObdChoice  *self);
void       obd_choice_set_selected (ObdChoice  *self,
                                    int         index);
G_END_DECLS
