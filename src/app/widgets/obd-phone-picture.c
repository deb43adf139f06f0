/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-phone-picture.h"

#include "obd-compat.h"
#include "obd-phone-screen.h"
#include "obd-widgets.h"

#include <glib/gi18n-lib.h>

#define NATURAL_WIDTH 292
#define NATURAL_HEIGHT 520
#define MIN_WIDTH 240
#define MIN_HEIGHT 200
#define RIM 8
#define RADIUS 34
#define FADE 34          /* where it is cut off */
#define EYE_LEVEL 0.6    /* cropped: the ringed row stands so far down */
#define CROSSFADE_MS 250

struct _ObdPhonePicture
{
  GtkWidget  parent_instance;

  GtkWidget *stack;  /* crossfades from screen to screen; the frame stays */
  GtkWidget *screen; /* (nullable): the one shown */
  int        crop;   /* natural height where room is scarce, 0 for all of it */
  gulong     dark_handler;
};

G_DEFINE_FINAL_TYPE (ObdPhonePicture, obd_phone_picture, GTK_TYPE_WIDGET)

static int
full_height (ObdPhonePicture *self)
{
  int content = self->screen != NULL
                  ? obd_phone_screen_get_content_height (OBD_PHONE_SCREEN (self->screen))
                  : 0;

  return MAX (NATURAL_HEIGHT, content);
}

static void
obd_phone_picture_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = horizontal ? MIN_WIDTH : MIN_HEIGHT;
  *natural = horizontal ? NATURAL_WIDTH : full_height (OBD_PHONE_PICTURE (widget));
  if (!horizontal && OBD_PHONE_PICTURE (widget)->crop > 0)
    *natural = MIN (*natural, MAX (*minimum, OBD_PHONE_PICTURE (widget)->crop));
}

/* A narrow column still gets a phone, not a tablet. */
static int
phone_width (GtkWidget *widget)
{
  return MIN (gtk_widget_get_width (widget), 300);
}

/* What is cut off at the top. */
static int
get_offset (ObdPhonePicture *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int middle = self->screen != NULL
                 ? obd_phone_screen_get_middle (OBD_PHONE_SCREEN (self->screen))
                 : 0;

  return CLAMP (middle - (int) (EYE_LEVEL * height), 0, MAX (0, full_height (self) - height));
}

