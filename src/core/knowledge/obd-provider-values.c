/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-values.h"

#include "obd-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DOMAIN_PLACEHOLDER "%EMAILDOMAIN%"

G_DEFINE_QUARK (obd-provider-value-error, obd_provider_value_error)

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, OBD_PROVIDER_VALUE_ERROR, 0, sentence);
  return FALSE;
}

static char **
split_words (const char *value)
{
  g_auto (GStrv) pieces = g_strsplit_set (value, " \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; pieces[i] != NULL; i++)
    if (*pieces[i] != '\0')
      g_strv_builder_add (words, pieces[i]);
  return g_strv_builder_end (words);
}

gboolean
obd_provider_value_doubt (const char *word)
{
  static const char *const words[] = { "one-source", "sources-differ", "inferred", NULL };

  return g_strv_contains (words, word);
}

/* (transfer full) (nullable): a host, which may hold the placeholder once. */
static char *
check_host (const char *text)
{
  g_autofree char *probe = NULL;
  g_autofree char *host = NULL;
  GString *filled = g_string_new (text);

  if (g_string_replace (filled, DOMAIN_PLACEHOLDER, "x.example", 1) > 0)
    {
      probe = g_string_free (filled, FALSE);
      host = obd_host_check (probe, NULL);
      return host != NULL ? g_strdup (text) : NULL;
    }
  g_string_free (filled, TRUE);
  return obd_host_check (text, NULL);
}

/* "HOST:PORT:SECURITY", the host in brackets where it has colons itself (RFC 3986 section 3.2.2). */
static gboolean
split_endpoint (const char  *word,
                char       **host,
                char       **port,
                char       **security)
{
  const char *last = strrchr (word, ':');
  const char *middle = last != NULL ? g_strrstr_len (word, last - word, ":") : NULL;

  if (middle == NULL)
    return FALSE;
  *host = g_strndup (word, middle - word);
  *port = g_strndup (middle + 1, last - middle - 1);
  *security = g_strdup (last + 1);
  return **host == '[' || strchr (*host, ':') == NULL;
}

static ObdProviderEndpoint *
read_endpoint (const char   *word,
               ObdProtocol   protocol,
               GError      **error)
{
  g_autoptr (ObdProviderEndpoint) endpoint = g_new0 (ObdProviderEndpoint, 1);
  g_autofree char *host = NULL;
  g_autofree char *port = NULL;
  g_autofree char *security = NULL;
  guint64 number = 0;

  endpoint->protocol = protocol;
  if (!split_endpoint (word, &host, &port, &security))
    fail (error, _("“%s” is no server: write it like mail.example.org:465:tls."), word);
  else if ((endpoint->host = check_host (host)) == NULL)
    fail (error, _("“%s” cannot be the name of a server."), host);
  else if (!g_ascii_string_to_unsigned (port, 10, 1, 65535, &number, NULL))
    fail (error, _("“%s” is no port: it is a number from 1 to 65535."), port);
  else if (!obd_security_from_nick (security, &endpoint->security))
    fail (error, _("“%s” is no security: it is one of tls, starttls, none."), security);
  else
    {
      endpoint->port = number;
      return g_steal_pointer (&endpoint);
    }
  return NULL;
}

ObdProviderEndpoint *
obd_provider_value_endpoint (const char   *value,
                             ObdProtocol   protocol,
                             GError      **error)
{
  g_auto (GStrv) words = split_words (value);
  ObdProviderEndpoint *endpoint;

  if (words[1] != NULL && (words[2] != NULL || !obd_provider_value_doubt (words[1])))
    {
      fail (error, _("“%s” cannot stand behind a server; only one-source, sources-differ or "
                     "inferred can."), words[1]);
      return NULL;
    }
  endpoint = read_endpoint (words[0], protocol, error);
  if (endpoint != NULL)
    endpoint->doubtful = words[1] != NULL;
  return endpoint;
}

/* "smtp=mail.example.org:465:tls" */
static ObdProviderEndpoint *
read_named_endpoint (const char  *word,
                     GError     **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *nick = equals != NULL ? g_strndup (word, equals - word) : NULL;
  ObdProtocol protocol;

  if (nick == NULL || !obd_protocol_from_nick (nick, &protocol))
    {
      fail (error, _("“%s” cannot stand here: write smtp=, imap= or pop3= and the server."), word);
      return NULL;
    }
  return read_endpoint (equals + 1, protocol, error);
}

ObdProviderMx *
obd_provider_value_mx (const char  *value,
                       GError     **error)
{
  g_auto (GStrv) words = split_words (value);
  g_autoptr (ObdProviderMx) mx = g_new0 (ObdProviderMx, 1);
  guint n = g_strv_length (words);

  mx->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_provider_endpoint_free);
  mx->doubtful = n > 1 && obd_provider_value_doubt (words[n - 1]);
  if (mx->doubtful)
    n--;
  if (g_str_has_prefix (words[0], "*."))
    {
      fail (error, _("“%s” needs no “*.”: every host below it is meant anyway."), words[0]);
      return NULL;
    }
  mx->suffix = obd_provider_value_domain (words[0], error);
  if (mx->suffix == NULL)
    return NULL;
  for (guint i = 1; i < n; i++)
    {
      ObdProviderEndpoint *endpoint = read_named_endpoint (words[i], error);

      if (endpoint == NULL)
        return NULL;
      g_ptr_array_add (mx->endpoints, endpoint);
    }
  return g_steal_pointer (&mx);
}

