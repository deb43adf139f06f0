/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-picture.h"

#include "obd-compat.h"
#include "obd-route-line.h"
#include "obd-route-zones.h"
#include "obd-station.h"
#include "obd-widgets.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LINE_Y 75       /* horizontal: middle of the plates, with the zones above */
#define PITCH_MIN 84    /* horizontal: below it names are too narrow to read */
#define PITCH_NATURAL 101
#define PITCH_PAD 8
#define MIN_WIDTH 240
#define BOTTOM 19       /* words to the lower edge */
#define TRAVEL_MS 400
#define JOURNEY_MS 1200

struct _ObdRoutePicture
{
  GtkWidget        parent_instance;

  ObdRouteForm     form;
  ObdRouteShape    shape;
  GtkWidget       *stations[OBD_N_STATIONS];
  GtkWidget       *captions[OBD_N_ZONES];
  GtkWidget       *envelope;
  ObdStationState  states[OBD_N_STATIONS];
  GskRenderNode   *zones; /* (nullable): drawn when first needed */
  AdwAnimation    *travel;
  AdwAnimation    *fall;
  double           travelled;
  double           barrier;
  int              current; /* the station with the tab stop */
  gboolean         journey; /* all is good and nobody has seen it yet */
  gulong           contrast_handler;
};

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

static gboolean
is_mirrored (ObdRoutePicture *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL &&
         self->shape != OBD_ROUTE_VERTICAL;
}

/* --- Sizes --- */

static int
needed_pitch (ObdRoutePicture *self)
{
  int pitch = PITCH_MIN;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    pitch = MAX (pitch, obd_station_get_text_width (OBD_STATION (self->stations[i])) + PITCH_PAD);
  return pitch;
}

static ObdRouteShape
shape_for_width (ObdRoutePicture *self,
                 int              width)
{
  if (self->form == OBD_ROUTE_FORM_SHORT)
    return OBD_ROUTE_SHORT;
  return width < 0 || width >= OBD_N_STATIONS * needed_pitch (self) ? OBD_ROUTE_HORIZONTAL
                                                                    : OBD_ROUTE_VERTICAL;
}

static void
set_shape (ObdRoutePicture *self,
           ObdRouteShape    shape)
{
  if (self->shape != shape)
    g_clear_pointer (&self->zones, gsk_render_node_unref);
  self->shape = shape;
  for (int i = 0; i < OBD_N_STATIONS; i++)
    obd_station_set_shape (OBD_STATION (self->stations[i]), shape);
  for (int i = 0; i < OBD_N_ZONES; i++)
    gtk_widget_set_child_visible (self->captions[i], shape == OBD_ROUTE_HORIZONTAL);
}

/* All stations are as high as the highest, else their names would not stand in line. */
static int
height_of_shape (ObdRoutePicture *self,
                 ObdRouteShape    shape)
{
  int height = 0;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    height = MAX (height, obd_station_get_height (OBD_STATION (self->stations[i]), shape));
  if (shape == OBD_ROUTE_HORIZONTAL)
    return LINE_Y - OBD_PLATE_MIDDLE + height + BOTTOM;
  return shape == OBD_ROUTE_VERTICAL ? OBD_N_STATIONS * height : height;
}

static GtkSizeRequestMode
obd_route_picture_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
obd_route_picture_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);
  gboolean is_short = self->form == OBD_ROUTE_FORM_SHORT;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = is_short ? 320 : OBD_N_STATIONS * MAX (PITCH_NATURAL, needed_pitch (self));
      return;
    }
  *minimum = *natural = height_of_shape (self, shape_for_width (self, for_size));
}

static double
station_middle (ObdRoutePicture *self,
                int              i)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int extent = self->shape == OBD_ROUTE_VERTICAL ? gtk_widget_get_height (widget)
                                                 : gtk_widget_get_width (widget);

  return (i + 0.5) * extent / OBD_N_STATIONS;
}

