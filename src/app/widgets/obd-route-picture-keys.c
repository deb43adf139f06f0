/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-picture-private.h"

int
obd_route_picture_get_focused (ObdRoutePicture *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  for (int i = 0; i < OBD_N_STATIONS; i++)
    if (child == self->stations[i])
      return i;
  return -1;
}

static gboolean
focus_station (ObdRoutePicture *self,
               int              i)
{
  self->current = CLAMP (i, 0, OBD_N_STATIONS - 1);
  return gtk_widget_grab_focus (self->stations[self->current]);
}

/* One tab stop: Tab enters at the station that was last, or the stuck one, and leaves. */
static gboolean
obd_route_picture_focus (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);
  int focused = obd_route_picture_get_focused (self);
  gboolean vertical = self->shape == OBD_ROUTE_VERTICAL;
  int ahead = obd_route_picture_is_mirrored (self) ? -1 : 1;

  if (focused < 0)
    return focus_station (self, self->current);
  if (!vertical && direction == GTK_DIR_RIGHT)
    return focus_station (self, focused + ahead);
  if (!vertical && direction == GTK_DIR_LEFT)
    return focus_station (self, focused - ahead);
  if (vertical && direction == GTK_DIR_DOWN && focused < OBD_N_STATIONS - 1)
    return focus_station (self, focused + 1);
  if (vertical && direction == GTK_DIR_UP && focused > 0)
    return focus_station (self, focused - 1);
  return FALSE;
}

static gboolean
activate_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  int i = obd_route_picture_get_focused (OBD_ROUTE_PICTURE (widget));

  if (i < 0)
    return FALSE;
  obd_route_picture_activate (OBD_ROUTE_PICTURE (widget), i);
  return TRUE;
}

static gboolean
edge_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  return focus_station (OBD_ROUTE_PICTURE (widget), g_variant_get_int32 (args));
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             ObdRoutePicture *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *station = picked != NULL ? gtk_widget_get_ancestor (picked, OBD_TYPE_STATION) : NULL;

  for (int i = 0; station != NULL && i < OBD_N_STATIONS; i++)
    if (station == self->stations[i])
      {
        self->current = i;
        obd_route_picture_activate (self, i);
      }
}

void
obd_route_picture_class_add_keys (GtkWidgetClass *widget_class)
{
  widget_class->focus = obd_route_picture_focus;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, edge_cb, "i", 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, edge_cb, "i", OBD_N_STATIONS - 1);
}

void
obd_route_picture_add_pointer (ObdRoutePicture *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
