/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-trace.h"

#include <string.h>

#include "obd-reply.h"

/* A hostile server may talk for ever; what is kept of it is bounded. */
#define MAX_LINES 400
#define MAX_LINE 600
/* Stages come in order, so a conversation has no more; a forged report may claim so. */
#define MAX_SPANS 100

struct _ObdTrace
{
  gint64     origin;
  GArray    *spans; /* ObdSpan */
  GPtrArray *lines;
};

ObdTrace *
obd_trace_new (gint64 origin)
{
  ObdTrace *trace = g_atomic_rc_box_new0 (ObdTrace);

  trace->origin = origin;
  trace->spans = g_array_new (FALSE, FALSE, sizeof (ObdSpan));
  trace->lines = g_ptr_array_new_with_free_func (g_free);
  return trace;
}

ObdTrace *
obd_trace_ref (ObdTrace *trace)
{
  return g_atomic_rc_box_acquire (trace);
}

static void
clear_trace (gpointer data)
{
  ObdTrace *trace = data;

  g_array_unref (trace->spans);
  g_ptr_array_unref (trace->lines);
}

void
obd_trace_unref (ObdTrace *trace)
{
  g_atomic_rc_box_release_full (trace, clear_trace);
}

void
obd_trace_enter (ObdTrace *trace,
                 ObdStage  stage)
{
  gint64 now = g_get_monotonic_time () - trace->origin;
  ObdSpan span = { stage, now, -1 };

  if (trace->spans->len > 0)
    {
      ObdSpan *last = &g_array_index (trace->spans, ObdSpan, trace->spans->len - 1);

      if (last->end < 0 && last->stage == stage)
        return;
      if (last->end < 0)
        last->end = now;
    }
  if (stage != OBD_STAGE_NONE)
    g_array_append_val (trace->spans, span);
}

ObdStage
obd_trace_get_stage (ObdTrace *trace)
{
  if (trace->spans->len == 0)
    return OBD_STAGE_NONE;
  return g_array_index (trace->spans, ObdSpan, trace->spans->len - 1).stage;
}

void
obd_trace_say (ObdTrace   *trace,
               char        who,
               const char *text)
{
  g_autofree char *clean = NULL;

  if (trace->lines->len >= MAX_LINES)
    return;
  clean = obd_text_sanitize (text, MAX_LINE);
  g_ptr_array_add (trace->lines, who == '*' ? g_strdup_printf ("* %s", clean)
                                            : g_strdup_printf ("%c: %s", who, clean));
}

void
obd_trace_add_span (ObdTrace      *trace,
                    const ObdSpan *span)
{
  if (trace->spans->len < MAX_SPANS)
    g_array_append_val (trace->spans, *span);
}

void
obd_trace_add_line (ObdTrace   *trace,
                    const char *line)
{
  if (trace->lines->len < MAX_LINES)
    g_ptr_array_add (trace->lines, obd_text_sanitize (line, MAX_LINE + strlen ("C: ")));
}

guint
obd_trace_get_n_spans (ObdTrace *trace)
{
  return trace->spans->len;
}

const ObdSpan *
obd_trace_get_span (ObdTrace *trace,
                    guint     index)
{
  return &g_array_index (trace->spans, ObdSpan, index);
}

guint
obd_trace_get_n_lines (ObdTrace *trace)
{
  return trace->lines->len;
}

const char *
obd_trace_get_line (ObdTrace *trace,
                    guint     index)
{
  return g_ptr_array_index (trace->lines, index);
}
