/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-view.h"

#include "obd-note-card.h"
#include "obd-provider-words.h"
#include "obd-rows.h"
#include "obd-value-row.h"
#include "obd-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DOMAINS_SHOWN 4

struct _ObdProviderView
{
  AdwBin             parent_instance;

  GtkBox            *content;
  GtkWidget         *title;

  /* Of the one that is being shown; borrowed while the view is filled. */
  const ObdProvider *provider;
  const char        *address;
  const char        *device;
};

G_DEFINE_FINAL_TYPE (ObdProviderView, obd_provider_view, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text,
            const char *css)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, css);
  return label;
}

static GtkListBox *
add_list (ObdProviderView *self,
          const char      *heading)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  GtkWidget *label = make_label (heading, "heading");

  gtk_widget_add_css_class (label, "group");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  gtk_box_append (self->content, label);
  gtk_box_append (self->content, list);
  return GTK_LIST_BOX (list);
}

static void
add_title (ObdProviderView *self)
{
  g_autofree char *title = obd_provider_dup_title (self->provider);
  g_autofree char *domains = obd_provider_words_domains (self->provider, DOMAINS_SHOWN);
  GtkWidget *caption = make_label (domains, "caption");

  self->title = make_label (title, "title-2");
  /* so that it can take the focus, and a screen reader says it */
  gtk_label_set_selectable (GTK_LABEL (self->title), TRUE);
  gtk_widget_add_css_class (caption, "soft");
  gtk_widget_set_visible (caption, *domains != '\0');
  gtk_box_append (self->content, self->title);
  gtk_box_append (self->content, caption);
}

static void
add_headline (ObdProviderView *self)
{
  g_autofree char *headline = obd_provider_words_headline (self->provider);

  if (headline != NULL)
    gtk_box_append (self->content, obd_note_card_new (headline));
}

/* The user name for the address, or in words what it is; whether it can be copied. */
static char *
dup_username (ObdProviderView  *self,
              const ObdService *service,
              gboolean         *exact)
{
  char *username = self->address != NULL ? obd_service_dup_username (service, self->address) : NULL;

  *exact = username != NULL;
  return username != NULL ? username : obd_provider_words_username (service);
}

static char *
dup_other_username (const ObdService *service)
{
  g_autoptr (ObdService) other = NULL;
  g_autofree char *form = NULL;

  if (service->username_alternative == OBD_USERNAME_UNKNOWN)
    return NULL;
  other = obd_service_new (service->protocol, obd_endpoint_ref (service->endpoint), service->source);
  other->username_form = service->username_alternative;
  form = obd_provider_words_username (other);
  /* TRANSLATORS: %s is "the whole mail address" or "the part before the @" */
  return form != NULL ? g_strdup_printf (_("If that is refused, try %s."), form) : NULL;
}

static void
add_username (ObdProviderView  *self,
              GtkListBox       *list,
              const ObdService *service)
{
  gboolean exact = FALSE;
  g_autofree char *username = dup_username (self, service, &exact);
  g_autofree char *other = dup_other_username (service);

  if (username != NULL)
    gtk_list_box_append (list, obd_value_row_new (obd_words_setting (self->device, "username"),
                                                  username, other, exact, FALSE));
}

static void
add_password (ObdProviderView *self,
              GtkListBox      *list)
{
  g_autofree char *password = obd_provider_words_password (self->provider);

  if (password != NULL)
    gtk_list_box_append (list, obd_value_row_new (obd_words_setting (self->device, "password"),
                                                  password, NULL, FALSE,
                                                  self->provider->methods_doubtful));
}

/* Some devices name the kind of encryption, others have a switch: both are said. */
static void
add_security (ObdProviderView *self,
              GtkListBox      *list,
              ObdSecurity      security)
{
  const char *nick = obd_security_to_nick (security);
  g_autofree char *value = obd_words_value (self->device, "security", nick != NULL ? nick : "none");
  g_autofree char *note = NULL;

  if (security == OBD_SECURITY_NONE || security == OBD_SECURITY_UNKNOWN)
    note = NULL;
  else if (obd_words_has_ssl_switch (self->device))
    /* TRANSLATORS: %s is SSL/TLS or STARTTLS */
    note = g_strdup_printf (_("Other programs call it %s."), obd_provider_words_security (security));
  else
    note = g_strdup (_("Where there is only a switch for SSL: on."));
  gtk_list_box_append (list, obd_value_row_new (obd_words_setting (self->device, "security"), value,
                                                note, FALSE, FALSE));
}

static void
add_server (ObdProviderView  *self,
            GtkListBox       *list,
            const ObdService *service)
{
  const ObdEndpoint *endpoint = service->endpoint;
  g_autofree char *port = g_strdup_printf ("%u", endpoint->port);
  const char *note = NULL;

  if (self->provider->kind == OBD_PROVIDER_OWN_SERVER)
    note = _("An example: the name of yours is another one.");
  else if (service->doubtful)
    note = _("Only one public source says so.");
  gtk_list_box_append (list, obd_value_row_new (obd_words_setting (self->device, "server"),
                                                endpoint->host, note, TRUE, service->doubtful));
  gtk_list_box_append (list, obd_value_row_new (obd_words_setting (self->device, "port"), port, NULL,
                                                TRUE, FALSE));
  add_security (self, list, endpoint->security);
}

