/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-case-private.h"
#include "obd-settings.h"
#include "obd-worker.h"

#include <glib/gi18n-lib.h>

/* %NULL for "not told"; an empty field of the device is "" only where ObdMailbox knows that. */
static const char *
told (ObdCase  *self,
      ObdField  field)
{
  return self->states[field] == OBD_FIELD_FILLED ? self->texts[field] : NULL;
}

/* A device whose user name is empty does not sign in, whatever method its screen names. */
static ObdAuthentication
effective_authentication (ObdCase *self)
{
  if (self->states[OBD_FIELD_USERNAME] == OBD_FIELD_EMPTY)
    return OBD_AUTHENTICATION_NONE;
  return self->authentication;
}

/* Where nothing was taken over, the exam finds out where it is. */
static const char *const *
list_incoming (ObdCase *self)
{
  static const char *const found[] = { "imap", NULL };

  self->incoming_list[0] = self->incoming;
  return self->incoming != NULL ? self->incoming_list : found;
}

static void
fill_mailbox (ObdCase    *self,
              ObdMailbox *mailbox)
{
  mailbox->address = told (self, OBD_FIELD_ADDRESS);
  mailbox->host = told (self, OBD_FIELD_HOST);
  mailbox->port = told (self, OBD_FIELD_PORT);
  mailbox->security = self->security;
  mailbox->username = told (self, OBD_FIELD_USERNAME);
  if (self->states[OBD_FIELD_USERNAME] == OBD_FIELD_EMPTY)
    mailbox->username = "";
  mailbox->authentication = effective_authentication (self);
  mailbox->sender = told (self, OBD_FIELD_SENDER);
  mailbox->recipient = told (self, OBD_FIELD_RECIPIENT);
  mailbox->password = self->password;
  mailbox->device = told (self, OBD_FIELD_DEVICE);
  mailbox->device_version = told (self, OBD_FIELD_DEVICE_VERSION);
  mailbox->password_empty = self->states[OBD_FIELD_DEVICE_PASSWORD] == OBD_FIELD_EMPTY;
  mailbox->practice = self->scenario != NULL;
  mailbox->offline = self->offline;
  if (self->receiving && self->password != NULL)
    mailbox->incoming = list_incoming (self);
  mailbox->provider = self->provider;
}

static void
load_authorities_worker (GTask        *task,
                         gpointer      source,
                         gpointer      task_data,
                         GCancellable *cancellable)
{
  g_task_return_pointer (task, g_tls_backend_get_default_database (g_tls_backend_get_default ()),
                         g_object_unref);
}

void
obd_case_make_ready (ObdCase *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->made_ready)
    return;
  self->made_ready = TRUE;
  task = g_task_new (NULL, NULL, NULL, NULL);
  obd_worker_run (task, load_authorities_worker);
}

static ObdWireContext *
make_context (ObdCase  *self,
              GError  **error)
{
  if (self->practice != NULL)
    return obd_wire_context_new (obd_practice_get_book (self->practice),
                                 obd_practice_get_ca_file (self->practice), error);
  return obd_wire_context_new (self->book, self->ca_file, error);
}

/* (transfer full) (nullable): %NULL where nothing is remembered: the usual page; "": nobody is
 * asked */
static char *
dup_portal_url (void)
{
  GSettings *settings = obd_settings_get ();

  if (settings == NULL)
    return NULL;
  return g_settings_get_boolean (settings, "check-portal")
           ? g_settings_get_string (settings, "portal-check-url")
           : g_strdup ("");
}

static ObdExam *
make_exam (ObdCase           *self,
           const ObdMailbox  *described,
           GError           **error)
{
  g_autofree char *portal_url = dup_portal_url ();
  ObdMailbox mailbox = *described;
  g_autoptr (ObdTarget) target = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (GError) problem = NULL;

  mailbox.portal_url = portal_url;
  target = obd_target_new (&mailbox, &problem);
  if (target == NULL)
    {
      g_set_error_literal (error, problem->domain, problem->code, _(problem->message));
      return NULL;
    }
  context = make_context (self, &problem);
  if (context == NULL)
    {
      g_set_error_literal (error, OBD_INPUT_ERROR, OBD_INPUT_OTHER, problem->message);
      return NULL;
    }
  return obd_exam_new (target, context, 0);
}

