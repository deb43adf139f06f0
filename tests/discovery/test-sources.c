/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-dns-test.h"
#include "obd-resolve-private.h"
#include "obd-search.h"
#include "obd-wire-test.h"

#include <arpa/nameser.h>
#include <glib/gstdio.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "larkspur.example"
#define ADDRESS "anna.canary@" DOMAIN
#define PAGE(host) \
  "T\nQ\nS:HTTP/1.1 200 OK\nS:Content-Type: text/xml\nS:Connection: close\nS:\n" CONFIG (host)
#define OPEN_PAGE(host) "Q\nS:HTTP/1.1 200 OK\nS:Connection: close\nS:\n" CONFIG (host)
#define CONFIG(host) \
  "s:<clientConfig><emailProvider><displayName>Lark</displayName><outgoingServer type='smtp'>" \
  "<hostname>" host "</hostname><port>465</port><socketType>SSL</socketType>" \
  "<username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>"
#define ONLY(line) "T\nQ\nS:HTTP/1.1 " line "\nS:Content-Length: 0\nS:"
#define DATABASE "https://db.example.net/v1/"

/* A web server of a case, and the names that the name service knows. */
typedef struct
{
  const char *host;
  guint16     port;
  const char *script;
} Web;

typedef struct
{
  const char *question; /* "_submissions._tcp.DOMAIN", "mx DOMAIN" */
  const char *answer;   /* "priority port target" …, "fail" */
} Record;

typedef struct
{
  const char       *name;
  ObdSource         source;
  Web               webs[4];
  Record            records[6];
  ObdSearchOutcome  outcome;
  const char       *services; /* "host:port:security trusted|untrusted [doubtful]" a line */
  const char       *heard;    /* of the first web server; NULL: it is not asked */
} Case;

