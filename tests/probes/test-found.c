/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-found-plan.h"
#include "obd-keys.h"
#include "obd-probe-search.h"
#include "obd-probes.h"

#include <string.h>

/* What the search for the right settings plans, and what becomes of its answers. */

static ObdTarget *
make_target (ObdMailbox *mailbox)
{
  g_autoptr (GError) error = NULL;
  ObdTarget *target;

  if (mailbox->address == NULL)
    mailbox->address = "anna@larkspur.example";
  target = obd_target_new (mailbox, &error);
  g_assert_no_error (error);
  return target;
}

/* "discovery SOURCE", then every conversation: "PROTOCOL ENDPOINT standing [USERNAME] [untrusted]".
 * */
static char *
describe_jobs (GPtrArray *jobs,
               guint      first)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < jobs->len; i++)
    {
      const ObdJob *job = g_ptr_array_index (jobs, i);
      g_autofree char *where = NULL;

      if (job->source != OBD_N_SOURCES)
        g_string_append_printf (text, "discovery %s\n", obd_source_to_nick (job->source));
      if (job->role == OBD_ROLE_NONE || job->role == OBD_ROLE_FAMILY)
        continue;
      where = obd_endpoint_to_string (job->endpoint);
      g_string_append_printf (text, "%s %s %u%s%s%s\n", obd_protocol_to_nick (job->protocol), where,
                              job->standing, job->username != NULL ? " " : "",
                              job->username != NULL ? job->username : "",
                              job->untrusted ? " untrusted" : "");
    }
  return g_string_free (text, FALSE);
}

static void
check_search (ObdMailbox  mailbox,
              const char *expected)
{
  g_autoptr (ObdTarget) target = make_target (&mailbox);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_job_free);
  g_autofree char *text = NULL;

  obd_probe_search_plan (target, jobs);
  text = describe_jobs (jobs, 0);
  g_assert_cmpstr (text, ==, expected);
}

#define ALL "discovery provider-list\ndiscovery autoconfig\ndiscovery well-known\n"
#define DNS "discovery srv\ndiscovery mx\n"

static void
test_search_plan (void)
{
  check_search ((ObdMailbox) { .database = "https://db.example.net/" },
                ALL "discovery ispdb\n" DNS);
  check_search ((ObdMailbox) { .host = "mail.larkspur.example" }, ALL DNS);
  check_search ((ObdMailbox) { .offline = TRUE }, "discovery provider-list\n");
  check_search ((ObdMailbox) { .only_typed = TRUE }, "");
  check_search ((ObdMailbox) { .no_discovery = TRUE }, "");
  check_search ((ObdMailbox) { .practice = TRUE }, "");
  check_search ((ObdMailbox) { .address = "anna@[192.0.2.1]" }, "");
  /* What our own list knows for certain need not be asked of anybody. */
  check_search ((ObdMailbox) { .address = "anna@gmail.com", .database = "https://db.example.net/" },
                "discovery provider-list\n");
  /* A person who names a provider may be mistaken. */
  check_search ((ObdMailbox) { .address = "anna@gmail.com", .provider = "aol" }, ALL DNS);
}

static void
check_plan (ObdMailbox  mailbox,
            const char *expected)
{
  g_autoptr (ObdTarget) target = make_target (&mailbox);
  g_autoptr (GPtrArray) jobs = obd_probes_plan (target);
  g_autofree char *text = describe_jobs (jobs, 0);

  g_assert_cmpstr (text, ==, expected);
}

