/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "obd-stage.h"

G_BEGIN_DECLS

/**
 * ObdSpan:
 * @stage: which stage
 * @start: when it began, microseconds since the run began
 * @end: when it ended, same clock; -1 while it lasts
 */
typedef struct
{
  ObdStage stage;
  gint64   start;
  gint64   end;
} ObdSpan;

/**
 * ObdTrace:
 *
 * The times and the redacted words of one conversation. Written by one thread (the wire, which
 * redacts where a line is born), then handed to a finding and never written again.
 */
typedef struct _ObdTrace ObdTrace;

/* @origin: g_get_monotonic_time() when the run began. */
ObdTrace      *obd_trace_new     (gint64      origin);
ObdTrace      *obd_trace_ref     (ObdTrace   *trace);
void           obd_trace_unref   (ObdTrace   *trace);
/* Ends the stage that lasts and begins @stage; %OBD_STAGE_NONE only ends. A stage that lasts already
 * goes on. */
void           obd_trace_enter   (ObdTrace   *trace,
                                  ObdStage    stage);
ObdStage       obd_trace_get_stage (ObdTrace *trace);
/* Adds one line "C: EHLO …", "S: 250 …" or "* note"; the text is sanitised and bounded here. */
void           obd_trace_say     (ObdTrace   *trace,
                                  char        who,
                                  const char *text);
/* What obd_trace_enter() and obd_trace_say() recorded in another process: for the reader of reports.
 * Bounded and sanitised as they are; a line keeps the "C: ", "S: " or "* " that it begins with. */
void           obd_trace_add_span  (ObdTrace      *trace,
                                    const ObdSpan *span);
void           obd_trace_add_line  (ObdTrace      *trace,
                                    const char    *line);
guint          obd_trace_get_n_spans (ObdTrace *trace);
const ObdSpan *obd_trace_get_span    (ObdTrace *trace,
                                      guint     index);
/* Borrowed lines, oldest first. */
guint          obd_trace_get_n_lines (ObdTrace *trace);
const char    *obd_trace_get_line    (ObdTrace *trace,
                                      guint     index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdTrace, obd_trace_unref)

G_END_DECLS
