/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-list-private.h"

#include "obd-address.h"
#include "obd-provider-folder.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static GHashTable *
table_of (ObdProviderList *list,
          const char      *domain,
          const char     **key)
{
  gboolean ending = g_str_has_prefix (domain, "*.");

  *key = ending ? domain + 2 : domain;
  return ending ? list->endings : list->domains;
}

static void
forget_name (GHashTable             *table,
             const char             *name,
             const ObdProviderFacts *facts)
{
  if (g_hash_table_lookup (table, name) == facts)
    g_hash_table_remove (table, name);
}

/* What comes later replaces all of an earlier provider. */
static void
forget (ObdProviderList  *list,
        ObdProviderFacts *facts)
{
  g_hash_table_remove (list->ids, facts->provider.id);
  g_ptr_array_remove (list->providers, facts);
  for (guint i = 0; facts->provider.domains[i] != NULL; i++)
    {
      const char *key;
      GHashTable *table = table_of (list, facts->provider.domains[i], &key);

      forget_name (table, key, facts);
    }
  for (guint i = 0; i < facts->mx->len; i++)
    forget_name (list->mx, ((ObdProviderMx *) facts->mx->pdata[i])->suffix, facts);
}

/* Looks a name up among those of the layer that is being read: (nullable): who has it already. */
static ObdProviderFacts *
find_rival (const GPtrArray        *layer,
            GHashTable             *table,
            const char             *key,
            const ObdProviderFacts *facts)
{
  ObdProviderFacts *other = g_hash_table_lookup (table, key);

  return other != NULL && other != facts && g_ptr_array_find ((GPtrArray *) layer, other, NULL)
           ? other : NULL;
}

/* Within one layer nothing says which of two providers is right, so neither wins in silence. */
static gboolean
has_rival (ObdProviderList        *list,
           const GPtrArray        *layer,
           const ObdProviderFacts *facts,
           ObdProviderProblems    *problems)
{
  const ObdProviderFacts *rival = find_rival (layer, list->ids, facts->provider.id, facts);
  const char *key;

  if (rival != NULL)
    obd_provider_problems_add (problems, facts->file, facts->line,
                               _("The provider “%s” is in another file already."),
                               facts->provider.id);
  for (guint i = 0; rival == NULL && facts->provider.domains[i] != NULL; i++)
    {
      GHashTable *table = table_of (list, facts->provider.domains[i], &key);

      rival = find_rival (layer, table, key, facts);
      if (rival != NULL)
        obd_provider_problems_add (problems, facts->file,
                                   g_array_index (facts->domain_lines, guint, i),
                                   _("The domain “%s” belongs to “%s” already."),
                                   facts->provider.domains[i], rival->provider.id);
    }
  for (guint i = 0; rival == NULL && i < facts->mx->len; i++)
    {
      const ObdProviderMx *mx = facts->mx->pdata[i];

      rival = find_rival (layer, list->mx, mx->suffix, facts);
      if (rival != NULL)
        obd_provider_problems_add (problems, facts->file, mx->line,
                                   _("The mail host “%s” belongs to “%s” already."), mx->suffix,
                                   rival->provider.id);
    }
  return rival != NULL;
}

static void
enter (ObdProviderList  *list,
       ObdProviderFacts *facts,
       guint             position)
{
  ObdProviderFacts *earlier = g_hash_table_lookup (list->ids, facts->provider.id);

  if (earlier != NULL)
    forget (list, earlier);
  g_hash_table_replace (list->ids, facts->provider.id, facts);
  for (guint i = 0; facts->provider.domains[i] != NULL; i++)
    {
      const char *key;
      GHashTable *table = table_of (list, facts->provider.domains[i], &key);

      g_hash_table_replace (table, (char *) key, facts);
    }
  for (guint i = 0; i < facts->mx->len; i++)
    {
      ObdProviderMx *mx = facts->mx->pdata[i];

      g_hash_table_replace (list->mx, mx->suffix, facts);
    }
  g_ptr_array_insert (list->providers, position, facts);
}

/* The layer's own stand before those of the layers below it. */
static void
add_layer (ObdProviderList     *list,
           GPtrArray           *layer, /* (transfer full) */
           ObdProviderProblems *problems)
{
  guint position = 0;

  for (guint i = 0; i < layer->len; i++)
    if (!has_rival (list, layer, layer->pdata[i], problems))
      enter (list, layer->pdata[i], position++);
  g_ptr_array_extend_and_steal (list->owned, layer);
}

