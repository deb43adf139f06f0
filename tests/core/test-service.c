/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-service.h"

#include <string.h>

static void
test_nicks (void)
{
  ObdProtocol protocol = OBD_PROTOCOL_SMTP;
  ObdSource source = OBD_SOURCE_GUESS;
  g_auto (GStrv) methods = obd_methods_to_nicks (OBD_METHOD_APP_PASSWORD | OBD_METHOD_OAUTH2
                                                 | OBD_METHOD_CLIENT_ADDRESS);
  g_autofree char *joined = g_strjoinv (" ", methods);
  g_auto (GStrv) none = obd_methods_to_nicks (0);

  for (guint i = 0; i < OBD_N_SOURCES; i++)
    {
      g_assert_true (obd_source_from_nick (obd_source_to_nick (i), &source));
      g_assert_cmpuint (source, ==, i);
    }
  g_assert_false (obd_source_from_nick ("rumour", &source));
  g_assert_true (obd_protocol_from_nick ("pop3", &protocol));
  g_assert_cmpuint (protocol, ==, OBD_PROTOCOL_POP3);
  g_assert_false (obd_protocol_from_nick (NULL, &protocol));
  g_assert_cmpstr (joined, ==, "app-password oauth2 client-address");
  g_assert_null (none[0]);
}

static void
test_username (void)
{
  static const struct
  {
    ObdUsernameForm form;
    const char *hint;
    const char *username;
  } rows[] = {
    { OBD_USERNAME_UNKNOWN, NULL, NULL },
    { OBD_USERNAME_ADDRESS, NULL, "anna.b@larkspur.example" },
    { OBD_USERNAME_LOCAL_PART, NULL, "anna.b" },
    { OBD_USERNAME_OTHER, "%EMAILLOCALPART%.%EMAILDOMAIN%", "anna.b.larkspur.example" },
    { OBD_USERNAME_OTHER, "the number on your contract", NULL },
    { OBD_USERNAME_OTHER, "%EMAILLOCALPART%@%REALNAME%", NULL },
    { OBD_USERNAME_OTHER, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ObdService) service = NULL;
      g_autofree char *username = NULL;

      service = obd_service_new (OBD_PROTOCOL_SMTP,
                                 obd_endpoint_new ("smtp.larkspur.example", 465, OBD_SECURITY_TLS),
                                 OBD_SOURCE_AUTOCONFIG);
      service->username_form = rows[i].form;
      service->username_hint = g_strdup (rows[i].hint);
      username = obd_service_dup_username (service, "anna.b@larkspur.example");
      g_assert_cmpstr (username, ==, rows[i].username);
    }
}

static ObdService *
make (ObdSource source,
      gboolean  doubtful,
      guint16   port)
{
  ObdService *service;

  service = obd_service_new (OBD_PROTOCOL_SMTP,
                             obd_endpoint_new ("smtp.larkspur.example", port, OBD_SECURITY_TLS),
                             source);
  service->doubtful = doubtful;
  return service;
}