static void
allocate_stations (ObdRoutePicture *self,
                   int              width,
                   int              height)
{
  int top = self->shape == OBD_ROUTE_HORIZONTAL ? LINE_Y - OBD_PLATE_MIDDLE : 0;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      int at = self->shape == OBD_ROUTE_VERTICAL ? height : width;
      int start = i * at / OBD_N_STATIONS;
      int size = (i + 1) * at / OBD_N_STATIONS - start;
      GtkAllocation a = { start, top, size, height - top - (top > 0 ? BOTTOM - 4 : 0) };

      if (self->shape == OBD_ROUTE_VERTICAL)
        a = (GtkAllocation) { 0, start, width, size };
      else if (is_mirrored (self))
        a.x = width - start - size;
      gtk_widget_measure (self->stations[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                          NULL);
      gtk_widget_size_allocate (self->stations[i], &a, -1);
    }
}

static void
allocate_captions (ObdRoutePicture *self,
                   int              width)
{
  double pitch = (double) width / OBD_N_STATIONS;

  for (int i = 0; i < OBD_N_ZONES; i++)
    {
      int x0 = (int) (pitch * obd_zone_stations[i][0]) + OBD_ZONE_GAP + 4;
      int x1 = (int) (pitch * (obd_zone_stations[i][1] + 1)) - OBD_ZONE_GAP - 4;
      int natural = 0;
      GtkAllocation a = { x0, OBD_ZONE_CAPTION - 2, x1 - x0, 0 };

      gtk_widget_measure (self->captions[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL,
                          NULL);
      a.height = natural;
      /* A large font grows upward, away from the plates. */
      a.y = MAX (0, MIN (a.y, LINE_Y - OBD_PLATE_MIDDLE - natural));
      if (is_mirrored (self))
        a.x = width - x1;
      gtk_widget_size_allocate (self->captions[i], &a, -1);
    }
}

static int
envelope_size (ObdRoutePicture *self,
               int              width)
{
  if (self->shape == OBD_ROUTE_VERTICAL)
    return 18;
  return width / OBD_N_STATIONS >= 95 ? 30 : 23;
}

static double
across (ObdRoutePicture *self)
{
  if (self->shape == OBD_ROUTE_VERTICAL)
    {
      int width = gtk_widget_get_width (GTK_WIDGET (self));
      gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

      return rtl ? width - OBD_PLATE_MIDDLE_START : OBD_PLATE_MIDDLE_START;
    }
  return self->shape == OBD_ROUTE_HORIZONTAL ? LINE_Y
                                             : gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
}

/* Between two plates the envelope keeps clear of both, and of the barrier. */
static void
allocate_envelope (ObdRoutePicture *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double at = CLAMP (self->travelled, 0, OBD_N_STATIONS - 1);
  int i = MIN ((int) at, OBD_N_STATIONS - 2);
  double along = station_middle (self, i) +
                 (at - i) * (station_middle (self, i + 1) - station_middle (self, i));
  int size = envelope_size (self, width);
  gboolean visible = self->travelled >= 0 && self->shape != OBD_ROUTE_SHORT;
  GtkAllocation a = { 0, 0, size, size };

  gtk_widget_set_child_visible (self->envelope, visible);
  if (self->states[i + 1] == OBD_STATION_STUCK && self->shape == OBD_ROUTE_HORIZONTAL)
    along -= size > 25 ? 6.5 : 5;
  gtk_image_set_pixel_size (GTK_IMAGE (self->envelope), size);
  gtk_widget_measure (self->envelope, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  if (is_mirrored (self))
    along = width - along;
  a.x = (int) round ((self->shape == OBD_ROUTE_VERTICAL ? across (self) : along) - size / 2.0);
  a.y = (int) round ((self->shape == OBD_ROUTE_VERTICAL ? along : across (self)) - size / 2.0);
  gtk_widget_size_allocate (self->envelope, &a, -1);
}

static void
obd_route_picture_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);

  set_shape (self, shape_for_width (self, width));
  g_clear_pointer (&self->zones, gsk_render_node_unref);
  allocate_stations (self, width, height);
  if (self->shape == OBD_ROUTE_HORIZONTAL)
    allocate_captions (self, width);
  allocate_envelope (self);
}

/* --- Drawing --- */

