/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-check.h"

#include <glib/gi18n-lib.h>

static gboolean
lacks_hint (const ObdProviderUsername *username)
{
  return username->form == OBD_USERNAME_OTHER && username->hint == NULL;
}

/* (nullable): the first common domain that is not among the provider's own. */
static const char *
find_stranger (const ObdProviderFacts *facts)
{
  for (guint i = 0; facts->common[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) facts->provider.domains, facts->common[i]))
      return facts->common[i];
  return NULL;
}

char *
obd_provider_check (const ObdProviderFacts *facts,
                    gboolean                told)
{
  ObdProviderKind kind = facts->provider.kind;
  gboolean wants_servers = kind == OBD_PROVIDER_USUAL || kind == OBD_PROVIDER_BRIDGE;
  gboolean silent = kind == OBD_PROVIDER_NO_PROGRAMS || kind == OBD_PROVIDER_GATEWAY;
  const char *stranger = find_stranger (facts);

  if (wants_servers && facts->endpoints->len == 0)
    return g_strdup (_("This provider has no server: “smtp”, “imap” or “pop3” is missing."));
  if (silent && facts->endpoints->len > 0)
    return g_strdup (_("This provider has servers although nobody can sign in to them."));
  if (!silent && !told)
    return g_strdup (_("“username” or “sign-in” is missing; where nobody knows, say unknown."));
  if (lacks_hint (&facts->outgoing) || lacks_hint (&facts->incoming))
    return g_strdup (_("“username-hint” is missing: it says what the other user name is."));
  if (stranger != NULL)
    return g_strdup_printf (_("“%s” stands in “common”, but not in “domains”."), stranger);
  return NULL;
}