static void
begin (ObdCase *self,
       ObdExam *exam)
{
  if (self->exam != NULL)
    obd_exam_cancel (self->exam);
  g_set_object (&self->exam, exam);
  obd_exam_start (exam);
  obd_case_notify_exam (self);
}

gboolean
obd_case_examine (ObdCase  *self,
                  GError  **error)
{
  g_autofree char *database = obd_settings_dup_database ();
  ObdMailbox mailbox = { 0 };
  g_autoptr (ObdExam) exam = NULL;

  fill_mailbox (self, &mailbox);
  mailbox.database = database;
  exam = make_exam (self, &mailbox, error);
  if (exam == NULL)
    return FALSE;
  obd_case_remember (self);
  obd_case_forget_results (self);
  begin (self, exam);
  return TRUE;
}

static void
apply_difference (ObdCase             *self,
                  const ObdDifference *difference)
{
  static const struct
  {
    const char *setting;
    ObdField    field;
  } fields[] = {
    { "server", OBD_FIELD_HOST },
    { "port", OBD_FIELD_PORT },
    { "username", OBD_FIELD_USERNAME },
    { "sender", OBD_FIELD_SENDER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].setting, difference->setting))
      obd_case_store_text (self, fields[i].field, difference->should_be);
  if (g_str_equal (difference->setting, "password"))
    self->states[OBD_FIELD_DEVICE_PASSWORD] = OBD_FIELD_FILLED;
  else if (g_str_equal (difference->setting, "security"))
    obd_security_from_nick (difference->should_be, &self->security);
  else if (g_str_equal (difference->setting, "authentication"))
    obd_authentication_from_nick (difference->should_be, &self->authentication);
}

static void
apply_differences (ObdCase       *self,
                   ObdConclusion *conclusion)
{
  g_clear_pointer (&self->before, obd_conclusion_unref);
  g_clear_pointer (&self->applied, g_ptr_array_unref);
  self->before = obd_conclusion_ref (conclusion);
  self->applied = g_ptr_array_ref (conclusion->differences);
  for (guint i = 0; i < self->applied->len; i++)
    apply_difference (self, g_ptr_array_index (self->applied, i));
}

/* Nothing is mistyped: what was mended since then is another field, or something at the provider. */
static gboolean
is_right_for_receiving (ObdConclusion *conclusion)
{
  return g_str_has_prefix (obd_diagnosis_get_rule (conclusion->verdict),
                           "auth-failed/receiving-takes");
}

/* The same password once more would only bring the account closer to being locked. */
static gboolean
needs_password (ObdCase       *self,
                ObdConclusion *conclusion)
{
  switch (obd_diagnosis_get_cause (conclusion->verdict))
    {
    case OBD_CAUSE_AUTH_FAILED:
      return !is_right_for_receiving (conclusion) || self->password == NULL;
    case OBD_CAUSE_APP_PASSWORD_REQUIRED:
      return TRUE;
    default:
      return self->password == NULL;
    }
}

void
obd_case_test_again (ObdCase *self)
{
  g_autofree char *database = obd_settings_dup_database ();
  ObdMailbox mailbox = { 0 };
  g_autoptr (ObdExam) exam = NULL;
  g_autoptr (GError) error = NULL;
  ObdConclusion *conclusion = obd_case_get_conclusion (self);

  g_return_if_fail (conclusion != NULL);
  apply_differences (self, conclusion);
  if (needs_password (self, conclusion))
    {
      obd_case_want_password (self);
      return;
    }
  fill_mailbox (self, &mailbox);
  mailbox.database = database;
  mailbox.only_typed = obd_case_get_state (self, OBD_FIELD_HOST) == OBD_FIELD_FILLED;
  exam = make_exam (self, &mailbox, &error);
  if (exam == NULL)
    {
      g_warning ("cannot test again: %s", error->message);
      return;
    }
  begin (self, exam);
}

