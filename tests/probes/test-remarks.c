/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked beside the mail servers, and when: the portal page, control hosts, the other
 * family. */

#include "config.h"

#include "obd-keys.h"
#include "obd-probe-portal.h"
#include "obd-probe-reach.h"
#include "obd-probes.h"
#include "obd-provider-list.h"

#include <string.h>

/* --- plans ------------------------------------------------------------------------------------ */

static char *
list_jobs (ObdMailbox  mailbox,
           const char *probe)
{
  g_autoptr (ObdTarget) target = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  GString *text = g_string_new (NULL);

  mailbox.address = "anna@larkspur.example";
  target = obd_target_new (&mailbox, NULL);
  jobs = obd_probes_plan (target);
  for (guint i = 0; i < jobs->len; i++)
    {
      const ObdJob *job = g_ptr_array_index (jobs, i);

      if (g_str_equal (job->probe, probe) && (job->role == OBD_ROLE_NONE
                                              || job->role == OBD_ROLE_FAMILY))
        g_string_append_printf (text, "%s:%u ", job->endpoint != NULL ? job->endpoint->host : "-",
                                job->endpoint != NULL ? job->endpoint->port : 0);
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  ObdMailbox  mailbox;
  const char *portal;
  const char *reach;
  const char *family;
} plans[] = {
  { { .host = "mail.larkspur.example", .port = "587" }, "-:0 ",
    "smtp.gmail.com:587 smtp.mail.yahoo.com:587 ", "mail.larkspur.example:587 " },
  { { .host = "mail.larkspur.example", .port = "25" }, "-:0 ",
    "gmail-smtp-in.l.google.com:25 mta5.am0.yahoodns.net:25 ", "mail.larkspur.example:25 " },
  { { .host = "mail.larkspur.example", .port = "2525" }, "-:0 ", "",
    "mail.larkspur.example:2525 " },
  /* Nobody is compared with itself. */
  { { .host = "smtp.gmail.com", .port = "465" }, "-:0 ", "smtp.mail.yahoo.com:465 ",
    "smtp.gmail.com:465 " },
  { { .host = NULL }, "-:0 ", "", "" },
  { { .host = "mail.larkspur.example", .port = "587", .portal_url = "" }, "",
    "smtp.gmail.com:587 smtp.mail.yahoo.com:587 ", "mail.larkspur.example:587 " },
  { { .host = "mail.larkspur.example", .port = "587", .offline = TRUE }, "", "",
    "mail.larkspur.example:587 " },
  { { .host = "mail.larkspur.example", .port = "587", .only_typed = TRUE }, "", "",
    "mail.larkspur.example:587 " },
  { { .host = "mail.larkspur.example", .port = "587", .practice = TRUE }, "", "",
    "mail.larkspur.example:587 " },
};

static void
test_plans (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *portal = list_jobs (plans[i].mailbox, "portal");
      g_autofree char *reach = list_jobs (plans[i].mailbox, "reach");
      g_autofree char *family = list_jobs (plans[i].mailbox, "smtp");

      g_test_message ("plan %u", i);
      g_assert_cmpstr (portal, ==, plans[i].portal);
      g_assert_cmpstr (reach, ==, plans[i].reach);
      g_assert_cmpstr (family, ==, plans[i].family);
    }
}

