/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-case.h"

#include "obd-case-private.h"
#include "obd-settings.h"

typedef enum
{
  PROP_EXAM = 1,
  PROP_PRACTICE,
} ObdCaseProperty;

static GParamSpec *properties[PROP_PRACTICE + 1];

enum
{
  CHANGED,
  PASSWORD_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ObdCase, obd_case, G_TYPE_OBJECT)

void
obd_case_emit_changed (ObdCase *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
obd_case_want_password (ObdCase *self)
{
  g_signal_emit (self, signals[PASSWORD_WANTED], 0);
}

void
obd_case_notify_exam (ObdCase *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXAM]);
}

void
obd_case_notify_practice (ObdCase *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRACTICE]);
  obd_case_emit_changed (self);
}

void
obd_case_store_text (ObdCase    *self,
                     ObdField    field,
                     const char *text)
{
  g_free (self->texts[field]);
  self->texts[field] = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  self->states[field] = self->texts[field] != NULL ? OBD_FIELD_FILLED : OBD_FIELD_UNKNOWN;
}

void
obd_case_remember (ObdCase *self)
{
  obd_settings_set_text ("device", self->texts[OBD_FIELD_DEVICE]);
  obd_settings_set_text ("device-version", self->texts[OBD_FIELD_DEVICE_VERSION]);
  if (self->scenario == NULL)
    obd_settings_set_text ("address", self->texts[OBD_FIELD_ADDRESS]);
}

static void
recall (ObdCase *self)
{
  g_autofree char *address = obd_settings_dup_text ("address");
  g_autofree char *device = obd_settings_dup_text ("device");
  g_autofree char *version = obd_settings_dup_text ("device-version");

  obd_case_store_text (self, OBD_FIELD_ADDRESS, address);
  obd_case_store_text (self, OBD_FIELD_DEVICE, device);
  obd_case_store_text (self, OBD_FIELD_DEVICE_VERSION, version);
}

void
obd_case_forget_results (ObdCase *self)
{
  g_clear_pointer (&self->before, obd_conclusion_unref);
  g_clear_pointer (&self->applied, g_ptr_array_unref);
  g_clear_pointer (&self->remedy, g_free);
}