/* A provider that is known: its servers from the start, with its user name, and no guesses. */
static void
test_known_plan (void)
{
  const char *const incoming[] = { "imap", NULL };

  check_plan ((ObdMailbox) { .address = "anna@gmail.com", .offline = TRUE },
              "discovery provider-list\n"
              "smtp smtp.gmail.com:465:tls 0 anna@gmail.com\n"
              "smtp smtp.gmail.com:587:starttls 0 anna@gmail.com\n"
              "smtp smtp.gmail.com:25:starttls 60\n"
              "smtp smtp.gmail.com:2525:starttls 60\n");
  check_plan ((ObdMailbox) { .address = "anna@gmail.com", .host = "mail.other.example",
                             .port = "465", .security = OBD_SECURITY_TLS, .username = "anna" },
              "discovery provider-list\n"
              "smtp mail.other.example:465:tls 35\n"
              "smtp mail.other.example:587:starttls 35\n"
              "smtp mail.other.example:25:starttls 35\n"
              "smtp mail.other.example:2525:starttls 35\n"
              "smtp mail.other.example:465:starttls 35\n"
              "smtp smtp.gmail.com:465:tls 0 anna@gmail.com\n"
              "smtp smtp.gmail.com:587:starttls 0 anna@gmail.com\n");
  check_plan ((ObdMailbox) { .address = "anna@gmail.com", .incoming = incoming,
                             .incoming_only = TRUE, .offline = TRUE },
              "discovery provider-list\n"
              "imap imap.gmail.com:993:tls 0 anna@gmail.com\n"
              "imap imap.gmail.com:143:starttls 60\n");
  /* The server that was typed is the known one: it stands as what is known. */
  check_plan ((ObdMailbox) { .address = "anna@gmail.com", .host = "smtp.gmail.com", .port = "25",
                             .security = OBD_SECURITY_NONE,
                             .authentication = OBD_AUTHENTICATION_NONE },
              "discovery provider-list\n"
              "smtp smtp.gmail.com:25:none 35\n"
              "smtp smtp.gmail.com:465:tls 0 anna@gmail.com\n"
              "smtp smtp.gmail.com:587:starttls 0 anna@gmail.com\n"
              "smtp smtp.gmail.com:25:starttls 35\n"
              "smtp smtp.gmail.com:2525:starttls 35\n"
              "smtp smtp.gmail.com:25:tls 35\n");
  /* Somebody named the provider of a domain of their own: its servers, with the whole address. */
  check_plan ((ObdMailbox) { .provider = "gmail", .host = "mail.larkspur.example", .port = "465",
                             .security = OBD_SECURITY_TLS, .username = "anna", .offline = TRUE },
              "discovery provider-list\n"
              "smtp mail.larkspur.example:465:tls 35\n"
              "smtp mail.larkspur.example:587:starttls 35\n"
              "smtp mail.larkspur.example:25:starttls 35\n"
              "smtp mail.larkspur.example:2525:starttls 35\n"
              "smtp mail.larkspur.example:465:starttls 35\n"
              "smtp smtp.gmail.com:465:tls 0 anna@larkspur.example\n"
              "smtp smtp.gmail.com:587:starttls 0 anna@larkspur.example\n");
  /* No mail program gets in: there is nothing to try. */
  check_plan ((ObdMailbox) { .address = "anna@tuta.com" }, "discovery provider-list\n");
}

/* --- Answers ---------------------------------------------------------------------------------- */

/* "protocol source host port security form hint methods standing as-of detail" */
#define SERVICE(rest) rest " - -"

typedef struct
{
  const char *name;
  ObdMailbox  mailbox;
  const char *services[5];
  const char *mx;
  const char *added;    /* what joins the plan */
  const char *promoted; /* a conversation that was planned, as it stands now */
} Answer;

static const char *const imap[] = { "imap", NULL };
static const char *const imap_typed[] = { "imap:imap.larkspur.example:993:tls", NULL };

