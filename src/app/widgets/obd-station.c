/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-station.h"

#include "obd-compat.h"
#include "obd-widgets.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define ARC_TURN_US (1200 * 1000) /* one turn */
#define ARC_LENGTH 1.7            /* radians */
#define NAME_GAP 9                /* plate to name */
#define SHORT_HEIGHT 44
#define TEXT_START 54             /* vertical form: where name and detail begin */

struct _ObdStation
{
  GtkWidget        parent_instance;

  ObdStationId     id;
  ObdStationState  state;
  ObdRouteShape    shape;
  GtkWidget       *shape_image; /* octagon or dashed ring, behind the plate; a mark in short form */
  GtkWidget       *plate;
  GtkWidget       *icon;
  GtkWidget       *badge;
  GtkWidget       *name;
  GtkWidget       *detail;
  GtkWidget       *word;
  guint            tick; /* turns the arc while mapped */
  double           angle;
};

G_DEFINE_FINAL_TYPE (ObdStation, obd_station, GTK_TYPE_WIDGET)

static const struct
{
  const char *name;
  const char *icon;
} stations[OBD_N_STATIONS] = {
  [OBD_STATION_DEVICE] = { N_("Device"), "obd-station-device-symbolic" },
  [OBD_STATION_NETWORK] = { N_("Network"), "obd-station-network-symbolic" },
  [OBD_STATION_NAME] = { N_("Server name"), "obd-station-name-symbolic" },
  [OBD_STATION_PORT] = { N_("Port"), "obd-station-port-symbolic" },
  [OBD_STATION_ENCRYPTION] = { N_("Encryption"), "obd-station-encryption-symbolic" },
  /* TRANSLATORS: a noun: the step in which the mail program signs in at the server */
  [OBD_STATION_SIGN_IN] = { N_("Sign-in"), "obd-station-sign-in-symbolic" },
  /* TRANSLATORS: the server passing mail on to other servers */
  [OBD_STATION_RELAYING] = { N_("Relaying"), "obd-station-relaying-symbolic" },
  [OBD_STATION_RECIPIENT] = { N_("Recipient"), "obd-station-recipient-symbolic" },
};

static const struct
{
  const char *css;
  const char *word;
  const char *badge; /* on the plate; %NULL none */
  const char *back;  /* behind the plate */
  const char *mark;  /* in short form; %NULL: the plate itself */
} states[] = {
  [OBD_STATION_WAITING] = { "at-waiting", N_("Waiting"), NULL, NULL, "obd-mark-waiting-symbolic" },
  [OBD_STATION_RUNNING] = { "at-running", N_("Checking…"), NULL, NULL, NULL },
  [OBD_STATION_GOOD] = { "at-good", N_("Good"), "obd-badge-good-symbolic", NULL,
                         "obd-mark-good-symbolic" },
  [OBD_STATION_WARNING] = { "at-warning", N_("Needs care"), "obd-badge-warning-symbolic", NULL,
                            "obd-mark-warning-symbolic" },
  [OBD_STATION_STUCK] = { "at-stuck", N_("Stops here"), NULL, "obd-plate-stuck-symbolic",
                          "obd-plate-stuck-symbolic" },
  [OBD_STATION_NOT_REACHED] = { "at-not-reached", N_("Not reached"), NULL,
                                "obd-plate-not-reached-symbolic",
                                "obd-mark-not-reached-symbolic" },
  [OBD_STATION_NOT_TESTED] = { "at-not-reached", N_("Not tested"), NULL,
                               "obd-plate-not-reached-symbolic",
                               "obd-mark-not-reached-symbolic" },
};

