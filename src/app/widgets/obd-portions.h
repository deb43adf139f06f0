/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ObdPortionsMake:
 * @index: 0 and up, each once
 * @data: as given to obd_portions_start()
 *
 * Makes one widget of a list and puts it where it belongs.
 *
 * Returns: %FALSE: there is none with that number
 */
typedef gboolean (*ObdPortionsMake) (guint    index,
                                     gpointer data);

/**
 * ObdPortions:
 * @widget: whose frames count (not owned)
 * @tick: (private): while more is to come
 * @next: (private): the number of the one that is made next
 *
 * Makes the widgets of a long list some at a time, so that a click never waits for all of them:
 * one row whose labels wrap costs a millisecond and more until it is measured. Some are made at
 * once, more before the first frame is drawn, which together fill a window, and the others with the
 * frames that follow, below what is seen. Part of the widget or page that shows the list; all zero
 * when it begins. Main thread.
 */
typedef struct
{
  GtkWidget       *widget;
  ObdPortionsMake  make;
  gpointer         data;
  guint            each;
  guint            tick;
  guint            next;
} ObdPortions;

/**
 * obd_portions_start:
 * @widget: part of the list; to be stopped with obd_portions_stop() before it goes
 * @first: how many at once
 * @each: how many in each frame after that
 *
 * From the first one on, whatever was made before.
 */
void obd_portions_start (ObdPortions     *portions,
                         GtkWidget       *widget,
                         guint            first,
                         guint            each,
                         ObdPortionsMake  make,
                         gpointer         data);
/* No more are made. Any number of calls. */
void obd_portions_stop  (ObdPortions     *portions);

G_END_DECLS
