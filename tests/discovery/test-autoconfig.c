/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-autoconfig.h"

#include <string.h>

#define DOMAIN "larkspur.example"
#define HEAD "<clientConfig version=\"1.1\"><emailProvider id=\"larkspur.example\">"
#define FOOT "</emailProvider></clientConfig>"
/* An outgoing server, with what else stands in it. */
#define S(host, port, type, rest) \
  "<outgoingServer type=\"smtp\"><hostname>" host "</hostname><port>" port "</port>" \
  "<socketType>" type "</socketType>" rest "</outgoingServer>"
#define ADDRESS "<username>%EMAILADDRESS%</username>"
#define CLEAR "<authentication>password-cleartext</authentication>"
/* A host beyond ASCII, in two character sets. */
#define UTF_8 S ("smtp.b\xC3\xBC" "cher.example", "465", "SSL", "")
#define LATIN S ("smtp.b\xFC" "cher.example", "465", "SSL", "")
#define GOOD S ("smtp.larkspur.example", "465", "SSL", ADDRESS CLEAR)
#define GOOD_ROW "smtp smtp.larkspur.example:465:tls address password"

/* --- What is read ----------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *charset; /* of HTTP */
  const char *body;
  gssize      length;   /* -1: to the NUL */
  const char *expected; /* one service a line: protocol endpoint username methods */
} Reading;