static gboolean
turn_arc_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  ObdStation *self = OBD_STATION (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  self->angle = 2 * G_PI * (double) (now % ARC_TURN_US) / ARC_TURN_US;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

/* The arc turns only where somebody can see it, and only if motion is wanted. */
static void
update_tick (ObdStation *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean wanted = self->state == OBD_STATION_RUNNING && gtk_widget_get_mapped (widget) &&
                    adw_get_enable_animations (widget);

  if (wanted && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, turn_arc_cb, NULL, NULL);
  else if (!wanted && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (widget, self->tick);
      self->tick = 0;
    }
}

static int
plate_diameter (ObdStation *self)
{
  static const int diameters[] = { 2 * OBD_PLATE_RADIUS, 2 * OBD_PLATE_RADIUS_VERTICAL, 18 };

  return diameters[self->shape];
}

static gboolean
has_detail (ObdStation *self)
{
  return self->shape == OBD_ROUTE_VERTICAL &&
         gtk_label_get_label (GTK_LABEL (self->detail))[0] != '\0';
}

static void
update_pictures (ObdStation *self)
{
  static const int icon_sizes[] = { 22, 16, 15 };
  static const int back_sizes[] = { 48, 30, 30 };
  static const int badge_sizes[] = { 22, 17, 0 };
  gboolean is_short = self->shape == OBD_ROUTE_SHORT;
  gboolean stuck = self->state == OBD_STATION_STUCK;
  const char *back = is_short ? states[self->state].mark : states[self->state].back;
  const char *badge = is_short ? NULL : states[self->state].badge;
  int badge_size = badge_sizes[self->shape] + 2 * (self->state == OBD_STATION_WARNING);

  gtk_widget_set_visible (self->shape_image, back != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->shape_image), back);
  gtk_image_set_pixel_size (GTK_IMAGE (self->shape_image),
                            is_short && !stuck ? 20 : back_sizes[self->shape]);
  gtk_widget_set_visible (self->plate, !is_short || stuck || back == NULL);
  gtk_widget_set_visible (self->icon, !is_short || stuck);
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), icon_sizes[self->shape]);
  gtk_widget_set_visible (self->badge, badge != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->badge), badge);
  gtk_image_set_pixel_size (GTK_IMAGE (self->badge), badge_size);
  /* Not `visible`: texts that are not shown in this shape are still measured for another. */
  gtk_widget_set_child_visible (self->name, !is_short);
  gtk_widget_set_child_visible (self->word, !is_short);
  gtk_widget_set_child_visible (self->detail, has_detail (self));
}

/* What the sentence says beyond name and word, which stand beside it: "Sign-in: left out. The
 * iPhone has no user name." → "The iPhone has no user name." */
static const char *
detail_of (ObdStation *self,
           const char *sentence)
{
  const char *name = gtk_label_get_label (GTK_LABEL (self->name));
  const char *rest = sentence;
  const char *end = NULL;

  if (g_str_has_prefix (rest, name) && rest[strlen (name)] == ':')
    rest += strlen (name) + 1;
  while (*rest == ' ')
    rest++;
  end = strstr (rest, ". ");
  return end != NULL && rest != sentence ? end + 2 : rest == sentence ? rest : "";
}

void
obd_station_set_view (ObdStation           *self,
                      const ObdStationView *view)
{
  const char *word = NULL;
  const char *sentence = NULL;
  g_autofree char *fallback = NULL;

  g_return_if_fail (OBD_IS_STATION (self));
  g_return_if_fail (view != NULL && (guint) view->state < G_N_ELEMENTS (states));

  gtk_widget_remove_css_class (GTK_WIDGET (self), states[self->state].css);
  self->state = view->state;
  gtk_widget_add_css_class (GTK_WIDGET (self), states[self->state].css);

  word = view->word != NULL && view->word[0] != '\0'
           ? view->word
           : g_dgettext (GETTEXT_PACKAGE, states[self->state].word);
  gtk_label_set_label (GTK_LABEL (self->word), word);
  fallback = g_strdup_printf ("%s: %s", gtk_label_get_label (GTK_LABEL (self->name)), word);
  sentence = view->sentence != NULL && view->sentence[0] != '\0' ? view->sentence : fallback;
  gtk_label_set_label (GTK_LABEL (self->detail),
                       sentence != fallback ? detail_of (self, sentence) : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  update_pictures (self);
  update_tick (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

ObdStationState
obd_station_get_state (ObdStation *self)
{
  g_return_val_if_fail (OBD_IS_STATION (self), OBD_STATION_WAITING);

  return self->state;
}

void
obd_station_set_shape (ObdStation    *self,
                       ObdRouteShape  shape)
{
  g_return_if_fail (OBD_IS_STATION (self));

  if (self->shape == shape)
    return;
  self->shape = shape;
  gtk_label_set_xalign (GTK_LABEL (self->name), shape == OBD_ROUTE_VERTICAL ? 0 : 0.5f);
  if (shape == OBD_ROUTE_VERTICAL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "vertical");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "vertical");
  update_pictures (self);
}

static int
natural (GtkWidget      *widget,
         GtkOrientation  orientation)
{
  int size = 0;

  gtk_widget_measure (widget, orientation, -1, NULL, &size, NULL, NULL);
  return size;
}

/* A label's own wish, also while it is hidden (short form) or ellipsized. */
static int
text_width (GtkWidget *label)
{
  int width = 0;

  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), &width, NULL);
  return MAX (width, natural (label, GTK_ORIENTATION_HORIZONTAL));
}

