/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-did-you-mean-private.h"

#include "obd-address.h"
#include "obd-provider-private.h"
#include "obd-slip.h"

#include <string.h>

#define SAME_BUT_DOTS_MIN 8 /* letters */
#define REAL_ENDING_MIN 5   /* letters before ".co" that make ".com" likely */

void
obd_nearest_offer (ObdNearest *nearest,
                   const char *name,
                   guint       cost)
{
  if (cost >= OBD_SLIP_NEVER || (nearest->name != NULL && cost > nearest->cost))
    return;
  if (nearest->name != NULL && cost == nearest->cost)
    {
      nearest->tied = nearest->tied || !g_str_equal (name, nearest->name);
      return;
    }
  g_free (nearest->name);
  nearest->name = g_strdup (name);
  nearest->cost = cost;
  nearest->tied = FALSE;
}

char *
obd_nearest_end (ObdNearest *nearest)
{
  g_autofree char *name = g_steal_pointer (&nearest->name);

  return nearest->tied ? NULL : g_steal_pointer (&name);
}

static char *
without_dots (const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  return g_strjoinv ("", labels);
}

gboolean
obd_same_but_dots (const char *typed,
                   const char *meant)
{
  g_autofree char *a = without_dots (typed);
  g_autofree char *b = without_dots (meant);

  return strlen (a) >= SAME_BUT_DOTS_MIN && g_str_equal (a, b);
}

/* What @typed costs as a slip of the domain @meant. */
static guint
cost_of_domain (const char *typed,
                const char *meant)
{
  const char *typed_dot = strchr (typed, '.');
  const char *meant_dot = strchr (meant, '.');
  g_autofree char *typed_label = NULL;
  g_autofree char *meant_label = NULL;
  gboolean exists = FALSE;
  guint ending;
  guint label;

  if (obd_same_but_dots (typed, meant))
    return OBD_SLIP_CHEAP;
  if (typed_dot == NULL || meant_dot == NULL)
    return OBD_SLIP_NEVER;
  typed_label = g_strndup (typed, typed_dot - typed);
  meant_label = g_strndup (meant, meant_dot - meant);
  label = obd_slip_of_label (typed_label, meant_label);
  ending = obd_slip_of_ending (typed_dot + 1, meant_dot + 1, &exists);
  if (exists && strlen (meant_label) < REAL_ENDING_MIN)
    return OBD_SLIP_NEVER;
  return label + ending;
}

static gboolean
is_lookalike (const ObdProviderList *list,
              const char            *domain)
{
  const GPtrArray *providers = obd_provider_list_get_providers (list);

  for (guint i = 0; i < providers->len; i++)
    {
      const ObdProviderFacts *facts = providers->pdata[i];

      if (g_strv_contains ((const char *const *) facts->lookalikes, domain))
        return TRUE;
    }
  return FALSE;
}

static char *
find_domain (const ObdProviderList *list,
             const char            *typed,
             const char            *own)
{
  const GPtrArray *providers = obd_provider_list_get_providers (list);
  ObdNearest nearest = { NULL };

  for (guint i = 0; i < providers->len; i++)
    {
      const ObdProviderFacts *facts = providers->pdata[i];

      for (guint d = 0; facts->common[d] != NULL; d++)
        obd_nearest_offer (&nearest, facts->common[d], cost_of_domain (typed, facts->common[d]));
    }
  if (own != NULL)
    obd_nearest_offer (&nearest, own, cost_of_domain (typed, own));
  return obd_nearest_end (&nearest);
}

char *
obd_did_you_mean_domain (const ObdProviderList *list,
                         const char            *domain,
                         const char            *own)
{
  g_autofree char *valid = obd_host_check (domain, NULL);
  g_autofree char *typed = obd_host_correct (domain);
  gboolean known;

  if (typed == NULL || g_hostname_is_ip_address (typed))
    return NULL;
  known = g_strcmp0 (typed, own) == 0 || obd_provider_list_find_domain (list, typed) != NULL;
  /* A comma or a blank is enough to make a known domain of it. */
  if (known)
    return valid == NULL ? g_steal_pointer (&typed) : NULL;
  return is_lookalike (list, typed) ? NULL : find_domain (list, typed, own);
}