ObdExam *
obd_case_prepare_message (ObdCase     *self,
                          const char  *recipient,
                          GError     **error)
{
  ObdMailbox mailbox = { 0 };
  ObdConclusion *conclusion = obd_case_get_conclusion (self);
  g_autofree char *port = NULL;

  fill_mailbox (self, &mailbox);
  mailbox.test_recipient = recipient != NULL && *recipient != '\0' ? recipient : mailbox.address;
  mailbox.only_typed = TRUE;
  if (conclusion != NULL && conclusion->working != NULL)
    {
      const ObdWorkingSettings *working = conclusion->working;

      port = g_strdup_printf ("%u", working->endpoint->port);
      mailbox.host = working->endpoint->host;
      mailbox.port = port;
      mailbox.security = working->endpoint->security;
      mailbox.username = working->username;
      obd_authentication_from_nick (working->authentication, &mailbox.authentication);
    }
  return make_exam (self, &mailbox, error);
}

static const char *
told_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
take_mailbox (ObdCase          *self,
              const ObdMailbox *mailbox)
{
  obd_case_store_text (self, OBD_FIELD_ADDRESS, mailbox->address);
  obd_case_store_text (self, OBD_FIELD_SENDER, mailbox->sender);
  obd_case_store_text (self, OBD_FIELD_RECIPIENT, mailbox->recipient);
  obd_case_store_text (self, OBD_FIELD_HOST, mailbox->host);
  obd_case_store_text (self, OBD_FIELD_PORT, mailbox->port);
  obd_case_store_text (self, OBD_FIELD_USERNAME, mailbox->username);
  if (g_strcmp0 (mailbox->username, "") == 0)
    self->states[OBD_FIELD_USERNAME] = OBD_FIELD_EMPTY;
  if (*told_or_empty (mailbox->device) != '\0')
    {
      obd_case_store_text (self, OBD_FIELD_DEVICE, mailbox->device);
      obd_case_store_text (self, OBD_FIELD_DEVICE_VERSION, mailbox->device_version);
    }
  self->states[OBD_FIELD_DEVICE_PASSWORD]
      = mailbox->password_empty ? OBD_FIELD_EMPTY : OBD_FIELD_UNKNOWN;
  self->security = mailbox->security;
  self->authentication = mailbox->authentication;
  self->receiving = FALSE;
  g_clear_pointer (&self->incoming, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->password, obd_secret_unref);
  if (mailbox->password != NULL)
    self->password = obd_secret_ref (mailbox->password);
}

static void
stop_practice (ObdCase *self)
{
  if (self->exam != NULL)
    obd_exam_cancel (self->exam);
  g_clear_object (&self->exam);
  g_clear_pointer (&self->practice, obd_practice_free);
  g_clear_pointer (&self->scenario, g_free);
}

gboolean
obd_case_start_practice (ObdCase     *self,
                         const char  *scenario,
                         GError     **error)
{
  ObdMailbox mailbox = { 0 };
  ObdPractice *practice = obd_practice_start (scenario, error);

  if (practice == NULL)
    return FALSE;
  stop_practice (self);
  obd_case_forget_results (self);
  self->practice = practice;
  self->scenario = g_strdup (scenario);
  obd_practice_fill_mailbox (practice, &mailbox);
  take_mailbox (self, &mailbox);
  obd_case_notify_exam (self);
  obd_case_notify_practice (self);
  return TRUE;
}

void
obd_case_reset (ObdCase *self)
{
  static const ObdMailbox nothing = { 0 };

  stop_practice (self);
  obd_case_forget_results (self);
  take_mailbox (self, &nothing);
  obd_case_store_text (self, OBD_FIELD_MESSAGE, NULL);
  obd_case_notify_exam (self);
  obd_case_notify_practice (self);
}