/* Each row goes before all that follow. */
static void
test_compare (void)
{
  ObdService *rows[] = {
    make (OBD_SOURCE_PROVIDER_LIST, FALSE, 465), make (OBD_SOURCE_AUTOCONFIG, FALSE, 465),
    make (OBD_SOURCE_MX, FALSE, 465),            make (OBD_SOURCE_PROVIDER_LIST, TRUE, 465),
    make (OBD_SOURCE_GUESS, TRUE, 465),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
      g_assert_cmpint (CLAMP (obd_service_compare (rows[i], rows[j]), -1, 1), ==,
                       i < j ? -1 : i > j);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    obd_service_unref (rows[i]);
}

static void
test_same (void)
{
  g_autoptr (ObdService) one = make (OBD_SOURCE_AUTOCONFIG, FALSE, 465);
  g_autoptr (ObdService) same = make (OBD_SOURCE_GUESS, TRUE, 465);
  g_autoptr (ObdService) other = make (OBD_SOURCE_AUTOCONFIG, FALSE, 587);

  g_assert_true (obd_service_is_same (one, same));
  g_assert_false (obd_service_is_same (one, other));
  other->protocol = OBD_PROTOCOL_IMAP;
  g_assert_false (obd_service_is_same (one, other));
}

static void
test_text (void)
{
  static const struct
  {
    ObdUsernameForm form;
    ObdUsernameForm alternative;
    const char *hint;
    ObdMethods methods;
    const char *detail;
    const char *as_of;
    gboolean doubtful;
    gboolean trusted;
  } rows[] = {
    { OBD_USERNAME_UNKNOWN, OBD_USERNAME_UNKNOWN, NULL, 0, NULL, NULL, FALSE, FALSE },
    { OBD_USERNAME_ADDRESS, OBD_USERNAME_LOCAL_PART, NULL, OBD_METHOD_PASSWORD,
      "https://a.example/x?y", "2026-03", TRUE, TRUE },
    { OBD_USERNAME_OTHER, OBD_USERNAME_ADDRESS, "the number on\nyour contract: 100 %",
      OBD_METHOD_CLIENT_ADDRESS, "mx.a.example: https://b.example", "2026-03-14", TRUE, FALSE },
    { OBD_USERNAME_OTHER, OBD_USERNAME_UNKNOWN, "-", OBD_METHOD_OAUTH2, "ümläut", "-", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ObdService) service = make (OBD_SOURCE_ISPDB, rows[i].doubtful, 465 + i);
      g_autoptr (ObdService) copy = NULL;
      g_autofree char *text = NULL;

      service->username_form = rows[i].form;
      service->username_alternative = rows[i].alternative;
      service->username_hint = g_strdup (rows[i].hint);
      service->methods = rows[i].methods;
      service->detail = g_strdup (rows[i].detail);
      service->as_of = g_strdup (rows[i].as_of);
      service->trusted = rows[i].trusted;
      text = obd_service_to_text (service);
      g_assert_null (strchr (text, '\n'));
      copy = obd_service_from_text (text);
      g_assert_nonnull (copy);
      g_assert_true (obd_service_is_same (service, copy));
      g_assert_cmpint (copy->source, ==, OBD_SOURCE_ISPDB);
      g_assert_cmpint (copy->username_form, ==, rows[i].form);
      g_assert_cmpint (copy->username_alternative, ==, rows[i].alternative);
      g_assert_cmpstr (copy->username_hint, ==, rows[i].hint);
      g_assert_cmpint (copy->methods, ==, rows[i].methods);
      g_assert_cmpstr (copy->detail, ==, rows[i].detail);
      g_assert_cmpstr (copy->as_of, ==, rows[i].as_of);
      g_assert_cmpint (copy->doubtful, ==, rows[i].doubtful);
      g_assert_cmpint (copy->trusted, ==, rows[i].trusted);
    }
}

/* Reports come back from anywhere. */
static void
test_no_text (void)
{
  static const char *const texts[] = {
    "", "smtp", "smtp srv a.example 465 tls address - 1 certain - - more",
    "smtp srv a.example 465 tls address - 1 certain -",
    "smtp srv - 465 tls address - 1 certain - -",
    "ftp srv a.example 465 tls address - 1 certain - -",
    "smtp rumour a.example 465 tls address - 1 certain - -",
    "smtp srv a.example 70000 tls address - 1 certain - -",
    "smtp srv a.example x tls address - 1 certain - -",
    "smtp srv a.example 465 magic address - 1 certain - -",
    "smtp srv a.example 465 tls nobody - 1 certain - -",
    "smtp srv a.example 465 tls address+ - 1 certain - -",
    "smtp srv a.example 465 tls address+nobody - 1 certain - -",
    "smtp srv a.example 465 tls address - -1 certain - -",
    "smtp srv a.example 465 tls address - 1 perhaps - -",
    "smtp srv a%zz.example%00 465 tls address - 1 perhaps - -",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("“%s”", texts[i]);
      g_assert_null (obd_service_from_text (texts[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/nicks", test_nicks);
  g_test_add_func ("/service/username", test_username);
  g_test_add_func ("/service/compare", test_compare);
  g_test_add_func ("/service/same", test_same);
  g_test_add_func ("/service/text", test_text);
  g_test_add_func ("/service/no-text", test_no_text);
  return g_test_run ();
}
