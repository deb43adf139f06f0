/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Look-ups in the list that comes with the program. */

#include "config.h"

#include "provider-fixture.h"

static ObdProviderList *built_in;

/* By domain: which provider answers, "" for none. */
static const struct
{
  const char *domain;
  const char *id;
} domains[] = {
  { "gmail.com", "gmail" },
  { "GoogleMail.COM", "gmail" },
  { "gmail.com.", "gmail" },
  { "hotmail.co.uk", "outlook-com" },
  { "nyc.rr.com", "roadrunner" },       /* by the ending *.rr.com */
  { "socal.rr.com", "roadrunner" },
  { "mail.socal.rr.com", "roadrunner" },
  { "rr.com", "roadrunner" },
  { "cfl.rr.com", "bright-house" },     /* an exact domain before the ending */
  { "cfl.rr.com.example", "" },
  { "xrr.com", "" },
  { "smith.plus.com", "plusnet" },
  { "contoso.onmicrosoft.com", "microsoft-365" },
  { "mail.gmail.com", "" },             /* no ending of Gmail's */
  { "larkspur.example", "" },
  { "com", "" },
  { "", "" },
  { "no name", "" },
  { "192.0.2.1", "" },
  { "verizon.net", "verizon" },
  { "pec.aruba.it", "aruba-pec" },
};

static void
test_built_in (void)
{
  g_autofree char *problems = provider_problems (built_in);

  g_assert_cmpstr (problems, ==, "");
}

static void
test_domains (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      const ObdProvider *found = obd_provider_list_find_domain (built_in, domains[i].domain);

      g_test_message ("%s", domains[i].domain);
      g_assert_cmpstr (found != NULL ? found->id : "", ==, domains[i].id);
    }
}

/* By mail host: which provider, and its first outgoing server for that host. */
static const struct
{
  const char *host;
  const char *id;
  const char *smtp;
} mail_hosts[] = {
  { "aspmx.l.google.com", "google-workspace", "smtp.gmail.com:465:tls" },
  { "ALT1.ASPMX.L.GOOGLE.COM.", "google-workspace", "smtp.gmail.com:465:tls" },
  { "larkspur-example.mail.protection.outlook.com", "microsoft-365",
    "smtp.office365.com:587:starttls" },
  { "hotmail-com.olc.protection.outlook.com", "outlook-com",
    "smtp-mail.outlook.com:587:starttls" },
  { "mx.zoho.com", "zoho", "smtppro.zoho.com:465:tls" },
  { "MX2.Zoho.Com.", "zoho", "smtppro.zoho.com:465:tls" },
  { "mx1.mail.ovh.net", "ovh", "smtp.mail.ovh.net:465:tls" },
  { "mx1.ovh.net", "ovh", "ssl0.ovh.net:465:tls" },
  { "gmail.ovh.net", "ovh", "ssl0.ovh.net:465:tls" },
  { "mx00.ionos.co.uk", "ionos", "smtp.ionos.co.uk:465:tls" },
  { "mx00.kundenserver.de", "ionos-de", "smtp.ionos.de:465:tls" },
  { "mx-aol.mail.gm0.yahoodns.net", "aol", "smtp.aol.com:465:tls" },
  { "mta5.am0.yahoodns.net", "yahoo", "smtp.mail.yahoo.com:465:tls" },
  { "mx.pec.aruba.it", "aruba-pec", "smtps.pec.aruba.it:465:tls" },
  { "mx.aruba.it", "aruba", "smtps.aruba.it:465:tls" },
  { "eu-smtp-inbound-1.mimecast.com", "mimecast", NULL },
  { "notgoogle.com", NULL, NULL },
  { "google.com.larkspur.example", NULL, NULL },
};