int
obd_station_get_text_width (ObdStation *self)
{
  g_return_val_if_fail (OBD_IS_STATION (self), 0);

  return MAX (text_width (self->name), text_width (self->word));
}

static GtkSizeRequestMode
obd_station_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

int
obd_station_get_height (ObdStation    *self,
                        ObdRouteShape  shape)
{
  int names = natural (self->name, GTK_ORIENTATION_VERTICAL);
  int words = natural (self->word, GTK_ORIENTATION_VERTICAL);
  int details = natural (self->detail, GTK_ORIENTATION_VERTICAL);

  if (shape == OBD_ROUTE_HORIZONTAL)
    return OBD_PLATE_MIDDLE + OBD_PLATE_RADIUS + NAME_GAP + names + words;
  if (shape == OBD_ROUTE_VERTICAL)
    return MAX (OBD_STATION_PITCH_VERTICAL, MAX (names, words) + details + 8);
  return SHORT_HEIGHT;
}

static void
obd_station_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural_size,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  ObdStation *self = OBD_STATION (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural_size = obd_station_get_height (self, self->shape);
  else
    *minimum = *natural_size = self->shape == OBD_ROUTE_SHORT ? 26 : 48;
}

static void
place (ObdStation *self,
       GtkWidget  *child,
       int         x,
       int         y,
       int         width,
       int         height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = { .x = x, .y = y, .width = width, .height = height };

  if (!gtk_widget_get_visible (child))
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  if (rtl)
    allocation.x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

/* Where the middle of the plate is, as if written left to right. */
static void
get_middle (ObdStation *self,
            double     *x,
            double     *y)
{
  GtkWidget *widget = GTK_WIDGET (self);

  *x = self->shape == OBD_ROUTE_VERTICAL ? OBD_PLATE_MIDDLE_START
                                         : gtk_widget_get_width (widget) / 2.0;
  *y = self->shape == OBD_ROUTE_HORIZONTAL ? OBD_PLATE_MIDDLE
                                           : gtk_widget_get_height (widget) / 2.0;
}

static void
place_centred (ObdStation *self,
               GtkWidget  *child,
               double      x,
               double      y,
               int         size)
{
  place (self, child, (int) round (x - size / 2.0), (int) round (y - size / 2.0), size, size);
}

static void
allocate_text (ObdStation *self,
               int         width,
               int         height)
{
  int names = natural (self->name, GTK_ORIENTATION_VERTICAL);
  int words = natural (self->word, GTK_ORIENTATION_VERTICAL);
  int top = OBD_PLATE_MIDDLE + OBD_PLATE_RADIUS + NAME_GAP;
  gboolean with_detail = has_detail (self);
  int details = with_detail ? natural (self->detail, GTK_ORIENTATION_VERTICAL) : 0;
  int word_width = MIN (natural (self->word, GTK_ORIENTATION_HORIZONTAL), width / 2);

  if (self->shape == OBD_ROUTE_HORIZONTAL)
    {
      place (self, self->name, 0, top, width, names);
      place (self, self->word, 0, top + names - 1, width, words);
      return;
    }
  top = (height - names - details) / 2;
  place (self, self->name, TEXT_START, top, MAX (width - TEXT_START - word_width - 10, 1), names);
  place (self, self->word, width - word_width - 4, top + names - words - 1, word_width, words);
  if (with_detail)
    place (self, self->detail, TEXT_START, top + names, MAX (width - TEXT_START - 4, 1), details);
}

static void
obd_station_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  ObdStation *self = OBD_STATION (widget);
  gboolean small = self->shape == OBD_ROUTE_VERTICAL;
  int badge = gtk_image_get_pixel_size (GTK_IMAGE (self->badge));
  double x = 0;
  double y = 0;

  get_middle (self, &x, &y);
  place_centred (self, self->shape_image, x, y,
                 gtk_image_get_pixel_size (GTK_IMAGE (self->shape_image)));
  place_centred (self, self->plate, x, y, plate_diameter (self));
  place_centred (self, self->badge, x + (small ? 11 : 17), y + (small ? 9.5 : 16), badge);
  if (self->shape != OBD_ROUTE_SHORT)
    allocate_text (self, width, height);
}

