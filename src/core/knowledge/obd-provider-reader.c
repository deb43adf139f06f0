/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-provider-reader.h"

#include "obd-provider-check.h"
#include "obd-provider-text.h"
#include "obd-provider-values.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  ObdProviderProblems    *problems;
  const char             *file;
  gboolean                built_in;
  const ObdProviderGroup *group;
  ObdProviderFacts       *facts;
  GStrvBuilder           *domains;
  GStrvBuilder           *common;
  GStrvBuilder           *lookalikes;
  guint                   n_items;
} Reader;

typedef gboolean (*ReadLine) (Reader                 *reader,
                              const ObdProviderLine  *line,
                              GError                **error);

static gboolean
read_endpoint (Reader                 *reader,
               const ObdProviderLine  *line,
               GError                **error)
{
  ObdProviderEndpoint *endpoint;
  ObdProtocol protocol = OBD_PROTOCOL_SMTP;

  obd_protocol_from_nick (line->key, &protocol);
  endpoint = obd_provider_value_endpoint (line->value, protocol, error);
  if (endpoint != NULL)
    g_ptr_array_add (reader->facts->endpoints, endpoint);
  return endpoint != NULL;
}

static gboolean
read_mx (Reader                 *reader,
         const ObdProviderLine  *line,
         GError                **error)
{
  ObdProviderMx *mx = obd_provider_value_mx (line->value, error);

  if (mx == NULL)
    return FALSE;
  mx->line = line->line;
  g_ptr_array_add (reader->facts->mx, mx);
  return TRUE;
}

static gboolean
read_domains (Reader                 *reader,
              const ObdProviderLine  *line,
              GError                **error)
{
  gboolean own = g_str_equal (line->key, "domains");
  GStrvBuilder *others = g_str_equal (line->key, "common") ? reader->common : reader->lookalikes;
  g_auto (GStrv) words = g_strsplit_set (line->value, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *domain = NULL;

      if (*words[i] == '\0')
        continue;
      domain = obd_provider_value_domain (words[i], error);
      if (domain == NULL)
        return FALSE;
      reader->n_items++;
      g_strv_builder_add (own ? reader->domains : others, domain);
      if (own)
        g_array_append_val (reader->facts->domain_lines, line->line);
    }
  return TRUE;
}

static gboolean
read_username (Reader                 *reader,
               const ObdProviderLine  *line,
               GError                **error)
{
  gboolean incoming = g_str_equal (line->key, "incoming-username");

  return obd_provider_value_username (line->value,
                                      incoming ? &reader->facts->incoming : &reader->facts->outgoing,
                                      error);
}

static gboolean
read_sign_in (Reader                 *reader,
              const ObdProviderLine  *line,
              GError                **error)
{
  return obd_provider_value_sign_in (line->value, &reader->facts->provider, error);
}

static gboolean
read_kind (Reader                 *reader,
           const ObdProviderLine  *line,
           GError                **error)
{
  if (g_str_equal (line->value, "own-server"))
    reader->facts->provider.kind = OBD_PROVIDER_OWN_SERVER;
  else if (g_str_equal (line->value, "gateway"))
    reader->facts->provider.kind = OBD_PROVIDER_GATEWAY;
  else
    g_set_error (error, OBD_PROVIDER_VALUE_ERROR, 0,
                 _("“%s” is no kind of provider: it is own-server or gateway."), line->value);
  return reader->facts->provider.kind != OBD_PROVIDER_USUAL;
}

static gboolean
read_doubt (Reader                 *reader,
            const ObdProviderLine  *line,
            GError                **error)
{
  reader->facts->provider.doubtful = obd_provider_value_doubt (line->value);
  if (!reader->facts->provider.doubtful)
    g_set_error (error, OBD_PROVIDER_VALUE_ERROR, 0,
                 _("“%s” is no doubt: it is one-source, sources-differ or inferred."), line->value);
  return reader->facts->provider.doubtful;
}

static gboolean
read_text (Reader                 *reader,
           const ObdProviderLine  *line,
           GError                **error)
{
  ObdProvider *provider = &reader->facts->provider;

  if (g_str_equal (line->key, "name"))
    provider->name = g_strdup (line->value);
  else if (g_str_equal (line->key, "aka"))
    reader->facts->aka = g_strdup (line->value);
  else if (g_str_equal (line->key, "moved-to"))
    provider->moved_to = g_strdup (line->value);
  else if (g_str_equal (line->key, "sources"))
    provider->sources = g_strdup (line->value);
  return TRUE;
}

