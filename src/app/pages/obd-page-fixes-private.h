/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* The files of the page that walks through the fixes: what is shown (obd-page-fixes-show.c), what is
 * put into it (obd-page-fixes-values.c), and what the buttons do (obd-page-fixes.c). Main thread. */

#include "obd-page-fixes.h"

#include "obd-guide.h"
#include "obd-phone-picture.h"
#include "obd-step-dots.h"

G_BEGIN_DECLS

struct _ObdPageFixes
{
  ObdPage           parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox            *foot;
  GtkBox            *column;
  GtkBox            *heading;
  GtkBox            *progress;
  GtkLabel          *name;
  GtkWidget         *chip;
  GtkImage          *chip_mark;
  GtkLabel          *chip_word;
  ObdStepDots       *dots;
  GtkLabel          *count;
  GtkLabel          *reason;
  GtkLabel          *path;
  GtkLabel          *instruction;
  GtkLabel          *note;
  GtkWidget         *type_card;
  GtkLabel          *type_this;
  GtkButton         *copy;
  GtkWidget         *expect_row;
  GtkLabel          *expect;
  GtkLabel          *hint;
  GtkWidget         *answers;
  GtkLabel          *question;
  GtkWidget         *yes;
  GtkWidget         *no;
  GtkWidget         *other;
  GtkWidget         *picture;
  ObdPhonePicture   *phone;
  GtkLabel          *caption;
  GtkWidget         *previous;
  AdwButtonContent  *previous_content;
  GtkButton         *skip;

  char             **fixes;  /* remedy ids in the order they are shown */
  guint              fix;
  guint              step;
  gboolean           last_done; /* the last step was answered with Yes */
  ObdGuide          *guide;
  GHashTable        *values; /* placeholder → the mailbox's value */
  guint              copied;
  gulong             dark_handler;
};

/* Borrowed: the step that is shown. */
const ObdGuideStep *obd_page_fixes_get_step         (ObdPageFixes *self);
/* The guide @fix of the list, at its first step or, coming back, at its last. */
void                obd_page_fixes_show_fix         (ObdPageFixes *self,
                                                     guint         fix,
                                                     gboolean      at_end);
/* The titles and the labels of the page's buttons, which follow the width. */
void                obd_page_fixes_show_titles      (ObdPageFixes *self);
/* The step and all that belongs to it, from the top. */
void                obd_page_fixes_show_step        (ObdPageFixes *self);
/* The instruction alone, whose accent colour follows the style. */
void                obd_page_fixes_show_instruction (ObdPageFixes *self);
/* The question below the step, and whether testing again is what comes next. */
void                obd_page_fixes_show_answers     (ObdPageFixes *self);
/* (nullable) @text: what to do where the screen looks different. */
void                obd_page_fixes_show_hint        (ObdPageFixes *self,
                                                     const char   *text);
/* Takes anew what the words and pictures of the guides are filled with. */
void                obd_page_fixes_fill_values      (ObdPageFixes *self);

G_END_DECLS