static const Answer answers[] = {
  { .name = "joins",
    .services = { SERVICE ("smtp ispdb smtp.hoster.example 465 tls address - 1 certain"),
                  SERVICE ("smtp ispdb smtp.hoster.example 587 starttls local-part - 1 certain") },
    .added = "smtp smtp.hoster.example:465:tls 30 anna@larkspur.example\n"
             "smtp smtp.hoster.example:587:starttls 30 anna\n" },
  { .name = "untrusted",
    .services = { SERVICE ("smtp mx smtp.hoster.example 465 tls unknown - 0 certain-untrusted") },
    .added = "smtp smtp.hoster.example:465:tls 50 untrusted\n" },
  { .name = "doubtful",
    .services = { SERVICE ("smtp provider-list smtp.hoster.example 465 tls unknown - 0 doubtful") },
    .added = "smtp smtp.hoster.example:465:tls 55\n" },
  { .name = "planned-already",
    .services = { SERVICE ("smtp autoconfig smtp.larkspur.example 465 tls local-part - 1 certain") },
    .added = "", .promoted = "smtp smtp.larkspur.example:465:tls 10 anna\n" },
  { .name = "never-sinks",
    .mailbox = { .host = "mail.larkspur.example" },
    .services = { SERVICE ("smtp srv mail.larkspur.example 465 tls unknown - 0 certain") },
    .added = "", .promoted = "smtp mail.larkspur.example:465:tls 35\n" },
  { .name = "untrusted-promotes-nobody",
    .services = {
      SERVICE ("smtp srv smtp.larkspur.example 465 tls local-part - 0 certain-untrusted") },
    .added = "", .promoted = "smtp smtp.larkspur.example:465:tls 60\n" },
  { .name = "not-encrypted",
    .services = { SERVICE ("smtp autoconfig smtp.hoster.example 25 none unknown - 0 certain") },
    .added = "" },
  { .name = "incoming-not-wanted",
    .services = { SERVICE ("imap srv imap.hoster.example 993 tls unknown - 0 certain") },
    .added = "" },
  { .name = "incoming-wanted", .mailbox = { .incoming = imap },
    .services = { SERVICE ("imap autoconfig imap.hoster.example 993 tls local-part - 0 certain"),
                  SERVICE ("pop3 autoconfig pop.hoster.example 995 tls unknown - 0 certain") },
    .added = "imap imap.hoster.example:993:tls 10 anna\n" },
  { .name = "incoming-only", .mailbox = { .incoming = imap, .incoming_only = TRUE },
    .services = { SERVICE ("smtp srv smtp.hoster.example 465 tls unknown - 0 certain") },
    .added = "" },
  { .name = "incoming-typed", .mailbox = { .incoming = imap_typed },
    .services = { SERVICE ("imap srv imap.hoster.example 993 tls unknown - 0 certain") },
    .added = "" },
  { .name = "incoming-only-typed", .mailbox = { .incoming = imap_typed, .incoming_only = TRUE },
    .services = { SERVICE ("imap srv imap.hoster.example 993 tls unknown - 0 certain"),
                  SERVICE ("pop3 srv pop.hoster.example 995 tls unknown - 0 certain") },
    .added = "imap imap.hoster.example:993:tls 40\n" },
  { .name = "incoming-untrusted", .mailbox = { .incoming = imap },
    .services = { SERVICE ("imap srv imap.hoster.example 993 tls unknown - 0 certain-untrusted") },
    .added = "imap imap.hoster.example:993:tls 40 untrusted\n" },
  { .name = "exchanger", .mx = "in.larkspur.example",
    .added = "smtp in.larkspur.example:465:tls 60\nsmtp in.larkspur.example:587:starttls 60\n"
             "smtp in.larkspur.example:25:starttls 60\nsmtp in.larkspur.example:2525:starttls 60\n" },
  { .name = "foreign-exchanger", .mx = "in.hoster.example",
    .added = "smtp in.hoster.example:465:tls 60 untrusted\n"
             "smtp in.hoster.example:587:starttls 60 untrusted\n"
             "smtp in.hoster.example:25:starttls 60 untrusted\n"
             "smtp in.hoster.example:2525:starttls 60 untrusted\n" },
  { .name = "exchanger-beside-typed", .mailbox = { .host = "mail.larkspur.example" },
    .mx = "in.larkspur.example", .added = "" },
  { .name = "exchanger-of-a-provider", .mx = "in.hoster.example",
    .services = { SERVICE ("smtp mx smtp.hoster.example 465 tls unknown - 0 certain-untrusted") },
    .added = "smtp smtp.hoster.example:465:tls 50 untrusted\n" },
};

