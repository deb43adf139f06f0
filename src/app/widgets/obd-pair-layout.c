/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-pair-layout.h"

typedef enum
{
  PROP_SPACING = 1,
  PROP_ROW_SPACING,
  PROP_START_WIDTH,
  PROP_END_WIDTH,
  PROP_STACK_BELOW,
} ObdPairLayoutProperty;

#define N_VALUES (PROP_STACK_BELOW + 1)

struct _ObdPairLayout
{
  GtkLayoutManager parent_instance;

  int values[N_VALUES]; /* by property id */
};

static GParamSpec *properties[N_VALUES];

G_DEFINE_FINAL_TYPE (ObdPairLayout, obd_pair_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Two children at most; the ones that are not shown do not count. */
static guint
find_children (GtkWidget *widget,
               GtkWidget *pair[2])
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && n < 2;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      pair[n++] = child;
  return n;
}

static void
measure_width (GtkWidget *child,
               int       *minimum,
               int       *natural)
{
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

/* Divides @width; FALSE: there is no room for both side by side. */
static gboolean
divide (ObdPairLayout *self,
        GtkWidget     *pair[2],
        int            width,
        int            widths[2])
{
  const int start = self->values[PROP_START_WIDTH];
  const int end = self->values[PROP_END_WIDTH];
  const int room = width - self->values[PROP_SPACING];
  int minimum[2];
  int natural[2];

  for (guint i = 0; i < 2; i++)
    measure_width (pair[i], &minimum[i], &natural[i]);
  if (end != 0)
    widths[1] = end < 0 ? natural[1] : MAX (end, minimum[1]);
  else if (start != 0)
    widths[1] = room - MAX (start, minimum[0]);
  else
    widths[1] = CLAMP (room / 2, minimum[1], MAX (minimum[1], room - minimum[0]));
  widths[0] = room - widths[1];
  return width >= self->values[PROP_STACK_BELOW] && widths[0] >= minimum[0]
         && widths[1] >= minimum[1];
}

static void
obd_pair_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  ObdPairLayout *self = OBD_PAIR_LAYOUT (manager);
  GtkWidget *pair[2];
  guint n = find_children (widget, pair);
  int widths[2] = { for_size, for_size };
  int low[2] = { 0 };
  int high[2] = { 0 };
  gboolean beside;

  beside = n == 2 && (orientation == GTK_ORIENTATION_HORIZONTAL || for_size < 0
                      || divide (self, pair, for_size, widths));
  if (!beside)
    widths[0] = widths[1] = for_size;
  for (guint i = 0; i < n; i++)
    gtk_widget_measure (pair[i], orientation,
                        orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : widths[i], &low[i],
                        &high[i], NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (low[0], low[1]);
      *natural = high[0] + high[1] + (n == 2 ? self->values[PROP_SPACING] : 0);
      return;
    }
  *minimum = beside ? MAX (low[0], low[1])
                    : low[0] + low[1] + (n == 2 ? self->values[PROP_ROW_SPACING] : 0);
  *natural = beside ? MAX (high[0], high[1])
                    : high[0] + high[1] + (n == 2 ? self->values[PROP_ROW_SPACING] : 0);
}

static void
place (GtkWidget *widget,
       GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  GtkAllocation area = { x, y, width, height };

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    area.x = gtk_widget_get_width (widget) - x - width;
  gtk_widget_size_allocate (child, &area, -1);
}

static void
stack (ObdPairLayout *self,
       GtkWidget     *widget,
       GtkWidget     *pair[2],
       int            width,
       int            height)
{
  int minimum;
  int natural;

  gtk_widget_measure (pair[0], GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  natural = MAX (minimum, MIN (natural, height));
  place (widget, pair[0], 0, 0, width, natural);
  natural += self->values[PROP_ROW_SPACING];
  gtk_widget_measure (pair[1], GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  place (widget, pair[1], 0, natural, width, MAX (minimum, height - natural));
}

static void
obd_pair_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  ObdPairLayout *self = OBD_PAIR_LAYOUT (manager);
  GtkWidget *pair[2];
  guint n = find_children (widget, pair);
  int widths[2];

  if (n == 1)
    place (widget, pair[0], 0, 0, width, height);
  if (n < 2)
    return;
  if (!divide (self, pair, width, widths))
    {
      stack (self, widget, pair, width, height);
      return;
    }
  place (widget, pair[0], 0, 0, widths[0], height);
  place (widget, pair[1], widths[0] + self->values[PROP_SPACING], 0, widths[1], height);
}

static GtkSizeRequestMode
obd_pair_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
obd_pair_layout_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_value_set_int (value, OBD_PAIR_LAYOUT (object)->values[property]);
}

static void
obd_pair_layout_set_property (GObject      *object,
                              guint         property,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  OBD_PAIR_LAYOUT (object)->values[property] = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
}

static void
obd_pair_layout_class_init (ObdPairLayoutClass *klass)
{
  static const struct
  {
    const char *name;
    int         value;
  } defaults[N_VALUES] = {
    [PROP_SPACING] = { "spacing", 20 },         [PROP_ROW_SPACING] = { "row-spacing", 18 },
    [PROP_START_WIDTH] = { "start-width", 0 },  [PROP_END_WIDTH] = { "end-width", 0 },
    [PROP_STACK_BELOW] = { "stack-below", 0 },
  };
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  layout_class->measure = obd_pair_layout_measure;
  layout_class->allocate = obd_pair_layout_allocate;
  layout_class->get_request_mode = obd_pair_layout_get_request_mode;
  object_class->get_property = obd_pair_layout_get_property;
  object_class->set_property = obd_pair_layout_set_property;
  for (guint i = PROP_SPACING; i < N_VALUES; i++)
    properties[i] = g_param_spec_int (defaults[i].name, NULL, NULL, -1, G_MAXINT,
                                      defaults[i].value,
                                      G_PARAM_READWRITE | G_PARAM_CONSTRUCT
                                          | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_VALUES, properties);
}

static void
obd_pair_layout_init (ObdPairLayout *self)
{
}

GtkLayoutManager *
obd_pair_layout_new (int spacing,
                     int row_spacing,
                     int end_width)
{
  return g_object_new (OBD_TYPE_PAIR_LAYOUT, "spacing", spacing, "row-spacing", row_spacing,
                       "end-width", end_width, NULL);
}
