/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-phone-screen.h"

#include "obd-compat.h"
#include "obd-widgets.h"

#include <glib/gi18n-lib.h>

/* Logical pixels of the drawing (brief.md §5). */
#define EDGE 18       /* cards to the picture's edge */
#define INNER 12      /* text to the card's edge */
#define TOP 70        /* first card */
#define TITLE_MIDDLE 48
#define ROW_MIN 36
#define ROW_PAD 16
#define GROUP_GAP 12
#define SWITCH_WIDTH 38
#define SWITCH_HEIGHT 22
#define RING 4        /* the ring lies so much outside of the row */

typedef struct
{
  ObdRowKind  kind;
  gboolean    new_group;
  gboolean    highlight;
  GtkWidget  *header; /* (nullable) */
  GtkWidget  *label;
  GtkWidget  *value;  /* (nullable) */
  int         y;
  int         height;
} Row;

struct _ObdPhoneScreen
{
  GtkWidget  parent_instance;

  GtkWidget *title;
  GtkWidget *back;   /* (nullable) */
  GtkWidget *action; /* (nullable) */
  GtkWidget *number; /* (nullable) */
  gboolean   action_highlight;
  GArray    *rows;   /* (element-type Row) */
  int        content_height;
};

G_DEFINE_FINAL_TYPE (ObdPhoneScreen, obd_phone_screen, GTK_TYPE_WIDGET)

void
obd_phone_color (GtkWidget  *widget,
                 const char *name,
                 GdkRGBA    *color)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *full = g_strdup_printf ("phone_%s%s", name, dark ? "_dark" : "");

  obd_compat_lookup_color (widget, full, color);
}

static Row *
get_row (ObdPhoneScreen *self,
         guint           i)
{
  return &g_array_index (self->rows, Row, i);
}

static int
natural (GtkWidget      *widget,
         GtkOrientation  orientation)
{
  int size = 0;

  if (widget != NULL)
    gtk_widget_measure (widget, orientation, -1, NULL, &size, NULL, NULL);
  return size;
}

/* --- Layout --- */

/* Gives every row its place; returns where the last card ends. */
static int
lay_out (ObdPhoneScreen *self)
{
  int y = TOP;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = get_row (self, i);

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
allocate_row (Row *row,
              int  width)
{
  int start = EDGE + INNER;
  int end = width - EDGE - INNER - (row->kind == OBD_ROW_MORE ? 14 : 0);
  int wanted = natural (row->label, GTK_ORIENTATION_HORIZONTAL);
  int middle = row->y + row->height / 2;
  int value = row->value != NULL ? natural (row->value, GTK_ORIENTATION_HORIZONTAL) : 0;

  if (row->header != NULL)
    place (row->header, start - 2,
           row->y - natural (row->header, GTK_ORIENTATION_VERTICAL) - 4, width - 2 * start);
  if (row->kind == OBD_ROW_SWITCH_ON || row->kind == OBD_ROW_SWITCH_OFF)
    end -= SWITCH_WIDTH + 6;
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
    place_middle (self->back, 31, TITLE_MIDDLE, back);
  if (self->action != NULL)
    place_middle (self->action, width - 22 - action, TITLE_MIDDLE, action);
  room = width - 2 * (MAX (self->back != NULL ? 31 + back : 22, action + 22) + 8);
  title = MIN (title, room);
  place_middle (self->title, (width - title) / 2, TITLE_MIDDLE, title);
}

static gboolean
get_ring (ObdPhoneScreen  *self,
          graphene_rect_t *rect)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->action != NULL && self->action_highlight)
    {
      int action = natural (self->action, GTK_ORIENTATION_HORIZONTAL);

      graphene_rect_init (rect, (float) (width - 22 - action - 8), TITLE_MIDDLE - 15,
                          (float) (action + 16), 30);
      return TRUE;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);

      if (!row->highlight)
        continue;
      graphene_rect_init (rect, EDGE - RING, (float) (row->y - 3), (float) (width - 2 * (EDGE - RING)),
                          (float) (row->height + 6));
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
    allocate_row (get_row (self, i), width);
  if (self->number != NULL && get_ring (self, &ring))
    {
      GtkAllocation a = { (int) (ring.origin.x + ring.size.width) - 15, (int) ring.origin.y - 9, 22,
                          22 };

      gtk_widget_measure (self->number, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->number, &a, -1);
    }
  else if (self->number != NULL)
    gtk_widget_set_child_visible (self->number, FALSE);
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

