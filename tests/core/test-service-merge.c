/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-service.h"

#include <stdlib.h>
#include <string.h>

/* A service as a line: "source endpoint [address|local-part [either]] [doubtful] [untrusted]". */
static ObdService *
service_from_line (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_auto (GStrv) where = g_strsplit (words[1], ":", -1);
  const char *const *rest = (const char *const *) words + 2;
  ObdService *service;
  ObdSecurity security = OBD_SECURITY_UNKNOWN;
  ObdSource source = OBD_N_SOURCES;
  ObdProtocol protocol = OBD_PROTOCOL_SMTP;

  g_assert_true (obd_source_from_nick (words[0], &source));
  g_assert_true (obd_security_from_nick (where[2], &security));
  if (g_str_has_prefix (where[0], "imap."))
    protocol = OBD_PROTOCOL_IMAP;
  service = obd_service_new (protocol, obd_endpoint_new (where[0], atoi (where[1]), security),
                             source);
  service->username_form = g_strv_contains (rest, "address")      ? OBD_USERNAME_ADDRESS
                           : g_strv_contains (rest, "local-part") ? OBD_USERNAME_LOCAL_PART
                                                                  : OBD_USERNAME_UNKNOWN;
  if (g_strv_contains (rest, "either"))
    service->username_alternative = OBD_USERNAME_ADDRESS;
  service->doubtful = g_strv_contains (rest, "doubtful");
  service->trusted = !g_strv_contains (rest, "untrusted");
  return service;
}

static char *
service_to_line (const ObdService *service)
{
  g_autofree char *endpoint = obd_endpoint_to_string (service->endpoint);
  static const char *const forms[] = { "", " address", " local-part", " other" };
  gboolean either = service->username_alternative == OBD_USERNAME_ADDRESS;

  return g_strdup_printf ("%s %s%s%s%s%s", obd_source_to_nick (service->source), endpoint,
                          forms[service->username_form], either ? " either" : "",
                          service->doubtful ? " doubtful" : "",
                          service->trusted ? "" : " untrusted");
}

typedef struct
{
  const char *name;
  const char *services; /* in the order in which they arrived */
  const char *merged;
} Case;

static const Case cases[] = {
  { "nothing", "", "" },
  { "arrival-does-not-count",
    "guess smtp.a.example:465:tls doubtful\nsrv srv.a.example:465:tls\n"
    "provider-list list.a.example:465:tls\nautoconfig auto.a.example:587:starttls",
    "provider-list list.a.example:465:tls\nautoconfig auto.a.example:587:starttls\n"
    "srv srv.a.example:465:tls\nguess smtp.a.example:465:tls doubtful" },
  { "a-source-keeps-its-order",
    "autoconfig b.a.example:587:starttls\nautoconfig a.a.example:465:tls",
    "autoconfig b.a.example:587:starttls\nautoconfig a.a.example:465:tls" },
  { "outgoing-first", "provider-list imap.a.example:993:tls\nguess smtp.a.example:465:tls doubtful",
    "guess smtp.a.example:465:tls doubtful\nprovider-list imap.a.example:993:tls" },
  { "doubt-goes-last",
    "provider-list a.a.example:465:tls doubtful\nmx b.a.example:465:tls untrusted",
    "mx b.a.example:465:tls untrusted\nprovider-list a.a.example:465:tls doubtful" },
  { "open-lines-go-behind",
    "autoconfig a.a.example:25:none\nautoconfig a.a.example:587:starttls\n"
    "guess b.a.example:465:tls doubtful",
    "autoconfig a.a.example:587:starttls\nautoconfig a.a.example:25:none\n"
    "guess b.a.example:465:tls doubtful" },
  { "once-with-the-best-name",
    "srv a.a.example:465:tls\nispdb a.a.example:465:tls address\n"
    "guess a.a.example:465:tls doubtful",
    "ispdb a.a.example:465:tls address" },
  { "gaps-are-filled", "autoconfig a.a.example:465:tls\nispdb a.a.example:465:tls local-part",
    "autoconfig a.a.example:465:tls local-part" },
  { "gaps-are-filled-whole",
    "autoconfig a.a.example:465:tls\nispdb a.a.example:465:tls local-part either",
    "autoconfig a.a.example:465:tls local-part either" },
  { "nothing-gets-lost", "ispdb a.a.example:465:tls local-part either",
    "ispdb a.a.example:465:tls local-part either" },
  { "what-was-said-stays",
    "autoconfig a.a.example:465:tls address\nispdb a.a.example:465:tls local-part",
    "autoconfig a.a.example:465:tls address" },
  { "the-better-word-counts",
    "ispdb a.a.example:465:tls local-part\nautoconfig a.a.example:465:tls address",
    "autoconfig a.a.example:465:tls address" },
  { "another-mode-is-another-endpoint",
    "autoconfig a.a.example:587:starttls\nispdb a.a.example:587:tls",
    "autoconfig a.a.example:587:starttls\nispdb a.a.example:587:tls" },
  { "a-second-witness-ends-doubt",
    "provider-list a.a.example:465:tls doubtful\nautoconfig a.a.example:465:tls address\n"
    "ispdb b.a.example:465:tls",
    "provider-list a.a.example:465:tls address\nispdb b.a.example:465:tls" },
  { "a-guess-is-no-witness",
    "provider-list a.a.example:465:tls doubtful\nguess a.a.example:465:tls doubtful",
    "provider-list a.a.example:465:tls doubtful" },
  { "who-could-be-forged-is-no-witness",
    "provider-list a.a.example:465:tls doubtful\nmx a.a.example:465:tls untrusted",
    "provider-list a.a.example:465:tls doubtful" },
  { "trust-is-enough-once", "srv a.a.example:465:tls untrusted\nispdb a.a.example:465:tls",
    "ispdb a.a.example:465:tls" },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_auto (GStrv) lines = g_strsplit (row->services, "\n", -1);
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  services = g_ptr_array_new_with_free_func ((GDestroyNotify) obd_service_unref);
  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (services, service_from_line (lines[i]));
  merged = obd_services_merge (services);
  for (guint i = 0; i < merged->len; i++)
    {
      g_autofree char *line = service_to_line (g_ptr_array_index (merged, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  g_assert_cmpstr (text->str, ==, row->merged);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/merge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
