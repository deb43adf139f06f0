/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-picture-private.h"

#include "obd-widgets.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (ObdRoutePicture, obd_route_picture, GTK_TYPE_WIDGET)
G_DEFINE_ENUM_TYPE (ObdRouteForm, obd_route_form,
                    G_DEFINE_ENUM_VALUE (OBD_ROUTE_FORM_AUTO, "auto"),
                    G_DEFINE_ENUM_VALUE (OBD_ROUTE_FORM_SHORT, "short"))

typedef enum
{
  PROP_FORM = 1,
} Property;

static GParamSpec *properties[PROP_FORM + 1];
static guint station_activated_signal;

static void
obd_route_picture_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  obd_route_picture_draw (OBD_ROUTE_PICTURE (widget), snapshot);
  GTK_WIDGET_CLASS (obd_route_picture_parent_class)->snapshot (widget, snapshot);
}

static void
obd_route_picture_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);

  GTK_WIDGET_CLASS (obd_route_picture_parent_class)->css_changed (widget, change);
  g_clear_pointer (&self->zones, gsk_render_node_unref);
  gtk_widget_queue_draw (widget);
}

static void
obd_route_picture_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_route_picture_parent_class)->map (widget);
  obd_route_motion_begin (&OBD_ROUTE_PICTURE (widget)->motion);
}

static void
contrast_cb (ObdRoutePicture *self)
{
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "high-contrast");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "high-contrast");
}

static void
obd_route_picture_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((Property) id)
    {
    case PROP_FORM:
      g_value_set_enum (value, (int) OBD_ROUTE_PICTURE (object)->form);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
obd_route_picture_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((Property) id)
    {
    case PROP_FORM:
      obd_route_picture_set_form (OBD_ROUTE_PICTURE (object),
                                  (ObdRouteForm) g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
obd_route_picture_dispose (GObject *object)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (object);

  g_clear_signal_handler (&self->contrast_handler, adw_style_manager_get_default ());
  obd_route_motion_clear (&self->motion);
  g_clear_pointer (&self->zones, gsk_render_node_unref);
  obd_widgets_remove_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (obd_route_picture_parent_class)->dispose (object);
}

static void
obd_route_picture_class_init (ObdRoutePictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  obd_widgets_load_style ();

  object_class->get_property = obd_route_picture_get_property;
  object_class->set_property = obd_route_picture_set_property;
  object_class->dispose = obd_route_picture_dispose;
  widget_class->snapshot = obd_route_picture_snapshot;
  widget_class->css_changed = obd_route_picture_css_changed;
  widget_class->map = obd_route_picture_map;
  obd_route_picture_class_add_layout (widget_class);
  obd_route_picture_class_add_keys (widget_class);

  properties[PROP_FORM] =
    g_param_spec_enum ("form", NULL, NULL, OBD_TYPE_ROUTE_FORM, OBD_ROUTE_FORM_AUTO,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  station_activated_signal =
    g_signal_new ("station-activated", OBD_TYPE_ROUTE_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "routepicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
add_captions (ObdRoutePicture *self)
{
  static const char *const words[OBD_N_ZONES] = {
    [OBD_ZONE_HOME] = N_("With you"),
    [OBD_ZONE_SKY] = N_("On the way"),
    [OBD_ZONE_HALL] = N_("The mail server"),
    [OBD_ZONE_BOX] = N_("The far end"),
  };

  for (int i = 0; i < OBD_N_ZONES; i++)
    {
      self->captions[i] = obd_widgets_silent (GTK_TYPE_LABEL);
      gtk_label_set_label (GTK_LABEL (self->captions[i]), g_dgettext (GETTEXT_PACKAGE, words[i]));
      gtk_label_set_ellipsize (GTK_LABEL (self->captions[i]),
                               i == OBD_ZONE_HALL ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (self->captions[i], "zone");
      gtk_widget_set_can_target (self->captions[i], FALSE);
      gtk_widget_set_parent (self->captions[i], GTK_WIDGET (self));
    }
}

static void
add_envelope (ObdRoutePicture *self)
{
  self->envelope = obd_widgets_silent (GTK_TYPE_IMAGE);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->envelope), "obd-envelope-symbolic");
  gtk_widget_add_css_class (self->envelope, "envelope");
  gtk_widget_set_can_target (self->envelope, FALSE);
  gtk_widget_set_parent (self->envelope, GTK_WIDGET (self));
}

static void
obd_route_picture_init (ObdRoutePicture *self)
{
  add_captions (self);
  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      self->stations[i] = obd_station_new ((ObdStationId) i);
      gtk_widget_set_parent (self->stations[i], GTK_WIDGET (self));
    }
  add_envelope (self);
  obd_route_motion_init (&self->motion, GTK_WIDGET (self));
  obd_route_picture_add_pointer (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The mail’s way"), -1);
  self->contrast_handler = g_signal_connect_swapped (adw_style_manager_get_default (),
                                                     "notify::high-contrast",
                                                     G_CALLBACK (contrast_cb), self);
  contrast_cb (self);
}

void
obd_route_picture_activate (ObdRoutePicture *self,
                            int              i)
{
  g_signal_emit (self, station_activated_signal, 0, i);
}

GtkWidget *
obd_route_picture_new (void)
{
  return g_object_new (OBD_TYPE_ROUTE_PICTURE, NULL);
}

void
obd_route_picture_set_route (ObdRoutePicture      *self,
                             const ObdStationView  route[OBD_N_STATIONS])
{
  g_return_if_fail (OBD_IS_ROUTE_PICTURE (self));
  g_return_if_fail (route != NULL);

  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      self->states[i] = route[i].state;
      obd_station_set_view (OBD_STATION (self->stations[i]), &route[i]);
      if (route[i].state == OBD_STATION_STUCK && obd_route_picture_get_focused (self) < 0)
        self->current = i;
    }
  obd_route_motion_update (&self->motion, self->states);
}

void
obd_route_picture_set_host (ObdRoutePicture *self,
                            const char      *host)
{
  GtkLabel *caption = NULL;
  g_autofree char *isolated = NULL;

  g_return_if_fail (OBD_IS_ROUTE_PICTURE (self));

  caption = GTK_LABEL (self->captions[OBD_ZONE_HALL]);
  if (host == NULL || host[0] == '\0')
    {
      gtk_label_set_label (caption, _("The mail server"));
      return;
    }
  /* Server names stay left to right among right-to-left words (Unicode isolates). */
  isolated = g_strdup_printf ("\u2068%s\u2069", host);
  gtk_label_set_label (caption, isolated);
}

ObdRouteForm
obd_route_picture_get_form (ObdRoutePicture *self)
{
  g_return_val_if_fail (OBD_IS_ROUTE_PICTURE (self), OBD_ROUTE_FORM_AUTO);

  return self->form;
}

void
obd_route_picture_set_form (ObdRoutePicture *self,
                            ObdRouteForm     form)
{
  g_return_if_fail (OBD_IS_ROUTE_PICTURE (self));

  if (self->form == form)
    return;
  self->form = form;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}
