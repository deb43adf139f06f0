/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-motion.h"

#include "obd-route-line.h"

#define TRAVEL_MS 400
#define JOURNEY_MS 1200

static void
travel_cb (double          value,
           ObdRouteMotion *motion)
{
  motion->travelled = value;
  if (gtk_widget_get_width (motion->widget) > 0)
    gtk_widget_queue_allocate (motion->widget);
}

static void
fall_cb (double          value,
         ObdRouteMotion *motion)
{
  motion->barrier = value;
  gtk_widget_queue_draw (motion->widget);
}

void
obd_route_motion_init (ObdRouteMotion *motion,
                       GtkWidget      *widget)
{
  g_autoptr (AdwSpringParams) spring = adw_spring_params_new (0.8, 1, 300);

  motion->widget = widget;
  motion->travelled = -1;
  motion->barrier = -1;
  motion->travel = adw_timed_animation_new (
    widget, 0, 0, TRAVEL_MS,
    adw_callback_animation_target_new ((AdwAnimationTargetFunc) travel_cb, motion, NULL));
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (motion->travel), ADW_EASE_IN_OUT_CUBIC);
  motion->fall = adw_spring_animation_new (
    widget, 0, 1, g_steal_pointer (&spring),
    adw_callback_animation_target_new ((AdwAnimationTargetFunc) fall_cb, motion, NULL));
}

void
obd_route_motion_clear (ObdRouteMotion *motion)
{
  g_clear_object (&motion->travel);
  g_clear_object (&motion->fall);
}

static void
travel_to (ObdRouteMotion *motion,
           double          from,
           double          to,
           guint           duration)
{
  AdwTimedAnimation *travel = ADW_TIMED_ANIMATION (motion->travel);

  adw_timed_animation_set_duration (travel, duration);
  adw_timed_animation_set_value_from (travel, from);
  adw_timed_animation_set_value_to (travel, to);
  adw_animation_reset (motion->travel);
  adw_animation_play (motion->travel);
}

/* Moves on from wherever the envelope is; jumps where nobody could see it move. */
static void
update_travel (ObdRouteMotion *motion)
{
  double target = motion->target;

  if (motion->travelled < 0 || target < 0 || !gtk_widget_get_mapped (motion->widget))
    {
      adw_animation_reset (motion->travel);
      travel_cb (target, motion);
    }
  else if (target != motion->travelled)
    travel_to (motion, motion->travelled, target, TRAVEL_MS);
}

static void
update_barrier (ObdRouteMotion        *motion,
                const ObdStationState  states[OBD_N_STATIONS])
{
  gboolean stuck = FALSE;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    stuck = stuck || states[i] == OBD_STATION_STUCK;
  if (!stuck || !gtk_widget_get_mapped (motion->widget))
    {
      adw_animation_reset (motion->fall);
      fall_cb (stuck ? 1 : -1, motion);
    }
  else if (motion->barrier < 0)
    adw_animation_play (motion->fall);
}

static gboolean
is_all_good (const ObdStationState states[OBD_N_STATIONS])
{
  for (int i = 0; i < OBD_N_STATIONS; i++)
    if (states[i] != OBD_STATION_GOOD)
      return FALSE;
  return TRUE;
}

void
obd_route_motion_update (ObdRouteMotion        *motion,
                         const ObdStationState  states[OBD_N_STATIONS])
{
  gboolean was_good = motion->good;

  motion->target = obd_route_line_target (states);
  motion->good = is_all_good (states);
  motion->journey = !was_good && motion->good && !gtk_widget_get_mapped (motion->widget);
  update_travel (motion);
  update_barrier (motion, states);
}

void
obd_route_motion_begin (ObdRouteMotion *motion)
{
  if (motion->journey)
    travel_to (motion, 0, motion->target, JOURNEY_MS);
  motion->journey = FALSE;
}
