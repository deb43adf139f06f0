/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-words.h"

#include "obd-search-words.h"

#include <glib/gi18n-lib.h>

gboolean
obd_provider_words_is_old (const char *as_of,
                           GDateTime  *now)
{
  g_autoptr (GDateTime) month = obd_as_of_parse (as_of);
  int months;

  if (month == NULL)
    return FALSE;
  months = (g_date_time_get_year (now) - g_date_time_get_year (month)) * 12
           + g_date_time_get_month (now) - g_date_time_get_month (month);
  return months > OBD_PROVIDER_FRESH_MONTHS;
}

static char *
dup_own_origin (const ObdProvider *provider,
                const char        *month,
                gboolean           old)
{
  g_autofree char *file = g_path_get_basename (provider->origin);

  if (month == NULL)
    /* TRANSLATORS: %s is the name of a file that an organisation has put on the computer. */
    return g_strdup_printf (_("From the file %s of your organisation."), file);
  /* TRANSLATORS: %1$s is the name of a file that an organisation has put on the computer, %2$s a
   * month. */
  return g_strdup_printf (old ? _("From the file %1$s of your organisation; it was true in %2$s.")
                              : _("From the file %1$s of your organisation, as of %2$s."),
                          file, month);
}

char *
obd_provider_words_origin (const ObdProvider *provider,
                           GDateTime         *now)
{
  g_autofree char *month = obd_as_of_dup_month (provider->as_of);
  gboolean old = obd_provider_words_is_old (provider->as_of, now);

  if (provider->origin != NULL)
    return dup_own_origin (provider, month, old);
  if (month == NULL)
    return g_strdup (_("From our provider list."));
  /* TRANSLATORS: %s is a month: "March 2026". */
  return g_strdup_printf (old ? _("From our provider list; it was true in %s.")
                              : _("From our provider list, as of %s."),
                          month);
}

/* A name keeps its direction inside a sentence that runs the other way: U+2068 … U+2069. */
static char *
fill_name (const char        *sentence,
           const ObdProvider *provider)
{
  g_autofree char *name = g_strdup_printf ("\u2068%s\u2069", provider->name);
  GString *text = g_string_new (sentence);

  g_string_replace (text, "{provider}", name, 0);
  return g_string_free (text, FALSE);
}

/* With passwords off altogether there is no other; a doubt is said as one. */
static const char *
find_password_headline (const ObdProvider *provider)
{
  ObdMethods known = OBD_METHOD_PASSWORD | OBD_METHOD_CRAM_MD5 | OBD_METHOD_NTLM;

  /* TRANSLATORS: {provider} stays as it is: the name of a mail provider comes there. */
  if (provider->methods == OBD_METHOD_OAUTH2)
    return _("{provider} takes no password from mail programs: the device signs in on its web page.");
  if ((provider->methods & OBD_METHOD_APP_PASSWORD) == 0 || (provider->methods & known) != 0)
    return NULL;
  if (provider->methods_doubtful)
    return _("{provider} may want a separate password for mail programs, an app password.");
  return _("{provider} wants a separate password for mail programs, an app password, not the usual "
           "one.");
}

static const char *
find_headline (const ObdProvider *provider)
{
  switch (provider->kind)
    {
    case OBD_PROVIDER_BRIDGE:
      return _("{provider} works only through a program of its own on the same computer.");
    case OBD_PROVIDER_NO_PROGRAMS:
      return _("No mail program can send for {provider}, whatever the settings.");
    case OBD_PROVIDER_OWN_SERVER:
      return _("At {provider}, look up the server’s name in your account: everybody has another one.");
    case OBD_PROVIDER_GATEWAY:
      return _("{provider} only filters incoming mail; sending goes another way.");
    case OBD_PROVIDER_USUAL:
    default:
      return find_password_headline (provider);
    }
}

char *
obd_provider_words_headline (const ObdProvider *provider)
{
  const char *headline = find_headline (provider);

  if (headline == NULL && provider->switch_on[0] != NULL)
    headline = _("At {provider}, something has to be switched on before mail programs can send.");
  return headline != NULL ? fill_name (headline, provider) : NULL;
}

