/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-route-line.h"

#define DOT_STEP 9
#define DOT_STEP_SMALL 6
#define BARRIER_WIDTH 5
#define BARRIER_BEFORE 8 /* from the line's end */
#define BARRIER_DROP 14  /* how far it comes down */

static gboolean
is_passed (ObdStationState state)
{
  return state == OBD_STATION_GOOD || state == OBD_STATION_WARNING;
}

static gboolean
is_dotted (ObdStationState state)
{
  return state == OBD_STATION_NOT_REACHED || state == OBD_STATION_NOT_TESTED;
}

double
obd_route_line_target (const ObdStationState states[OBD_N_STATIONS])
{
  int last = -1;

  for (int i = 0; i < OBD_N_STATIONS; i++)
    {
      if (states[i] == OBD_STATION_RUNNING || states[i] == OBD_STATION_STUCK)
        return i > 0 ? i - 0.5 : -1;
      if (is_passed (states[i]))
        last = i;
    }
  if (last < 0)
    return -1;
  return last == OBD_N_STATIONS - 1 ? last - 0.5 : last + 0.5;
}

static void
bar (const ObdRouteLine *line,
     GtkSnapshot        *snapshot,
     double              from,
     double              to,
     const GdkRGBA      *color)
{
  graphene_rect_t rect;
  GskRoundedRect rounded;

  if (to - from < 1)
    return;
  if (line->vertical)
    graphene_rect_init (&rect, (float) (line->across - line->width / 2), (float) from,
                        (float) line->width, (float) (to - from));
  else
    graphene_rect_init (&rect, (float) (line->mirrored ? line->extent - to : from),
                        (float) (line->across - line->width / 2), (float) (to - from),
                        (float) line->width);
  gsk_rounded_rect_init_from_rect (&rounded, &rect, (float) line->width / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, &rect);
  gtk_snapshot_pop (snapshot);
}

static void
dots (const ObdRouteLine *line,
      GtkSnapshot        *snapshot,
      double              from,
      double              to)
{
  double step = line->inset > 24 ? DOT_STEP : DOT_STEP_SMALL;
  double size = line->width > 4.5 ? 4 : 3;

  for (double at = from + 2; at <= to; at += step)
    {
      double x = line->vertical ? line->across : line->mirrored ? line->extent - at : at;
      double y = line->vertical ? at : line->across;
      graphene_rect_t rect = GRAPHENE_RECT_INIT ((float) (x - size / 2), (float) (y - size / 2),
                                                 (float) size, (float) size);
      GskRoundedRect rounded;

      gsk_rounded_rect_init_from_rect (&rounded, &rect, (float) size / 2);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &line->dots, &rect);
      gtk_snapshot_pop (snapshot);
    }
}

/* From station @i to the next: as far as the mail came in the accent colour, then what follows. */
static void
segment (const ObdRouteLine *line,
         GtkSnapshot        *snapshot,
         int                 i)
{
  ObdStationState next = line->states[i + 1];
  double from = line->middle[i] + line->inset;
  double to = line->middle[i + 1] - (next == OBD_STATION_STUCK ? line->stuck_inset : line->inset);
  double part = CLAMP (line->travelled - i, 0, 1);
  double filled = line->middle[i] + part * (line->middle[i + 1] - line->middle[i]);

  filled = CLAMP (filled, from, to);
  /* At rest before a barrier or a station passed, the whole way is behind the mail. */
  if (part > 0 && (is_passed (next) || part >= 1))
    filled = line->travelled > i + 0.49 ? to : filled;
  if (is_dotted (next))
    dots (line, snapshot, MAX (filled, from), to);
  else if (next != OBD_STATION_STUCK)
    bar (line, snapshot, from, to, &line->pale);
  else if (!line->vertical && line->barrier >= 0)
    filled = CLAMP (filled + 14, from, to - 20);
  bar (line, snapshot, from, filled, &line->fill);
}

static void
barrier (const ObdRouteLine *line,
         GtkSnapshot        *snapshot,
         int                 i)
{
  double at = line->middle[i] - line->stuck_inset - BARRIER_BEFORE;
  double x = line->mirrored ? line->extent - at : at;
  double up = (1 - line->barrier) * BARRIER_DROP;
  GdkRGBA color = line->stop;
  graphene_rect_t rect = GRAPHENE_RECT_INIT ((float) (x - BARRIER_WIDTH / 2.0),
                                             (float) (line->across - line->barrier_length / 2 - up),
                                             BARRIER_WIDTH, (float) line->barrier_length);
  GskRoundedRect rounded;

  color.alpha *= (float) CLAMP (line->barrier, 0, 1);
  gsk_rounded_rect_init_from_rect (&rounded, &rect, BARRIER_WIDTH / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &color, &rect);
  gtk_snapshot_pop (snapshot);
}

void
obd_route_line_snapshot (const ObdRouteLine *line,
                         GtkSnapshot        *snapshot)
{
  for (int i = 0; i + 1 < OBD_N_STATIONS; i++)
    {
      segment (line, snapshot, i);
      if (line->states[i + 1] == OBD_STATION_STUCK && line->barrier >= 0 && !line->vertical)
        barrier (line, snapshot, i + 1);
    }
}
