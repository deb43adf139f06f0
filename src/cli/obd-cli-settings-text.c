/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-cli-settings.h"

#include "obd-search-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  ObdMethods  method;
  const char *name;
} method_names[] = {
  { OBD_METHOD_PASSWORD, N_("the mailbox password") },
  { OBD_METHOD_APP_PASSWORD, N_("an app password") },
  { OBD_METHOD_OAUTH2, N_("the provider’s own page") },
  { OBD_METHOD_BRIDGE, N_("the password of the provider’s program on this computer") },
  { OBD_METHOD_CRAM_MD5, N_("an encrypted password (CRAM-MD5)") },
  { OBD_METHOD_NTLM, N_("NTLM") },
  { OBD_METHOD_CLIENT_ADDRESS, N_("nothing, inside the provider’s own network") },
};

static const char *
get_security_name (ObdSecurity security)
{
  switch (security)
    {
    case OBD_SECURITY_TLS:
      return _("SSL/TLS");
    case OBD_SECURITY_STARTTLS:
      return "STARTTLS";
    case OBD_SECURITY_NONE:
    case OBD_SECURITY_UNKNOWN:
    default:
      return _("no encryption");
    }
}

static void
append_methods (GString    *text,
                ObdMethods  methods)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (method_names); i++)
    if (methods & method_names[i].method)
      g_strv_builder_add (builder, _(method_names[i].name));
  names = g_strv_builder_end (builder);
  if (names[0] == NULL)
    return;
  /* TRANSLATORS: between the ways to sign in. */
  list = g_strjoinv (_(" or "), names);
  /* TRANSLATORS: %s: one or several of "the mailbox password", "an app password" … */
  g_string_append_printf (text, _("    sign in with %s"), list);
  g_string_append_c (text, '\n');
}

static void
append_username (GString          *text,
                 const ObdService *service,
                 const char       *address)
{
  g_autofree char *username = obd_service_dup_username (service, address);

  if (username == NULL && service->username_form == OBD_USERNAME_OTHER)
    username = g_strdup (service->username_hint);
  if (username == NULL)
    return;
  g_string_append_printf (text, _("    user name %s"), username);
  g_string_append_c (text, '\n');
}

/* Who said it, where, and when it was true. */
static void
append_origin (GString          *text,
               const ObdService *service)
{
  const char *source = obd_source_get_words (service->source);

  /* TRANSLATORS: %s: "the list of known providers" or another one of them. */
  g_string_append_printf (text, _("    from %s"), source);
  if (service->detail != NULL)
    g_string_append_printf (text, " (%s)", service->detail);
  if (service->as_of != NULL)
    g_string_append_printf (text, ", %s", service->as_of);
  g_string_append_c (text, '\n');
  if (service->doubtful)
    g_string_append_printf (text, "    %s\n", _("not certain: only a guess, or one source alone"));
  if (!service->trusted)
    g_string_append_printf (text, "    %s\n",
                            _("not signed by anybody: no password goes there before you have "
                              "typed this server yourself"));
}

static void
append_service (GString          *text,
                const ObdService *service,
                const char       *address)
{
  const char *protocol = service->protocol == OBD_PROTOCOL_IMAP   ? "IMAP "
                         : service->protocol == OBD_PROTOCOL_POP3 ? "POP3 "
                                                                  : "";

  /* TRANSLATORS: a server's name, its port, and how it encrypts: "mail.example port 465 SSL/TLS".
   * */
  g_string_append_printf (text, _("  %s%s port %u %s"), protocol, service->endpoint->host,
                          service->endpoint->port, get_security_name (service->endpoint->security));
  g_string_append_c (text, '\n');
  append_username (text, service, address);
  append_methods (text, service->methods);
  append_origin (text, service);
}

static void
append_services (GString              *text,
                 const ObdCliSettings *settings,
                 const char           *title,
                 gboolean              outgoing)
{
  const GPtrArray *services = settings->discovery->services;
  gboolean any = FALSE;

  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);

      if ((service->protocol == OBD_PROTOCOL_SMTP) != outgoing)
        continue;
      if (!any)
        g_string_append_printf (text, "\n%s\n", title);
      any = TRUE;
      append_service (text, service, settings->search->address);
    }
}

static void
append_notes (GString              *text,
              const ObdCliSettings *settings)
{
  g_auto (GStrv) notes = obd_cli_settings_dup_notes (settings);
  const char *help = obd_discovery_get_help (settings->discovery);

  if (notes[0] != NULL || help != NULL)
    g_string_append_printf (text, "\n%s\n", _("To know"));
  for (guint i = 0; notes[i] != NULL; i++)
    g_string_append_printf (text, "  %s\n", notes[i]);
  if (help != NULL)
    g_string_append_printf (text, "  %s\n", help);
}

static void
append_results (GString            *text,
                const ObdDiscovery *discovery)
{
  g_string_append_printf (text, "\n%s\n", _("Who was asked"));
  for (guint i = 0; i < discovery->results->len; i++)
    {
      const ObdSearchResult *result = g_ptr_array_index (discovery->results, i);

      g_string_append_printf (text, "  %s: %s", obd_source_get_words (result->source),
                              obd_search_outcome_get_words (
                                  obd_search_outcome_to_nick (result->outcome)));
      if (result->outcome == OBD_SEARCH_FOUND && result->where != NULL)
        g_string_append_printf (text, " (%s)", result->where);
      else if (result->outcome != OBD_SEARCH_NOTHING && result->reason != NULL)
        g_string_append_printf (text, " (%s)", result->reason);
      g_string_append_c (text, '\n');
    }
}

char **
obd_cli_settings_dup_notes (const ObdCliSettings *settings)
{
  const ObdProvider *provider = obd_discovery_get_provider (settings->discovery);
  GStrvBuilder *notes = g_strv_builder_new ();
  char **list;

  if (settings->instead != NULL)
    {
      /* TRANSLATORS: %s is a mail address. */
      g_autofree char *question = g_strdup_printf (_("Did you mean %s?"), settings->instead);

      g_strv_builder_add (notes, question);
    }
  if (provider != NULL)
    {
      g_strv_builder_addv (notes, (const char **) provider->switch_on);
      g_strv_builder_addv (notes, (const char **) provider->notes);
    }
  list = g_strv_builder_end (notes);
  g_strv_builder_unref (notes);
  return list;
}

char *
obd_cli_settings_to_text (const ObdCliSettings *settings)
{
  const char *name = obd_discovery_get_name (settings->discovery);
  g_autoptr (GString) text = g_string_new (NULL);

  /* TRANSLATORS: the first %s is a mail address, the second one a provider's name. */
  if (name != NULL)
    g_string_append_printf (text, _("%s is a mailbox at %s."), settings->search->address, name);
  else
    g_string_append_printf (text, _("Settings for %s"), settings->search->address);
  g_string_append_c (text, '\n');
  append_services (text, settings, _("Outgoing server"), TRUE);
  append_services (text, settings, _("Incoming server"), FALSE);
  append_notes (text, settings);
  append_results (text, settings->discovery);
  return g_strdup (text->str);
}