/* --- Drawing --- */

static void
rounded (GtkSnapshot           *snapshot,
         const graphene_rect_t *rect,
         float                  radius,
         const GdkRGBA         *color)
{
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (&clip, rect, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, color, rect);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_cards (ObdPhoneScreen *self,
                GtkSnapshot    *snapshot,
                int             width)
{
  GdkRGBA card;
  GdkRGBA separator;

  obd_phone_color (GTK_WIDGET (self), "card", &card);
  obd_phone_color (GTK_WIDGET (self), "line", &separator);
  for (guint i = 0; i < self->rows->len;)
    {
      guint end = i + 1;
      int bottom = 0;

      while (end < self->rows->len && !get_row (self, end)->new_group)
        end++;
      bottom = get_row (self, end - 1)->y + get_row (self, end - 1)->height;
      rounded (snapshot, &GRAPHENE_RECT_INIT (EDGE, (float) get_row (self, i)->y,
                                              (float) (width - 2 * EDGE),
                                              (float) (bottom - get_row (self, i)->y)),
               10, &card);
      for (guint k = i + 1; k < end; k++)
        gtk_snapshot_append_color (snapshot, &separator,
                                   &GRAPHENE_RECT_INIT (EDGE + INNER, (float) get_row (self, k)->y,
                                                        (float) (width - 2 * EDGE - INNER), 1));
      i = end;
    }
}

/* The I mark tells on from off without colour. */
static void
snapshot_switch (ObdPhoneScreen *self,
                 GtkSnapshot    *snapshot,
                 const Row      *row,
                 int             width)
{
  gboolean on = row->kind == OBD_ROW_SWITCH_ON;
  float x = (float) (width - EDGE - 10 - SWITCH_WIDTH);
  float y = (float) (row->y + (row->height - SWITCH_HEIGHT) / 2);
  const GdkRGBA white = { 1, 1, 1, 1 };
  GdkRGBA track;

  obd_phone_color (GTK_WIDGET (self), on ? "on" : "off", &track);
  rounded (snapshot, &GRAPHENE_RECT_INIT (x, y, SWITCH_WIDTH, SWITCH_HEIGHT), 11, &track);
  rounded (snapshot, &GRAPHENE_RECT_INIT (on ? x + 18 : x + 2, y + 2, 18, 18), 9, &white);
  if (on)
    rounded (snapshot, &GRAPHENE_RECT_INIT (x + 8, y + 6, 2, 10), 1, &white);
}

static void
snapshot_chevron (GtkSnapshot   *snapshot,
                  double         x,
                  double         middle,
                  double         size,
                  double         width,
                  const GdkRGBA *color)
{
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT ((float) (x - 8), (float) (middle - 10), 16, 20));

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x - size / 2, middle - ABS (size));
  cairo_line_to (cr, x + size / 2, middle);
  cairo_line_to (cr, x - size / 2, middle + ABS (size));
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
snapshot_controls (ObdPhoneScreen *self,
                   GtkSnapshot    *snapshot,
                   int             width)
{
  GdkRGBA soft;

  obd_phone_color (GTK_WIDGET (self), "soft", &soft);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);

      if (row->kind == OBD_ROW_SWITCH_ON || row->kind == OBD_ROW_SWITCH_OFF)
        snapshot_switch (self, snapshot, row, width);
      else if (row->kind == OBD_ROW_MORE)
        snapshot_chevron (snapshot, width - EDGE - INNER - 1, row->y + row->height / 2.0, 4, 1.8,
                          &soft);
    }
}

