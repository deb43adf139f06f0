/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-phone-screen-private.h"

#include "obd-compat.h"

#define SWITCH_HEIGHT 22

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

/* The rows from @first to before @end stand on one card, with a line between each two. */
static void
snapshot_card (ObdPhoneScreen *self,
               GtkSnapshot    *snapshot,
               int             width,
               guint           first,
               guint           end)
{
  const ObdPhoneRow *last = obd_phone_row (self, end - 1);
  int top = obd_phone_row (self, first)->y;
  float start = OBD_PHONE_EDGE + OBD_PHONE_INNER;
  GdkRGBA card;
  GdkRGBA separator;

  obd_phone_color (GTK_WIDGET (self), "card", &card);
  obd_phone_color (GTK_WIDGET (self), "line", &separator);
  rounded (snapshot, &GRAPHENE_RECT_INIT (OBD_PHONE_EDGE, (float) top,
                                          (float) (width - 2 * OBD_PHONE_EDGE),
                                          (float) (last->y + last->height - top)),
           10, &card);
  for (guint i = first + 1; i < end; i++)
    gtk_snapshot_append_color (snapshot, &separator,
                               &GRAPHENE_RECT_INIT (start, (float) obd_phone_row (self, i)->y,
                                                    (float) width - start - OBD_PHONE_EDGE, 1));
}

static void
snapshot_cards (ObdPhoneScreen *self,
                GtkSnapshot    *snapshot,
                int             width)
{
  guint end = 0;

  for (guint i = 0; i < self->rows->len; i = end)
    {
      end = i + 1;
      while (end < self->rows->len && !obd_phone_row (self, end)->new_group)
        end++;
      snapshot_card (self, snapshot, width, i, end);
    }
}

/* The I mark tells on from off without colour. */
static void
snapshot_switch (ObdPhoneScreen    *self,
                 GtkSnapshot       *snapshot,
                 const ObdPhoneRow *row,
                 int                width)
{
  gboolean on = row->kind == OBD_ROW_SWITCH_ON;
  float x = (float) (width - OBD_PHONE_EDGE - 10 - OBD_PHONE_SWITCH_WIDTH);
  float y = (float) (row->y + (row->height - SWITCH_HEIGHT) / 2);
  const GdkRGBA white = { 1, 1, 1, 1 };
  GdkRGBA track;

  obd_phone_color (GTK_WIDGET (self), on ? "on" : "off", &track);
  rounded (snapshot, &GRAPHENE_RECT_INIT (x, y, OBD_PHONE_SWITCH_WIDTH, SWITCH_HEIGHT), 11, &track);
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
      const ObdPhoneRow *row = obd_phone_row (self, i);

      if (row->kind == OBD_ROW_SWITCH_ON || row->kind == OBD_ROW_SWITCH_OFF)
        snapshot_switch (self, snapshot, row, width);
      else if (row->kind == OBD_ROW_MORE)
        snapshot_chevron (snapshot, width - OBD_PHONE_EDGE - OBD_PHONE_INNER - 1,
                          row->y + row->height / 2.0, 4, 1.8, &soft);
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

  if (!obd_phone_screen_get_ring (self, &ring))
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

void
obd_phone_screen_draw (ObdPhoneScreen *self,
                       GtkSnapshot    *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA link;

  snapshot_cards (self, snapshot, width);
  snapshot_ring (self, snapshot);
  snapshot_controls (self, snapshot, width);
  obd_phone_color (GTK_WIDGET (self), "link", &link);
  if (self->back != NULL)
    snapshot_chevron (snapshot, 23, OBD_PHONE_TITLE_MIDDLE, -6, 2, &link);
}
