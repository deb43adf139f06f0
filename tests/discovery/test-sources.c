/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "search-lab.h"

#include <string.h>

#define DOMAIN LAB_DOMAIN
#define PAGE LAB_PAGE
#define OPEN_PAGE LAB_OPEN_PAGE
#define ONLY LAB_ONLY

typedef struct
{
  const char       *name;
  ObdSource         source;
  LabWorld          world;
  ObdSearchOutcome  outcome;
  const char       *services; /* lines of "host:port:security trusted|untrusted [doubtful]" */
  const char       *heard;    /* by the first server; NULL: it is not asked */
} Case;

static const Case cases[] = {
  /* --- the provider's own file --- */
  { .name = "autoconfig", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, PAGE ("smtp.larkspur.example") } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.larkspur.example:465:tls trusted",
    .heard = "GET /mail/config-v1.1.xml?emailaddress=anna.canary%40larkspur.example HTTP/1.1" },
  { .name = "autoconfig-leads-elsewhere", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, PAGE ("smtp.hoster.example") } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.hoster.example:465:tls trusted",
    .heard = "emailaddress" },
  { .name = "autoconfig-unknown", .source = OBD_SOURCE_AUTOCONFIG,
    .outcome = OBD_SEARCH_NOTHING },
  { .name = "autoconfig-not-found", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, ONLY ("404 No") } },
    .outcome = OBD_SEARCH_NOTHING,
    .heard = "emailaddress" },
  { .name = "autoconfig-broken", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, ONLY ("503 Later") } },
    .outcome = OBD_SEARCH_SERVER_ERROR,
    .heard = "emailaddress" },
  { .name = "autoconfig-is-a-web-page", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, "T\nQ\nS:HTTP/1.1 200 OK\nS:\ns:<html>Welcome!</html>" } },
    .outcome = OBD_SEARCH_NOT_CONFIGURATION,
    .heard = "emailaddress" },
  { .name = "autoconfig-bomb", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, "T\nQ\nS:HTTP/1.1 200 OK\nS:Content-Encoding: gzip\nS:\nZ:50" },
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } },
    .outcome = OBD_SEARCH_TOO_LARGE,
    .heard = "emailaddress" },
  { .name = "autoconfig-doctype", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443,
        "T\nQ\nS:HTTP/1.1 200 OK\nS:\ns:<!DOCTYPE x [<!ENTITY a \"b\">]><clientConfig/>" },
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } },
    .outcome = OBD_SEARCH_FORBIDDEN_CONTENT,
    .heard = "emailaddress" },
  { .name = "autoconfig-redirect", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, ONLY ("302 There\nS:Location: https://www." DOMAIN
                                         "/mail.xml") },
      { "www." DOMAIN, 443, PAGE ("smtp.larkspur.example") } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.larkspur.example:465:tls trusted",
    .heard = "emailaddress" },
  { .name = "autoconfig-redirect-elsewhere", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, ONLY ("302 There\nS:Location: https://evil.example/x") },
      { "evil.example", 443, PAGE ("smtp.evil.example") },
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } },
    .outcome = OBD_SEARCH_REDIRECT_REFUSED,
    .heard = "emailaddress" },
  { .name = "autoconfig-redirect-for-ever", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, ONLY ("301 Here\nS:Location: /mail/config-v1.1.xml") } },
    .outcome = OBD_SEARCH_REDIRECT_REFUSED,
    .heard = "emailaddress" },
  /* --- in the open: the last resort --- */
  { .name = "open-within-the-domain", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.larkspur.example:465:tls trusted",
    .heard = "GET /mail/config-v1.1.xml HTTP/1.1" },
  { .name = "open-leads-elsewhere", .source = OBD_SOURCE_AUTOCONFIG,
    .world.servers = {
      { "autoconfig." DOMAIN, 80, OPEN_PAGE ("smtp.evil.example") } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.evil.example:465:tls untrusted doubtful",
    .heard = "GET /mail/config-v1.1.xml HTTP/1.1" },
  { .name = "open-after-a-wrong-certificate", .source = OBD_SOURCE_WELL_KNOWN,
    .world.servers = {
      { DOMAIN, 80, OPEN_PAGE ("smtp.larkspur.example") },
      { DOMAIN, 443, "T\nQ\nS:HTTP/1.1 200 OK\nS:\ns:never heard", TRUE } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.larkspur.example:465:tls trusted",
    .heard = "GET /.well-known/autoconfig/mail/config-v1.1.xml HTTP/1.1" },
  /* --- the other place, the database --- */
  { .name = "well-known", .source = OBD_SOURCE_WELL_KNOWN,
    .world.servers = {
      { DOMAIN, 443, PAGE ("mail.larkspur.example") } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "mail.larkspur.example:465:tls trusted",
    .heard = "GET /.well-known/autoconfig/mail/config-v1.1.xml HTTP/1.1" },
  { .name = "database", .source = OBD_SOURCE_ISPDB,
    .world.servers = {
      { "db.example.net", 443, PAGE ("smtp.hoster.example") } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.hoster.example:465:tls trusted",
    .heard = "GET /v1/larkspur.example HTTP/1.1" },
  { .name = "database-unknown", .source = OBD_SOURCE_ISPDB,
    .world.servers = {
      { "db.example.net", 443, ONLY ("404 No") } },
    .outcome = OBD_SEARCH_NOTHING,
    .heard = "GET /v1/larkspur.example HTTP/1.1" },
  /* --- SRV --- */
  { .name = "srv", .source = OBD_SOURCE_SRV,
    .world.records = {
      { "_submission._tcp." DOMAIN, "5 587 smtp.larkspur.example" },
      /* The last to come: what is less credible is not waited for. */
      { "_submissions._tcp." DOMAIN, "late 20 465 b.larkspur.example,10 465 a.larkspur.example" },
      { "_imaps._tcp." DOMAIN, "0 993 imap.hoster.example" },
      { "_pop3._tcp." DOMAIN, "0 0 ." } },
    .world.others = 5,
    .outcome = OBD_SEARCH_FOUND,
    .services = "a.larkspur.example:465:tls trusted\nb.larkspur.example:465:tls trusted\n"
                "smtp.larkspur.example:587:starttls trusted\n"
                "imap.hoster.example:993:tls untrusted" },
  { .name = "srv-nothing", .source = OBD_SOURCE_SRV,
    .outcome = OBD_SEARCH_NOTHING },
  { .name = "srv-none", .source = OBD_SOURCE_SRV,
    .world.records = {
      { "_submission._tcp." DOMAIN, "0 0 ." } },
    .outcome = OBD_SEARCH_NONE_OFFERED },
  { .name = "srv-fails", .source = OBD_SOURCE_SRV,
    .world.records = {
      { "_imaps._tcp." DOMAIN, "fail" } },
    .outcome = OBD_SEARCH_NAME_SERVICE },
  { .name = "srv-fails-in-part", .source = OBD_SOURCE_SRV,
    .world.records = {
      { "_imaps._tcp." DOMAIN, "fail" },
      { "_submissions._tcp." DOMAIN, "0 465 smtp.larkspur.example" } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.larkspur.example:465:tls trusted" },
  { .name = "srv-port-zero", .source = OBD_SOURCE_SRV,
    .world.records = {
      { "_submissions._tcp." DOMAIN, "0 0 smtp.larkspur.example" } },
    .outcome = OBD_SEARCH_NOTHING },
  /* --- MX --- */
  { .name = "mx-database", .source = OBD_SOURCE_MX,
    .world.servers = {
      { "db.example.net", 443, PAGE ("smtp.hoster.example") } },
    .world.records = {
      { "mx " DOMAIN, "10 0 mx1.hoster.example" } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.hoster.example:465:tls untrusted",
    .heard = "GET /v1/hoster.example HTTP/1.1" },
  { .name = "mx-autoconfig", .source = OBD_SOURCE_MX,
    .world.servers = {
      { "autoconfig.hoster.example", 443, PAGE ("smtp.hoster.example") } },
    .world.records = {
      { "mx " DOMAIN, "20 0 x.evil.example,10 0 mx1.hoster.example" } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.hoster.example:465:tls untrusted",
    .heard = "GET /mail/config-v1.1.xml HTTP/1.1" },
  { .name = "mx-of-the-domain-itself", .source = OBD_SOURCE_MX,
    .world.servers = {
      { "autoconfig." DOMAIN, 443, PAGE ("smtp.larkspur.example") } },
    .world.records = {
      { "mx " DOMAIN, "10 0 mail.larkspur.example" } },
    .outcome = OBD_SEARCH_NOTHING },
  { .name = "mx-nothing", .source = OBD_SOURCE_MX,
    .outcome = OBD_SEARCH_NOTHING },
  { .name = "mx-null", .source = OBD_SOURCE_MX,
    .world.records = {
      { "mx " DOMAIN, "0 0 ." } },
    .outcome = OBD_SEARCH_NONE_OFFERED },
  { .name = "mx-fails", .source = OBD_SOURCE_MX,
    .world.records = {
      { "mx " DOMAIN, "fail" } },
    .outcome = OBD_SEARCH_NAME_SERVICE },
  { .name = "mx-provider", .source = OBD_SOURCE_MX,
    .world.records = {
      { "mx " DOMAIN, "10 0 mx.listed.example" } },
    .outcome = OBD_SEARCH_FOUND,
    .services = "smtp.listed.example:465:tls untrusted" },
  { .name = "mx-gateway", .source = OBD_SOURCE_MX,
    .world.servers = {
      { "autoconfig.gateway.example", 443, PAGE ("smtp.gateway.example") } },
    .world.records = {
      { "mx " DOMAIN, "10 0 in.gateway.example" } },
    .outcome = OBD_SEARCH_NOTHING },
  { .name = "list-unknown", .source = OBD_SOURCE_PROVIDER_LIST,
    .outcome = OBD_SEARCH_NOTHING },
};

/* --- A case ----------------------------------------------------------------------------------- */

static const Case *current;

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
      g_autofree char *heard = lab_dup_heard (lab, i);
      const LabServer *row = &lab->world->servers[i];
      gboolean own = row->port == 443 && g_str_has_suffix (row->host, "." DOMAIN);

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
  lab_init (&lab, &current->world, LAB_ADDRESS);
  result = obd_search_ask (lab.search, current->source, obd_wire_test_deadline (), NULL);
  g_test_message ("%s: %s", result->where, result->reason);
  g_assert_cmpstr (obd_search_outcome_to_nick (result->outcome), ==,
                   obd_search_outcome_to_nick (current->outcome));
  services = services_to_text (result->services);
  g_assert_cmpstr (services, ==, current->services != NULL ? current->services : "");
  check_heard (&lab);
  if (result->where != NULL)
    g_assert_null (strstr (result->where, "canary"));
  lab_clear (&lab);
}

/* --- One of the records is slow --------------------------------------------------------------- */

#define SMTP (1u << OBD_PROTOCOL_SMTP)
#define IMAP (1u << OBD_PROTOCOL_IMAP)
#define EVERYTHING ((1u << OBD_N_PROTOCOLS) - 1)

#define AT_ONCE 5
/* All that is asked for somebody else's mailbox a few times, after the others have been answered: by
 * then whoever does not wait has gone. */
#define ERRANDS 5
#define LATE (AT_ONCE + ERRANDS * 6)

typedef struct
{
  const char *name;
  guint       wanted;
  LabWorld    world;
  const char *services;
} Slow;

/* With the deadline of test_slow() whoever waits for a silent one does not come to an end. */
static const Slow slow[] = {
  { "less-credible", SMTP, { .records = {
      { "_submissions._tcp." DOMAIN, "0 465 smtp.larkspur.example" },
      { "_submission._tcp." DOMAIN, "silent" } } },
    "smtp.larkspur.example:465:tls trusted" },
  { "not-wanted", SMTP, { .records = {
      { "_submissions._tcp." DOMAIN, "0 465 smtp.larkspur.example" },
      { "_imaps._tcp." DOMAIN, "silent" }, { "_pop3._tcp." DOMAIN, "silent" } } },
    "smtp.larkspur.example:465:tls trusted" },
  { "not-wanted-and-nothing", IMAP, { .records = {
      { "_submissions._tcp." DOMAIN, "silent" } } }, "" },
  { "only-the-old-one", SMTP, { .records = {
      { "_submission._tcp." DOMAIN, "0 587 smtp.larkspur.example" },
      { "_imap._tcp." DOMAIN, "silent" } } },
    "smtp.larkspur.example:587:starttls trusted" },
  /* More credible: waited for, but not for ever. */
  { "more-credible", SMTP, { .records = {
      { "_submissions._tcp." DOMAIN, "silent" },
      { "_submission._tcp." DOMAIN, "0 587 smtp.larkspur.example" } } },
    "smtp.larkspur.example:587:starttls trusted" },
  { "more-credible-late", SMTP, { .records = {
      { "_submissions._tcp." DOMAIN, "late 0 465 smtp.larkspur.example" },
      { "_submission._tcp." DOMAIN, "0 587 smtp.larkspur.example" } }, .others = LATE },
    "smtp.larkspur.example:465:tls trusted\nsmtp.larkspur.example:587:starttls trusted" },
  { "wanted-late", EVERYTHING, { .records = {
      { "_submissions._tcp." DOMAIN, "0 465 smtp.larkspur.example" },
      { "_imaps._tcp." DOMAIN, "late 0 993 imap.larkspur.example" } }, .others = LATE },
    "smtp.larkspur.example:465:tls trusted\nimap.larkspur.example:993:tls trusted" },
};

static gpointer
search_worker (gpointer search)
{
  return obd_search_ask (search, OBD_SOURCE_SRV,
                         g_get_monotonic_time () + 3600 * G_TIME_SPAN_SECOND, NULL);
}

static void
ask_for_another (Lab *lab)
{
  g_autoptr (ObdSearch) other = obd_search_new ("tom@otherplace.example", lab->search->context,
                                                lab->search->providers, NULL);

  lab_await_answers (AT_ONCE);
  for (guint i = 0; i < ERRANDS; i++)
    obd_search_result_free (obd_search_ask (other, OBD_SOURCE_SRV, obd_wire_test_deadline (), NULL));
}

static void
test_slow (gconstpointer data)
{
  const Slow *row = data;
  const Case as_case = { .source = OBD_SOURCE_SRV };
  g_autoptr (ObdSearchResult) result = NULL;
  g_autofree char *services = NULL;
  GThread *thread;
  Lab lab;

  current = &as_case;
  lab_init (&lab, &row->world, LAB_ADDRESS);
  lab.search->wanted = row->wanted;
  thread = g_thread_new ("search", search_worker, lab.search);
  if (row->world.others > 0)
    ask_for_another (&lab);
  result = g_thread_join (thread);
  services = services_to_text (result->services);
  g_assert_cmpstr (services, ==, row->services);
  g_assert_cmpint (result->outcome, ==,
                   *services != '\0' ? OBD_SEARCH_FOUND : OBD_SEARCH_NOTHING);
  lab_clear (&lab);
}

/* --- What is never asked ---------------------------------------------------------------------- */

static void
test_database_off (void)
{
  static const LabWorld nothing = { .others = 0 };
  static const char *const bases[] = { NULL, "", "http://db.example.net/", "db.example.net",
                                       "https://", "file:///etc/" };
  Lab lab;

  lab_init (&lab, &nothing, LAB_ADDRESS);
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (ObdSearch) search = NULL;
      g_autoptr (ObdSearchResult) result = NULL;

      search = obd_search_new (LAB_ADDRESS, lab.search->context, lab.search->providers, bases[i]);
      result = obd_search_ask (search, OBD_SOURCE_ISPDB, obd_wire_test_deadline (), NULL);
      g_assert_cmpint (result->outcome, ==, OBD_SEARCH_SKIPPED);
    }
  lab_clear (&lab);
}

static void
test_address_literal (void)
{
  static const LabWorld nothing = { .others = 0 };
  Lab lab;

  lab_init (&lab, &nothing, "anna@[192.0.2.1]");
  for (guint i = 0; i < OBD_N_SOURCES; i++)
    {
      g_autoptr (ObdSearchResult) result = NULL;

      result = obd_search_ask (lab.search, i, obd_wire_test_deadline (), NULL);
      g_assert_cmpint (result->outcome, ==, OBD_SEARCH_NOTHING);
    }
  lab_clear (&lab);
}

static void
test_cancel (void)
{
  static const Case hanging = {
    "hanging", OBD_SOURCE_AUTOCONFIG,
    { { { "autoconfig." DOMAIN, 443, "N\nH" } }, { { NULL } }, 0 }, OBD_SEARCH_CANCELLED, "", NULL
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdSearchResult) result = NULL;
  Lab lab;

  current = &hanging;
  lab_init (&lab, &current->world, LAB_ADDRESS);
  obd_script_server_set_notify (g_ptr_array_index (lab.servers, 0), cancellable);
  result = obd_search_ask (lab.search, OBD_SOURCE_AUTOCONFIG, obd_wire_test_deadline (),
                           cancellable);
  g_assert_cmpint (result->outcome, ==, OBD_SEARCH_CANCELLED);
  lab_clear (&lab);
}

/* Of the pages of the mail exchanger's domain one that never answers keeps none back: with this
 * deadline the test would not end. */
static void
test_mx_beside_silent (gconstpointer data)
{
  const LabWorld *world = data;
  g_autoptr (ObdSearchResult) result = NULL;
  Lab lab;

  lab_init (&lab, world, LAB_ADDRESS);
  result = obd_search_ask (lab.search, OBD_SOURCE_MX, g_get_monotonic_time () + G_TIME_SPAN_HOUR,
                           NULL);
  g_assert_cmpint (result->outcome, ==, OBD_SEARCH_FOUND);
  g_assert_cmpuint (result->services->len, ==, 1);
  lab_clear (&lab);
}

static const LabWorld silent_database = {
  .servers = { { "autoconfig.hoster.example", 443, LAB_PAGE ("smtp.hoster.example") },
               { "db.example.net", 443, "H" } },
  .records = { { "mx " DOMAIN, "10 0 mx1.hoster.example" } }
};
static const LabWorld silent_page = {
  .servers = { { "autoconfig.hoster.example", 443, "T\nQ\nH" },
               { "db.example.net", 443, LAB_PAGE ("smtp.hoster.example") } },
  .records = { { "mx " DOMAIN, "10 0 mx1.hoster.example" } }
};

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
  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    {
      g_autofree char *path = g_strconcat ("/sources/srv-slow/", slow[i].name, NULL);

      g_test_add_data_func (path, &slow[i], test_slow);
    }
  g_test_add_func ("/sources/database-off", test_database_off);
  g_test_add_func ("/sources/address-literal", test_address_literal);
  g_test_add_func ("/sources/cancel", test_cancel);
  g_test_add_data_func ("/sources/mx-silent-database", &silent_database, test_mx_beside_silent);
  g_test_add_data_func ("/sources/mx-silent-page", &silent_page, test_mx_beside_silent);
  return g_test_run ();
}