static void
test_mail_hosts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mail_hosts); i++)
    {
      const ObdProvider *found = obd_provider_list_find_mx (built_in, mail_hosts[i].host);
      g_autoptr (GPtrArray) services = NULL;
      g_autofree char *first = NULL;

      g_test_message ("%s", mail_hosts[i].host);
      g_assert_cmpstr (found != NULL ? found->id : NULL, ==, mail_hosts[i].id);
      if (found == NULL)
        continue;
      services = obd_provider_dup_services_by_mx (found, mail_hosts[i].host, "larkspur.example");
      for (guint s = 0; s < services->len; s++)
        {
          const ObdService *service = services->pdata[s];

          g_assert_cmpint (service->source, ==, OBD_SOURCE_MX);
          g_assert_false (service->trusted);
          g_assert_cmpstr (service->detail, !=, NULL);
          /* An own server of the mail host is not told a second time. */
          for (guint t = 0; t < s; t++)
            g_assert_false (obd_endpoint_equal (service->endpoint,
                                                ((ObdService *) services->pdata[t])->endpoint)
                            && service->protocol == ((ObdService *) services->pdata[t])->protocol);
        }
      if (services->len > 0)
        first = obd_endpoint_to_string (((ObdService *) services->pdata[0])->endpoint);
      g_assert_cmpstr (first, ==, mail_hosts[i].smtp);
    }
}

/* A guess is one when either the provider or its mail host is: confirmed, one source, an example. */
static void
test_doubtful_mail_hosts (void)
{
  static const struct
  {
    const char *host;
    gboolean doubtful;
  } rows[] = {
    { "aspmx.l.google.com", FALSE },
    { "mx.yandex.net", TRUE },
    { "mx.one.com", TRUE },
    { "mx.mxroute.com", TRUE },
    { "mx.thinline.cz", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ObdProvider *found = obd_provider_list_find_mx (built_in, rows[i].host);
      g_autoptr (GPtrArray) services = obd_provider_dup_services_by_mx (found, rows[i].host, NULL);

      g_assert_cmpint (((ObdService *) services->pdata[0])->doubtful, ==, rows[i].doubtful);
    }
}

/* The servers of a provider that names them by account are examples, whoever asks. */
static void
test_examples_are_doubtful (void)
{
  g_autoptr (GPtrArray) services = obd_provider_dup_services (
    obd_provider_list_find_id (built_in, "mxroute"), NULL);

  g_assert_cmpuint (services->len, ==, 1);
  g_assert_true (((ObdService *) services->pdata[0])->doubtful);
}

static char *
describe (const ObdService *service,
          const char       *address)
{
  g_autofree char *endpoint = obd_endpoint_to_string (service->endpoint);
  g_autofree char *username = obd_service_dup_username (service, address);
  g_auto (GStrv) methods = obd_methods_to_nicks (service->methods);
  g_autofree char *how = g_strjoinv ("+", methods);

  return g_strdup_printf ("%s %s %s %s%s", obd_protocol_to_nick (service->protocol), endpoint,
                          username, how, service->doubtful ? " doubtful" : "");
}

/* Everything that the list says for an address, a line a service. */
static char *
describe_all (ObdProviderList *list,
              const char      *address,
              const char      *domain)
{
  const ObdProvider *provider = obd_provider_list_find_domain (list, domain);
  g_autoptr (GPtrArray) services = obd_provider_dup_services (provider, domain);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = services->pdata[i];
      g_autofree char *line = describe (service, address);

      g_string_append_printf (all, "%s\n", line);
      g_assert_cmpint (service->source, ==, OBD_SOURCE_PROVIDER_LIST);
      g_assert_true (service->trusted);
    }
  return g_string_free (all, FALSE);
}