static const Case cases[] = {
  /* --- the provider's own file --- */
  { "autoconfig", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443,
      PAGE ("smtp.larkspur.example") } }, { { NULL } }, OBD_SEARCH_FOUND,
    "smtp.larkspur.example:465:tls trusted",
    "GET /mail/config-v1.1.xml?emailaddress=anna.canary%40larkspur.example HTTP/1.1" },
  { "autoconfig-leads-elsewhere", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, PAGE ("smtp.hoster.example") } }, { { NULL } }, OBD_SEARCH_FOUND,
    "smtp.hoster.example:465:tls trusted", "emailaddress" },
  { "autoconfig-unknown", OBD_SOURCE_AUTOCONFIG, { { NULL } }, { { NULL } }, OBD_SEARCH_NOTHING, "",
    NULL },
  { "autoconfig-not-found", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, ONLY ("404 No") } }, { { NULL } }, OBD_SEARCH_NOTHING, "",
    "emailaddress" },
  { "autoconfig-broken", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, ONLY ("503 Later") } }, { { NULL } }, OBD_SEARCH_SERVER_ERROR,
    "", "emailaddress" },
  { "autoconfig-is-a-web-page", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, "T\nQ\nS:HTTP/1.1 200 OK\nS:\ns:<html>Welcome!</html>" } },
    { { NULL } }, OBD_SEARCH_NOT_CONFIGURATION, "", "emailaddress" },
  { "autoconfig-bomb", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, "T\nQ\nS:HTTP/1.1 200 OK\nS:Content-Encoding: gzip\nS:\nZ:50" },
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } },
    { { NULL } }, OBD_SEARCH_TOO_LARGE, "", "emailaddress" },
  { "autoconfig-doctype", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443,
        "T\nQ\nS:HTTP/1.1 200 OK\nS:\ns:<!DOCTYPE x [<!ENTITY a \"b\">]><clientConfig/>" },
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } },
    { { NULL } }, OBD_SEARCH_FORBIDDEN_CONTENT, "", "emailaddress" },
  { "autoconfig-redirect", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, ONLY ("302 There\nS:Location: https://www." DOMAIN
                                         "/mail.xml") },
      { "www." DOMAIN, 443, PAGE ("smtp.larkspur.example") } },
    { { NULL } }, OBD_SEARCH_FOUND, "smtp.larkspur.example:465:tls trusted", "emailaddress" },
  { "autoconfig-redirect-elsewhere", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, ONLY ("302 There\nS:Location: https://evil.example/x") },
      { "evil.example", 443, PAGE ("smtp.evil.example") },
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } },
    { { NULL } }, OBD_SEARCH_REDIRECT_REFUSED, "", "emailaddress" },
  { "autoconfig-redirect-for-ever", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, ONLY ("301 Here\nS:Location: /mail/config-v1.1.xml") } },
    { { NULL } }, OBD_SEARCH_REDIRECT_REFUSED, "", "emailaddress" },
  /* --- in the open: the last resort --- */
  { "open-within-the-domain", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } }, { { NULL } },
    OBD_SEARCH_FOUND, "smtp.larkspur.example:465:tls trusted",
    "GET /mail/config-v1.1.xml HTTP/1.1" },
  { "open-leads-elsewhere", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.evil.example") } }, { { NULL } },
    OBD_SEARCH_FOUND, "smtp.evil.example:465:tls untrusted doubtful",
    "GET /mail/config-v1.1.xml HTTP/1.1" },
  { "open-after-a-wrong-certificate", OBD_SOURCE_WELL_KNOWN,
    { { DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") },
      { DOMAIN, 443, "T\nQ\nS:HTTP/1.1 200 OK\nS:\ns:never heard" } },
    { { NULL } }, OBD_SEARCH_FOUND, "smtp.larkspur.example:465:tls trusted",
    "GET /.well-known/autoconfig/mail/config-v1.1.xml HTTP/1.1" },
  /* --- the other place, the database --- */
  { "well-known", OBD_SOURCE_WELL_KNOWN, { { DOMAIN, 443, PAGE ("mail.larkspur.example") } },
    { { NULL } }, OBD_SEARCH_FOUND, "mail.larkspur.example:465:tls trusted",
    "GET /.well-known/autoconfig/mail/config-v1.1.xml HTTP/1.1" },
  { "database", OBD_SOURCE_ISPDB, { { "db.example.net", 443, PAGE ("smtp.hoster.example") } },
    { { NULL } }, OBD_SEARCH_FOUND, "smtp.hoster.example:465:tls trusted",
    "GET /v1/larkspur.example HTTP/1.1" },
  { "database-unknown", OBD_SOURCE_ISPDB, { { "db.example.net", 443, ONLY ("404 No") } },
    { { NULL } }, OBD_SEARCH_NOTHING, "", "GET /v1/larkspur.example HTTP/1.1" },
  /* --- SRV --- */
  { "srv", OBD_SOURCE_SRV, { { NULL } },
    { { "_submission._tcp." DOMAIN, "5 587 smtp.larkspur.example" },
      { "_submissions._tcp." DOMAIN, "20 465 b.larkspur.example,10 465 a.larkspur.example" },
      { "_imaps._tcp." DOMAIN, "0 993 imap.hoster.example" },
      { "_pop3._tcp." DOMAIN, "0 0 ." } },
    OBD_SEARCH_FOUND,
    "a.larkspur.example:465:tls trusted\nb.larkspur.example:465:tls trusted\n"
    "smtp.larkspur.example:587:starttls trusted\nimap.hoster.example:993:tls untrusted", NULL },
  { "srv-nothing", OBD_SOURCE_SRV, { { NULL } }, { { NULL } }, OBD_SEARCH_NOTHING, "", NULL },
  { "srv-none", OBD_SOURCE_SRV, { { NULL } }, { { "_submission._tcp." DOMAIN, "0 0 ." } },
    OBD_SEARCH_NONE_OFFERED, "", NULL },
  { "srv-fails", OBD_SOURCE_SRV, { { NULL } }, { { "_imaps._tcp." DOMAIN, "fail" } },
    OBD_SEARCH_NAME_SERVICE, "", NULL },
  { "srv-fails-in-part", OBD_SOURCE_SRV, { { NULL } },
    { { "_imaps._tcp." DOMAIN, "fail" }, { "_submissions._tcp." DOMAIN,
      "0 465 smtp.larkspur.example" } },
    OBD_SEARCH_FOUND, "smtp.larkspur.example:465:tls trusted", NULL },
  { "srv-port-zero", OBD_SOURCE_SRV, { { NULL } },
    { { "_submissions._tcp." DOMAIN,
      "0 0 smtp.larkspur.example" } }, OBD_SEARCH_NOTHING, "", NULL },
  /* --- MX --- */
  { "mx-database", OBD_SOURCE_MX, { { "db.example.net", 443, PAGE ("smtp.hoster.example") } },
    { { "mx " DOMAIN, "10 0 mx1.hoster.example" } }, OBD_SEARCH_FOUND,
    "smtp.hoster.example:465:tls untrusted", "GET /v1/hoster.example HTTP/1.1" },
  { "mx-autoconfig", OBD_SOURCE_MX, { { "autoconfig.hoster.example", 443,
      PAGE ("smtp.hoster.example") } },
    { { "mx " DOMAIN, "20 0 x.evil.example,10 0 mx1.hoster.example" } }, OBD_SEARCH_FOUND,
    "smtp.hoster.example:465:tls untrusted", "GET /mail/config-v1.1.xml HTTP/1.1" },
  { "mx-of-the-domain-itself", OBD_SOURCE_MX,
    { { "autoconfig." DOMAIN, 443, PAGE ("smtp.larkspur.example") } },
    { { "mx " DOMAIN, "10 0 mail.larkspur.example" } }, OBD_SEARCH_NOTHING, "", NULL },
  { "mx-nothing", OBD_SOURCE_MX, { { NULL } }, { { NULL } }, OBD_SEARCH_NOTHING, "", NULL },
  { "mx-null", OBD_SOURCE_MX, { { NULL } }, { { "mx " DOMAIN, "0 0 ." } }, OBD_SEARCH_NONE_OFFERED,
      "",
    NULL },
  { "mx-fails", OBD_SOURCE_MX, { { NULL } }, { { "mx " DOMAIN, "fail" } }, OBD_SEARCH_NAME_SERVICE,
      "",
    NULL },
  { "mx-provider", OBD_SOURCE_MX, { { NULL } }, { { "mx " DOMAIN, "10 0 mx.listed.example" } },
    OBD_SEARCH_FOUND, "smtp.listed.example:465:tls untrusted", NULL },
  { "mx-gateway", OBD_SOURCE_MX, { { "autoconfig.gateway.example", 443,
      PAGE ("smtp.gateway.example") } },
    { { "mx " DOMAIN, "10 0 in.gateway.example" } }, OBD_SEARCH_NOTHING, "", NULL },
  { "list-unknown", OBD_SOURCE_PROVIDER_LIST, { { NULL } }, { { NULL } }, OBD_SEARCH_NOTHING, "",
      NULL },
};