char *
obd_provider_value_domain (const char  *word,
                           GError     **error)
{
  gboolean ending = g_str_has_prefix (word, "*.");
  g_autofree char *domain = obd_host_check (ending ? word + 2 : word, NULL);

  if (domain == NULL || g_hostname_is_ip_address (domain))
    fail (error, _("“%s” cannot be the domain of a mail address."), word);
  else if (strchr (domain, '.') == NULL)
    fail (error, _("“%s” would stand for far too many domains: it needs a dot inside."), word);
  else
    return ending ? g_strconcat ("*.", domain, NULL) : g_steal_pointer (&domain);
  return NULL;
}

static gboolean
username_form (const char      *word,
               ObdUsernameForm *form)
{
  static const struct
  {
    const char *word;
    ObdUsernameForm form;
  } forms[] = {
    { "address", OBD_USERNAME_ADDRESS },
    { "local-part", OBD_USERNAME_LOCAL_PART },
    { "other", OBD_USERNAME_OTHER },
    { "unknown", OBD_USERNAME_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (word, forms[i].word))
      {
        *form = forms[i].form;
        return TRUE;
      }
  return FALSE;
}

/* A template is known by its placeholder; nothing else in it may be a percent sign. */
static gboolean
is_template (const char *word)
{
  GString *rest = g_string_new (word);
  gboolean any = g_string_replace (rest, "%EMAILLOCALPART%", "", 0)
                 + g_string_replace (rest, "%EMAILADDRESS%", "", 0)
                 + g_string_replace (rest, DOMAIN_PLACEHOLDER, "", 0) > 0;
  gboolean clean = strchr (rest->str, '%') == NULL;

  g_string_free (rest, TRUE);
  return any && clean;
}

gboolean
obd_provider_value_username (const char           *value,
                             ObdProviderUsername  *username,
                             GError              **error)
{
  g_auto (GStrv) words = split_words (value);

  if (words[1] != NULL && words[2] != NULL)
    return fail (error, _("“%s” is one word too many: two forms of a user name are enough."),
                 words[2]);
  if (is_template (words[0]))
    {
      username->form = OBD_USERNAME_OTHER;
      g_free (username->hint);
      username->hint = g_strdup (words[0]);
    }
  else if (!username_form (words[0], &username->form))
    return fail (error, _("“%s” is no form of a user name: it is one of address, local-part, other, "
                          "unknown."), words[0]);
  if (words[1] != NULL
      && (!username_form (words[1], &username->alternative)
          || username->alternative == OBD_USERNAME_OTHER
          || username->alternative == username->form))
    return fail (error, _("“%s” is no second form of a user name: it is address or local-part."),
                 words[1]);
  return TRUE;
}

static gboolean
add_method (ObdProvider *provider,
            const char  *word)
{
  for (guint bit = OBD_METHOD_PASSWORD; bit <= OBD_METHOD_CLIENT_ADDRESS; bit <<= 1)
    {
      g_auto (GStrv) nick = obd_methods_to_nicks (bit);

      if (g_str_equal (nick[0], word))
        {
          provider->methods |= bit;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
obd_provider_value_sign_in (const char   *value,
                            ObdProvider  *provider,
                            GError      **error)
{
  g_auto (GStrv) words = split_words (value);
  guint n = g_strv_length (words);

  provider->methods_doubtful = n > 1 && obd_provider_value_doubt (words[n - 1]);
  if (provider->methods_doubtful)
    n--;
  for (guint i = 0; i < n; i++)
    {
      gboolean alone = g_str_equal (words[i], "none") || g_str_equal (words[i], "unknown");

      if (alone && n > 1)
        return fail (error, _("“%s” is one way too many: %s stands alone."), value, words[i]);
      if (!alone && !add_method (provider, words[i]))
        return fail (error, _("“%s” is no way to sign in: it is one of password, app-password, "
                              "oauth2, bridge, cram-md5, ntlm, client-address, none, unknown."),
                     words[i]);
    }
  if (g_str_equal (words[0], "none"))
    provider->kind = OBD_PROVIDER_NO_PROGRAMS;
  else if (provider->methods & OBD_METHOD_BRIDGE)
    provider->kind = OBD_PROVIDER_BRIDGE;
  return TRUE;
}

gboolean
obd_provider_value_date (const char  *value,
                         GError     **error)
{
  guint64 year = 0;
  guint64 month = 0;
  guint64 day = 1;
  g_auto (GStrv) parts = g_strsplit (value, "-", 4);
  guint n = g_strv_length (parts);

  if ((n == 2 || n == 3) && strlen (value) == (n == 2 ? 7 : 10)
      && g_ascii_string_to_unsigned (parts[0], 10, 2000, 2999, &year, NULL)
      && g_ascii_string_to_unsigned (parts[1], 10, 1, 12, &month, NULL)
      && (n == 2 || g_ascii_string_to_unsigned (parts[2], 10, 1, 31, &day, NULL))
      && g_date_valid_dmy (day, month, year))
    return TRUE;
  return fail (error, _("“%s” is no date: write the year and month, like 2026-03."), value);
}

gboolean
obd_provider_value_link (const char  *value,
                         GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host != NULL && *host != '\0' && g_str_equal (g_uri_get_scheme (uri), "https")
      && g_uri_get_userinfo (uri) == NULL)
    return TRUE;
  return fail (error, _("“%s” is no link to a page: it begins with https://."), value);
}