char *
obd_provider_words_password (const ObdProvider *provider)
{
  ObdMethods methods = provider->methods;
  gboolean app = (methods & OBD_METHOD_APP_PASSWORD) != 0;
  gboolean page = (methods & OBD_METHOD_OAUTH2) != 0;

  if (methods & OBD_METHOD_BRIDGE)
    return g_strdup (_("the one that the provider’s program on the computer shows"));
  if (methods & (OBD_METHOD_PASSWORD | OBD_METHOD_CRAM_MD5 | OBD_METHOD_NTLM))
    return g_strdup (_("the mailbox password"));
  if (app && page)
    return g_strdup (_("an app password; or none, where the device signs in on the web page"));
  if (app)
    return g_strdup (_("an app password, made on the provider’s page"));
  if (page)
    return g_strdup (_("none: the device signs in on the web page"));
  if (methods & OBD_METHOD_CLIENT_ADDRESS)
    return g_strdup (_("none, inside the provider’s own network"));
  return NULL;
}

char *
obd_provider_words_username (const ObdService *service)
{
  switch (service->username_form)
    {
    case OBD_USERNAME_ADDRESS:
      return g_strdup (_("the whole mail address"));
    case OBD_USERNAME_LOCAL_PART:
      return g_strdup (_("the part before the @"));
    case OBD_USERNAME_OTHER:
      return g_strdup (service->username_hint);
    case OBD_USERNAME_UNKNOWN:
    default:
      return NULL;
    }
}

const char *
obd_provider_words_security (ObdSecurity security)
{
  switch (security)
    {
    case OBD_SECURITY_TLS:
      return "SSL/TLS";
    case OBD_SECURITY_STARTTLS:
      return "STARTTLS";
    case OBD_SECURITY_NONE:
    case OBD_SECURITY_UNKNOWN:
    default:
      /* TRANSLATORS: no encryption */
      return C_("encryption", "none");
    }
}

char *
obd_provider_words_endpoint (const ObdEndpoint *endpoint,
                             const char        *known)
{
  const char *security = endpoint->security == OBD_SECURITY_NONE
                           ? _("not encrypted")
                           : obd_provider_words_security (endpoint->security);

  if (g_strcmp0 (endpoint->host, known) == 0)
    /* TRANSLATORS: a port and its encryption: "port 587, STARTTLS" */
    return g_strdup_printf (_("port %1$u, %2$s"), endpoint->port, security);
  /* TRANSLATORS: a server, a port and its encryption: "smtp.larkspur.example, port 587, STARTTLS" */
  return g_strdup_printf (_("%1$s, port %2$u, %3$s"), endpoint->host, endpoint->port, security);
}

char *
obd_provider_words_domains (const ObdProvider *provider,
                            guint              max)
{
  guint n = g_strv_length (provider->domains);
  guint shown = n <= max + 1 ? n : max; /* "and 1 more" is longer than most domains */
  GString *text = g_string_new (NULL);
  g_autofree char *list = NULL;

  for (guint i = 0; i < shown; i++)
    {
      g_autofree char *domain = g_hostname_to_unicode (provider->domains[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                              domain != NULL ? domain : provider->domains[i]);
    }
  list = g_string_free (text, FALSE);
  if (shown == n)
    return g_steal_pointer (&list);
  /* TRANSLATORS: %1$s is a list of domains: "gmx.net, gmx.de and 9 more" */
  return g_strdup_printf (ngettext ("%1$s and %2$u more", "%1$s and %2$u more", n - shown), list,
                          n - shown);
}

char *
obd_provider_words_problem (const ObdProviderProblem *problem)
{
  if (problem->line == 0)
    return g_strdup_printf ("%s: %s", problem->file, problem->sentence);
  /* TRANSLATORS: a file, a line of it, and one sentence about what is wrong there. */
  return g_strdup_printf (_("%1$s, line %2$u: %3$s"), problem->file, problem->line,
                          problem->sentence);
}
