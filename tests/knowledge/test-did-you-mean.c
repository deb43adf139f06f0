/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is proposed for a mistyped name, and, as important, for what nothing is. */

#include "config.h"

#include "obd-did-you-mean.h"
#include "obd-slip.h"
#include "provider-fixture.h"

#include <string.h>

typedef struct
{
  const char *typed;
  const char *meant; /* %NULL: nothing is proposed */
} Row;

static ObdProviderList *list;

static const Row domains[] = {
  /* Letters swapped, left out, doubled, the key beside the right one. */
  { "gmial.com", "gmail.com" },
  { "gamil.com", "gmail.com" },
  { "gmali.com", "gmail.com" },
  { "mgail.com", "gmail.com" },
  { "gmai.com", "gmail.com" },
  { "gmal.com", "gmail.com" },
  { "gmil.com", "gmail.com" },
  { "gmaill.com", "gmail.com" },
  { "ggmail.com", "gmail.com" },
  { "gmails.com", "gmail.com" },
  { "gnail.com", "gmail.com" },
  { "gmsil.com", "gmail.com" },
  { "g-mail.com", "gmail.com" },
  { "GMIAL.COM", "gmail.com" },
  { "goglemail.com", "googlemail.com" },
  { "googemal.com", "googlemail.com" },
  { "googelmail.com", "googlemail.com" },
  { "hotmial.com", "hotmail.com" },
  { "hotmai.com", "hotmail.com" },
  { "hormail.com", "hotmail.com" },
  { "homail.com", "hotmail.com" },
  { "otmail.com", "hotmail.com" },
  { "hotmail.con", "hotmail.com" },
  { "hotmial.co.uk", "hotmail.co.uk" },
  { "yaho.com", "yahoo.com" },
  { "yahooo.com", "yahoo.com" },
  { "yhaoo.com", "yahoo.com" },
  { "yaho.co.uk", "yahoo.co.uk" },
  { "outlok.com", "outlook.com" },
  { "outloook.com", "outlook.com" },
  { "outlock.com", "outlook.com" },
  { "oulook.com", "outlook.com" },
  { "utlook.com", "outlook.com" },
  { "iclud.com", "icloud.com" },
  { "icluod.com", "icloud.com" },
  { "lvie.com", "live.com" },
  { "tonline.de", "t-online.de" },
  { "t-onlien.de", "t-online.de" },
  { "frenet.de", "freenet.de" },
  { "btintenet.com", "btinternet.com" },
  { "protonmial.com", "protonmail.com" },
  { "wandoo.fr", "wanadoo.fr" },
  { "lapsote.net", "laposte.net" },
  { "comcsat.net", "comcast.net" },
  { "sbcgobal.net", "sbcglobal.net" },
  { "bigpnod.com", "bigpond.com" },
  /* The ending. */
  { "gmail.con", "gmail.com" },
  { "gmail.cmo", "gmail.com" },
  { "gmail.co", "gmail.com" },
  { "gmail.cm", "gmail.com" },
  { "gmail.om", "gmail.com" },
  { "gmail.vom", "gmail.com" },
  { "gmail.comm", "gmail.com" },
  { "gmx.ed", "gmx.de" },
  { "web.ed", "web.de" },
  { "aol.con", "aol.com" },
  { "gmx.ent", "gmx.net" },
  { "comcast.ney", "comcast.net" },
  { "yahoo.co.ku", "yahoo.co.uk" },
  { "yahoo.con.au", "yahoo.com.au" },
  { "yahoo.rf", "yahoo.fr" },
  /* Both. */
  { "gmial.con", "gmail.com" },
  { "hotmial.cmo", "hotmail.com" },
  { "gmai.co", "gmail.com" },
  /* Dots and what stands for them. */
  { "gmailcom", "gmail.com" },
  { "gmail,com", "gmail.com" },
  { "gmail .com", "gmail.com" },
  { "hotmail.couk", "hotmail.co.uk" },
  { "gmail..com", NULL },

  /* As they are. */
  { "gmail.com", NULL },
  { "Gmail.Com", NULL },
  { "aol.de", NULL },
  { "mail.com", NULL },
  { "ymail.com", NULL },
  { "email.com", NULL },
  { "gmx.at", NULL },
  { "posteo.co", NULL },
  { "hushmail.com", NULL },
  { "nyc.rr.com", NULL },
  { "yahoo.co.jp", NULL },
  { "alice.de", NULL },
  { "fast-email.com", NULL }, /* a domain of Fastmail */
  /* Rare, but somebody's. */
  { "gmx.co", NULL },
  { "web.com", NULL },
  { "aol.co", NULL },
  { "live.co", NULL },
  { "love.com", NULL },
  { "libro.it", NULL },
  { "libera.it", NULL },
  { "liberi.it", NULL },
  { "aonat", NULL },
  { "webde", NULL },
  { "web.dr", NULL },
  { "outlook.se", NULL },
  { "yahoo.ni", NULL },
  { "comcast.bet", NULL },
  { "cloud.com", NULL },
  { "hmail.com", NULL },
  { "qmail.org", NULL },
  { "jmail.com", NULL },
  { "never.com", NULL },
  { "gmail.org", NULL },
  { "gmail.de", NULL },
  { "gmail.cam", NULL },
  { "hotmail.pt", NULL },
  { "outlook.ca", NULL },
  { "orange.com", NULL },
  { "free.com", NULL },
  { "wanadoo.es", NULL },
  { "centrum.sk", NULL },
  { "comcast.com", NULL },
  { "yandex.uz", NULL },
  { "hushmail.me", NULL },
  { "greenet.de", NULL },
  { "photon.me", NULL },
  { "grange.fr", NULL },
  { "gmx1.de", NULL },
  { "163.co", NULL },
  { "126.con", NULL },
  { "t-0nline.de", NULL },
  { "gmail2.com", NULL },
  { "gmix.de", NULL },
  { "mgx.de", NULL },
  { "wbe.de", NULL },
  { "larkspur.example", NULL },
  { "mail.larkspur.example", NULL },
  { "gmail.com.larkspur.example", NULL },
  { "gmai", NULL },
  { "com", NULL },
  { "g.m", NULL },
  { "", NULL },
  { ".", NULL },
  { "-", NULL },
  { "192.0.2.1", NULL },
  { "[192.0.2.1]", NULL },
  { "xn--gml-zld.com", NULL },
  { "\xff\xfe", NULL },
};

