/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The provider's own configuration file (draft-ietf-mailmaint-autoconfig, "Mail provider"), at its
 * two places. The first gets the address, because it may depend on it: over HTTPS, from the
 * mailbox's own domain. */

#include "config.h"

#include "obd-autoconfig-fetch.h"

/* HTTPS failed in a way that a server which only knows HTTP would fail, or whose certificate is for
 * another name (which many hosts of "autoconfig." have). One that answers and is not believed gets
 * no second chance in the open. */
static gboolean
may_ask_in_the_open (const ObdSearchResult *result)
{
  switch (result->outcome)
    {
    case OBD_SEARCH_NOTHING:
    case OBD_SEARCH_UNREACHABLE:
    case OBD_SEARCH_TLS:
    case OBD_SEARCH_CERTIFICATE:
    case OBD_SEARCH_NOT_CONFIGURATION:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The last resort: anybody on the way may answer, so it says nothing about the person, and what it
 * names outside the mailbox's domain is only shown. */
static ObdSearchResult *
ask_both_ways (ObdSearch    *search,
               ObdSource     source,
               const char   *page,
               const char   *query,
               gint64        deadline,
               GCancellable *cancellable)
{
  g_autofree char *safe = g_strconcat ("https://", page, query, NULL);
  g_autofree char *open = g_strconcat ("http://", page, NULL);
  g_autoptr (ObdSearchResult) result = NULL;
  g_autoptr (ObdSearchResult) second = NULL;

  result = obd_autoconfig_fetch (search, source, safe, deadline, cancellable);
  if (!may_ask_in_the_open (result))
    return g_steal_pointer (&result);
  second = obd_autoconfig_fetch (search, source, open, deadline, cancellable);
  if (second->outcome == OBD_SEARCH_FOUND)
    return g_steal_pointer (&second);
  return g_steal_pointer (&result);
}

ObdSearchResult *
obd_source_autoconfig_ask (ObdSearch    *search,
                           gint64        deadline,
                           GCancellable *cancellable)
{
  g_autofree char *page = g_strconcat ("autoconfig.", search->domain, "/mail/config-v1.1.xml",
                                       NULL);
  g_autofree char *address = g_uri_escape_string (search->address, NULL, FALSE);
  g_autofree char *query = g_strconcat ("?emailaddress=", address, NULL);

  return ask_both_ways (search, OBD_SOURCE_AUTOCONFIG, page, query, deadline, cancellable);
}

ObdSearchResult *
obd_source_well_known_ask (ObdSearch    *search,
                           gint64        deadline,
                           GCancellable *cancellable)
{
  g_autofree char *page = NULL;

  page = g_strconcat (search->domain, "/.well-known/autoconfig/mail/config-v1.1.xml", NULL);
  return ask_both_ways (search, OBD_SOURCE_WELL_KNOWN, page, "", deadline, cancellable);
}
