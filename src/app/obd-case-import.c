/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-case-private.h"

#include "obd-incoming-setting.h"

/* What an import may change; what else is told stays out of its undoing. */
static const ObdField taken_fields[] = {
  OBD_FIELD_ADDRESS,
  OBD_FIELD_HOST,
  OBD_FIELD_PORT,
  OBD_FIELD_USERNAME,
};

struct _ObdCaseTold
{
  char              *texts[G_N_ELEMENTS (taken_fields)];
  ObdFieldState      states[G_N_ELEMENTS (taken_fields)];
  ObdSecurity        security;
  ObdAuthentication  authentication;
  char              *incoming;
};

ObdCaseTold *
obd_case_dup_told (ObdCase *self)
{
  ObdCaseTold *told = g_new0 (ObdCaseTold, 1);

  for (guint i = 0; i < G_N_ELEMENTS (taken_fields); i++)
    {
      told->texts[i] = g_strdup (self->texts[taken_fields[i]]);
      told->states[i] = self->states[taken_fields[i]];
    }
  told->security = self->security;
  told->authentication = self->authentication;
  told->incoming = g_strdup (self->incoming);
  return told;
}

void
obd_case_told_free (ObdCaseTold *told)
{
  for (guint i = 0; i < G_N_ELEMENTS (taken_fields); i++)
    g_free (told->texts[i]);
  g_free (told->incoming);
  g_free (told);
}

static void
set_incoming (ObdCase    *self,
              const char *incoming)
{
  g_free (self->incoming);
  self->incoming = g_strdup (incoming);
}

void
obd_case_restore (ObdCase           *self,
                  const ObdCaseTold *told)
{
  for (guint i = 0; i < G_N_ELEMENTS (taken_fields); i++)
    {
      obd_case_store_text (self, taken_fields[i], told->texts[i]);
      self->states[taken_fields[i]] = told->states[i];
    }
  self->security = told->security;
  self->authentication = told->authentication;
  set_incoming (self, told->incoming);
  obd_case_emit_changed (self);
}

static void
take_text (ObdCase    *self,
           ObdField    field,
           const char *text)
{
  if (text != NULL && *text != '\0')
    obd_case_store_text (self, field, text);
}

static void
take_outgoing (ObdCase         *self,
               const ObdImport *import)
{
  g_autofree char *port = g_strdup_printf ("%u", import->outgoing->port);

  take_text (self, OBD_FIELD_HOST, import->outgoing->host);
  take_text (self, OBD_FIELD_PORT, import->outgoing->port > 0 ? port : NULL);
  if (import->outgoing->security != OBD_SECURITY_UNKNOWN)
    self->security = import->outgoing->security;
  if (import->authentication != OBD_AUTHENTICATION_UNKNOWN)
    self->authentication = import->authentication;
  take_text (self, OBD_FIELD_USERNAME, import->username);
  if (g_strcmp0 (import->username, "") == 0)
    {
      obd_case_store_text (self, OBD_FIELD_USERNAME, NULL);
      self->states[OBD_FIELD_USERNAME] = OBD_FIELD_EMPTY;
    }
}

static void
take_incoming (ObdCase         *self,
               const ObdImport *import)
{
  g_autoptr (ObdIncomingSetting) setting
      = obd_incoming_setting_new (import->protocol, obd_endpoint_ref (import->incoming));
  g_autofree char *text = obd_incoming_setting_to_string (setting);

  set_incoming (self, text);
}

void
obd_case_take_import (ObdCase         *self,
                      const ObdImport *import)
{
  take_text (self, OBD_FIELD_ADDRESS, import->address);
  if (import->outgoing != NULL)
    take_outgoing (self, import);
  set_incoming (self, NULL);
  /* a server without its port and encryption is found sooner from the address */
  if (import->incoming != NULL && import->incoming->port > 0
      && import->incoming->security != OBD_SECURITY_UNKNOWN)
    take_incoming (self, import);
  obd_case_emit_changed (self);
}