static const char list_file[] =
  "[listed]\nname = Listed\nmx = listed.example\nsmtp = smtp.listed.example:465:tls\n"
  "username = address\nsign-in = password\nas-of = 2026-03\nsources = a test\n"
  "[gateway]\nname = Gateway\nkind = gateway\nmx = gateway.example\nas-of = 2026-03\n"
  "sources = a test\n";

/* --- The name service of a case --------------------------------------------------------------- */

static const Case *current;

static int
answer_with (const char *name,
             int         type,
             const char *text,
             guint8     *answer)
{
  g_auto (GStrv) texts = g_strsplit (text, ",", -1);
  guint n = g_strv_length (texts);
  g_autofree ObdDnsTestRow *rows = g_new0 (ObdDnsTestRow, n);
  g_autoptr (GByteArray) bytes = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) words = g_strsplit (texts[i], " ", 3);

      rows[i] = (ObdDnsTestRow) { type, atoi (words[0]), 0, atoi (words[1]), strrchr (texts[i],
                                                                                      ' ') + 1 };
      if (g_str_equal (rows[i].target, "."))
        rows[i].target = "";
    }
  bytes = obd_dns_test_compose (name, type, rows, n, 0);
  memcpy (answer, bytes->data, bytes->len);
  return bytes->len;
}