static void
obd_phone_picture_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  ObdPhonePicture *self = OBD_PHONE_PICTURE (widget);
  GtkAllocation a = { (width - phone_width (widget)) / 2, 0, phone_width (widget),
                      MAX (full_height (self), height) };

  if (height < full_height (self))
    a.height = full_height (self);
  gtk_widget_measure (self->stack, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (self->stack, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
  /* Twice, because the ring is known only once the screen has its place. */
  gtk_widget_size_allocate (self->stack, &a, -1);
  a.y = -get_offset (self);
  gtk_widget_size_allocate (self->stack, &a, -1);
}

static void
rounded (GtkSnapshot   *snapshot,
         float          x,
         float          y,
         float          width,
         float          height,
         float          radius,
         const GdkRGBA *color)
{
  graphene_rect_t rect = GRAPHENE_RECT_INIT (x, y, width, height);
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (&clip, &rect, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (snapshot, color, &rect);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_frame (ObdPhonePicture *self,
                GtkSnapshot     *snapshot,
                float            x,
                float            y,
                float            width,
                float            height)
{
  GdkRGBA rim;
  GdkRGBA ground;

  obd_phone_color (GTK_WIDGET (self), "rim", &rim);
  obd_phone_color (GTK_WIDGET (self), "bg", &ground);
  rounded (snapshot, x + 1, y + 1, width - 2, height - 2, RADIUS, &rim);
  rounded (snapshot, x + 1 + RIM, y + 1 + RIM, width - 2 - 2 * RIM, height - 2 - 2 * RIM,
           RADIUS - RIM + 1, &ground);
  rounded (snapshot, x + width / 2 - 34, y + 15, 68, 7, 3.5f, &rim);
  rounded (snapshot, x + width / 2 - 40, y + height - 19, 80, 4, 2, &rim);
}

/* Where the phone is cut off it fades into the window. */
static void
snapshot_fade (GtkWidget   *widget,
               GtkSnapshot *snapshot,
               float        from,
               float        to)
{
  GdkRGBA solid;
  GdkRGBA clear;

  obd_compat_lookup_color (widget, "window_bg_color", &solid);
  clear = solid;
  clear.alpha = 0;
  gtk_snapshot_append_linear_gradient (
    snapshot,
    &GRAPHENE_RECT_INIT (0, MIN (from, to), (float) gtk_widget_get_width (widget),
                         ABS (to - from)),
    &GRAPHENE_POINT_INIT (0, from), &GRAPHENE_POINT_INIT (0, to),
    (GskColorStop[]) { { 0, clear }, { 1, solid } }, 2);
}

static void
obd_phone_picture_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  ObdPhonePicture *self = OBD_PHONE_PICTURE (widget);
  int height = gtk_widget_get_height (widget);
  int width = phone_width (widget);
  int full = MAX (full_height (self), height);
  int offset = get_offset (self);

  snapshot_frame (self, snapshot, (float) (gtk_widget_get_width (widget) - width) / 2,
                  (float) -offset, (float) width, (float) full);
  gtk_widget_snapshot_child (widget, self->stack, snapshot);
  if (offset > 0)
    snapshot_fade (widget, snapshot, MIN (FADE, offset + 4), 0);
  if (full - offset > height)
    snapshot_fade (widget, snapshot, (float) (height - FADE), (float) height);
}

static void
dark_cb (ObdPhonePicture *self)
{
  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "dark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dark");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
obd_phone_picture_dispose (GObject *object)
{
  ObdPhonePicture *self = OBD_PHONE_PICTURE (object);

  g_clear_signal_handler (&self->dark_handler, adw_style_manager_get_default ());
  self->screen = NULL;
  obd_widgets_remove_children (GTK_WIDGET (self));

  G_OBJECT_CLASS (obd_phone_picture_parent_class)->dispose (object);
}

static void
obd_phone_picture_class_init (ObdPhonePictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  obd_widgets_load_style ();

  G_OBJECT_CLASS (klass)->dispose = obd_phone_picture_dispose;
  widget_class->measure = obd_phone_picture_measure;
  widget_class->size_allocate = obd_phone_picture_size_allocate;
  widget_class->snapshot = obd_phone_picture_snapshot;
  gtk_widget_class_set_css_name (widget_class, "phonepicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
obd_phone_picture_init (ObdPhonePicture *self)
{
  self->stack = obd_widgets_silent (GTK_TYPE_STACK);
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_set_transition_duration (GTK_STACK (self->stack), CROSSFADE_MS);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->stack, GTK_TEXT_DIR_LTR);
  self->dark_handler = g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark",
                                                 G_CALLBACK (dark_cb), self);
  dark_cb (self);
}

GtkWidget *
obd_phone_picture_new (void)
{
  return g_object_new (OBD_TYPE_PHONE_PICTURE, NULL);
}

void
obd_phone_picture_set_crop (ObdPhonePicture *self,
                            int              height)
{
  g_return_if_fail (OBD_IS_PHONE_PICTURE (self));

  self->crop = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
describe (ObdPhonePicture *self,
          const ObdScreen *screen,
          GHashTable      *values)
{
  g_autofree char *title = screen != NULL ? obd_guide_fill (screen->title, values) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *description = NULL;

  /* TRANSLATORS: read by a screen reader; %s is the title of a screen of the phone */
  label = title != NULL ? g_strdup_printf (_("Picture of the screen %s"), title)
                        : g_strdup (_("Picture of a phone"));
  description = self->screen != NULL
                  ? obd_phone_screen_describe (OBD_PHONE_SCREEN (self->screen))
                  : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* Screens faded out before are of no more use; the last one stays for the crossfade. */
static void
remove_old_screens (ObdPhonePicture *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->stack);

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (child != self->screen)
        gtk_stack_remove (GTK_STACK (self->stack), child);
      child = next;
    }
}

void
obd_phone_picture_set_step (ObdPhonePicture *self,
                            const ObdScreen *screen,
                            GHashTable      *values,
                            int              number)
{
  GtkWidget *next = NULL;

  g_return_if_fail (OBD_IS_PHONE_PICTURE (self));

  remove_old_screens (self);
  next = screen != NULL ? obd_phone_screen_new (screen, values, number) : adw_bin_new ();
  gtk_widget_set_direction (next, GTK_TEXT_DIR_LTR);
  gtk_stack_add_child (GTK_STACK (self->stack), next);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), next);
  self->screen = screen != NULL ? next : NULL;
  if (screen == NULL)
    remove_old_screens (self);
  describe (self, screen, values);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