static gboolean
read_date (Reader                 *reader,
           const ObdProviderLine  *line,
           GError                **error)
{
  reader->facts->provider.as_of = g_strdup (line->value);
  return obd_provider_value_date (line->value, error);
}

static gboolean
read_link (Reader                 *reader,
           const ObdProviderLine  *line,
           GError                **error)
{
  reader->facts->provider.help = g_strdup (line->value);
  return obd_provider_value_link (line->value, error);
}

/* Every key there is. Those without a function are sentences, gathered by language afterwards. */
static const struct
{
  const char *key;
  ReadLine    read;
  gboolean    repeats;
  gboolean    needed;
} keys[] = {
  { "name", read_text, FALSE, TRUE },
  { "variant", NULL, FALSE, FALSE },
  { "aka", read_text, FALSE, FALSE },
  { "kind", read_kind, FALSE, FALSE },
  { "domains", read_domains, TRUE, FALSE },
  { "common", read_domains, TRUE, FALSE },
  { "lookalikes", read_domains, TRUE, FALSE },
  { "mx", read_mx, TRUE, FALSE },
  { "smtp", read_endpoint, TRUE, FALSE },
  { "imap", read_endpoint, TRUE, FALSE },
  { "pop3", read_endpoint, TRUE, FALSE },
  { "username", read_username, FALSE, FALSE },
  { "incoming-username", read_username, FALSE, FALSE },
  { "username-hint", NULL, FALSE, FALSE },
  { "sign-in", read_sign_in, FALSE, FALSE },
  { "switch-on", NULL, TRUE, FALSE },
  { "note", NULL, TRUE, FALSE },
  { "help", read_link, FALSE, FALSE },
  { "moved-to", read_text, FALSE, FALSE },
  { "sources", read_text, FALSE, FALSE },
  { "as-of", read_date, FALSE, FALSE },
  { "doubt", read_doubt, FALSE, FALSE },
};

static void
complain (Reader     *reader,
          guint       line,
          const char *sentence)
{
  obd_provider_problems_add (reader->problems, reader->file, line, "%s", sentence);
}

static int
find_key (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key))
      return (int) i;
  return -1;
}

/* (nullable) (transfer full): what is wrong with a line for its key alone. */
static char *
check_key (const ObdProviderLine *line,
           int                    key,
           GHashTable            *seen)
{
  g_autofree char *whole = line->language != NULL
                             ? g_strdup_printf ("%s[%s]", line->key, line->language)
                             : g_strdup (line->key);

  if (key < 0)
    return g_strdup_printf (_("There is no key “%s”."), whole);
  if (line->language != NULL && keys[key].read != NULL)
    return g_strdup_printf (_("“%s” is the same in every language; take the brackets out."), whole);
  if (!g_hash_table_add (seen, g_strdup (whole)) && !keys[key].repeats)
    return g_strdup_printf (_("“%s” is there twice."), whole);
  return NULL;
}

static gboolean
read_line (Reader                *reader,
           const ObdProviderLine *line,
           GHashTable            *seen)
{
  int key = find_key (line->key);
  g_autofree char *wrong = check_key (line, key, seen);
  g_autoptr (GError) error = NULL;

  reader->n_items++;
  if (wrong == NULL && keys[key].read != NULL && !keys[key].read (reader, line, &error))
    wrong = g_strdup (error->message);
  if (wrong != NULL)
    complain (reader, line->line, wrong);
  return wrong == NULL;
}

/* The sentences of @key in the best language that the file has. (transfer full) */
static char **
gather_sentences (const Reader *reader,
                  const char   *key)
{
  const char *const *languages = g_get_language_names ();
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  guint n = 0;

  for (guint l = 0; n == 0 && languages[l] != NULL; l++)
    for (guint i = 0; i < reader->group->lines->len; i++)
      {
        const ObdProviderLine *line = reader->group->lines->pdata[i];

        if (g_str_equal (line->key, key) && g_strcmp0 (line->language, languages[l]) == 0)
          {
            g_strv_builder_add (sentences, line->value);
            n++;
          }
      }
  for (guint i = 0; n == 0 && i < reader->group->lines->len; i++)
    {
      const ObdProviderLine *line = reader->group->lines->pdata[i];

      if (g_str_equal (line->key, key) && line->language == NULL)
        g_strv_builder_add (sentences, reader->built_in
                                         ? g_dgettext (GETTEXT_PACKAGE, line->value)
                                         : line->value);
    }
  return g_strv_builder_end (sentences);
}

