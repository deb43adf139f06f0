/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-mailbox-private.h"

#include "obd-incoming-setting.h"
#include "obd-words.h"

#include <glib/gi18n-lib.h>

/* The order of the entries in the combo rows. */
static const ObdSecurity securities[] = { OBD_SECURITY_UNKNOWN, OBD_SECURITY_NONE,
                                          OBD_SECURITY_STARTTLS, OBD_SECURITY_TLS };
static const ObdAuthentication authentications[]
    = { OBD_AUTHENTICATION_UNKNOWN,  OBD_AUTHENTICATION_PASSWORD, OBD_AUTHENTICATION_CRAM_MD5,
        OBD_AUTHENTICATION_NTLM,     OBD_AUTHENTICATION_OAUTH2,   OBD_AUTHENTICATION_NONE };

enum
{
  SSL_OFF,
  SSL_ON,
  SSL_UNKNOWN,
};

enum
{
  PASSWORD_EMPTY,
  PASSWORD_FILLED,
  PASSWORD_UNKNOWN,
};

typedef struct
{
  ObdFieldRow *row;
  ObdField     field;
} Binding;

#define N_BINDINGS 6

static void
list_bindings (ObdPageMailbox *self,
               Binding         bindings[N_BINDINGS])
{
  bindings[0] = (Binding) { self->address, OBD_FIELD_ADDRESS };
  bindings[1] = (Binding) { self->recipient, OBD_FIELD_RECIPIENT };
  bindings[2] = (Binding) { self->sender, OBD_FIELD_SENDER };
  bindings[3] = (Binding) { self->host, OBD_FIELD_HOST };
  bindings[4] = (Binding) { self->username, OBD_FIELD_USERNAME };
  bindings[5] = (Binding) { self->port, OBD_FIELD_PORT };
}

static const char *
get_device (ObdPageMailbox *self)
{
  return obd_case_get_text (obd_page_get_case (OBD_PAGE (self)), OBD_FIELD_DEVICE);
}

/* "SSL on" has no kind: ports have a natural one. */
static ObdSecurity
read_security (ObdPageMailbox *self)
{
  guint64 port = g_ascii_strtoull (obd_field_row_get_text (self->port), NULL, 10);

  if (!obd_words_has_ssl_switch (get_device (self)))
    return securities[adw_combo_row_get_selected (self->security)];
  switch (obd_choice_get_selected (self->ssl_choice))
    {
    case SSL_OFF:
      return OBD_SECURITY_NONE;
    case SSL_ON:
      return obd_security_natural (MIN (port, G_MAXUINT16));
    default:
      return OBD_SECURITY_UNKNOWN;
    }
}

static void
store_password (ObdPageMailbox *self)
{
  const char *text = obd_field_row_get_text (self->password);
  g_autoptr (ObdSecret) secret = *text != '\0' ? obd_secret_new (text, -1) : NULL;

  obd_case_set_password (obd_page_get_case (OBD_PAGE (self)), secret);
}

void
obd_mailbox_form_store (ObdPageMailbox *self)
{
  static const ObdFieldState password_states[]
      = { OBD_FIELD_EMPTY, OBD_FIELD_FILLED, OBD_FIELD_UNKNOWN };
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  int answer = obd_choice_get_selected (self->device_password_choice);
  Binding bindings[N_BINDINGS];

  list_bindings (self, bindings);
  for (guint i = 0; i < N_BINDINGS; i++)
    {
      obd_case_set_text (obd_case, bindings[i].field, obd_field_row_get_text (bindings[i].row));
      obd_case_set_state (obd_case, bindings[i].field, obd_field_row_get_state (bindings[i].row));
    }
  obd_case_set_state (obd_case, OBD_FIELD_DEVICE_PASSWORD,
                      answer < 0 ? OBD_FIELD_UNKNOWN : password_states[answer]);
  obd_case_set_security (obd_case, read_security (self));
  obd_case_set_authentication (obd_case,
                               authentications[adw_combo_row_get_selected (self->authentication)]);
  store_password (self);
  obd_case_set_receiving (obd_case, gtk_switch_get_active (self->receiving));
}

static guint
index_of (const guint *values,
          guint        n,
          guint        value)
{
  for (guint i = 0; i < n; i++)
    if (values[i] == value)
      return i;
  return 0;
}

static void
load_choices (ObdPageMailbox *self)
{
  static const int password_answers[] = { PASSWORD_UNKNOWN, PASSWORD_EMPTY, PASSWORD_FILLED };
  static const int ssl_answers[] = { -1, SSL_OFF, SSL_ON, SSL_ON };
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  ObdFieldState state = obd_case_get_state (obd_case, OBD_FIELD_DEVICE_PASSWORD);
  ObdSecurity security = obd_case_get_security (obd_case);

  obd_choice_set_selected (self->device_password_choice,
                           state == OBD_FIELD_UNKNOWN ? -1 : password_answers[state]);
  obd_choice_set_selected (self->ssl_choice, ssl_answers[security]);
  adw_combo_row_set_selected (self->security, index_of ((const guint *) securities,
                                                        G_N_ELEMENTS (securities), security));
  adw_combo_row_set_selected (self->authentication,
                              index_of ((const guint *) authentications,
                                        G_N_ELEMENTS (authentications),
                                        obd_case_get_authentication (obd_case)));
}