static void
test_answer (gconstpointer data)
{
  const Answer *row = data;
  ObdMailbox mailbox = row->mailbox;
  g_autoptr (ObdTarget) target = make_target (&mailbox);
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (GPtrArray) jobs = obd_probes_plan (target);
  g_autoptr (ObdFinding) finding = obd_finding_new ("discovery", "discovery:x");
  g_autofree char *added = NULL;
  g_autofree char *all = NULL;
  guint first = jobs->len;
  ObdRun *run = obd_run_new (target, context, jobs, 30, NULL, NULL);

  obd_finding_set_texts (finding, OBD_KEY_SEARCH_SERVICES, row->services);
  if (row->mx != NULL)
    obd_finding_set_text (finding, OBD_KEY_SEARCH_MX, row->mx);
  finding = obd_finding_seal (g_steal_pointer (&finding));
  obd_found_plan_finding (finding, run, jobs);
  added = describe_jobs (jobs, first);
  g_assert_cmpstr (added, ==, row->added);
  all = describe_jobs (jobs, 0);
  if (row->promoted != NULL)
    g_assert_nonnull (strstr (all, row->promoted));
  obd_run_free (run);
}

/* A source that names a thousand servers gets no thousand conversations. */
static void
test_bound (void)
{
  ObdMailbox mailbox = { .host = "mail.larkspur.example" };
  g_autoptr (ObdTarget) target = make_target (&mailbox);
  g_autoptr (GPtrArray) jobs = obd_probes_plan (target);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);
  guint first = jobs->len;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *host = g_strdup_printf ("smtp%u.hoster.example", i);

      g_ptr_array_add (services, obd_service_new (OBD_PROTOCOL_SMTP,
                                                  obd_endpoint_new (host, 465, OBD_SECURITY_TLS),
                                                  OBD_SOURCE_ISPDB));
    }
  obd_found_plan (target, services, NULL, jobs);
  g_assert_cmpuint (jobs->len - first, ==, OBD_FOUND_MAX_JOBS);
}

/* The device's own conversation went well: whether anything is searched for after that. */
static void
check_own_end (ObdMailbox mailbox,
               gboolean   searches)
{
  g_autoptr (ObdTarget) target = make_target (&mailbox);
  g_autoptr (ObdWireContext) context = obd_wire_context_new (NULL, NULL, NULL);
  g_autoptr (GPtrArray) jobs = obd_probes_plan (target);
  ObdRun *run = obd_run_new (target, context, jobs, 30, NULL, NULL);

  obd_run_note_own_end (run, OBD_STAGE_AUTH, FALSE);
  g_assert_false (g_cancellable_is_cancelled (run->needless));
  g_assert_false (g_cancellable_is_cancelled (run->searching));
  obd_run_note_own_end (run, OBD_STAGE_RCPT, TRUE);
  g_assert_true (g_cancellable_is_cancelled (run->needless));
  g_assert_cmpint (!g_cancellable_is_cancelled (run->searching), ==, searches);
  obd_run_free (run);
}

static void
test_own_end (void)
{
  check_own_end ((ObdMailbox) { .host = "mail.larkspur.example" }, FALSE);
  check_own_end ((ObdMailbox) { .host = "mail.larkspur.example", .incoming = imap }, TRUE);
  check_own_end ((ObdMailbox) { .host = "mail.larkspur.example", .incoming = imap_typed }, FALSE);
  check_own_end ((ObdMailbox) { .incoming = imap_typed, .incoming_only = TRUE }, FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/found/answer/", answers[i].name, NULL);

      g_test_add_data_func (path, &answers[i], test_answer);
    }
  g_test_add_func ("/found/search-plan", test_search_plan);
  g_test_add_func ("/found/known-plan", test_known_plan);
  g_test_add_func ("/found/bound", test_bound);
  g_test_add_func ("/found/own-end", test_own_end);
  return g_test_run ();
}