static const struct
{
  const char *address;
  const char *domain;
  const char *services;
} settings[] = {
  { "a@gmail.com", "gmail.com",
    "smtp smtp.gmail.com:465:tls a@gmail.com app-password+oauth2\n"
    "smtp smtp.gmail.com:587:starttls a@gmail.com app-password+oauth2\n"
    "imap imap.gmail.com:993:tls a@gmail.com app-password+oauth2\n"
    "pop3 pop.gmail.com:995:tls a@gmail.com app-password+oauth2\n" },
  /* Receiving and sending want different user names. */
  { "a@icloud.com", "icloud.com",
    "smtp smtp.mail.me.com:587:starttls a@icloud.com app-password\n"
    "smtp smtp.mail.me.com:465:tls a@icloud.com app-password doubtful\n"
    "imap imap.mail.me.com:993:tls a app-password\n"
    "pop3 mail.icloud.com:995:tls a app-password\n" },
  { "a@web.de", "web.de",
    "smtp smtp.web.de:465:tls a password\nsmtp smtp.web.de:587:starttls a password\n"
    "imap imap.web.de:993:tls a password\npop3 pop3.web.de:995:tls a password\n" },
  { "a@dd.iij4u.or.jp", "dd.iij4u.or.jp",
    "smtp mbox.iij4u.or.jp:587:starttls a.dd.iij4u.or.jp password doubtful\n"
    "pop3 mbox.iij4u.or.jp:110:starttls a.dd.iij4u.or.jp password doubtful\n" },
  /* The name of the server depends on the mailbox's domain. */
  { "a@inbox.lt", "inbox.lt",
    "smtp mail.inbox.lt:465:tls a@inbox.lt app-password doubtful\n"
    "imap mail.inbox.lt:993:tls a@inbox.lt app-password doubtful\n"
    "pop3 mail.inbox.lt:995:tls a@inbox.lt app-password doubtful\n" },
  { "a@proton.me", "proton.me",
    "smtp 127.0.0.1:1025:starttls a@proton.me bridge\n"
    "imap 127.0.0.1:1143:starttls a@proton.me bridge\n" },
  { "a@tutanota.com", "tutanota.com", "" },
  { "a@goo.jp", "goo.jp", "smtp smtp.mail.goo.ne.jp:587:none a password doubtful\n" },
};

static const char *
find_owner (gboolean    incoming,
            const char *host)
{
  const ObdProvider *owner = obd_provider_list_find_server (built_in, incoming, host);

  return owner != NULL ? owner->id : NULL;
}

/* Whose server that is, for sending or for receiving. */
static void
test_servers (void)
{
  const ObdProvider *gmail = obd_provider_list_find_id (built_in, "gmail");

  g_assert_cmpstr (find_owner (FALSE, "smtp.gmail.com"), ==, "gmail");
  g_assert_cmpstr (find_owner (FALSE, "SMTP.gmail.com"), ==, "gmail");
  g_assert_cmpstr (find_owner (FALSE, "smtp.mail.ru"), ==, "mail-ru");
  g_assert_null (find_owner (FALSE, "imap.gmail.com"));
  g_assert_null (find_owner (FALSE, "mail.larkspur.example"));
  g_assert_cmpstr (find_owner (TRUE, "IMAP.gmail.com"), ==, "gmail");
  g_assert_cmpstr (find_owner (TRUE, "pop.gmail.com"), ==, "gmail");
  g_assert_null (find_owner (TRUE, "smtp.gmail.com"));
  g_assert_true (obd_provider_has_server (gmail, FALSE, "smtp.gmail.com"));
  g_assert_false (obd_provider_has_server (gmail, FALSE, "imap.gmail.com"));
  g_assert_true (obd_provider_has_server (gmail, TRUE, "imap.gmail.com"));
  /* Two may send through one server. */
  g_assert_true (obd_provider_has_server (obd_provider_list_find_id (built_in, "vk-mail"), FALSE,
                                          "smtp.mail.ru"));
}

static void
test_settings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *all = describe_all (built_in, settings[i].address, settings[i].domain);

      g_assert_cmpstr (all, ==, settings[i].services);
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *id;
    ObdProviderKind kind;
    ObdMethods methods;
  } kinds[] = {
    { "gmail", OBD_PROVIDER_USUAL, OBD_METHOD_APP_PASSWORD | OBD_METHOD_OAUTH2 },
    { "outlook-com", OBD_PROVIDER_USUAL, OBD_METHOD_OAUTH2 },
    { "proton", OBD_PROVIDER_BRIDGE, OBD_METHOD_BRIDGE },
    { "tuta", OBD_PROVIDER_NO_PROGRAMS, 0 },
    { "hey", OBD_PROVIDER_NO_PROGRAMS, 0 },
    { "host-europe", OBD_PROVIDER_OWN_SERVER, OBD_METHOD_PASSWORD },
    { "proofpoint", OBD_PROVIDER_GATEWAY, 0 },
    { "tiscali-it", OBD_PROVIDER_USUAL, OBD_METHOD_PASSWORD | OBD_METHOD_CRAM_MD5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const ObdProvider *provider = obd_provider_list_find_id (built_in, kinds[i].id);

      g_assert_nonnull (provider);
      g_assert_cmpint (provider->kind, ==, kinds[i].kind);
      g_assert_cmpint (provider->methods, ==, kinds[i].methods);
    }
  g_assert_null (obd_provider_list_find_id (built_in, "unheard-of"));
}