static int
case_dns (const char *name,
          int         type,
          guint8     *answer,
          int         size,
          int        *failure)
{
  g_autofree char *question = g_strconcat (type == ns_t_mx ? "mx " : "", name, NULL);

  g_assert_null (strstr (name, "canary"));
  for (guint i = 0; i < G_N_ELEMENTS (current->records)
       && current->records[i].question != NULL; i++)
    {
      const Record *record = &current->records[i];

      if (!g_str_equal (record->question, question))
        continue;
      *failure = TRY_AGAIN;
      return g_str_equal (record->answer, "fail") ? -1
                                                  : answer_with (name, type, record->answer,
                                                                 answer);
    }
  *failure = HOST_NOT_FOUND;
  return -1;
}

static int
no_address (const char             *host,
            const char             *service,
            const struct addrinfo  *hints,
            struct addrinfo       **found)
{
  g_assert_null (strstr (host, "canary"));
  return EAI_NONAME;
}

/* --- A case ----------------------------------------------------------------------------------- */

typedef struct
{
  ObdTestCertificate *root;
  GPtrArray          *servers;
  ObdSearch          *search;
} Lab;

static ObdProviderList *
make_providers (void)
{
  g_autofree char *folder = g_dir_make_tmp ("obd-providers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.providers", NULL);
  const char *folders[] = { folder, NULL };
  ObdProviderList *list;

  g_assert_true (g_file_set_contents (path, list_file, -1, NULL));
  list = obd_provider_list_new (folders);
  g_assert_cmpuint (obd_provider_list_get_problems (list)->len, ==, 0);
  g_unlink (path);
  g_rmdir (folder);
  return list;
}

/* Every server has the right certificate for its name, but for DOMAIN in the case that is about it.
 * */
static void
start_web (Lab            *lab,
           ObdAddressBook *book,
           const Web      *web)
{
  gboolean wrong = g_str_has_prefix (current->name, "open-after-a-wrong");
  g_autoptr (ObdTestCertificate) certificate = NULL;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  ObdScriptServer *server;

  certificate = obd_test_certificate_new (wrong ? "other.example" : web->host, lab->root, FALSE,
                                          -OBD_TEST_DAY, OBD_TEST_DAY);
  gio = obd_test_certificate_to_gio (certificate, NULL);
  server = obd_script_server_new (web->script, gio);
  obd_address_book_add (book, web->host, web->port, loopback, obd_script_server_get_port (server));
  g_ptr_array_add (lab->servers, server);
}

static void
lab_init (Lab *lab)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdProviderList) providers = make_providers ();

  lab->root = obd_test_certificate_new ("Root", NULL, TRUE, -OBD_TEST_DAY, OBD_TEST_DAY);
  lab->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_script_server_free);
  for (guint i = 0; i < G_N_ELEMENTS (current->webs) && current->webs[i].host != NULL; i++)
    start_web (lab, book, &current->webs[i]);
  context = obd_wire_test_context_with_book (lab->root, book);
  lab->search = obd_search_new (ADDRESS, context, providers, DATABASE);
  obd_dns_set_func (case_dns);
  obd_resolve_set_func (no_address);
}

static void
lab_clear (Lab *lab)
{
  obd_search_unref (lab->search);
  g_ptr_array_unref (lab->servers);
  obd_test_certificate_free (lab->root);
}

static char *
services_to_text (GPtrArray *services)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);
      g_autofree char *endpoint = obd_endpoint_to_string (service->endpoint);

      g_assert_cmpint (service->source, ==, current->source);
      g_assert_nonnull (service->as_of);
      g_assert_null (strstr (service->detail, "canary"));
      g_string_append_printf (text, "%s%s %s%s", i > 0 ? "\n" : "", endpoint,
                              service->trusted ? "trusted" : "untrusted",
                              service->doubtful ? " doubtful" : "");
    }
  return g_string_free (text, FALSE);
}