static void
add_outgoing (ObdProviderView *self,
              GPtrArray       *services)
{
  const char *host = NULL;
  GtkListBox *list = NULL;

  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);
      g_autofree char *also = obd_provider_words_endpoint (service->endpoint, host);

      if (service->protocol != OBD_PROTOCOL_SMTP)
        continue;
      if (list != NULL)
        {
          gtk_list_box_append (list, obd_value_row_new (_("Also works"), also, NULL, FALSE,
                                                        service->doubtful));
          continue;
        }
      list = add_list (self, _("To send"));
      host = service->endpoint->host;
      add_server (self, list, service);
      add_username (self, list, service);
      add_password (self, list);
    }
}

static gboolean
same_username (const ObdService *a,
               const ObdService *b)
{
  return a == NULL
         || (a->username_form == b->username_form
             && g_strcmp0 (a->username_hint, b->username_hint) == 0);
}

static void
add_incoming (ObdProviderView *self,
              GPtrArray       *services)
{
  const ObdService *outgoing = NULL;
  GtkListBox *list = NULL;

  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);
      g_autofree char *details = obd_provider_words_endpoint (service->endpoint,
                                                                   service->endpoint->host);
      g_autofree char *note = NULL;
      g_autofree char *username = NULL;
      gboolean exact = FALSE;

      if (service->protocol == OBD_PROTOCOL_SMTP)
        {
          outgoing = outgoing != NULL ? outgoing : service;
          continue;
        }
      if (list == NULL)
        list = add_list (self, _("To receive"));
      username = same_username (outgoing, service) ? NULL : dup_username (self, service, &exact);
      /* TRANSLATORS: "port 993, SSL/TLS", and what the user name is */
      note = username != NULL ? g_strdup_printf (_("%1$s, user name: %2$s"), details, username)
                              : g_strdup (details);
      gtk_list_box_append (list, obd_value_row_new (
                                     service->protocol == OBD_PROTOCOL_IMAP ? "IMAP" : "POP3",
                                     service->endpoint->host, note, TRUE, service->doubtful));
    }
}

static void
add_sentences (ObdProviderView *self,
               const char      *heading,
               char           **sentences)
{
  GtkListBox *list = NULL;

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *label = make_label (sentences[i], "row-content");

      if (list == NULL)
        list = add_list (self, heading);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_append (list, row);
    }
}

static void
add_help (ObdProviderView *self)
{
  g_autofree char *label = NULL;

  if (self->provider->help == NULL)
    return;
  /* TRANSLATORS: %s is a mail provider */
  label = g_strdup_printf (_("Help page of %s"), self->provider->name);
  gtk_box_append (self->content, obd_link_new (label, self->provider->help));
}

static void
add_origin (ObdProviderView *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *origin = obd_provider_words_origin (self->provider, now);
  GtkWidget *label = make_label (origin, "caption");

  gtk_widget_add_css_class (label, "soft");
  gtk_widget_add_css_class (label, "group");
  gtk_box_append (self->content, label);
}

static void
add_doubt (ObdProviderView *self)
{
  if (self->provider->doubtful)
    gtk_box_append (self->content,
                    obd_note_card_new (_("Not certain: only one public source tells these settings. "
                                         "The exam proves what is true.")));
}

static void
clear (ObdProviderView *self)
{
  GtkWidget *child = NULL;

  self->title = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->content))) != NULL)
    gtk_box_remove (self->content, child);
}

void
obd_provider_view_show (ObdProviderView   *self,
                        const ObdProvider *provider,
                        const char        *address,
                        const char        *device)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  g_autoptr (GPtrArray) services = obd_provider_dup_services (provider,
                                                              at != NULL ? at + 1 : NULL);

  clear (self);
  self->provider = provider;
  self->address = address;
  self->device = device;
  add_title (self);
  add_headline (self);
  add_doubt (self);
  add_outgoing (self, services);
  add_sentences (self, _("Do this first"), provider->switch_on);
  add_incoming (self, services);
  add_sentences (self, _("Good to know"), provider->notes);
  add_help (self);
  add_origin (self);
  self->address = NULL;
  self->device = NULL;
}

void
obd_provider_view_focus (ObdProviderView *self)
{
  if (self->title == NULL)
    return;
  gtk_widget_grab_focus (self->title);
  gtk_label_select_region (GTK_LABEL (self->title), 0, 0);
}

static void
obd_provider_view_class_init (ObdProviderViewClass *klass)
{
}

static void
obd_provider_view_init (ObdProviderView *self)
{
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->content));
}