/* Where an incoming server was taken over, it is that one. */
static void
show_receiving_place (ObdPageMailbox *self)
{
  const char *incoming = obd_case_get_incoming (obd_page_get_case (OBD_PAGE (self)));
  g_autoptr (ObdIncomingSetting) setting
      = incoming != NULL ? obd_incoming_setting_parse (incoming, NULL) : NULL;
  g_autofree char *text = NULL;

  if (setting == NULL || setting->endpoint == NULL)
    text = g_strdup (_("Signs in once and opens no mail. It shows whether the password itself is "
                       "wrong."));
  else
    /* TRANSLATORS: %s is the name of a server */
    text = g_strdup_printf (_("Signs in once at %s and opens no mail. It shows whether the "
                              "password itself is wrong."),
                            setting->endpoint->host);
  adw_action_row_set_subtitle (self->receiving_row, text);
}

void
obd_mailbox_form_offer_receiving (ObdPageMailbox *self)
{
  gboolean practice = obd_case_get_practice (obd_page_get_case (OBD_PAGE (self))) != NULL;

  show_receiving_place (self);
  gtk_widget_set_visible (GTK_WIDGET (self->receiving_row),
                          !practice && *obd_field_row_get_text (self->password) != '\0');
}

void
obd_mailbox_form_load (ObdPageMailbox *self)
{
  ObdCase *obd_case = obd_page_get_case (OBD_PAGE (self));
  const ObdSecret *password = obd_case_get_password (obd_case);
  Binding bindings[N_BINDINGS];

  list_bindings (self, bindings);
  for (guint i = 0; i < N_BINDINGS; i++)
    obd_field_row_set (bindings[i].row, obd_case_get_state (obd_case, bindings[i].field),
                       obd_case_get_text (obd_case, bindings[i].field));
  obd_field_row_set (self->password, password != NULL ? OBD_FIELD_FILLED : OBD_FIELD_UNKNOWN,
                     password != NULL ? obd_secret_peek (password) : NULL);
  gtk_switch_set_active (self->receiving, obd_case_get_receiving (obd_case));
  obd_mailbox_form_offer_receiving (self);
  load_choices (self);
}

void
obd_mailbox_form_name_rows (ObdPageMailbox *self)
{
  const char *device = get_device (self);
  gboolean has_switch = obd_words_has_ssl_switch (device);
  g_autofree char *shows_now = obd_words_shows_now (obd_page_get_case (OBD_PAGE (self)));
  const struct
  {
    gpointer    row;
    const char *setting;
  } names[] = {
    { self->host, "server" },         { self->username, "username" },
    { self->device_password, "password" }, { self->ssl, "security" },
    { self->security, "security" },   { self->authentication, "authentication" },
    { self->port, "port" },
  };

  gtk_label_set_label (self->shows_now, shows_now);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    adw_preferences_row_set_title (names[i].row, obd_words_setting (device, names[i].setting));
  gtk_widget_set_visible (GTK_WIDGET (self->ssl), has_switch);
  gtk_widget_set_visible (GTK_WIDGET (self->security), !has_switch);
}

void
obd_mailbox_form_show_problem (ObdPageMailbox *self,
                               const GError   *error)
{
  ObdFieldRow *const rows[] = {
    [OBD_INPUT_ADDRESS] = self->address,   [OBD_INPUT_SENDER] = self->sender,
    [OBD_INPUT_RECIPIENT] = self->recipient, [OBD_INPUT_HOST] = self->host,
    [OBD_INPUT_PORT] = self->port,         [OBD_INPUT_USERNAME] = self->username,
    [OBD_INPUT_PASSWORD] = self->password, [OBD_INPUT_OTHER] = NULL,
  };
  ObdFieldRow *row = error->domain == OBD_INPUT_ERROR ? rows[error->code] : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem), row == NULL);
  if (row == NULL)
    {
      gtk_label_set_label (self->problem, error->message);
      return;
    }
  obd_field_row_set_error (row, error->message);
  obd_field_row_focus (row);
}

void
obd_mailbox_form_fill_choices (ObdPageMailbox *self)
{
  obd_choice_add (self->device_password_choice, C_("field", "Empty"), _("Password on the device"));
  obd_choice_add (self->device_password_choice, C_("field", "Filled in"),
                  _("Password on the device"));
  obd_choice_add (self->device_password_choice, _("Don’t know"), _("Password on the device"));
  obd_choice_add (self->ssl_choice, C_("switch", "Off"), _("Use SSL"));
  obd_choice_add (self->ssl_choice, C_("switch", "On"), _("Use SSL"));
  obd_choice_add (self->ssl_choice, _("Don’t know"), _("Use SSL"));
}
