/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-settings.h"

#include "obd-search.h"

/* One id in both profiles, as data/meson.build says. */
#define SCHEMA_ID "io.github.outboxdoctor.OutboxDoctor"

GSettings *
obd_settings_get (void)
{
  static GSettings *settings;
  static gboolean asked;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (asked)
    return settings;
  asked = TRUE;
  schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (), SCHEMA_ID,
                                            TRUE);
  if (schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);
  else
    g_info ("schema %s is not installed: nothing will be remembered", SCHEMA_ID);
  return settings;
}

char *
obd_settings_dup_text (const char *key)
{
  GSettings *settings = obd_settings_get ();

  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup ("");
}

void
obd_settings_set_text (const char *key,
                       const char *value)
{
  GSettings *settings = obd_settings_get ();

  if (settings != NULL)
    g_settings_set_string (settings, key, value != NULL ? value : "");
}

char *
obd_settings_dup_database (void)
{
  GSettings *settings = obd_settings_get ();

  if (settings == NULL)
    return g_strdup (OBD_DATABASE_DEFAULT);
  return g_settings_get_boolean (settings, "search-database")
           ? g_settings_get_string (settings, "database-url")
           : NULL;
}