static void
snapshot_ring (ObdPhoneScreen *self,
               GtkSnapshot    *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const float halo_width[] = { 6, 6, 6, 6 };
  const float ring_width[] = { 3, 3, 3, 3 };
  graphene_rect_t ring;
  graphene_rect_t halo;
  GskRoundedRect outline;
  GdkRGBA accent;
  GdkRGBA card;

  if (!get_ring (self, &ring))
    return;
  obd_compat_lookup_color (widget, "accent_bg_color", &accent);
  obd_phone_color (widget, self->action_highlight ? "bg" : "card", &card);
  graphene_rect_inset_r (&ring, -1.5f, -1.5f, &halo);
  gsk_rounded_rect_init_from_rect (&outline, &halo, 13.5f);
  gtk_snapshot_append_border (snapshot, &outline, halo_width,
                              (GdkRGBA[]) { card, card, card, card });
  gsk_rounded_rect_init_from_rect (&outline, &ring, 12);
  gtk_snapshot_append_border (snapshot, &outline, ring_width,
                              (GdkRGBA[]) { accent, accent, accent, accent });
}

static void
obd_phone_screen_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  ObdPhoneScreen *self = OBD_PHONE_SCREEN (widget);
  int width = gtk_widget_get_width (widget);
  GdkRGBA link;

  snapshot_cards (self, snapshot, width);
  snapshot_ring (self, snapshot);
  snapshot_controls (self, snapshot, width);
  obd_phone_color (widget, "link", &link);
  if (self->back != NULL)
    snapshot_chevron (snapshot, 23, TITLE_MIDDLE, -6, 2, &link);
  GTK_WIDGET_CLASS (obd_phone_screen_parent_class)->snapshot (widget, snapshot);
}

/* --- Making --- */