/* The local part goes to the mailbox's own domain over HTTPS, and nowhere else. */
static void
check_heard (Lab *lab)
{
  for (guint i = 0; i < lab->servers->len; i++)
    {
      g_autofree char *heard = obd_script_server_finish (g_ptr_array_index (lab->servers, i));
      const Web *web = &current->webs[i];
      gboolean own = web->port == 443 && g_str_has_suffix (web->host, "." DOMAIN);

      if (!own)
        g_assert_null (strstr (heard, "canary"));
      if (i == 0 && current->heard != NULL)
        g_assert_nonnull (strstr (heard, current->heard));
      else if (i == 0)
        g_assert_cmpstr (heard, ==, "");
    }
}

static void
test_case (gconstpointer data)
{
  g_autoptr (ObdSearchResult) result = NULL;
  g_autofree char *services = NULL;
  Lab lab;

  current = data;
  lab_init (&lab);
  result = obd_search_ask (lab.search, current->source, obd_wire_test_deadline (), NULL);
  g_test_message ("%s: %s", result->where, result->reason);
  g_assert_cmpstr (obd_search_outcome_to_nick (result->outcome), ==,
                   obd_search_outcome_to_nick (current->outcome));
  services = services_to_text (result->services);
  g_assert_cmpstr (services, ==, current->services);
  check_heard (&lab);
  if (result->where != NULL)
    g_assert_null (strstr (result->where, "canary"));
  lab_clear (&lab);
}

/* --- What is never asked ---------------------------------------------------------------------- */

static void
test_database_off (void)
{
  static const char *const bases[] = { NULL, "", "http://db.example.net/", "db.example.net",
                                       "file:///etc/" };
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdProviderList) providers = make_providers ();

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (ObdSearch) search = obd_search_new (ADDRESS, context, providers, bases[i]);
      g_autoptr (ObdSearchResult) result = NULL;

      result = obd_search_ask (search, OBD_SOURCE_ISPDB, obd_wire_test_deadline (), NULL);
      g_assert_cmpint (result->outcome, ==, OBD_SEARCH_SKIPPED);
    }
}

static void
test_address_literal (void)
{
  g_autoptr (ObdWireContext) context = obd_wire_test_context (NULL);
  g_autoptr (ObdProviderList) providers = make_providers ();
  g_autoptr (ObdSearch) search = obd_search_new ("anna@[192.0.2.1]", context, providers, DATABASE);

  for (guint i = 0; i < OBD_N_SOURCES; i++)
    {
      g_autoptr (ObdSearchResult) result = NULL;

      result = obd_search_ask (search, i, obd_wire_test_deadline (), NULL);
      g_assert_cmpint (result->outcome, ==, OBD_SEARCH_NOTHING);
    }
}

static void
test_cancel (void)
{
  static const Case hanging = {
    "hanging", OBD_SOURCE_AUTOCONFIG,
    { { "autoconfig." DOMAIN, 443, "N\nH" } }, { { NULL } }, OBD_SEARCH_CANCELLED, "", NULL
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdSearchResult) result = NULL;
  Lab lab;

  current = &hanging;
  lab_init (&lab);
  obd_script_server_set_notify (g_ptr_array_index (lab.servers, 0), cancellable);
  result = obd_search_ask (lab.search, OBD_SOURCE_AUTOCONFIG, obd_wire_test_deadline (),
                           cancellable);
  g_assert_cmpint (result->outcome, ==, OBD_SEARCH_CANCELLED);
  lab_clear (&lab);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sources/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sources/database-off", test_database_off);
  g_test_add_func ("/sources/address-literal", test_address_literal);
  g_test_add_func ("/sources/cancel", test_cancel);
  return g_test_run ();
}