static void
test_domains (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *meant = obd_did_you_mean_domain (list, domains[i].typed, NULL);

      g_test_message ("%s", g_utf8_validate (domains[i].typed, -1, NULL) ? domains[i].typed : "?");
      g_assert_cmpstr (meant, ==, domains[i].meant);
    }
}

static const Row hosts[] = {
  { "smpt.gmail.com", "smtp.gmail.com" },
  { "stmp.gmail.com", "smtp.gmail.com" },
  { "smto.gmail.com", "smtp.gmail.com" },
  { "smtp.gmial.com", "smtp.gmail.com" },
  { "smpt.gmial.com", "smtp.gmail.com" },
  { "smtp.gmail.con", "smtp.gmail.com" },
  { "smtp,gmail.com", "smtp.gmail.com" },
  { "smtp. gmail.com", "smtp.gmail.com" },
  { "smtp://smtp.gmail.com:587", "smtp.gmail.com" },
  { "smtpgmail.com", "smtp.gmail.com" },
  { "smtp.gmailcom", "smtp.gmail.com" },
  { "smtp.gmail.co", "smtp.gmail.com" },
  { "imap.gmial.com", "imap.gmail.com" },
  { "iamp.gmail.com", "imap.gmail.com" },
  { "smtp.mail.yaho.com", "smtp.mail.yahoo.com" },
  { "smtp.mial.yahoo.com", NULL }, /* yahoo.com is known, and what lies below it may be anything */
  { "smtp.office356.com", NULL }, /* a digit makes another name */
  { "smtp-mail.outlok.com", "smtp-mail.outlook.com" },
  { "securesmpt.t-online.de", "securesmtp.t-online.de" },
  { "securesmtp.t-onlien.de", "securesmtp.t-online.de" },
  { "mail.gmx.ent", "mail.gmx.net" },
  { "mail.gxm.net", NULL },
  { "smpt.larkspur.example", "smtp.larkspur.example" },
  { "stmp.larkspur.example", "smtp.larkspur.example" },
  { "smtpp.larkspur.example", "smtp.larkspur.example" },
  { "smp.larkspur.example", "smtp.larkspur.example" },
  { "mial.larkspur.example", "mail.larkspur.example" },
  { "outgiong.larkspur.example", "outgoing.larkspur.example" },
  { "gmial.com", "gmail.com" },
  { "mx.gmial.com", "mx.gmail.com" },

  { "smtp.gmail.com", NULL },
  { "SMTP.GMAIL.COM", NULL },
  { "smtp.web.de", NULL },
  { "imap.web.de", NULL },
  { "posteo.de", NULL },
  { "127.0.0.1", NULL },
  { "[2001:db8::1]", NULL },
  { "smtp.larkspur.example", NULL },
  { "smtps.larkspur.example", NULL },
  { "smtp1.larkspur.example", NULL },
  { "mail2.larkspur.example", NULL },
  { "main.larkspur.example", NULL },
  { "imp.larkspur.example", NULL },
  { "mall.larkspur.example", NULL },
  { "smith.larkspur.example", NULL },
  { "relay.larkspur.example", NULL },
  { "smtp.gmx.co", NULL },
  { "mail.com", NULL },
  { "smtp.yandex.ru", NULL },
  { "smtp.mail.dk", NULL },
  { "localhost", NULL },
  { "", NULL },
};