static const Reading readings[] = {
  { "one", NULL, HEAD GOOD FOOT, -1, GOOD_ROW },
  { "declaration", "utf-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" HEAD GOOD FOOT "\n", -1,
    GOOD_ROW },
  { "byte-order-mark", NULL, "\xEF\xBB\xBF" HEAD GOOD FOOT, -1, GOOD_ROW },
  { "comments-and-instructions", NULL,
    "<?xml-stylesheet href=\"x\"?><!-- a --><clientConfig><!-- b --><emailProvider>" GOOD
    "<!-- c --></emailProvider></clientConfig>", -1, GOOD_ROW },
  { "character-data", NULL,
    HEAD S ("<![CDATA[smtp.larkspur.example]]>", "&#52;65", "SSL", ADDRESS CLEAR) FOOT, -1,
    GOOD_ROW },
  { "blanks", NULL,
    HEAD S ("\n  smtp.larkspur.example\n", " 465 ", "\tSSL", ADDRESS CLEAR) FOOT,
    -1, GOOD_ROW },
  { "order", NULL,
    HEAD S ("c.larkspur.example", "587", "STARTTLS", "")
      S ("a.larkspur.example", "25", "plain", "") S ("b.larkspur.example", "465", "SSL", "") FOOT,
    -1,
    "smtp c.larkspur.example:587:starttls - -\nsmtp a.larkspur.example:25:none - -\n"
    "smtp b.larkspur.example:465:tls - -" },
  { "incoming", NULL,
    HEAD "<incomingServer type=\"pop3\"><hostname>pop.larkspur.example</hostname><port>995</port>"
    "<socketType>SSL</socketType></incomingServer>"
    "<incomingServer type=\"imap\"><hostname>imap.larkspur.example</hostname><port>143</port>"
    "<socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></incomingServer>" GOOD
      FOOT, -1,
    GOOD_ROW "\nimap imap.larkspur.example:143:starttls local-part -\n"
    "pop3 pop.larkspur.example:995:tls - -" },
  { "methods", NULL,
    HEAD S ("a.larkspur.example", "465", "SSL",
            "<authentication>OAuth2</authentication>"
            "<authentication>password-encrypted</authentication>"
            "<authentication>NTLM</authentication><authentication>GSSAPI</authentication>")
      S ("b.larkspur.example", "25", "plain",
         "<authentication>client-IP-address</authentication>") FOOT, -1,
    "smtp a.larkspur.example:465:tls - oauth2,cram-md5,ntlm\n"
    "smtp b.larkspur.example:25:none - client-address" },
  { "usernames", NULL,
    HEAD S ("a.larkspur.example", "465", "SSL",
            "<username>%EMAILLOCALPART%@%EMAILDOMAIN%</username>")
      S ("b.larkspur.example", "465", "SSL", "<username>%EMAILLOCALPART%.lark</username>")
      S ("c.larkspur.example", "465", "SSL", "<username>customer number</username>") FOOT, -1,
    "smtp a.larkspur.example:465:tls address -\nsmtp b.larkspur.example:465:tls anna.lark -\n"
    "smtp c.larkspur.example:465:tls (customer number) -" },
  { "domain-placeholder", NULL, HEAD S ("smtp.%EMAILDOMAIN%", "465", "SSL", ADDRESS CLEAR) FOOT,
    -1, GOOD_ROW },
  { "unknown-elements", NULL,
    HEAD "<domain>x</domain><webMail><loginPage url=\"http://x\"/>"
    "<hostname>bad.example</hostname></webMail>"
    "<incomingServer type=\"exchange\"><hostname>ews.larkspur.example</hostname>"
    "<port>443</port><socketType>SSL</socketType></incomingServer><outgoingServer type=\"jmap\"/>"
    "<outgoingServer><hostname>no.type.example</hostname></outgoingServer>"
      S ("smtp.larkspur.example", "465", "SSL",
            "<restriction>x</restriction><password>secret</password>" ADDRESS CLEAR) FOOT,
    -1, GOOD_ROW },
  { "first-counts", NULL,
    HEAD S ("smtp.larkspur.example", "465", "SSL",
               "<hostname>other.example</hostname><port>1</port>" ADDRESS CLEAR) FOOT,
    -1, GOOD_ROW },
  { "useless-servers-beside-a-good-one", NULL,
    HEAD S ("", "465", "SSL", "") S ("smtp.example", "0", "SSL", "")
      S ("smtp.example", "65536", "SSL", "") S ("smtp.example", "x", "SSL", "")
      S ("smtp.example", "465", "magic", "") S ("192.0.2.1", "465", "SSL", "")
      S ("[::1]", "465", "SSL", "") S ("localhost", "25", "plain", "")
      S ("a b.example", "465", "SSL", "") S ("smtp.example/../x", "465", "SSL", "")
      "<outgoingServer type=\"smtp\"/>" GOOD FOOT, -1, GOOD_ROW },
  { "idna", "UTF-8", HEAD UTF_8 FOOT, -1,
    "smtp smtp.xn--bcher-kva.example:465:tls - -" },
  { "latin-1", NULL,
    "<?xml version=\"1.0\" encoding='ISO-8859-1'?>" HEAD LATIN FOOT,
    -1, "smtp smtp.xn--bcher-kva.example:465:tls - -" },
  { "windows-1252-by-http", "cp1252", HEAD LATIN FOOT, -1,
    "smtp smtp.xn--bcher-kva.example:465:tls - -" },
  { "ascii-whatever-they-say", "ISO-8859-1",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" HEAD GOOD FOOT, -1, GOOD_ROW },
};

static void
append_service (GString          *text,
                const ObdService *service)
{
  g_autofree char *endpoint = obd_endpoint_to_string (service->endpoint);
  g_auto (GStrv) nicks = obd_methods_to_nicks (service->methods);
  g_autofree char *methods = g_strjoinv (",", nicks);
  g_autofree char *filled = obd_service_dup_username (service, "anna@" DOMAIN);
  g_autofree char *hint = g_strdup_printf ("(%s)", service->username_hint);
  const char *username = "-";

  if (service->username_form == OBD_USERNAME_ADDRESS)
    username = "address";
  else if (service->username_form == OBD_USERNAME_LOCAL_PART)
    username = "local-part";
  else if (service->username_form == OBD_USERNAME_OTHER)
    username = filled != NULL ? filled : hint;
  g_string_append_printf (text, "%s%s %s %s %s", text->len > 0 ? "\n" : "",
                          obd_protocol_to_nick (service->protocol), endpoint, username,
                          *methods != '\0' ? methods : "-");
}

static ObdAutoconfig *
parse (const char  *body,
       gssize       length,
       const char  *charset,
       GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);

  return obd_autoconfig_parse (bytes, charset, DOMAIN, OBD_SOURCE_WELL_KNOWN, error);
}

static void
assert_services (const ObdAutoconfig *autoconfig,
                 const char          *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < autoconfig->services->len; i++)
    {
      const ObdService *service = g_ptr_array_index (autoconfig->services, i);

      append_service (text, service);
      g_assert_cmpint (service->source, ==, OBD_SOURCE_WELL_KNOWN);
      g_assert_false (service->trusted);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_reading (gconstpointer data)
{
  const Reading *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdAutoconfig) autoconfig = parse (row->body, row->length, row->charset, &error);

  g_assert_no_error (error);
  assert_services (autoconfig, row->expected);
}

