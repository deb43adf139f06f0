/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What differs between the oldest and the newest GTK and libadwaita, in one place; no page and no
 * widget holds a version check. */

void     obd_compat_show_about       (GtkWindow   *parent);
/**
 * obd_compat_button_set_label:
 * @label: text with a mnemonic
 *
 * GTK 4.8 reads a button with a mnemonic as "_Start Start"; this one is read as "Start".
 */
void     obd_compat_button_set_label (GtkButton   *button,
                                      const char  *label);
/* The same for a button that has its label already (of a template). */
void     obd_compat_button_fix_name  (GtkButton   *button);
/* A named colour of the style, black if there is none of that name. */
void     obd_compat_lookup_color     (GtkWidget   *widget,
                                      const char  *name,
                                      GdkRGBA     *color);
/**
 * ObdFileChoice:
 * @title: what is to be chosen
 * @accept: what the button says, with a mnemonic
 * @folder: a folder, not a file
 * @save_as: (nullable): a file to be written, called so unless a person says otherwise; one that is
 *   there is overwritten only after a question. %NULL: an existing file or folder
 * @start: (nullable): the folder to begin in
 * @filter: (nullable): what files with one of @patterns are called; everything else stays available
 * @patterns: (nullable): %NULL-terminated globs
 */
typedef struct
{
  const char        *title;
  const char        *accept;
  gboolean           folder;
  const char        *save_as;
  GFile             *start;
  const char        *filter;
  const char *const *patterns;
} ObdFileChoice;

/* @file: (nullable): %NULL if nothing was chosen. Called once. */
typedef void (*ObdFileChosen) (GFile    *file,
                               gpointer  data);

/* Asks for a file or folder, in a Flatpak through the portal. */
void     obd_compat_choose_file      (GtkWindow           *parent,
                                      const ObdFileChoice *choice,
                                      ObdFileChosen        chosen,
                                      gpointer             data);
/* Shows a tooltip and says the same to a screen reader: for buttons with an icon alone. */
void     obd_compat_name_icon_button (GtkWidget   *button,
                                      const char  *name);

G_END_DECLS
