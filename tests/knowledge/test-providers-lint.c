/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads every provider that is shipped and names what an editor would object to. The reader itself
 * refuses what is no host, port, date or link, and what two providers claim. */

#define _GNU_SOURCE
#include "config.h"

#include "provider-fixture.h"

#include <string.h>

#define SENTENCE_MAX 200 /* letters */

static ObdProviderList *list;

static void
test_no_problems (void)
{
  g_autofree char *problems = provider_problems (list);

  g_assert_cmpstr (problems, ==, "");
}

static guint
count_headings (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "# SPDX-License-Identifier: GPL-3.0-or-later\n"));
  for (const char *p = strstr (text, "\n["); p != NULL; p = strstr (p + 1, "\n["))
    n++;
  return n;
}

/* A file that meson.build does not name, or a provider that is lost on the way, changes the count. */
static void
test_count (void)
{
  g_autoptr (GDir) folder = g_dir_open (g_getenv ("PROVIDERS_DIR"), 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".providers"))
      {
        g_autofree char *path = g_build_filename (g_getenv ("PROVIDERS_DIR"), name, NULL);

        n += count_headings (path);
      }
  g_assert_cmpuint (n, >=, 214 + 17);
  g_assert_cmpuint (n, ==, obd_provider_list_get_providers (list)->len);
}

/* What a port speaks by standard (RFC 8314 section 3.3, IANA's registry); on others anything may be. */
static void
check_endpoint (const ObdProvider *provider,
                const ObdEndpoint *endpoint)
{
  guint16 port = endpoint->port;
  gboolean tls = endpoint->security == OBD_SECURITY_TLS;

  if ((port == 465 || port == 993 || port == 995) && !tls)
    g_error ("[%s] port %u wants tls", provider->id, port);
  if ((port == 25 || port == 143 || port == 110) && tls)
    g_error ("[%s] port %u begins without tls", provider->id, port);
}

static void
check_services (const ObdProvider *provider)
{
  g_autoptr (GPtrArray) services = obd_provider_dup_services (provider, NULL);
  gboolean sends = FALSE;

  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = services->pdata[i];

      sends = sends || service->protocol == OBD_PROTOCOL_SMTP;
      check_endpoint (provider, service->endpoint);
      g_assert_cmpstr (service->as_of, ==, provider->as_of);
      /* Who is known by mail hosts alone was never seen from the inside. */
      if (provider->domains[0] != NULL
          && (service->methods == 0 || service->username_form == OBD_USERNAME_UNKNOWN))
        g_error ("[%s] nobody knows how to sign in", provider->id);
    }
  if ((provider->kind == OBD_PROVIDER_USUAL || provider->kind == OBD_PROVIDER_BRIDGE) && !sends)
    g_error ("[%s] no outgoing server", provider->id);
}

static const char *const banned[] = {
  "ISPDB",  "Thunderbird", "FairEmail", "mustang",  "nodemailer",  "mailcore", "chatmail",
  "Quillbox", "provider-db", "[single", "OAuth",    "2FA",         "MFA",      " MX",
  "back end", "backend",   "tenant",    "credential", "please",   "simply",
  "just ",  "http",      "  ",       "'",           "\"",       "e.g.",
  "i.e.",   "...",         "=",         "endpoint",
};

static void
check_sentence (const ObdProvider *provider,
                const char        *sentence)
{
  for (gsize i = 0; i < G_N_ELEMENTS (banned); i++)
    if (strcasestr (sentence, banned[i]) != NULL)
      g_error ("[%s] “%s”: not with “%s”", provider->id, sentence, banned[i]);
  if (!g_str_has_suffix (sentence, "."))
    g_error ("[%s] “%s” does not end with a full stop", provider->id, sentence);
  if (!g_unichar_isupper (g_utf8_get_char (sentence)) && !g_str_has_prefix (sentence, "“"))
    g_error ("[%s] “%s” does not begin as a sentence", provider->id, sentence);
  if (g_utf8_strlen (sentence, -1) > SENTENCE_MAX)
    g_error ("[%s] “%s” is %ld letters long", provider->id, sentence,
             g_utf8_strlen (sentence, -1));
}

static void
check_words (const ObdProvider *provider)
{
  for (guint i = 0; provider->notes[i] != NULL; i++)
    check_sentence (provider, provider->notes[i]);
  for (guint i = 0; provider->switch_on[i] != NULL; i++)
    check_sentence (provider, provider->switch_on[i]);
  /* Who cannot be used as usual says why. */
  if (provider->kind != OBD_PROVIDER_USUAL && provider->notes[0] == NULL)
    g_error ("[%s] is special, and no note says how", provider->id);
  if (provider->methods == OBD_METHOD_APP_PASSWORD && provider->switch_on[0] == NULL)
    g_error ("[%s] wants an app password, and nothing says where to make it", provider->id);
}

static void
test_every_provider (void)
{
  const GPtrArray *providers = obd_provider_list_get_providers (list);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < providers->len; i++)
    {
      const ObdProvider *provider = providers->pdata[i];
      char *title = obd_provider_dup_title (provider);

      g_test_message ("%s", provider->id);
      if (!g_hash_table_add (titles, title))
        g_error ("[%s] two providers are called “%s”", provider->id, title);
      g_assert_null (provider->origin);
      g_assert_nonnull (provider->as_of);
      if (provider->sources == NULL || strlen (provider->sources) < 5)
        g_error ("[%s] has no sources", provider->id);
      if (provider->moved_to != NULL
          && obd_provider_list_find_id (list, provider->moved_to) == NULL)
        g_error ("[%s] moved to a provider that is not there", provider->id);
      check_services (provider);
      check_words (provider);
    }
}

/* Those of the issue that people meet most are told in words. */
static void
test_special_notes (void)
{
  static const struct
  {
    const char *id;
    const char *words;
  } special[] = {
    { "gmail", "app password" },
    { "outlook-com", "no password" },
    { "t-online", "separate e-mail password" },
    { "gmx", "POP3 and IMAP" },
    { "web-de", "POP3 and IMAP" },
    { "proton", "127.0.0.1" },
    { "tuta", "only in its own app" },
    { "hey", "only in its own app" },
    { "free-fr", "Gestion du SMTP authentifié" },
    { "comcast", "moving its mailboxes to Yahoo" },
    { "cox", "moved its mailboxes to Yahoo" },
    { "icloud", "the part before the @" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    {
      const ObdProvider *provider = obd_provider_list_find_id (list, special[i].id);
      g_autofree char *notes = g_strjoinv ("\n", provider->notes);
      g_autofree char *switch_on = g_strjoinv ("\n", provider->switch_on);

      if (strstr (notes, special[i].words) == NULL && strstr (switch_on, special[i].words) == NULL)
        g_error ("[%s] says nothing of “%s”", special[i].id, special[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  list = provider_built_in ();
  g_test_add_func ("/providers-lint/no-problems", test_no_problems);
  g_test_add_func ("/providers-lint/count", test_count);
  g_test_add_func ("/providers-lint/every-provider", test_every_provider);
  g_test_add_func ("/providers-lint/special-notes", test_special_notes);
  status = g_test_run ();
  obd_provider_list_unref (list);
  return status;
}