ObdProviderList *
obd_provider_list_new (const char *const *folders)
{
  ObdProviderList *list = g_atomic_rc_box_new0 (ObdProviderList);
  ObdProviderProblems *problems = obd_provider_problems_new ();

  list->owned = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_provider_facts_free);
  list->providers = g_ptr_array_new ();
  list->ids = g_hash_table_new (g_str_hash, g_str_equal);
  list->domains = g_hash_table_new (g_str_hash, g_str_equal);
  list->endings = g_hash_table_new (g_str_hash, g_str_equal);
  list->mx = g_hash_table_new (g_str_hash, g_str_equal);
  add_layer (list, obd_provider_built_in_read (problems), problems);
  for (guint i = 0; folders[i] != NULL; i++)
    add_layer (list, obd_provider_folder_read (folders[i], problems), problems);
  list->problems = obd_provider_problems_end (problems);
  return list;
}

static ObdProviderList *
load_usual (void)
{
  g_autofree char *user = g_build_filename (g_get_user_config_dir (), "outbox-doctor",
                                            "providers.d", NULL);
  const char *folders[] = { SYSCONFDIR "/outbox-doctor/providers.d", user, NULL };

  return obd_provider_list_new (folders);
}

ObdProviderList *
obd_provider_list_get (void)
{
  static gsize list = 0;

  if (g_once_init_enter (&list))
    g_once_init_leave (&list, (gsize) load_usual ());
  return (ObdProviderList *) list;
}

ObdProviderList *
obd_provider_list_ref (ObdProviderList *list)
{
  return g_atomic_rc_box_acquire (list);
}

static void
clear_list (gpointer data)
{
  ObdProviderList *list = data;

  g_hash_table_unref (list->ids);
  g_hash_table_unref (list->domains);
  g_hash_table_unref (list->endings);
  g_hash_table_unref (list->mx);
  g_ptr_array_unref (list->providers);
  g_ptr_array_unref (list->problems);
  g_ptr_array_unref (list->owned);
}

void
obd_provider_list_unref (ObdProviderList *list)
{
  g_atomic_rc_box_release_full (list, clear_list);
}

const GPtrArray *
obd_provider_list_get_providers (const ObdProviderList *list)
{
  return list->providers;
}

const GPtrArray *
obd_provider_list_get_problems (const ObdProviderList *list)
{
  return list->problems;
}

const ObdProvider *
obd_provider_list_find_id (const ObdProviderList *list,
                           const char            *id)
{
  return g_hash_table_lookup (list->ids, id);
}

/* The longest of @host and what stands behind its dots that is in @table. */
static const ObdProvider *
find_longest (GHashTable *table,
              const char *host)
{
  for (const char *rest = host; rest != NULL; rest = strchr (rest, '.'))
    {
      const ObdProvider *found;

      rest += *rest == '.';
      found = g_hash_table_lookup (table, rest);
      if (found != NULL)
        return found;
    }
  return NULL;
}

const ObdProvider *
obd_provider_list_find_domain (const ObdProviderList *list,
                               const char            *domain)
{
  g_autofree char *ascii = obd_host_check (domain, NULL);
  const ObdProvider *exact = ascii != NULL ? g_hash_table_lookup (list->domains, ascii) : NULL;
  const char *below = ascii != NULL ? strchr (ascii, '.') : NULL;

  if (exact != NULL || below == NULL)
    return exact;
  return find_longest (list->endings, below + 1);
}

const ObdProvider *
obd_provider_list_find_mx (const ObdProviderList *list,
                           const char            *host)
{
  g_autofree char *ascii = obd_host_check (host, NULL);

  return ascii != NULL ? find_longest (list->mx, ascii) : NULL;
}

gboolean
obd_provider_has_server (const ObdProvider *provider,
                         gboolean           incoming,
                         const char        *host)
{
  const ObdProviderFacts *facts = (const ObdProviderFacts *) provider;

  for (guint i = 0; i < facts->endpoints->len; i++)
    {
      const ObdProviderEndpoint *endpoint = g_ptr_array_index (facts->endpoints, i);

      if ((endpoint->protocol != OBD_PROTOCOL_SMTP) == incoming
          && g_ascii_strcasecmp (endpoint->host, host) == 0)
        return TRUE;
    }
  return FALSE;
}

const ObdProvider *
obd_provider_list_find_server (const ObdProviderList *list,
                               gboolean               incoming,
                               const char            *host)
{
  for (guint i = 0; i < list->providers->len; i++)
    {
      const ObdProvider *provider = g_ptr_array_index (list->providers, i);

      if (obd_provider_has_server (provider, incoming, host))
        return provider;
    }
  return NULL;
}
