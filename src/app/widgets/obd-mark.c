/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-mark.h"

#include "obd-compat.h"


#define SIZE 18
#define ARC_WIDTH 2.4f
/* mockups/brief.md section 6: 1200 ms a turn */
#define TURN (1200 * G_TIME_SPAN_MILLISECOND)

struct _ObdMark
{
  GtkWidget        parent_instance;

  ObdStationState  state;
  GtkWidget       *image;
  guint            tick;
  gint64           origin;
  double           turn; /* 0 to 1 */
};

typedef enum
{
  PROP_STATE = 1,
} ObdMarkProperty;

static GParamSpec *properties[PROP_STATE + 1];

static const struct
{
  const char *icon;
  const char *css;
} looks[] = {
  [OBD_STATION_WAITING] = { "obd-mark-waiting-symbolic", "waiting" },
  [OBD_STATION_RUNNING] = { NULL, "running" },
  [OBD_STATION_GOOD] = { "obd-mark-good-symbolic", "good" },
  [OBD_STATION_WARNING] = { "obd-mark-warning-symbolic", "caution" },
  [OBD_STATION_STUCK] = { "obd-mark-stuck-symbolic", "stuck" },
  [OBD_STATION_NOT_REACHED] = { "obd-mark-not-reached-symbolic", "not-reached" },
  [OBD_STATION_NOT_TESTED] = { "obd-mark-not-reached-symbolic", "not-reached" },
};

G_DEFINE_FINAL_TYPE (ObdMark, obd_mark, GTK_TYPE_WIDGET)

static gboolean
turn_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ObdMark *self = OBD_MARK (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->origin == 0)
    self->origin = now;
  self->turn = (double) ((now - self->origin) % TURN) / TURN;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

/* The arc turns only while somebody can see it and animations are wanted. */
static void
update_tick (ObdMark *self)
{
  gboolean wanted = self->state == OBD_STATION_RUNNING && gtk_widget_get_mapped (GTK_WIDGET (self))
                    && adw_get_enable_animations (GTK_WIDGET (self));

  if (wanted && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), turn_cb, NULL, NULL);
  else if (!wanted && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
      self->tick = 0;
    }
}

static void
draw_arc (ObdMark     *self,
          GtkSnapshot *snapshot,
          int          width,
          int          height)
{
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  const double radius = (SIZE - ARC_WIDTH) / 2.0;
  const double start = (self->turn - 0.25) * 2 * G_PI;
  GdkRGBA color;

  obd_compat_lookup_color (GTK_WIDGET (self), "accent_color", &color);
  cairo_set_line_width (cr, ARC_WIDTH);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, 0.22);
  cairo_arc (cr, width / 2.0, height / 2.0, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, width / 2.0, height / 2.0, radius, start, start + 0.72 * G_PI);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
obd_mark_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  ObdMark *self = OBD_MARK (widget);

  if (self->state == OBD_STATION_RUNNING)
    draw_arc (self, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  else
    gtk_widget_snapshot_child (widget, self->image, snapshot);
}

static void
obd_mark_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_mark_parent_class)->map (widget);
  update_tick (OBD_MARK (widget));
}

static void
obd_mark_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_mark_parent_class)->unmap (widget);
  update_tick (OBD_MARK (widget));
}

static void
obd_mark_get_property (GObject    *object,
                       guint       property,
                       GValue     *value,
                       GParamSpec *pspec)
{
  g_value_set_int (value, OBD_MARK (object)->state);
}

static void
obd_mark_set_property (GObject      *object,
                       guint         property,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  obd_mark_set_state (OBD_MARK (object), g_value_get_int (value));
}

static void
obd_mark_dispose (GObject *object)
{
  g_clear_pointer (&OBD_MARK (object)->image, gtk_widget_unparent);
  G_OBJECT_CLASS (obd_mark_parent_class)->dispose (object);
}

static void
obd_mark_class_init (ObdMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = obd_mark_get_property;
  object_class->set_property = obd_mark_set_property;
  object_class->dispose = obd_mark_dispose;
  widget_class->snapshot = obd_mark_snapshot;
  widget_class->map = obd_mark_map;
  widget_class->unmap = obd_mark_unmap;
  properties[PROP_STATE]
      = g_param_spec_int ("state", NULL, NULL, 0, OBD_STATION_NOT_TESTED, OBD_STATION_WAITING,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
show_look (ObdMark *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i].css);
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[self->state].css);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), looks[self->state].icon);
  update_tick (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
obd_mark_init (ObdMark *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "pixel-size", SIZE, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  show_look (self);
}

GtkWidget *
obd_mark_new (ObdStationState state)
{
  return g_object_new (OBD_TYPE_MARK, "state", state, NULL);
}

void
obd_mark_set_state (ObdMark         *self,
                    ObdStationState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  show_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