static GdkRGBA
color_of (ObdRoutePicture *self,
          const char      *name,
          double           alpha)
{
  GdkRGBA color;

  obd_compat_lookup_color (GTK_WIDGET (self), name, &color);
  color.alpha *= (float) alpha;
  return color;
}

static void
snapshot_zones (ObdRoutePicture *self,
                GtkSnapshot     *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  if (self->zones == NULL)
    {
      GdkRGBA color = color_of (self, "window_fg_color", contrast ? 0.6 : 0.056);

      self->zones = obd_route_zones_draw (gtk_widget_get_width (widget),
                                          gtk_widget_get_height (widget), is_mirrored (self),
                                          contrast, &color);
    }
  gtk_snapshot_append_node (snapshot, self->zones);
}

static void
snapshot_line (ObdRoutePicture *self,
               GtkSnapshot     *snapshot)
{
  static const double insets[] = { OBD_PLATE_RADIUS + 5, OBD_PLATE_RADIUS_VERTICAL + 3.5,
                                   OBD_MARK_RADIUS + 4 };
  static const double widths[] = { 5, 4.5, 4 };
  ObdRouteLine line = {
    .states = self->states,
    .across = across (self),
    .inset = insets[self->shape],
    .stuck_inset = insets[self->shape] + (self->shape == OBD_ROUTE_SHORT ? 4 : 0),
    .width = widths[self->shape],
    .vertical = self->shape == OBD_ROUTE_VERTICAL,
    .mirrored = is_mirrored (self),
    .extent = gtk_widget_get_width (GTK_WIDGET (self)),
    .travelled = self->shape == OBD_ROUTE_SHORT && self->travelled >= 0
                   ? ceil (self->travelled) : self->travelled,
    .barrier = self->shape == OBD_ROUTE_HORIZONTAL ? self->barrier : -1,
    .barrier_length = 34,
    .fill = color_of (self, "accent_bg_color", 1),
    .pale = color_of (self, "window_fg_color", 0.16),
    .dots = color_of (self, "window_fg_color", 0.5),
    .stop = color_of (self, "error_color", 1),
  };

  for (int i = 0; i < OBD_N_STATIONS; i++)
    line.middle[i] = station_middle (self, i);
  obd_route_line_snapshot (&line, snapshot);
}

static void
obd_route_picture_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);

  if (self->shape == OBD_ROUTE_HORIZONTAL)
    snapshot_zones (self, snapshot);
  snapshot_line (self, snapshot);
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

/* --- Motion --- */

static void
travel_cb (double           value,
           ObdRoutePicture *self)
{
  self->travelled = value;
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
fall_cb (double           value,
         ObdRoutePicture *self)
{
  self->barrier = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
travel_to (ObdRoutePicture *self,
           double           from,
           double           to,
           guint            duration)
{
  AdwTimedAnimation *travel = ADW_TIMED_ANIMATION (self->travel);

  adw_timed_animation_set_duration (travel, duration);
  adw_timed_animation_set_value_from (travel, from);
  adw_timed_animation_set_value_to (travel, to);
  adw_animation_reset (self->travel);
  adw_animation_play (self->travel);
}

/* Moves on from wherever the envelope is; jumps where nobody could see it move. */
static void
update_travel (ObdRoutePicture *self)
{
  double target = obd_route_line_target (self->states);

  if (self->travelled < 0 || target < 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      adw_animation_reset (self->travel);
      travel_cb (target, self);
    }
  else if (target != self->travelled)
    travel_to (self, self->travelled, target, TRAVEL_MS);
}

static void
update_barrier (ObdRoutePicture *self)
{
  gboolean stuck = FALSE;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    stuck = stuck || self->states[i] == OBD_STATION_STUCK;
  if (!stuck || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      adw_animation_reset (self->fall);
      fall_cb (stuck ? 1 : -1, self);
    }
  else if (self->barrier < 0)
    adw_animation_play (self->fall);
}

static gboolean
is_all_good (ObdRoutePicture *self)
{
  for (int i = 0; i < OBD_N_STATIONS; i++)
    if (self->states[i] != OBD_STATION_GOOD)
      return FALSE;
  return TRUE;
}

static void
obd_route_picture_map (GtkWidget *widget)
{
  ObdRoutePicture *self = OBD_ROUTE_PICTURE (widget);

  GTK_WIDGET_CLASS (obd_route_picture_parent_class)->map (widget);
  if (self->journey)
    travel_to (self, 0, obd_route_line_target (self->states), JOURNEY_MS);
  self->journey = FALSE;
}

/* --- Keyboard and pointer --- */

static int
focused_station (ObdRoutePicture *self)
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
  int focused = focused_station (self);
  gboolean vertical = self->shape == OBD_ROUTE_VERTICAL;
  int ahead = is_mirrored (self) ? -1 : 1;

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
  int i = focused_station (OBD_ROUTE_PICTURE (widget));

  if (i < 0)
    return FALSE;
  g_signal_emit (widget, station_activated_signal, 0, i);
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
        g_signal_emit (self, station_activated_signal, 0, i);
      }
}

