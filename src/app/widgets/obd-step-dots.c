/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-step-dots.h"

#include "obd-compat.h"

#include <glib/gi18n-lib.h>

#define DOT 8
#define LONG 28
#define GAP 6

struct _ObdStepDots
{
  GtkWidget parent_instance;

  int       step;
  int       total;
};

G_DEFINE_FINAL_TYPE (ObdStepDots, obd_step_dots, GTK_TYPE_WIDGET)

static int
full_width (ObdStepDots *self)
{
  return MAX (0, self->total * (DOT + GAP) - GAP + LONG - DOT);
}

/* Many steps in a narrow window: the dots become smaller, down to half. */
static void
obd_step_dots_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  int full = full_width (OBD_STEP_DOTS (widget));

  *natural = orientation == GTK_ORIENTATION_VERTICAL ? DOT : full;
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? DOT : full / 2;
}

static void
obd_step_dots_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  ObdStepDots *self = OBD_STEP_DOTS (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float scale = MIN (1.0f, (float) gtk_widget_get_width (widget) / (float) MAX (1, full_width (self)));
  float height = DOT * scale;
  float y = ((float) gtk_widget_get_height (widget) - height) / 2;
  float x = 0;
  GdkRGBA done;
  GdkRGBA ahead;

  obd_compat_lookup_color (widget, "accent_bg_color", &done);
  obd_compat_lookup_color (widget, "window_fg_color", &ahead);
  ahead.alpha *= 0.16f;
  for (int i = 1; i <= self->total; i++)
    {
      float width = (i == self->step ? LONG : DOT) * scale;
      graphene_rect_t rect = GRAPHENE_RECT_INIT (
        rtl ? (float) gtk_widget_get_width (widget) - x - width : x, y, width, height);
      GskRoundedRect clip;

      gsk_rounded_rect_init_from_rect (&clip, &rect, height / 2);
      gtk_snapshot_push_rounded_clip (snapshot, &clip);
      gtk_snapshot_append_color (snapshot, i <= self->step ? &done : &ahead, &rect);
      gtk_snapshot_pop (snapshot);
      x += width + GAP * scale;
    }
}

static void
obd_step_dots_class_init (ObdStepDotsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = obd_step_dots_measure;
  widget_class->snapshot = obd_step_dots_snapshot;
  gtk_widget_class_set_css_name (widget_class, "stepdots");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
obd_step_dots_init (ObdStepDots *self)
{
}

GtkWidget *
obd_step_dots_new (void)
{
  return g_object_new (OBD_TYPE_STEP_DOTS, NULL);
}

void
obd_step_dots_set_step (ObdStepDots *self,
                        int          step,
                        int          total)
{
  g_autofree char *text = NULL;

  g_return_if_fail (OBD_IS_STEP_DOTS (self));

  self->step = step;
  self->total = total;
  text = g_strdup_printf (_("Step %d of %d"), step, total);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) total,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) step,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
