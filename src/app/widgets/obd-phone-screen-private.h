/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-phone-screen.h"

G_BEGIN_DECLS

/* Shared by obd-phone-screen.c (what the screen shows), …-layout.c (where it stands) and …-draw.c
 * (cards, switches, the ring), by nobody else. */

/* Logical pixels of the drawing (brief.md §5). */
#define OBD_PHONE_EDGE 18  /* cards to the picture's edge */
#define OBD_PHONE_INNER 12 /* text to the card's edge */
#define OBD_PHONE_TITLE_MIDDLE 48
#define OBD_PHONE_SWITCH_WIDTH 38

/* One row of a card; @y and @height as last laid out. */
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
} ObdPhoneRow;

struct _ObdPhoneScreen
{
  GtkWidget  parent_instance;

  GtkWidget *title;
  GtkWidget *back;   /* (nullable) */
  GtkWidget *action; /* (nullable) */
  GtkWidget *number; /* (nullable) */
  gboolean   action_highlight;
  GArray    *rows;   /* (element-type ObdPhoneRow) */
};

/* Borrowed. */
static inline ObdPhoneRow *
obd_phone_row (ObdPhoneScreen *self,
               guint           i)
{
  return &g_array_index (self->rows, ObdPhoneRow, i);
}

/* obd-phone-screen-layout.c: how the class measures itself and places its children. */
void     obd_phone_screen_class_add_layout (GtkWidgetClass *widget_class);
/**
 * obd_phone_screen_get_ring:
 * @rect: (out): round what is to be tapped, as last laid out; set only where something is
 *
 * Returns: whether something is
 */
gboolean obd_phone_screen_get_ring (ObdPhoneScreen  *self,
                                    graphene_rect_t *rect);

/* obd-phone-screen-draw.c: what lies under the texts. */
void     obd_phone_screen_draw     (ObdPhoneScreen  *self,
                                    GtkSnapshot     *snapshot);

G_END_DECLS