static GtkWidget *
add_label (ObdPhoneScreen     *self,
           const char         *text,
           const char         *css,
           PangoEllipsizeMode  ellipsize)
{
  GtkWidget *label = obd_widgets_silent (GTK_TYPE_LABEL);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_widget_add_css_class (label, css);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

/* A switch row's value, once filled in, decides how it stands. */
static ObdRowKind
kind_of (const ObdScreenRow *source,
         const char         *value)
{
  gboolean is_switch = source->kind == OBD_ROW_SWITCH_ON || source->kind == OBD_ROW_SWITCH_OFF;

  if (is_switch && g_strcmp0 (value, "on") == 0)
    return OBD_ROW_SWITCH_ON;
  if (is_switch && g_strcmp0 (value, "off") == 0)
    return OBD_ROW_SWITCH_OFF;
  return source->kind;
}

static void
add_row (ObdPhoneScreen     *self,
         const ObdScreenRow *source,
         GHashTable         *values)
{
  g_autofree char *label = obd_guide_fill (source->label, values);
  g_autofree char *value = source->value != NULL ? obd_guide_fill (source->value, values) : NULL;
  g_autofree char *header = source->group_title != NULL ? g_utf8_strup (source->group_title, -1)
                                                        : NULL;
  Row row = { .kind = kind_of (source, value), .new_group = source->new_group,
              .highlight = source->highlight };
  gboolean is_switch = row.kind == OBD_ROW_SWITCH_ON || row.kind == OBD_ROW_SWITCH_OFF;

  if (header != NULL)
    {
      row.header = add_label (self, header, "header", PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (row.header), 0);
    }
  row.label = add_label (self, label, row.kind == OBD_ROW_BUTTON ? "link" : "row",
                         PANGO_ELLIPSIZE_END);
  if (value != NULL && value[0] != '\0' && !is_switch)
    row.value = add_label (self, value, row.kind == OBD_ROW_TYPE ? "chip" : "value",
                           PANGO_ELLIPSIZE_MIDDLE);
  g_array_append_val (self->rows, row);
}

GtkWidget *
obd_phone_screen_new (const ObdScreen *screen,
                      GHashTable      *values,
                      int              number)
{
  ObdPhoneScreen *self = g_object_new (OBD_TYPE_PHONE_SCREEN, NULL);
  g_autofree char *title = obd_guide_fill (screen->title, values);
  g_autofree char *back = screen->back != NULL ? obd_guide_fill (screen->back, values) : NULL;
  g_autofree char *digits = g_strdup_printf ("%d", number);

  self->title = add_label (self, title, "title", PANGO_ELLIPSIZE_MIDDLE);
  self->action_highlight = screen->action_highlight;
  if (back != NULL)
    self->back = add_label (self, back, "link", PANGO_ELLIPSIZE_END);
  if (screen->action != NULL)
    {
      self->action = add_label (self, screen->action, "link", PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (self->action, "action");
    }
  for (guint i = 0; i < screen->rows->len; i++)
    add_row (self, screen->rows->pdata[i], values);
  if (number > 0)
    self->number = add_label (self, digits, "number", PANGO_ELLIPSIZE_NONE);
  self->content_height = lay_out (self) + 32;
  return GTK_WIDGET (self);
}

int
obd_phone_screen_get_content_height (ObdPhoneScreen *self)
{
  return lay_out (self) + 32;
}

int
obd_phone_screen_get_middle (ObdPhoneScreen *self)
{
  graphene_rect_t ring;

  lay_out (self);
  return get_ring (self, &ring) ? (int) (ring.origin.y + ring.size.height / 2) : 0;
}

static const char *
text_of (GtkWidget *label)
{
  return gtk_label_get_label (GTK_LABEL (label));
}

char *
obd_phone_screen_describe (ObdPhoneScreen *self)
{
  if (self->action != NULL && self->action_highlight)
    /* TRANSLATORS: read by a screen reader; %s is a button on the phone's screen */
    return g_strdup_printf (_("Tap %s at the top of the screen"), text_of (self->action));
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = get_row (self, i);

      if (!row->highlight)
        continue;
      if (row->kind == OBD_ROW_TYPE && row->value != NULL)
        /* TRANSLATORS: read by a screen reader: row's label, its number from the top, what to type */
        return g_strdup_printf (_("Tap the row %s, row %d, and type %s"), text_of (row->label),
                                (int) i + 1, text_of (row->value));
      if (row->kind == OBD_ROW_SWITCH_ON)
        return g_strdup_printf (_("The switch in the row %s, row %d, is on"), text_of (row->label),
                                (int) i + 1);
      if (row->kind == OBD_ROW_SWITCH_OFF)
        return g_strdup_printf (_("The switch in the row %s, row %d, is off"), text_of (row->label),
                                (int) i + 1);
      return g_strdup_printf (_("Tap the row %s, row %d"), text_of (row->label), (int) i + 1);
    }
  return g_strdup ("");
}

static void
obd_phone_screen_dispose (GObject *object)
{
  obd_widgets_remove_children (GTK_WIDGET (object));

  G_OBJECT_CLASS (obd_phone_screen_parent_class)->dispose (object);
}

static void
obd_phone_screen_finalize (GObject *object)
{
  g_array_unref (OBD_PHONE_SCREEN (object)->rows);

  G_OBJECT_CLASS (obd_phone_screen_parent_class)->finalize (object);
}

static void
obd_phone_screen_class_init (ObdPhoneScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_phone_screen_dispose;
  G_OBJECT_CLASS (klass)->finalize = obd_phone_screen_finalize;
  widget_class->measure = obd_phone_screen_measure;
  widget_class->size_allocate = obd_phone_screen_size_allocate;
  widget_class->snapshot = obd_phone_screen_snapshot;
  gtk_widget_class_set_css_name (widget_class, "phonescreen");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
obd_phone_screen_init (ObdPhoneScreen *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
}
