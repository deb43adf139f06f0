/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-discovery.h"
#include "search-lab.h"

#define DOMAIN LAB_DOMAIN
#define SUBMISSIONS "_submissions._tcp." DOMAIN

typedef struct
{
  const char *name;
  const char *address; /* NULL: LAB_ADDRESS */
  gboolean    offline;
  LabWorld    world;
  const char *services; /* "source endpoint" a line, all of them in order */
  const char *outcomes; /* of the sources in order; "*": whatever the race gives */
} Case;

static const Case cases[] = {
  { .name = "known", .address = "anna@known.example",
    .services = "provider-list smtp.known.example:465:tls",
    .outcomes = "found skipped skipped skipped skipped skipped skipped" },
  { .name = "known-offline", .address = "anna@known.example", .offline = TRUE,
    .services = "provider-list smtp.known.example:465:tls",
    .outcomes = "found skipped skipped skipped skipped skipped skipped" },
  { .name = "unknown-offline", .offline = TRUE,
    .world.records = { { SUBMISSIONS, "0 465 smtp.larkspur.example" } }, .services = "",
    .outcomes = "nothing skipped skipped skipped skipped skipped skipped" },
  { .name = "nothing", .services = "",
    .outcomes = "nothing nothing nothing nothing nothing nothing nothing" },
  { .name = "srv-alone", .world.records = { { SUBMISSIONS, "0 465 smtp.larkspur.example" } },
    .services = "srv smtp.larkspur.example:465:tls",
    .outcomes = "nothing nothing nothing nothing found * skipped" },
  { .name = "confidence-decides",
    .world.servers = {
      { "autoconfig." DOMAIN, 443, LAB_PAGE ("auto.larkspur.example") },
      { "db.example.net", 443, LAB_PAGE ("database.hoster.example") } },
    .world.records = { { SUBMISSIONS, "0 465 srv.larkspur.example" } },
    /* What the others found in the meantime is kept, behind it. */
    .services = "autoconfig auto.larkspur.example:465:tls*",
    .outcomes = "nothing found * * * * skipped" },
  { .name = "hostile-and-good",
    .world.servers = {
      { "autoconfig." DOMAIN, 443,
        "T\nQ\nS:HTTP/1.1 200 OK\nS:\ns:<!DOCTYPE x [<!ENTITY a \"b\">]><clientConfig/>" },
      { DOMAIN, 443, LAB_ONLY ("302 There\nS:Location: file:///etc/passwd") },
      { "db.example.net", 443, LAB_PAGE ("smtp.hoster.example") } },
    .services = "ispdb smtp.hoster.example:465:tls",
    .outcomes = "nothing forbidden-content redirect-refused found * * skipped" },
  { .name = "silent-and-good",
    .world.servers = { { "autoconfig." DOMAIN, 443, "H" }, { DOMAIN, 443, "Q\nH" } },
    .world.records = { { SUBMISSIONS, "0 465 smtp.larkspur.example" } },
    .services = "srv smtp.larkspur.example:465:tls",
    .outcomes = "nothing timeout timeout nothing found nothing skipped" },
  { .name = "untrusted-does-not-end-it",
    .world.servers = { { "db.example.net", 443, LAB_PAGE ("smtp.listed.example") } },
    .world.records = { { "mx " DOMAIN, "10 0 in.listed.example" } },
    .services = "ispdb smtp.listed.example:465:tls",
    .outcomes = "nothing nothing nothing found * * skipped" },
  /* --- the usual names --- */
  { .name = "guess", .world.servers = { { "smtp." DOMAIN, 587, "H" }, { "mail." DOMAIN, 993,
    "H" } },
    .services = "guess smtp.larkspur.example:587:starttls\nguess mail.larkspur.example:993:tls",
    .outcomes = "nothing nothing nothing nothing nothing nothing found" },
  { .name = "guess-by-mx", .world.servers = { { "in." DOMAIN, 465, "H" } },
    .world.records = { { "mx " DOMAIN, "10 0 in.larkspur.example" } },
    .services = "guess in.larkspur.example:465:tls",
    .outcomes = "nothing nothing nothing nothing nothing nothing found" },
  { .name = "guess-for-what-nobody-knows",
    .world.servers = { { "smtp." DOMAIN, 465, "H" }, { "mail." DOMAIN, 993, "H" } },
    .world.records = { { "_imaps._tcp." DOMAIN, "0 993 imap.larkspur.example" } },
    .services = "guess smtp.larkspur.example:465:tls\nsrv imap.larkspur.example:993:tls",
    .outcomes = "nothing nothing nothing nothing found nothing found" },
};