/* The name service is asked only for what it can know. */
static void
test_recipient_plan (void)
{
  static const struct
  {
    const char *recipient;
    gboolean    offline;
    gboolean    asked;
  } rows[] = {
    { NULL, FALSE, FALSE },
    { "tom@otherplace.net", FALSE, TRUE },
    { "tom@otherplace.net", TRUE, FALSE },
    { "tom@mail.otherplace.net", FALSE, TRUE },
    { "bert@larkspur.example", FALSE, FALSE },
    { "tom@otherplace.example", FALSE, FALSE },
    { "tom@example.com", FALSE, FALSE },
    { "tom@www.example.com", FALSE, FALSE },
    { "tom@notexample.com", FALSE, TRUE },
    { "tom@printer.local", FALSE, FALSE },
    { "tom@[192.0.2.1]", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ObdMailbox mailbox = { .host = "mail.larkspur.example", .recipient = rows[i].recipient,
                             .offline = rows[i].offline };
      g_autofree char *jobs = list_jobs (mailbox, "recipient");

      g_test_message ("%s", rows[i].recipient);
      g_assert_cmpstr (jobs, ==, rows[i].asked ? "-:0 " : "");
    }
}

static gboolean
provider_sends_at (const ObdProvider *provider,
                   const char        *host,
                   guint16            port)
{
  g_autoptr (GPtrArray) services = obd_provider_dup_services (provider, NULL);

  for (guint i = 0; i < services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (services, i);

      if (service->protocol == OBD_PROTOCOL_SMTP && service->endpoint->port == port
          && g_str_equal (service->endpoint->host, host))
        return TRUE;
    }
  return FALSE;
}

/* Control hosts are what the provider list says they are, at two providers for each port. */
static void
test_control_hosts (void)
{
  static const char *const providers[] = { "gmail", "yahoo" };
  static const guint16 ports[] = { 465, 587 };
  ObdProviderList *list = obd_provider_list_get ();
  guint n = 0;

  for (const ObdControlHost *control = obd_control_hosts (); control->host != NULL; control++)
    for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
      for (guint p = 0; p < G_N_ELEMENTS (ports); p++)
        n += control->port == ports[p]
             && provider_sends_at (obd_provider_list_find_id (list, providers[i]), control->host,
                                   control->port);
  g_assert_cmpuint (n, ==, 4);
  g_assert_nonnull (obd_provider_list_find_mx (list, "mta5.am0.yahoodns.net"));
}

/* --- the portal page -------------------------------------------------------------------------- */

static const struct
{
  guint       status;
  const char *location;
  const char *body;
  const char *expected;
  const char *judgement;
} answers[] = {
  { 200, NULL, "NetworkManager is online\n", "NetworkManager is online", "open" },
  { 200, NULL, "<html>NetworkManager is online", "NetworkManager is online", "portal" },
  { 200, NULL, "NetworkMan", "NetworkManager is online", "portal" },
  { 200, NULL, "", "NetworkManager is online", "portal" },
  { 302, "http://login.example/", "", "NetworkManager is online", "portal" },
  { 307, "https://login.example/", "", NULL, "portal" },
  { 304, NULL, "", "NetworkManager is online", NULL },
  { 511, NULL, "", "NetworkManager is online", "portal" },
  { 404, NULL, "NetworkManager is online", "NetworkManager is online", NULL },
  { 503, NULL, "", "NetworkManager is online", NULL },
  { 204, NULL, "", NULL, "open" },
  { 200, NULL, "anything", NULL, "open" },
};

static void
test_portal_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (answers[i].body, strlen (answers[i].body));
      const ObdHttpAnswer answer = { .status = answers[i].status, .body = body,
                                     .location = (char *) answers[i].location };

      g_test_message ("answer %u", i);
      g_assert_cmpstr (obd_portal_judge (&answer, answers[i].expected), ==, answers[i].judgement);
    }
}

/* --- what the others are told of the typed connection ----------------------------------------- */

static gpointer
await_worker (gpointer data)
{
  return GINT_TO_POINTER (obd_typed_watch_await (data, G_MAXINT64, NULL, NULL));
}

static void
test_watch (void)
{
  g_autoptr (ObdTypedWatch) watch = obd_typed_watch_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  GSocketFamily family = G_SOCKET_FAMILY_INVALID;
  GThread *thread;

  g_assert_cmpint (obd_typed_watch_await (watch, 0, NULL, NULL), ==, OBD_TYPED_PENDING);
  g_cancellable_cancel (cancelled);
  g_assert_cmpint (obd_typed_watch_await (watch, G_MAXINT64, cancelled, NULL), ==,
                   OBD_TYPED_PENDING);
  thread = g_thread_new ("await", await_worker, watch);
  obd_typed_watch_tell (watch, OBD_TYPED_CONNECTED, G_SOCKET_FAMILY_IPV6);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, OBD_TYPED_CONNECTED);
  /* The first word counts. */
  obd_typed_watch_tell (watch, OBD_TYPED_OVER, G_SOCKET_FAMILY_INVALID);
  g_assert_cmpint (obd_typed_watch_await (watch, G_MAXINT64, NULL, &family), ==,
                   OBD_TYPED_CONNECTED);
  g_assert_cmpint (family, ==, G_SOCKET_FAMILY_IPV6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remarks/plans", test_plans);
  g_test_add_func ("/remarks/recipient-plan", test_recipient_plan);
  g_test_add_func ("/remarks/control-hosts", test_control_hosts);
  g_test_add_func ("/remarks/portal-answers", test_portal_answers);
  g_test_add_func ("/remarks/watch", test_watch);
  return g_test_run ();
}