static void
test_utf16 (void)
{
  static const char *const charsets[] = { "UTF-16LE", "UTF-16BE" };
  static const char *const marks[] = { "\xFF\xFE", "\xFE\xFF" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize length;
      g_autofree char *wide = g_convert (HEAD GOOD FOOT, -1, charsets[i], "UTF-8", NULL, &length,
                                         NULL);
      g_autofree char *body = g_malloc (length + 2);
      g_autoptr (GError) error = NULL;
      g_autoptr (ObdAutoconfig) autoconfig = NULL;

      memcpy (body, marks[i], 2);
      memcpy (body + 2, wide, length);
      autoconfig = parse (body, length + 2, NULL, &error);
      g_assert_no_error (error);
      assert_services (autoconfig, GOOD_ROW);
    }
}

static void
test_about_the_provider (void)
{
  g_autoptr (ObdAutoconfig) autoconfig = NULL;

  autoconfig = parse (HEAD "<displayName>Lark &amp;\nspur</displayName><displayName>2</displayName>"
                           "<documentation url=\"http://insecure.example/\"/>"
                           "<documentation url=\"https://help.larkspur.example/mail\">"
                           "<descr>x</descr></documentation>"
                           "<documentation url=\"https://help.larkspur.example/2\"/>" GOOD FOOT,
                      -1, NULL, NULL);
  g_assert_cmpstr (autoconfig->name, ==, "Lark & spur");
  g_assert_cmpstr (autoconfig->help, ==, "https://help.larkspur.example/mail");
}

/* --- What is refused -------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *charset;
  const char *body;
  gssize      length;
  int         code;
} Refusal;

static const Refusal refusals[] = {
  { "nothing", NULL, "", 0, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "blanks", NULL, " \n", -1, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "a-web-page", NULL, "<!-- hi --><html><body><p>Not here<br></body></html>", -1,
    OBD_AUTOCONFIG_ERROR_CONTENT },
  { "another-document", NULL, "<rss><channel/></rss>", -1, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "json", NULL, "{\"clientConfig\": 1}", -1, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "cut-off", NULL, HEAD GOOD, -1, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "cut-off-in-a-tag", NULL, HEAD GOOD "</emailProv", -1, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "crossed", NULL, HEAD GOOD "</clientConfig></emailProvider>", -1,
    OBD_AUTOCONFIG_ERROR_CONTENT },
  { "unknown-entity", NULL, HEAD "<displayName>&nbsp;</displayName>" GOOD FOOT, -1,
    OBD_AUTOCONFIG_ERROR_CONTENT },
  { "character-zero", NULL, HEAD "<displayName>&#0;</displayName>" GOOD FOOT, -1,
    OBD_AUTOCONFIG_ERROR_CONTENT },
  { "empty-configuration", NULL, "<clientConfig/>", -1, OBD_AUTOCONFIG_ERROR_EMPTY },
  { "no-usable-server", NULL, HEAD S ("192.0.2.1", "465", "SSL", "") FOOT, -1,
    OBD_AUTOCONFIG_ERROR_EMPTY },
  { "server-in-the-wrong-place", NULL, "<clientConfig>" GOOD "</clientConfig>", -1,
    OBD_AUTOCONFIG_ERROR_EMPTY },
  { "doctype", NULL, "<!DOCTYPE clientConfig>" HEAD GOOD FOOT, -1, OBD_AUTOCONFIG_ERROR_FORBIDDEN },
  { "web-page", NULL, "<!doctype html><html></html>", -1, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "old-web-page", NULL,
    "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">",
    -1, OBD_AUTOCONFIG_ERROR_CONTENT },
  { "web-page-with-entities", NULL, "<!DOCTYPE html [<!ENTITY a \"b\">]><html></html>", -1,
    OBD_AUTOCONFIG_ERROR_FORBIDDEN },
  { "billion-laughs", NULL,
    "<?xml version=\"1.0\"?>"
    "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>"
    HEAD "<displayName>&lol2;</displayName>" GOOD FOOT, -1, OBD_AUTOCONFIG_ERROR_FORBIDDEN },
  { "file-of-this-computer", NULL,
    "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>" HEAD
    "<displayName>&f;</displayName>" GOOD FOOT, -1, OBD_AUTOCONFIG_ERROR_FORBIDDEN },
  { "not-utf-8", NULL, HEAD LATIN FOOT, -1,
    OBD_AUTOCONFIG_ERROR_CHARSET },
  { "not-utf-8-as-claimed", "utf-8", HEAD LATIN FOOT, -1,
    OBD_AUTOCONFIG_ERROR_CHARSET },
  { "two-claims", "iso-8859-1",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" HEAD UTF_8 FOOT,
    -1, OBD_AUTOCONFIG_ERROR_CHARSET },
  { "utf-7", NULL, "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" HEAD GOOD FOOT, -1,
    OBD_AUTOCONFIG_ERROR_CHARSET },
  { "ebcdic", "IBM037", HEAD GOOD FOOT, -1, OBD_AUTOCONFIG_ERROR_CHARSET },
  { "no-such-charset", "UTF-8-and-a-half", HEAD LATIN FOOT, -1,
    OBD_AUTOCONFIG_ERROR_CHARSET },
  { "a-nul-inside", NULL, HEAD "\0" GOOD FOOT, sizeof (HEAD "\0" GOOD FOOT) - 1,
    OBD_AUTOCONFIG_ERROR_CHARSET },
  { "half-a-utf-16", NULL, "\xFF\xFE<\0c", 5, OBD_AUTOCONFIG_ERROR_CHARSET },
  { "utf-32", NULL, "\xFF\xFE\0\0<\0\0\0", 8, OBD_AUTOCONFIG_ERROR_CHARSET },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdAutoconfig) autoconfig = parse (row->body, row->length, row->charset, &error);

  g_assert_error (error, OBD_AUTOCONFIG_ERROR, row->code);
  g_assert_null (autoconfig);
}

static void
assert_refused (GString *body,
                int      code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (body->str, body->len, NULL, &error));
  g_assert_error (error, OBD_AUTOCONFIG_ERROR, code);
}

static void
test_too_deep (void)
{
  g_autoptr (GString) body = g_string_new (HEAD GOOD);

  for (guint i = 0; i < 20000; i++)
    g_string_append (body, "<a>");
  assert_refused (body, OBD_AUTOCONFIG_ERROR_FORBIDDEN);
}

static void
test_too_many (void)
{
  g_autoptr (GString) body = g_string_new (HEAD GOOD);

  for (guint i = 0; i < OBD_AUTOCONFIG_MAX_ELEMENTS; i++)
    g_string_append (body, "<a/>");
  g_string_append (body, FOOT);
  assert_refused (body, OBD_AUTOCONFIG_ERROR_FORBIDDEN);
}

/* Bounded in what is kept: the first servers, and no text that is long. */
static void
test_bounds (void)
{
  g_autoptr (GString) body = g_string_new (HEAD);
  g_autofree char *text = g_strnfill (OBD_AUTOCONFIG_MAX_TEXT + 1, 'x');
  g_autoptr (ObdAutoconfig) autoconfig = NULL;

  g_string_append_printf (body, "<displayName>%s</displayName>", text);
  g_string_append_printf (body, "<documentation url=\"https://%s\"/>", text);
  g_string_append_printf (
      body, S ("broken.larkspur.example", "465", "SSL", "<username>%s</username>"), text);
  for (guint i = 0; i < 2 * OBD_AUTOCONFIG_MAX_SERVERS; i++)
    g_string_append_printf (body, S ("smtp%u.larkspur.example", "465", "SSL", ""), i);
  g_string_append (body, FOOT);
  autoconfig = parse (body->str, body->len, NULL, NULL);
  g_assert_null (autoconfig->name);
  g_assert_null (autoconfig->help);
  g_assert_cmpuint (autoconfig->services->len, ==, OBD_AUTOCONFIG_MAX_SERVERS - 1);
  g_assert_cmpstr (((ObdService *) g_ptr_array_index (autoconfig->services, 0))->endpoint->host, ==,
                   "smtp0.larkspur.example");
}

