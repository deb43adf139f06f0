/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "obd-case.h"

G_BEGIN_DECLS

/**
 * ObdPage:
 *
 * One page of the assistant. A subclass has a template whose child is the content; the bottom bar
 * belongs to the assistant and shows what the page says.
 *
 * Properties: "title", "subtitle" (header bar), "primary-label" (with mnemonic; %NULL none),
 * "primary-sensitive", "primary-suggested", "bar-start", "bar-end" (#GtkWidget beside the primary
 * button; set in the template), "case" (#ObdCase), "narrow" (set by the assistant: less than
 * 620 px wide), "transient" (Back never returns to it).
 *
 * Signals: "go-to" (string: name of another page), "go-back".
 */
#define OBD_TYPE_PAGE (obd_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ObdPage, obd_page, OBD, PAGE, AdwBin)

/* The pages' names in the assistant. */
#define OBD_NAME_START "start"
#define OBD_NAME_PRACTICE "practice"
#define OBD_NAME_MAILBOX "mailbox"
#define OBD_NAME_EXAM "exam"
#define OBD_NAME_DIAGNOSIS "diagnosis"
#define OBD_NAME_CONVERSATION "conversation"
#define OBD_NAME_FIXES "fixes"
#define OBD_NAME_SOLVED "solved"
#define OBD_NAME_PASSWORDS "passwords"

/**
 * ObdPageClass:
 * @entered: the page is about to be shown: fill it from the case
 * @left: it is no longer shown
 * @primary: the one suggested button was pressed
 * @back: Back was asked for; returns TRUE if the page went back within itself
 * @case_set: the case is there (once, before anything else): connect to it
 * @narrow_changed: "narrow" has changed
 * @focus: puts the focus where work begins; the default is the first control
 */
struct _ObdPageClass
{
  AdwBinClass parent_class;

  void     (*entered)        (ObdPage *self);
  void     (*left)           (ObdPage *self);
  void     (*primary)        (ObdPage *self);
  gboolean (*back)           (ObdPage *self);
  void     (*case_set)       (ObdPage *self);
  void     (*narrow_changed) (ObdPage *self);
  void     (*focus)          (ObdPage *self);

  gpointer padding[4];
};

ObdCase    *obd_page_get_case              (ObdPage    *self); /* borrowed */
void        obd_page_set_case              (ObdPage    *self,
                                            ObdCase    *obd_case);
const char *obd_page_get_title             (ObdPage    *self);
void        obd_page_set_title             (ObdPage    *self,
                                            const char *title);
const char *obd_page_get_subtitle          (ObdPage    *self);
void        obd_page_set_subtitle          (ObdPage    *self,
                                            const char *subtitle);
const char *obd_page_get_primary_label     (ObdPage    *self);
void        obd_page_set_primary_label     (ObdPage    *self,
                                            const char *label);
gboolean    obd_page_get_primary_sensitive (ObdPage    *self);
void        obd_page_set_primary_sensitive (ObdPage    *self,
                                            gboolean    sensitive);
gboolean    obd_page_get_primary_suggested (ObdPage    *self);
void        obd_page_set_primary_suggested (ObdPage    *self,
                                            gboolean    suggested);
GtkWidget  *obd_page_get_bar_start         (ObdPage    *self);
GtkWidget  *obd_page_get_bar_end           (ObdPage    *self);
gboolean    obd_page_is_narrow             (ObdPage    *self);
void        obd_page_set_narrow            (ObdPage    *self,
                                            gboolean    narrow);
gboolean    obd_page_is_transient          (ObdPage    *self);

/* Asks the assistant to show another page, or the one before. */
void        obd_page_go_to                 (ObdPage    *self,
                                            const char *name);
void        obd_page_go_back               (ObdPage    *self);

/* Called by the assistant: run the class's functions. */
void        obd_page_enter                 (ObdPage    *self);
void        obd_page_leave                 (ObdPage    *self);
void        obd_page_press_primary         (ObdPage    *self);
gboolean    obd_page_step_back             (ObdPage    *self);
void        obd_page_take_focus            (ObdPage    *self);

G_END_DECLS
