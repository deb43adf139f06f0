/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens to a page: the assistant's calls, which run the functions of its class. What a page
 * says of itself is in obd-page.c. */

#include "config.h"

#include "obd-page.h"

void
obd_page_enter (ObdPage *self)
{
  if (OBD_PAGE_GET_CLASS (self)->entered != NULL)
    OBD_PAGE_GET_CLASS (self)->entered (self);
}

void
obd_page_leave (ObdPage *self)
{
  if (OBD_PAGE_GET_CLASS (self)->left != NULL)
    OBD_PAGE_GET_CLASS (self)->left (self);
}

void
obd_page_press_primary (ObdPage *self)
{
  if (OBD_PAGE_GET_CLASS (self)->primary != NULL)
    OBD_PAGE_GET_CLASS (self)->primary (self);
}

gboolean
obd_page_step_back (ObdPage *self)
{
  return OBD_PAGE_GET_CLASS (self)->back != NULL && OBD_PAGE_GET_CLASS (self)->back (self);
}

/* A label that can be selected selects all its words when it gets the focus. */
static void
deselect (ObdPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (GTK_IS_LABEL (focus) && gtk_label_get_selectable (GTK_LABEL (focus)))
    gtk_label_select_region (GTK_LABEL (focus), 0, 0);
}

void
obd_page_take_focus (ObdPage *self)
{
  OBD_PAGE_GET_CLASS (self)->focus (self);
  deselect (self);
}