static void
obd_case_get_property (GObject    *object,
                       guint       property,
                       GValue     *value,
                       GParamSpec *pspec)
{
  ObdCase *self = OBD_CASE (object);

  switch ((ObdCaseProperty) property)
    {
    case PROP_EXAM:
      g_value_set_object (value, self->exam);
      break;
    case PROP_PRACTICE:
      g_value_set_string (value, self->scenario);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
obd_case_dispose (GObject *object)
{
  ObdCase *self = OBD_CASE (object);

  if (self->exam != NULL)
    obd_exam_cancel (self->exam);
  g_clear_object (&self->exam);
  obd_case_forget_results (self);
  g_clear_object (&self->system_vault);
  g_clear_object (&self->practice_vault);
  g_clear_pointer (&self->practice, obd_practice_free);
  g_clear_pointer (&self->password, obd_secret_unref);
  G_OBJECT_CLASS (obd_case_parent_class)->dispose (object);
}

static void
obd_case_finalize (GObject *object)
{
  ObdCase *self = OBD_CASE (object);

  for (guint i = 0; i < OBD_N_FIELDS; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->book, obd_address_book_unref);
  g_free (self->ca_file);
  g_free (self->scenario);
  g_free (self->provider);
  g_free (self->incoming);
  G_OBJECT_CLASS (obd_case_parent_class)->finalize (object);
}

static void
obd_case_class_init (ObdCaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = obd_case_get_property;
  object_class->dispose = obd_case_dispose;
  object_class->finalize = obd_case_finalize;

  properties[PROP_EXAM] = g_param_spec_object ("exam", NULL, NULL, OBD_TYPE_EXAM,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRACTICE] = g_param_spec_string ("practice", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", OBD_TYPE_CASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PASSWORD_WANTED] = g_signal_new ("password-wanted", OBD_TYPE_CASE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
obd_case_init (ObdCase *self)
{
  self->system_vault = obd_vault_new_system ();
  self->practice_vault = obd_vault_new_memory ();
}

ObdCase *
obd_case_new (const ObdAddressBook *book,
              const char           *ca_file,
              gboolean              offline)
{
  ObdCase *self = g_object_new (OBD_TYPE_CASE, NULL);

  self->book = book != NULL ? obd_address_book_ref (book) : NULL;
  self->ca_file = g_strdup (ca_file);
  self->offline = offline;
  recall (self);
  return self;
}

const char *
obd_case_get_text (ObdCase  *self,
                   ObdField  field)
{
  return self->texts[field] != NULL ? self->texts[field] : "";
}

void
obd_case_set_text (ObdCase    *self,
                   ObdField    field,
                   const char *text)
{
  if (g_strcmp0 (obd_case_get_text (self, field), text != NULL ? text : "") == 0)
    return;
  obd_case_store_text (self, field, text);
  if (field == OBD_FIELD_DEVICE || field == OBD_FIELD_DEVICE_VERSION)
    obd_case_remember (self);
  obd_case_emit_changed (self);
}

ObdFieldState
obd_case_get_state (ObdCase  *self,
                    ObdField  field)
{
  return self->states[field];
}

void
obd_case_set_state (ObdCase       *self,
                    ObdField       field,
                    ObdFieldState  state)
{
  if (self->states[field] == state)
    return;
  if (state != OBD_FIELD_FILLED)
    g_clear_pointer (&self->texts[field], g_free);
  self->states[field] = state;
  obd_case_emit_changed (self);
}

ObdSecurity
obd_case_get_security (ObdCase *self)
{
  return self->security;
}

void
obd_case_set_security (ObdCase     *self,
                       ObdSecurity  security)
{
  if (self->security == security)
    return;
  self->security = security;
  obd_case_emit_changed (self);
}

ObdAuthentication
obd_case_get_authentication (ObdCase *self)
{
  return self->authentication;
}

void
obd_case_set_authentication (ObdCase           *self,
                             ObdAuthentication  authentication)
{
  if (self->authentication == authentication)
    return;
  self->authentication = authentication;
  obd_case_emit_changed (self);
}

const ObdSecret *
obd_case_get_password (ObdCase *self)
{
  return self->password;
}

void
obd_case_set_password (ObdCase   *self,
                       ObdSecret *password)
{
  if (self->password == password)
    return;
  g_clear_pointer (&self->password, obd_secret_unref);
  self->password = password != NULL ? obd_secret_ref (password) : NULL;
  obd_case_emit_changed (self);
}

gboolean
obd_case_get_receiving (ObdCase *self)
{
  return self->receiving;
}

void
obd_case_set_receiving (ObdCase  *self,
                        gboolean  receiving)
{
  if (self->receiving == receiving)
    return;
  self->receiving = receiving;
  obd_case_emit_changed (self);
}

const char *
obd_case_get_incoming (ObdCase *self)
{
  return self->incoming;
}

ObdExam *
obd_case_get_exam (ObdCase *self)
{
  return self->exam;
}

ObdConclusion *
obd_case_get_conclusion (ObdCase *self)
{
  return self->exam != NULL ? obd_exam_get_conclusion (self->exam) : NULL;
}

ObdConclusion *
obd_case_get_conclusion_before (ObdCase *self)
{
  return self->before;
}

GPtrArray *
obd_case_get_applied (ObdCase *self)
{
  return self->applied;
}

const char *
obd_case_get_provider (ObdCase *self)
{
  return self->provider;
}

void
obd_case_set_provider (ObdCase    *self,
                       const char *id)
{
  if (g_strcmp0 (self->provider, id) == 0)
    return;
  g_free (self->provider);
  self->provider = g_strdup (id);
  obd_case_emit_changed (self);
}

const char *
obd_case_get_remedy (ObdCase *self)
{
  return self->remedy;
}

void
obd_case_set_remedy (ObdCase    *self,
                     const char *remedy)
{
  g_free (self->remedy);
  self->remedy = g_strdup (remedy);
}

const char *
obd_case_get_practice (ObdCase *self)
{
  return self->scenario;
}

ObdVault *
obd_case_get_vault (ObdCase *self)
{
  return self->scenario != NULL ? self->practice_vault : self->system_vault;
}
