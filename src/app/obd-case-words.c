/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-case.h"

#include "obd-guide.h"
#include "obd-words.h"

#include <glib/gi18n-lib.h>

static const char *
find_version_label (const ObdDevice *device,
                    const char      *version)
{
  for (const ObdDeviceVersion *v = device->versions; v != NULL && v->id != NULL; v++)
    if (g_str_equal (v->id, version))
      return _(v->label);
  return NULL;
}

char *
obd_case_dup_device_noun (ObdCase *self)
{
  const ObdDevice *device = obd_device_find (obd_case_get_text (self, OBD_FIELD_DEVICE));

  return g_strdup (device != NULL ? _(device->noun) : _("device"));
}

char *
obd_case_dup_device_title (ObdCase *self)
{
  const ObdDevice *device = obd_device_find (obd_case_get_text (self, OBD_FIELD_DEVICE));
  const char *version = NULL;

  if (device == NULL)
    return g_strdup ("");
  version = find_version_label (device, obd_case_get_text (self, OBD_FIELD_DEVICE_VERSION));
  if (version == NULL)
    return g_strdup (_(device->label));
  /* TRANSLATORS: a device and the version of its system: iPhone, iOS 17 */
  return g_strdup_printf (_("%s, %s"), _(device->noun), version);
}

/* Later values win, empty ones never do. */
static void
put (GHashTable *values,
     const char *key,
     const char *value)
{
  if (value != NULL && *value != '\0')
    g_hash_table_insert (values, g_strdup (key), g_strdup (value));
}

static void
put_setting (ObdCase    *self,
             GHashTable *values,
             const char *setting,
             const char *nick)
{
  g_autofree char *shown = NULL;

  if (nick == NULL)
    return;
  shown = obd_words_value (obd_case_get_text (self, OBD_FIELD_DEVICE), setting, nick);
  put (values, setting, shown);
}

GHashTable *
obd_case_dup_current_values (ObdCase *self)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  put (values, "smtp-host", obd_case_get_text (self, OBD_FIELD_HOST));
  put (values, "smtp-port", obd_case_get_text (self, OBD_FIELD_PORT));
  put (values, "username", obd_case_get_text (self, OBD_FIELD_USERNAME));
  put (values, "now-host", obd_case_get_text (self, OBD_FIELD_HOST));
  put (values, "now-port", obd_case_get_text (self, OBD_FIELD_PORT));
  put (values, "now-username", obd_case_get_text (self, OBD_FIELD_USERNAME));
  put (values, "address", obd_case_get_text (self, OBD_FIELD_ADDRESS));
  put_setting (self, values, "security",
               obd_security_to_nick (obd_case_get_security (self)));
  put_setting (self, values, "authentication",
               obd_authentication_to_nick (obd_case_get_authentication (self)));
  return values;
}

GHashTable *
obd_case_dup_guide_values (ObdCase *self)
{
  GHashTable *values = obd_case_dup_current_values (self);
  ObdConclusion *conclusion = obd_case_get_conclusion (self);
  const ObdWorkingSettings *working = conclusion != NULL ? conclusion->working : NULL;
  g_autofree char *port = NULL;

  if (working == NULL)
    {
      if (!g_hash_table_contains (values, "username"))
        put (values, "username", obd_case_get_text (self, OBD_FIELD_ADDRESS));
      return values;
    }
  port = g_strdup_printf ("%u", working->endpoint->port);
  put (values, "smtp-host", working->endpoint->host);
  put (values, "smtp-port", port);
  put (values, "username", working->username);
  put_setting (self, values, "security", obd_security_to_nick (working->endpoint->security));
  put_setting (self, values, "authentication", working->authentication);
  return values;
}