static void
test_alternative_username (void)
{
  g_autoptr (GPtrArray) services = obd_provider_dup_services (
    obd_provider_list_find_id (built_in, "t-online"), NULL);
  const ObdService *service = services->pdata[0];

  g_assert_cmpint (service->username_form, ==, OBD_USERNAME_ADDRESS);
  g_assert_cmpint (service->username_alternative, ==, OBD_USERNAME_LOCAL_PART);
  g_assert_false (service->doubtful);
}

/* By what is typed: the first answers, in order. */
static const struct
{
  const char *text;
  const char *ids;
} searches[] = {
  { "aol", "aol" },
  { "AOL ", "aol" },
  { "hotmail", "outlook-com" },
  { "  Gmail", "gmail google-workspace" },
  { "gmx", "gmx-international gmx" },
  { "gmx inter", "gmx-international" },
  { "t online", "t-online t-email-hu" },
  { "tonline", "t-online t-email-hu" },
  { "T-ONLINE.DE", "t-online" },
  { "someone@nyc.rr.com", "roadrunner" },
  { "videotron", "videotron" },   /* is written Vidéotron */
  { "TELEFÓNICA", "telefonica movistar" },
  { "cesky", "cesky-hosting" },
  { "hosting cesky", "cesky-hosting" },
  { "ck", "" }, /* too little for the middle of a word */
  { "posteo.eu", "posteo" },
  { "network nonsense", "" },
  { "...", "" },
  { "", "" },
  { " - ", "" },
  { "网易", "netease-163 netease-126 netease-yeah" },
  { "web.de", "web-de" },
  { "libertysurf", "free-fr" },
};

static void
test_search (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_auto (GStrv) ids = g_strsplit (searches[i].ids, " ", -1);
      guint n = g_strv_length (ids);
      g_autoptr (GPtrArray) found = obd_provider_list_search (built_in, searches[i].text,
                                                              MAX (n, 1));

      g_test_message ("“%s”: %u", searches[i].text, found->len);
      g_assert_cmpuint (found->len, ==, n);
      for (guint j = 0; j < n; j++)
        g_assert_cmpstr (((ObdProvider *) found->pdata[j])->id, ==, ids[j]);
    }
}

static void
test_search_is_bounded (void)
{
  g_autofree char *endless = g_strnfill (1 << 20, 'g');
  g_autoptr (GPtrArray) none = obd_provider_list_search (built_in, endless, 10);
  g_autoptr (GPtrArray) broken = obd_provider_list_search (built_in, "\xff\xfe gmx", 10);
  g_autoptr (GPtrArray) many = obd_provider_list_search (built_in, "mail", 7);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (broken->len, ==, 2);
  g_assert_cmpuint (many->len, ==, 7);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  built_in = provider_built_in ();
  g_test_add_func ("/provider-list/built-in", test_built_in);
  g_test_add_func ("/provider-list/domains", test_domains);
  g_test_add_func ("/provider-list/mail-hosts", test_mail_hosts);
  g_test_add_func ("/provider-list/doubtful-mail-hosts", test_doubtful_mail_hosts);
  g_test_add_func ("/provider-list/examples-are-doubtful", test_examples_are_doubtful);
  g_test_add_func ("/provider-list/servers", test_servers);
  g_test_add_func ("/provider-list/settings", test_settings);
  g_test_add_func ("/provider-list/kinds", test_kinds);
  g_test_add_func ("/provider-list/alternative-username", test_alternative_username);
  g_test_add_func ("/provider-list/search", test_search);
  g_test_add_func ("/provider-list/search-is-bounded", test_search_is_bounded);
  status = g_test_run ();
  obd_provider_list_unref (built_in);
  return status;
}
