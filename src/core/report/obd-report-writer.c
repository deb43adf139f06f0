/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-report-writer.h"

#include "obd-keys.h"

void
obd_report_put_nick (ObdReportWriter *w, const char *name, const char *value)
{
  obd_json_put_text (w->json, name, value);
}

/* Everything that is not a word of the contract goes through the mask. */
void
obd_report_put_text (ObdReportWriter *w, const char *name, const char *value)
{
  g_autofree char *words = obd_report_mask_words (w->mask, value);

  obd_report_put_nick (w, name, words);
}

void
obd_report_put_int (ObdReportWriter *w, const char *name, gint64 value)
{
  obd_json_put_int (w->json, name, value);
}

void
obd_report_put_port (ObdReportWriter *w, const char *name, guint16 port)
{
  if (port != 0)
    obd_report_put_int (w, name, port);
  else
    obd_report_put_nick (w, name, NULL);
}

/* Microseconds as milliseconds, with no more digits than were measured. */
void
obd_report_put_ms (ObdReportWriter *w, const char *name, gint64 microseconds)
{
  if (microseconds < 0)
    obd_report_put_nick (w, name, NULL);
  else
    obd_json_put_real (w->json, name, microseconds / 1000.0);
}

void
obd_report_put_flag (ObdReportWriter *w, const char *name, gboolean value)
{
  obd_json_put_flag (w->json, name, value);
}

void
obd_report_put_time (ObdReportWriter *w, const char *name, gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  obd_report_put_nick (w, name, text);
}

void
obd_report_put_list (ObdReportWriter *w,
                     const char *name,
                     const char *const *values,
                     gboolean redact)
{
  obd_json_open_array (w->json, name);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *words =
          redact ? obd_report_mask_words (w->mask, values[i]) : g_strdup (values[i]);

      obd_json_put_text (w->json, NULL, words);
    }
  obd_json_close (w->json);
}

/* Who the provider is tells where its servers are. */
static gboolean
names_provider (const char *key)
{
  return g_str_equal (key, OBD_KEY_SEARCH_PROVIDER) || g_str_equal (key, OBD_KEY_SEARCH_NAME)
         || g_str_equal (key, OBD_KEY_SEARCH_WHERE);
}

void
obd_report_put_fact (ObdReportWriter *w, const char *name, GVariant *value)
{
  if (names_provider (name) && obd_report_mask_hides_hosts (w->mask))
    return;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    obd_report_put_flag (w, name, g_variant_get_boolean (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    obd_report_put_int (w, name, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    obd_report_put_text (w, name, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    {
      g_autofree const char **texts = g_variant_get_strv (value, NULL);

      obd_report_put_list (w, name, texts, TRUE);
    }
}