static void
snapshot_arc (ObdStation  *self,
              GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double width = self->shape == OBD_ROUTE_SHORT ? 2.4 : 3;
  double radius = plate_diameter (self) / 2.0 - width / 2;
  double x = 0;
  double y = 0;
  GdkRGBA color;
  cairo_t *cr = NULL;

  get_middle (self, &x, &y);
  if (rtl)
    x = gtk_widget_get_width (widget) - x;
  obd_compat_lookup_color (widget, "accent_color", &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) (x - radius - 3),
                                                                (float) (y - radius - 3),
                                                                (float) (2 * radius + 6),
                                                                (float) (2 * radius + 6)));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_arc (cr, x, y, radius, self->angle - G_PI / 2, self->angle - G_PI / 2 + ARC_LENGTH);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
obd_station_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  ObdStation *self = OBD_STATION (widget);

  GTK_WIDGET_CLASS (obd_station_parent_class)->snapshot (widget, snapshot);
  if (self->state == OBD_STATION_RUNNING)
    snapshot_arc (self, snapshot);
}

static void
obd_station_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_station_parent_class)->map (widget);
  update_tick (OBD_STATION (widget));
}

static void
obd_station_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_station_parent_class)->unmap (widget);
  update_tick (OBD_STATION (widget));
}

static void
obd_station_dispose (GObject *object)
{
  ObdStation *self = OBD_STATION (object);

  self->shape_image = self->plate = self->icon = self->badge = NULL;
  self->name = self->detail = self->word = NULL;
  obd_widgets_remove_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (obd_station_parent_class)->dispose (object);
}

static void
obd_station_class_init (ObdStationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = obd_station_dispose;
  widget_class->get_request_mode = obd_station_get_request_mode;
  widget_class->measure = obd_station_measure;
  widget_class->size_allocate = obd_station_size_allocate;
  widget_class->snapshot = obd_station_snapshot;
  widget_class->map = obd_station_map;
  widget_class->unmap = obd_station_unmap;
  gtk_widget_class_set_css_name (widget_class, "station");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkWidget *
add_label (ObdStation *self,
           const char *css)
{
  GtkWidget *label = obd_widgets_silent (GTK_TYPE_LABEL);

  gtk_widget_add_css_class (label, css);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static GtkWidget *
add_image (ObdStation *self,
           const char *css)
{
  GtkWidget *image = obd_widgets_silent (GTK_TYPE_IMAGE);

  gtk_widget_add_css_class (image, css);
  gtk_widget_set_parent (image, GTK_WIDGET (self));
  return image;
}

static void
obd_station_init (ObdStation *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), states[self->state].css);
  self->shape_image = add_image (self, "shape");
  self->plate = obd_widgets_silent (ADW_TYPE_BIN);
  gtk_widget_add_css_class (self->plate, "plate");
  gtk_widget_set_parent (self->plate, GTK_WIDGET (self));
  self->icon = obd_widgets_silent (GTK_TYPE_IMAGE);
  adw_bin_set_child (ADW_BIN (self->plate), self->icon);
  self->badge = add_image (self, "badge");
  self->name = add_label (self, "name");
  self->detail = add_label (self, "detail");
  gtk_label_set_xalign (GTK_LABEL (self->detail), 0);
  self->word = add_label (self, "word");
}

GtkWidget *
obd_station_new (ObdStationId id)
{
  ObdStation *self = NULL;

  g_return_val_if_fail ((guint) id < OBD_N_STATIONS, NULL);

  self = g_object_new (OBD_TYPE_STATION, NULL);
  self->id = id;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), stations[id].icon);
  if (id == OBD_STATION_RELAYING)
    gtk_widget_add_css_class (self->icon, "directed");
  gtk_label_set_label (GTK_LABEL (self->name), g_dgettext (GETTEXT_PACKAGE, stations[id].name));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  (int) id + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                  (int) OBD_N_STATIONS, -1);
  obd_station_set_view (self, &(ObdStationView) { .state = OBD_STATION_WAITING });
  return GTK_WIDGET (self);
}
