/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the words and pictures of a guide are filled with. */

#include "config.h"

#include "obd-page-fixes-private.h"

static const char *
device_switch (ObdCase *obd_case)
{
  switch (obd_case_get_security (obd_case))
    {
    case OBD_SECURITY_NONE:
      return "off";
    case OBD_SECURITY_STARTTLS:
    case OBD_SECURITY_TLS:
      return "on";
    default:
      return "";
    }
}

static void
put (GHashTable *values,
     const char *key,
     const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_hash_table_insert (values, g_strdup (key), g_strdup (value));
}

/* Beside what works, the pictures show what the device has now. */
void
obd_page_fixes_fill_values (ObdPageFixes *self)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  const char *host = obd_case_get_text (obd_case, OBD_FIELD_HOST);

  g_clear_pointer (&self->values, g_hash_table_unref);
  self->values = obd_case_dup_guide_values (obd_case);
  put (self->values, "recipient", obd_case_get_text (obd_case, OBD_FIELD_RECIPIENT));
  put (self->values, "sender", obd_case_get_text (obd_case, OBD_FIELD_ADDRESS));
  put (self->values, "now-host",
       host[0] != '\0' ? host : g_hash_table_lookup (self->values, "smtp-host"));
  put (self->values, "now-port", obd_case_get_text (obd_case, OBD_FIELD_PORT));
  put (self->values, "now-username", obd_case_get_text (obd_case, OBD_FIELD_USERNAME));
  put (self->values, "use-ssl", device_switch (obd_case));
}