/* --- Class --- */

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
  g_clear_object (&self->travel);
  g_clear_object (&self->fall);
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
  widget_class->get_request_mode = obd_route_picture_get_request_mode;
  widget_class->measure = obd_route_picture_measure;
  widget_class->size_allocate = obd_route_picture_size_allocate;
  widget_class->snapshot = obd_route_picture_snapshot;
  widget_class->css_changed = obd_route_picture_css_changed;
  widget_class->map = obd_route_picture_map;
  widget_class->focus = obd_route_picture_focus;

  properties[PROP_FORM] =
    g_param_spec_enum ("form", NULL, NULL, OBD_TYPE_ROUTE_FORM, OBD_ROUTE_FORM_AUTO,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  station_activated_signal =
    g_signal_new ("station-activated", OBD_TYPE_ROUTE_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, edge_cb, "i", 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, edge_cb, "i", OBD_N_STATIONS - 1);
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
add_animations (ObdRoutePicture *self)
{
  g_autoptr (AdwSpringParams) spring = adw_spring_params_new (0.8, 1, 300);

  self->travel = adw_timed_animation_new (
    GTK_WIDGET (self), 0, 0, TRAVEL_MS,
    adw_callback_animation_target_new ((AdwAnimationTargetFunc) travel_cb, self, NULL));
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->travel), ADW_EASE_IN_OUT_CUBIC);
  self->fall = adw_spring_animation_new (
    GTK_WIDGET (self), 0, 1, g_steal_pointer (&spring),
    adw_callback_animation_target_new ((AdwAnimationTargetFunc) fall_cb, self, NULL));
}

static void
obd_route_picture_init (ObdRoutePicture *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->travelled = -1;
  self->barrier = -1;
  add_captions (self);
  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      self->stations[i] = obd_station_new ((ObdStationId) i);
      gtk_widget_set_parent (self->stations[i], GTK_WIDGET (self));
    }
  self->envelope = obd_widgets_silent (GTK_TYPE_IMAGE);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->envelope), "obd-envelope-symbolic");
  gtk_widget_add_css_class (self->envelope, "envelope");
  gtk_widget_set_can_target (self->envelope, FALSE);
  gtk_widget_set_parent (self->envelope, GTK_WIDGET (self));
  add_animations (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The mail’s way"), -1);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  self->contrast_handler = g_signal_connect_swapped (adw_style_manager_get_default (),
                                                     "notify::high-contrast",
                                                     G_CALLBACK (contrast_cb), self);
  contrast_cb (self);
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
  gboolean was_good = FALSE;

  g_return_if_fail (OBD_IS_ROUTE_PICTURE (self));
  g_return_if_fail (route != NULL);

  was_good = is_all_good (self);
  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      self->states[i] = route[i].state;
      obd_station_set_view (OBD_STATION (self->stations[i]), &route[i]);
      if (route[i].state == OBD_STATION_STUCK && focused_station (self) < 0)
        self->current = i;
    }
  self->journey = !was_good && is_all_good (self) && !gtk_widget_get_mapped (GTK_WIDGET (self));
  update_travel (self);
  update_barrier (self);
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
