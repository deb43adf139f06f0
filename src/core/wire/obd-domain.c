/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-domain.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

/* "If no rules match, the prevailing rule is *" (publicsuffix.org/list): of a name whose top level
 * is on no list (lan, example), that and one label more. */
static const char *
last_two_labels (const char *host)
{
  const char *dot = strrchr (host, '.');

  while (dot != NULL && dot > host && dot[-1] != '.')
    dot--;
  return dot != NULL ? dot : host;
}

/* libsoup reads the public suffix list that the system keeps (libpsl) at the first question, without
 * a lock: two threads that ask first together read it twice, and one copy is lost. */
static gpointer
read_suffix_list (gpointer nothing)
{
  soup_tld_domain_is_public_suffix ("com");
  return NULL;
}

char *
obd_domain_dup_registered (const char *host)
{
  static GOnce suffix_list = G_ONCE_INIT;
  g_autofree char *lower = g_ascii_strdown (host, -1);
  g_autoptr (GError) error = NULL;
  const char *registered;

  if (*lower == '\0' || g_hostname_is_ip_address (lower) || strchr (lower, '[') != NULL)
    return NULL;
  g_once (&suffix_list, read_suffix_list, NULL);
  registered = soup_tld_get_base_domain (lower, &error);
  if (g_error_matches (error, SOUP_TLD_ERROR, SOUP_TLD_ERROR_NO_BASE_DOMAIN))
    registered = last_two_labels (lower);
  return g_strdup (registered != NULL ? registered : lower);
}

gboolean
obd_domain_is_related (const char *a,
                       const char *b)
{
  g_autofree char *one = obd_domain_dup_registered (a);
  g_autofree char *other = obd_domain_dup_registered (b);

  return one != NULL && g_strcmp0 (one, other) == 0;
}