static void
test_hosts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *meant = obd_did_you_mean_host (list, hosts[i].typed, NULL);

      g_test_message ("%s", hosts[i].typed);
      g_assert_cmpstr (meant, ==, hosts[i].meant);
    }
}

/* The domain that the person certainly uses counts as much as a common one. */
static void
test_own_domain (void)
{
  static const struct
  {
    const char *typed;
    const char *domain;
    const char *host;
  } rows[] = {
    { "larkspur.example", NULL, NULL },
    { "larkspr.example", "larkspur.example", "larkspur.example" },
    { "larkspurexample", "larkspur.example", "larkspur.example" },
    { "larkspur.exmaple", "larkspur.example", "larkspur.example" },
    { "lilac.example", NULL, NULL },
    { "mail.larkspr.example", NULL, "mail.larkspur.example" },
    { "smpt.larkspr.example", NULL, "smtp.larkspur.example" },
    { "gmial.com", "gmail.com", "gmail.com" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *domain = obd_did_you_mean_domain (list, rows[i].typed, "larkspur.example");
      g_autofree char *host = obd_did_you_mean_host (list, rows[i].typed, "larkspur.example");

      g_test_message ("%s", rows[i].typed);
      g_assert_cmpstr (domain, ==, rows[i].domain);
      g_assert_cmpstr (host, ==, rows[i].host);
    }
}

#define DESK(domain)                                                                              \
  "[" domain "]\nname = " domain "\ndomains = " domain "\ncommon = " domain "\n"                  \
  "smtp = smtp." domain ":465:tls\nusername = address\nsign-in = password\n"

/* Two that are as near as each other: neither. A farther one does not matter. And what a drop-in file
 * calls common counts. */
static void
test_ties (void)
{
  g_autoptr (ProviderFolder) folder = provider_folder_new ();
  g_autoptr (ObdProviderList) more = NULL;
  g_autofree char *tie = NULL;
  g_autofree char *host = NULL;
  g_autofree char *clear = NULL;
  g_autofree char *other = NULL;
  g_autofree char *nearest = NULL;

  provider_folder_write (folder, "a.providers",
                         DESK ("marigold.example") DESK ("marigoldene.example")
                         DESK ("marigild.example") "lookalikes = mairgild.example\n", -1);
  more = provider_folder_load (folder, NULL);
  g_assert_cmpuint (obd_provider_list_get_problems (more)->len, ==, 0);
  tie = obd_did_you_mean_domain (more, "marigld.example", NULL);
  g_assert_null (tie);
  host = obd_did_you_mean_host (more, "smtp.marigld.example", NULL);
  g_assert_null (host);
  clear = obd_did_you_mean_domain (more, "marigodl.example", NULL);
  g_assert_cmpstr (clear, ==, "marigold.example");
  nearest = obd_did_you_mean_domain (more, "marigolde.example", NULL);
  g_assert_cmpstr (nearest, ==, "marigold.example");
  other = obd_did_you_mean_domain (more, "mairgild.example", NULL);
  g_assert_null (other);
}

static void
test_costs (void)
{
  static const struct
  {
    const char *typed;
    const char *meant;
    guint cost;
  } costs[] = {
    { "", "", 0 },
    { "gmail", "gmail", 0 },
    { "gmial", "gmail", OBD_SLIP_CHEAP },
    { "gmaill", "gmail", OBD_SLIP_CHEAP },
    { "yaho", "yahoo", OBD_SLIP_CHEAP },
    { "tonline", "t-online", OBD_SLIP_CHEAP },
    { "gmai", "gmail", OBD_SLIP_USUAL },
    { "gmaiil", "gmail", OBD_SLIP_CHEAP },
    { "gnail", "gmail", OBD_SLIP_USUAL },
    { "gmeil", "gmail", OBD_SLIP_STRANGE },
    { "", "abc", 3 * OBD_SLIP_USUAL },
    { "ba", "ab", OBD_SLIP_CHEAP },
  };
  g_autofree char *endless = g_strnfill (100000, 'a');
  g_autofree char *longer = g_strnfill (64, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (costs); i++)
    g_assert_cmpuint (obd_slip_cost (costs[i].typed, costs[i].meant), ==, costs[i].cost);
  g_assert_cmpuint (obd_slip_cost ("pop", "pop3"), >=, OBD_SLIP_NEVER);
  g_assert_cmpuint (obd_slip_cost ("smtp2", "smtp1"), >=, OBD_SLIP_NEVER);
  g_assert_cmpuint (obd_slip_cost (endless, "gmail"), >=, OBD_SLIP_NEVER);
  g_assert_cmpuint (obd_slip_cost (longer, longer), >=, OBD_SLIP_NEVER);
  g_assert_null (obd_did_you_mean_domain (list, endless, NULL));
  g_assert_null (obd_did_you_mean_host (list, endless, NULL));
}

/* Not one domain of the list is taken for a slip of another, whoever overrides whom. */
static void
test_every_known_domain (void)
{
  const GPtrArray *providers = obd_provider_list_get_providers (list);

  for (guint i = 0; i < providers->len; i++)
    {
      const ObdProvider *provider = providers->pdata[i];
      g_autoptr (GPtrArray) services = obd_provider_dup_services (provider, NULL);

      for (guint d = 0; provider->domains[d] != NULL; d++)
        g_assert_null (obd_did_you_mean_domain (list, provider->domains[d], NULL));
      for (guint s = 0; s < services->len; s++)
        {
          const ObdService *service = services->pdata[s];
          g_autofree char *meant = obd_did_you_mean_host (list, service->endpoint->host, NULL);

          g_assert_cmpstr (meant, ==, NULL);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  list = provider_built_in ();
  g_test_add_func ("/did-you-mean/domains", test_domains);
  g_test_add_func ("/did-you-mean/hosts", test_hosts);
  g_test_add_func ("/did-you-mean/own-domain", test_own_domain);
  g_test_add_func ("/did-you-mean/ties", test_ties);
  g_test_add_func ("/did-you-mean/costs", test_costs);
  g_test_add_func ("/did-you-mean/every-known-domain", test_every_known_domain);
  status = g_test_run ();
  obd_provider_list_unref (list);
  return status;
}