static char *
list_services (const ObdDiscovery *discovery)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < discovery->services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (discovery->services, i);
      g_autofree char *endpoint = obd_endpoint_to_string (service->endpoint);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "",
                              obd_source_to_nick (service->source), endpoint);
      g_assert_cmpint (service->doubtful, ==, service->source == OBD_SOURCE_GUESS);
    }
  return g_string_free (text, FALSE);
}

static void
assert_outcomes (const ObdDiscovery *discovery,
                 const char         *expected)
{
  g_auto (GStrv) words = g_strsplit (expected, " ", -1);

  g_assert_cmpuint (discovery->results->len, ==, OBD_N_SOURCES);
  for (guint i = 0; i < discovery->results->len; i++)
    {
      const ObdSearchResult *result = g_ptr_array_index (discovery->results, i);
      const char *outcome = obd_search_outcome_to_nick (result->outcome);

      g_test_message ("%s: %s", obd_source_to_nick (i), outcome);
      g_assert_cmpint (result->source, ==, i);
      if (!g_str_equal (words[i], "*"))
        g_assert_cmpstr (outcome, ==, words[i]);
    }
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (ObdDiscovery) discovery = NULL;
  g_autofree char *services = NULL;
  Lab lab;

  lab_init (&lab, &row->world, row->address != NULL ? row->address : LAB_ADDRESS);
  discovery = obd_discovery_run (lab.search, row->offline, obd_wire_test_deadline (), NULL);
  assert_outcomes (discovery, row->outcomes);
  services = list_services (discovery);
  if (g_str_has_suffix (row->services, "*"))
    g_assert_true (g_pattern_match_simple (row->services, services));
  else
    g_assert_cmpstr (services, ==, row->services);
  lab_clear (&lab);
}

/* Where a source never answers, what the usual names lead to is not kept back until the deadline:
 * with this one the test would not end. */
static void
test_guess_beside_silent (void)
{
  static const LabWorld world = { .servers = { { "autoconfig." DOMAIN, 443, "H" },
                                               { "smtp." DOMAIN, 465, "H" } } };
  g_autoptr (ObdDiscovery) discovery = NULL;
  g_autofree char *services = NULL;
  Lab lab;

  lab_init (&lab, &world, LAB_ADDRESS);
  discovery = obd_discovery_run (lab.search, FALSE,
                                 g_get_monotonic_time () + G_TIME_SPAN_HOUR, NULL);
  services = list_services (discovery);
  g_assert_cmpstr (services, ==, "guess smtp.larkspur.example:465:tls");
  assert_outcomes (discovery, "nothing timeout nothing nothing nothing nothing found");
  lab_clear (&lab);
}

/* The deadline ends it too, with what is known until then. */
static void
test_deadline (void)
{
  static const LabWorld silent = { .servers = { { "autoconfig." DOMAIN, 443, "H" } } };
  g_autoptr (ObdDiscovery) discovery = NULL;
  Lab lab;

  lab_init (&lab, &silent, LAB_ADDRESS);
  discovery = obd_discovery_run (lab.search, FALSE, g_get_monotonic_time () + G_USEC_PER_SEC / 2,
                                 NULL);
  assert_outcomes (discovery, "nothing timeout * * nothing nothing *");
  g_assert_cmpuint (discovery->services->len, ==, 0);
  lab_clear (&lab);
}

static void
test_cancel (void)
{
  static const LabWorld silent = {
    .servers = { { "autoconfig." DOMAIN, 443, "N\nH" } },
    .records = { { "_imaps._tcp." DOMAIN, "0 993 imap.larkspur.example" } },
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdDiscovery) discovery = NULL;
  Lab lab;

  lab_init (&lab, &silent, LAB_ADDRESS);
  obd_script_server_set_notify (g_ptr_array_index (lab.servers, 0), cancellable);
  discovery = obd_discovery_run (lab.search, FALSE, obd_wire_test_deadline (), cancellable);
  assert_outcomes (discovery, "nothing cancelled * * * * *");
  lab_clear (&lab);
}

static void
test_outcomes (void)
{
  for (guint i = 0; i < OBD_N_SEARCH_OUTCOMES; i++)
    {
      ObdSearchOutcome outcome = OBD_N_SEARCH_OUTCOMES;

      g_assert_true (obd_search_outcome_from_nick (obd_search_outcome_to_nick (i), &outcome));
      g_assert_cmpuint (outcome, ==, i);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/discovery/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/discovery/outcomes", test_outcomes);
  g_test_add_func ("/discovery/guess-beside-silent", test_guess_beside_silent);
  g_test_add_func ("/discovery/deadline", test_deadline);
  g_test_add_func ("/discovery/cancel", test_cancel);
  return g_test_run ();
}
