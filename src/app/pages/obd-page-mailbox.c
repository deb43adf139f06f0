/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-page-mailbox.h"

#include "obd-choice.h"
#include "obd-field-row.h"
#include "obd-mailbox-advice.h"
#include "obd-pair-layout.h"
#include "obd-where-card.h"
#include "obd-words.h"

#include <glib/gi18n-lib.h>

struct _ObdPageMailbox
{
  ObdPage       parent_instance;

  GtkLabel     *problem;
  GtkLabel     *password_hint;
  GtkLabel     *shows_now;
  ObdFieldRow  *address;
  ObdFieldRow  *password;
  AdwActionRow *receiving_row;
  GtkSwitch    *receiving;
  ObdFieldRow  *recipient;
  ObdFieldRow  *sender;
  ObdFieldRow  *host;
  ObdFieldRow  *username;
  AdwActionRow *device_password;
  ObdChoice    *device_password_choice;
  AdwActionRow *ssl;
  ObdChoice    *ssl_choice;
  AdwComboRow  *security;
  AdwComboRow  *authentication;
  ObdFieldRow  *port;
  ObdWhereCard *where;

  ObdMailboxFields  advised;
  ObdMailboxAdvice *advice;
};

G_DEFINE_FINAL_TYPE (ObdPageMailbox, obd_page_mailbox, OBD_TYPE_PAGE)

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

static void
store (ObdPageMailbox *self)
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

/* Without a password there is nothing to sign in with, and practice has no such server. */
static void
offer_receiving (ObdPageMailbox *self)
{
  gboolean practice = obd_case_get_practice (obd_page_get_case (OBD_PAGE (self))) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->receiving_row),
                          !practice && *obd_field_row_get_text (self->password) != '\0');
}

static void
load (ObdPageMailbox *self)
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
  offer_receiving (self);
  load_choices (self);
}

/* Calls every setting as the chosen device calls it. */
static void
name_rows (ObdPageMailbox *self)
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

static void
show_problem (ObdPageMailbox *self,
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

static void
obd_page_mailbox_primary (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);
  g_autoptr (GError) error = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  store (self);
  if (!obd_case_examine (obd_page_get_case (page), &error))
    show_problem (self, error);
}

/* Enter in a field means the suggested button. */
static void
entry_activated_cb (ObdPageMailbox *self)
{
  obd_page_mailbox_primary (OBD_PAGE (self));
}

static void
password_changed_cb (ObdPageMailbox *self)
{
  offer_receiving (self);
}

/* The picture shows the row that is being filled in. */
static void
focus_moved_cb (ObdPageMailbox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;

  if (row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    obd_where_card_highlight (self->where,
                              adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
obd_page_mailbox_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (obd_page_mailbox_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (focus_moved_cb), widget, G_CONNECT_SWAPPED);
}

static void
obd_page_mailbox_entered (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);
  g_autofree char *subtitle = obd_case_dup_device_title (obd_page_get_case (page));

  obd_page_set_subtitle (page, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->password_hint), FALSE);
  name_rows (self);
  load (self);
  obd_mailbox_advice_refresh (self->advice);
  obd_where_card_show (self->where, obd_page_get_case (page));
}

static void
obd_page_mailbox_case_set (ObdPage *page)
{
  obd_mailbox_advice_begin (OBD_PAGE_MAILBOX (page)->advice, obd_page_get_case (page));
}

static void
obd_page_mailbox_left (ObdPage *page)
{
  store (OBD_PAGE_MAILBOX (page));
}

static void
obd_page_mailbox_focus (ObdPage *page)
{
  ObdPageMailbox *self = OBD_PAGE_MAILBOX (page);

  if (gtk_widget_get_visible (GTK_WIDGET (self->password_hint)))
    obd_field_row_focus (self->password);
  else if (*obd_field_row_get_text (self->address) == '\0')
    obd_field_row_focus (self->address);
  else
    obd_field_row_focus (self->host);
}

static void
fill_choices (ObdPageMailbox *self)
{
  obd_choice_add (self->device_password_choice, C_("field", "Empty"), _("Password on the device"));
  obd_choice_add (self->device_password_choice, C_("field", "Filled in"),
                  _("Password on the device"));
  obd_choice_add (self->device_password_choice, _("Don’t know"), _("Password on the device"));
  obd_choice_add (self->ssl_choice, C_("switch", "Off"), _("Use SSL"));
  obd_choice_add (self->ssl_choice, C_("switch", "On"), _("Use SSL"));
  obd_choice_add (self->ssl_choice, _("Don’t know"), _("Use SSL"));
}

static void
obd_page_mailbox_dispose (GObject *object)
{
  if (OBD_PAGE_MAILBOX (object)->advice != NULL)
    g_object_run_dispose (G_OBJECT (OBD_PAGE_MAILBOX (object)->advice));
  g_clear_object (&OBD_PAGE_MAILBOX (object)->advice);
  adw_bin_set_child (ADW_BIN (object), NULL); /* else libadwaita 1.2 lets go of it twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), OBD_TYPE_PAGE_MAILBOX);
  G_OBJECT_CLASS (obd_page_mailbox_parent_class)->dispose (object);
}

/* The rows that only the advice needs. */
static void
bind_advised (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    gssize      offset;
  } children[] = {
    { "address_hint", G_STRUCT_OFFSET (ObdMailboxFields, address_hint) },
    { "recipient_hint", G_STRUCT_OFFSET (ObdMailboxFields, recipient_hint) },
    { "host_hint", G_STRUCT_OFFSET (ObdMailboxFields, host_hint) },
    { "note", G_STRUCT_OFFSET (ObdMailboxFields, note) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, children[i].name, FALSE,
        G_STRUCT_OFFSET (ObdPageMailbox, advised) + children[i].offset);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, problem);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, password_hint);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, shows_now);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, address);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, password);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, receiving_row);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, receiving);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, recipient);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, sender);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, host);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, username);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, device_password);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, device_password_choice);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, ssl);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, ssl_choice);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, security);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, authentication);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, port);
  gtk_widget_class_bind_template_child (widget_class, ObdPageMailbox, where);
  bind_advised (widget_class);
}

static void
obd_page_mailbox_class_init (ObdPageMailboxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ObdPageClass *page_class = OBD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = obd_page_mailbox_dispose;
  widget_class->root = obd_page_mailbox_root;
  page_class->entered = obd_page_mailbox_entered;
  page_class->case_set = obd_page_mailbox_case_set;
  page_class->left = obd_page_mailbox_left;
  page_class->primary = obd_page_mailbox_primary;
  page_class->focus = obd_page_mailbox_focus;
  g_type_ensure (OBD_TYPE_CHOICE);
  g_type_ensure (OBD_TYPE_FIELD_ROW);
  g_type_ensure (OBD_TYPE_HINT_ROW);
  g_type_ensure (OBD_TYPE_PAIR_LAYOUT);
  g_type_ensure (OBD_TYPE_PROVIDER_NOTE);
  g_type_ensure (OBD_TYPE_WHERE_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/obd-page-mailbox.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, password_changed_cb);
}

static void
obd_page_mailbox_init (ObdPageMailbox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self);
  self->advised.address = self->address;
  self->advised.recipient = self->recipient;
  self->advised.host = self->host;
  self->advice = obd_mailbox_advice_new (&self->advised);
}

void
obd_page_mailbox_ask_password (ObdPageMailbox *self)
{
  obd_field_row_set (self->password, OBD_FIELD_UNKNOWN, NULL);
  offer_receiving (self);
  gtk_widget_set_visible (GTK_WIDGET (self->password_hint), TRUE);
  obd_field_row_focus (self->password);
}