static char *
gather_sentence (const Reader *reader,
                 const char   *key)
{
  g_auto (GStrv) sentences = gather_sentences (reader, key);

  return g_strdup (sentences[0]);
}

static void
finish_usernames (Reader *reader)
{
  ObdProviderFacts *facts = reader->facts;
  g_autofree char *hint = gather_sentence (reader, "username-hint");

  if (facts->outgoing.form == OBD_USERNAME_OTHER && facts->outgoing.hint == NULL)
    facts->outgoing.hint = g_strdup (hint);
  if (facts->incoming.form == OBD_USERNAME_OTHER && facts->incoming.hint == NULL)
    facts->incoming.hint = g_strdup (hint);
  facts->provider.username_form = facts->outgoing.form;
}

static void
finish (Reader     *reader,
        GHashTable *seen)
{
  ObdProviderFacts *facts = reader->facts;
  ObdProvider *provider = &facts->provider;

  if (!g_hash_table_contains (seen, "incoming-username"))
    {
      facts->incoming = facts->outgoing;
      facts->incoming.hint = g_strdup (facts->outgoing.hint);
    }
  finish_usernames (reader);
  provider->id = g_strdup (reader->group->id);
  provider->origin = reader->built_in ? NULL : g_strdup (reader->file);
  provider->domains = g_strv_builder_end (reader->domains);
  provider->variant = gather_sentence (reader, "variant");
  provider->switch_on = gather_sentences (reader, "switch-on");
  provider->notes = gather_sentences (reader, "note");
  facts->common = g_strv_builder_end (reader->common);
  facts->lookalikes = g_strv_builder_end (reader->lookalikes);
  facts->file = g_strdup (reader->file);
  facts->line = reader->group->line;
}

/* (nullable) (transfer full): what is wrong with a provider as a whole. */
static char *
check_whole (const Reader *reader,
             GHashTable   *seen)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].needed && !g_hash_table_contains (seen, keys[i].key))
      return g_strdup_printf (_("“%s” is missing for this provider."), keys[i].key);
  return obd_provider_check (reader->facts, g_hash_table_contains (seen, "username")
                                              && g_hash_table_contains (seen, "sign-in"));
}

/* (transfer full) (nullable) */
static ObdProviderFacts *
read_group (ObdProviderProblems    *problems,
            const char             *file,
            gboolean                built_in,
            const ObdProviderGroup *group)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) domains = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) common = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) lookalikes = g_strv_builder_new ();
  g_autoptr (ObdProviderFacts) facts = obd_provider_facts_new ();
  Reader reader = { problems, file, built_in, group, facts, domains, common, lookalikes, 0 };
  g_autofree char *wrong = NULL;
  gboolean good = !group->broken;

  for (guint i = 0; i < group->lines->len && reader.n_items <= OBD_PROVIDER_ITEMS_MAX; i++)
    good = read_line (&reader, group->lines->pdata[i], seen) && good;
  if (reader.n_items > OBD_PROVIDER_ITEMS_MAX)
    {
      complain (&reader, group->line,
                _("There is too much of this provider: more than 2000 lines and domains."));
      good = FALSE;
    }
  finish (&reader, seen);
  if (!good)
    return NULL;
  wrong = check_whole (&reader, seen);
  if (wrong == NULL)
    return g_steal_pointer (&facts);
  complain (&reader, group->line, wrong);
  return NULL;
}

GPtrArray *
obd_provider_reader_read (const char          *text,
                          gsize                length,
                          const char          *file,
                          gboolean             built_in,
                          ObdProviderProblems *problems)
{
  g_autoptr (GPtrArray) groups = obd_provider_text_parse (text, length, problems, file);
  GPtrArray *providers = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_provider_facts_free);

  for (guint i = 0; i < groups->len; i++)
    {
      ObdProviderFacts *facts = read_group (problems, file, built_in, groups->pdata[i]);

      if (facts != NULL)
        g_ptr_array_add (providers, facts);
    }
  return providers;
}