/* Bent anywhere, a document is read or refused; for the sanitizers. */
static void
test_bent (void)
{
  static const char whole[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" HEAD GOOD FOOT;

  for (gsize at = 0; at < sizeof whole - 1; at++)
    for (guint c = 0; c < 256; c += 15)
      {
        g_autofree char *bent = g_memdup2 (whole, sizeof whole);
        g_autoptr (ObdAutoconfig) autoconfig = NULL;

        bent[at] = c;
        autoconfig = parse (bent, sizeof whole - 1, NULL, NULL);
      }
}

static void
add (const char    *group,
     const char    *name,
     gconstpointer  data,
     GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/autoconfig/%s/%s", group, name);

  g_test_add_data_func (path, data, func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    add ("read", readings[i].name, &readings[i], test_reading);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    add ("refused", refusals[i].name, &refusals[i], test_refusal);
  g_test_add_func ("/autoconfig/read/utf-16", test_utf16);
  g_test_add_func ("/autoconfig/read/about-the-provider", test_about_the_provider);
  g_test_add_func ("/autoconfig/refused/too-deep", test_too_deep);
  g_test_add_func ("/autoconfig/refused/too-many", test_too_many);
  g_test_add_func ("/autoconfig/bounds", test_bounds);
  g_test_add_func ("/autoconfig/bent", test_bent);
  return g_test_run ();
}
