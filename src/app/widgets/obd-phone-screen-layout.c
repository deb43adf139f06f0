/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-phone-screen-private.h"

#define TOP 70    /* first card */
#define BOTTOM 32 /* below the last one */
#define ROW_MIN 36
#define ROW_PAD 16
#define GROUP_GAP 12
#define RING 4    /* the ring lies so much outside of the row */

static int
natural (GtkWidget      *widget,
         GtkOrientation  orientation)
{
  int size = 0;

  if (widget != NULL)
    gtk_widget_measure (widget, orientation, -1, NULL, &size, NULL, NULL);
  return size;
}

/* Gives every row its place; returns where the last card ends. */
static int
lay_out (ObdPhoneScreen *self)
{
  int y = TOP;

  for (guint i = 0; i < self->rows->len; i++)
    {
      ObdPhoneRow *row = obd_phone_row (self, i);

      if (row->new_group && i > 0)
        y += GROUP_GAP;
      if (row->header != NULL)
        y += natural (row->header, GTK_ORIENTATION_VERTICAL) + 4;
      row->y = y;
      row->height = MAX (ROW_MIN, natural (row->label, GTK_ORIENTATION_VERTICAL) + ROW_PAD);
      y += row->height;
    }
  return y;
}

static void
place (GtkWidget *child,
       int        x,
       int        y,
       int        width)
{
  int height = natural (child, GTK_ORIENTATION_VERTICAL);
  GtkAllocation a = { x, y, MAX (width, 1), height };

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &a, -1);
}

static void
place_middle (GtkWidget *child,
              int        x,
              int        middle,
              int        width)
{
  place (child, x, middle - natural (child, GTK_ORIENTATION_VERTICAL) / 2, width);
}

static void
allocate_row (ObdPhoneRow *row,
              int          width)
{
  int start = OBD_PHONE_EDGE + OBD_PHONE_INNER;
  int end = width - OBD_PHONE_EDGE - OBD_PHONE_INNER - (row->kind == OBD_ROW_MORE ? 14 : 0);
  int wanted = natural (row->label, GTK_ORIENTATION_HORIZONTAL);
  int middle = row->y + row->height / 2;
  int value = row->value != NULL ? natural (row->value, GTK_ORIENTATION_HORIZONTAL) : 0;

  if (row->header != NULL)
    place (row->header, start - 2,
           row->y - natural (row->header, GTK_ORIENTATION_VERTICAL) - 4, width - 2 * start);
  if (row->kind == OBD_ROW_SWITCH_ON || row->kind == OBD_ROW_SWITCH_OFF)
    end -= OBD_PHONE_SWITCH_WIDTH + 6;
  /* The label goes first; what to type stands large beside the picture anyway. */
  wanted = MIN (wanted, row->value != NULL ? MAX (end - start - value - 10, (end - start) / 3)
                                           : end - start);
  place_middle (row->label, start, middle, wanted);
  value = MIN (value, end - start - wanted - 10);
  if (row->value != NULL)
    place_middle (row->value, end - value, middle, value);
}

static void
allocate_bar (ObdPhoneScreen *self,
              int             width)
{
  int back = natural (self->back, GTK_ORIENTATION_HORIZONTAL);
  int action = natural (self->action, GTK_ORIENTATION_HORIZONTAL);
  int title = natural (self->title, GTK_ORIENTATION_HORIZONTAL);
  int room = 0;

  back = MIN (back, width * 3 / 10);
  action = MIN (action, width / 4);
  if (self->back != NULL)
    place_middle (self->back, 31, OBD_PHONE_TITLE_MIDDLE, back);
  if (self->action != NULL)
    place_middle (self->action, width - 22 - action, OBD_PHONE_TITLE_MIDDLE, action);
  room = width - 2 * (MAX (self->back != NULL ? 31 + back : 22, action + 22) + 8);
  title = MIN (title, room);
  place_middle (self->title, (width - title) / 2, OBD_PHONE_TITLE_MIDDLE, title);
}

gboolean
obd_phone_screen_get_ring (ObdPhoneScreen  *self,
                           graphene_rect_t *rect)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->action != NULL && self->action_highlight)
    {
      int action = natural (self->action, GTK_ORIENTATION_HORIZONTAL);

      graphene_rect_init (rect, (float) (width - 22 - action - 8), OBD_PHONE_TITLE_MIDDLE - 15,
                          (float) (action + 16), 30);
      return TRUE;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const ObdPhoneRow *row = obd_phone_row (self, i);

      if (!row->highlight)
        continue;
      graphene_rect_init (rect, OBD_PHONE_EDGE - RING, (float) (row->y - 3),
                          (float) (width - 2 * (OBD_PHONE_EDGE - RING)), (float) (row->height + 6));
      return TRUE;
    }
  return FALSE;
}

static void
obd_phone_screen_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  ObdPhoneScreen *self = OBD_PHONE_SCREEN (widget);
  graphene_rect_t ring;

  lay_out (self);
  allocate_bar (self, width);
  for (guint i = 0; i < self->rows->len; i++)
    allocate_row (obd_phone_row (self, i), width);
  if (self->number != NULL && obd_phone_screen_get_ring (self, &ring))
    {
      GtkAllocation a = { (int) (ring.origin.x + ring.size.width) - 15, (int) ring.origin.y - 9, 22,
                          22 };

      gtk_widget_measure (self->number, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->number, &a, -1);
    }
  else if (self->number != NULL)
    gtk_widget_set_child_visible (self->number, FALSE);
}

int
obd_phone_screen_get_content_height (ObdPhoneScreen *self)
{
  return lay_out (self) + BOTTOM;
}

int
obd_phone_screen_get_middle (ObdPhoneScreen *self)
{
  graphene_rect_t ring;

  lay_out (self);
  return obd_phone_screen_get_ring (self, &ring) ? (int) (ring.origin.y + ring.size.height / 2) : 0;
}

static void
obd_phone_screen_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural_size,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  ObdPhoneScreen *self = OBD_PHONE_SCREEN (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240
                                                       : obd_phone_screen_get_content_height (self);
  *natural_size = orientation == GTK_ORIENTATION_HORIZONTAL ? 292 : MAX (*minimum, 520);
}

void
obd_phone_screen_class_add_layout (GtkWidgetClass *widget_class)
{
  widget_class->measure = obd_phone_screen_measure;
  widget_class->size_allocate = obd_phone_screen_size_allocate;
}
