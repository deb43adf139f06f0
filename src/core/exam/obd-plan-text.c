/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-plan-text.h"

#include <glib/gi18n-lib.h>

/* Longest stretch of a server's words on a row, in characters. */
#define MAX_QUOTE 90

static const struct
{
  const char *device;
  const char *title;
} typed_titles[] = {
  /* TRANSLATORS: %u is a network port. A check of the plan: the port that the device uses. */
  { "iphone", N_("Port %u, as the iPhone has it") },
  { "mac", N_("Port %u, as the Mac has it") },
  { "android", N_("Port %u, as the Android phone has it") },
  { "outlook-windows", N_("Port %u, as Outlook has it") },
  { "this-computer", N_("Port %u, as this computer has it") },
  { NULL, N_("Port %u, as the device has it") },
};

/* A translation's own %u; the format is a constant of the table above. */
static char *
put_port (const char *format,
          guint16     port)
{
  g_autoptr (GString) text = g_string_new (format);
  g_autofree char *number = g_strdup_printf ("%u", port);

  g_string_replace (text, "%u", number, 1);
  return g_strdup (text->str);
}

char *
obd_plan_title_for_typed (const ObdTarget *target,
                          guint16          port)
{
  guint i = 0;

  while (typed_titles[i].device != NULL && g_strcmp0 (typed_titles[i].device, target->device) != 0)
    i++;
  return put_port (_(typed_titles[i].title), port);
}

char *
obd_plan_title_for_endpoint (const ObdEndpoint *endpoint)
{
  /* TRANSLATORS: %u is a network port. A check of the plan. */
  return g_strdup_printf (_("Port %u with encryption"), endpoint->port);
}

double
obd_plan_time_stages (const ObdFinding *finding,
                      ObdStage          first,
                      ObdStage          last)
{
  double sum = -1;

  if (finding->trace == NULL)
    return -1;
  for (guint i = 0; i < obd_trace_get_n_spans (finding->trace); i++)
    {
      const ObdSpan *span = obd_trace_get_span (finding->trace, i);

      if (span->stage >= first && span->stage <= last && span->end >= span->start)
        sum = MAX (sum, 0) + (span->end - span->start) / 1000.0;
    }
  return sum;
}

char *
obd_plan_quote_reply (const ObdReply *reply)
{
  g_autofree char *words = obd_reply_to_string (reply);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (words, -1) <= MAX_QUOTE)
    return g_steal_pointer (&words);
  start = g_utf8_substring (words, 0, MAX_QUOTE);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

void
obd_plan_describe (const ObdPlan    *plan,
                   const ObdPlanRow *row,
                   gboolean          over,
                   ObdPlanView      *view)
{
  switch (row->kind)
    {
    case OBD_PLAN_PROBE:
      obd_plan_describe_probe (plan, row, view);
      break;
    case OBD_PLAN_SEARCH:
      obd_plan_describe_search (row, view);
      break;
    case OBD_PLAN_ENDPOINT:
      obd_plan_describe_endpoint (plan->target, g_ptr_array_index (row->tasks, 0), view);
      break;
    case OBD_PLAN_OTHERS:
      obd_plan_describe_others (row, obd_plan_is_searching (plan), view);
      break;
    case OBD_PLAN_SIGN_IN:
      obd_plan_describe_sign_in (plan, row, over, view);
      break;
    case OBD_PLAN_RELAY_ANONYMOUS:
    case OBD_PLAN_RELAY_SIGNED_IN:
      obd_plan_describe_relay (plan, row, over, view);
      break;
    case OBD_PLAN_TEST_MESSAGE:
      obd_plan_describe_message (plan, row, over, view);
      break;
    case OBD_PLAN_INCOMING:
      obd_plan_describe_incoming (plan, row, over, view);
      break;
    default:
      g_assert_not_reached ();
    }
}
