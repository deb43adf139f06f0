/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-endpoint.h"
#include "obd-reply.h"
#include "obd-secret.h"
#include "obd-stage.h"
#include "obd-trace.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

/* --- Secrets ---------------------------------------------------------------------------------- */

static ObdSecret *
read_secret (const char  *bytes,
             gsize        length,
             GError     **error)
{
  int ends[2];
  ObdSecret *secret;

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], bytes, length), ==, (gssize) length);
  close (ends[1]);
  secret = obd_secret_read_fd (ends[0], error);
  close (ends[0]);
  return secret;
}

static void
test_secret_read (void)
{
  static const struct
  {
    const char *bytes;
    const char *secret;
  } rows[] = {
    { "hunter22", "hunter22" },     { "hunter22\n", "hunter22" },   { "hunter22\r\n", "hunter22" },
    { "hunter22\n\n", "hunter22\n" }, { " hunter22 \n", " hunter22 " },
    { "hunter22\r", "hunter22\r" },
    { "p\xc3\xa4ss\n", "p\xc3\xa4ss" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ObdSecret) secret = read_secret (rows[i].bytes, strlen (rows[i].bytes), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (obd_secret_peek (secret), ==, rows[i].secret);
      g_assert_cmpuint (obd_secret_length (secret), ==, strlen (rows[i].secret));
    }
}

/* Passwords of nobody, in the shapes that providers give them. */
static void
test_secret_looks_made (void)
{
  static const struct
  {
    const char *secret;
    gboolean    made;
  } rows[] = {
    { "abcd efgh ijkl mnop", TRUE },  { "abcdefghijklmnop", TRUE },
    { "abcd-efgh-ijkl-mnop", TRUE },  { "a1b2c3d4e5f6g7h8", TRUE },
    { "correct horse", FALSE },       { "Abcdefghijklmnop", FALSE },
    { "abcdefghijklmno", FALSE },     { "abcdefghijklmnopq", FALSE },
    { "abcd efghijklmnop", FALSE },   { "abcd efgh ijkl mnop ", FALSE },
    { "abc defgh ijkl mnop", FALSE }, { "abcd-efgh-ijkl-mnop-", FALSE },
    { "abcdefghijklmn\xc3\xbc", FALSE }, { "", FALSE },
    { "    abcdefghijklmnop", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ObdSecret) secret = obd_secret_new (rows[i].secret, -1);

      g_test_message ("“%s”", rows[i].secret);
      g_assert_cmpint (obd_secret_looks_made (secret), ==, rows[i].made);
    }
}

static void
assert_no_secret (const char *bytes,
                  gsize       length)
{
  g_autoptr (GError) error = NULL;
  ObdSecret *secret = read_secret (bytes, length, &error);

  g_assert_null (secret);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

static void
test_secret_refused (void)
{
  g_autofree char *longest = g_strnfill (1024, 'x');
  g_autofree char *too_long = g_strnfill (1025, 'x');
  g_autofree char *far_too_long = g_strnfill (20000, 'x');
  g_autoptr (ObdSecret) secret = read_secret (longest, 1024, NULL);

  g_assert_cmpuint (obd_secret_length (secret), ==, 1024);
  assert_no_secret ("", 0);
  assert_no_secret ("\n", 1);
  assert_no_secret ("\r\n", 2);
  assert_no_secret ("a\0b", 3);
  assert_no_secret (too_long, 1025);
  assert_no_secret (far_too_long, 20000);
}

static void
test_secret_unreadable (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_secret_read_fd (-1, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_BADF);
}

static void
test_wipe (void)
{
  char memory[] = "hunter22";

  obd_wipe (memory, sizeof memory);
  for (guint i = 0; i < sizeof memory; i++)
    g_assert_cmpint (memory[i], ==, 0);
  obd_wipe (NULL, 0);
  obd_wipe_string (NULL);
}

/* --- Replies ---------------------------------------------------------------------------------- */

static void
test_reply (void)
{
  g_autoptr (ObdReply) reply = obd_reply_new (554, "5.7.1 Relay\nno, really");
  g_autofree char *line = obd_reply_to_string (reply);
  g_autoptr (ObdReply) bare = obd_reply_new (250, "");
  g_autofree char *bare_line = obd_reply_to_string (bare);

  g_assert_cmpstr (reply->enhanced, ==, "5.7.1");
  g_assert_cmpstr (reply->text, ==, "Relay\nno, really");
  g_assert_cmpstr (line, ==, "554 5.7.1 Relay no, really");
  g_assert_null (bare->enhanced);
  g_assert_cmpstr (bare_line, ==, "250 ");
}

static void
test_reply_bounded (void)
{
  g_autofree char *huge = g_strnfill (100000, 'x');
  g_autoptr (ObdReply) reply = obd_reply_new (250, huge);

  g_assert_cmpuint (strlen (reply->text), <=, OBD_REPLY_MAX_TEXT);
}

static void
test_sanitize (void)
{
  static const struct
  {
    const char *bytes;
    const char *text;
  } rows[] = {
    { "plain", "plain" },
    { "a\nb", "a\nb" },
    { "a\tb", "a b" },
    { "a\rb", "a\xef\xbf\xbd" "b" },
    { "\x1b[0m", "\xef\xbf\xbd[0m" },
    { "caf\xc3\xa9", "caf\xc3\xa9" },
    { "caf\xe9", "caf\xef\xbf\xbd" },
    { "\xe2\x80\xaa", "\xef\xbf\xbd" },
    { "<b>&amp;", "<b>&amp;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = obd_text_sanitize (rows[i].bytes, 100);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* A cut in the middle of a character leaves valid UTF-8. */
static void
test_sanitize_cut (void)
{
  g_autofree char *text = obd_text_sanitize ("ab\xc3\xa9", 3);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_prefix (text, "ab"));
}

/* --- Small words ------------------------------------------------------------------------------ */

static void
test_endpoint (void)
{
  g_autoptr (ObdEndpoint) name = obd_endpoint_new ("Mail.Example.test", 587, OBD_SECURITY_STARTTLS);
  g_autoptr (ObdEndpoint) same = obd_endpoint_new ("mail.example.test", 587, OBD_SECURITY_STARTTLS);
  g_autoptr (ObdEndpoint) other = obd_endpoint_new ("mail.example.test", 587, OBD_SECURITY_TLS);
  g_autoptr (ObdEndpoint) literal = obd_endpoint_new ("2001:db8::1", 25, OBD_SECURITY_NONE);
  g_autofree char *name_text = obd_endpoint_to_string (name);
  g_autofree char *literal_text = obd_endpoint_to_string (literal);

  g_assert_cmpstr (name_text, ==, "mail.example.test:587:starttls");
  g_assert_cmpstr (literal_text, ==, "[2001:db8::1]:25:none");
  g_assert_true (obd_endpoint_equal (name, same));
  g_assert_false (obd_endpoint_equal (name, other));
}

static void
test_nicks (void)
{
  ObdSecurity security = OBD_SECURITY_UNKNOWN;

  for (ObdStage stage = OBD_STAGE_NONE; stage <= OBD_STAGE_CLIENT_DIALOG; stage++)
    g_assert_cmpint (obd_stage_from_nick (obd_stage_to_nick (stage)), ==, stage);
  g_assert_cmpint (obd_stage_from_nick ("no such stage"), ==, OBD_STAGE_NONE);
  g_assert_cmpint (obd_stage_from_nick (NULL), ==, OBD_STAGE_NONE);
  g_assert_true (obd_security_from_nick ("tls", &security));
  g_assert_cmpint (security, ==, OBD_SECURITY_TLS);
  g_assert_false (obd_security_from_nick ("ssl", &security));
  g_assert_false (obd_security_from_nick (NULL, &security));
}

static void
test_trace (void)
{
  g_autoptr (ObdTrace) trace = obd_trace_new (g_get_monotonic_time ());

  g_assert_cmpint (obd_trace_get_stage (trace), ==, OBD_STAGE_NONE);
  obd_trace_enter (trace, OBD_STAGE_CONNECT);
  obd_trace_enter (trace, OBD_STAGE_BANNER);
  obd_trace_enter (trace, OBD_STAGE_NONE);
  g_assert_cmpuint (obd_trace_get_n_spans (trace), ==, 2);
  g_assert_cmpint (obd_trace_get_stage (trace), ==, OBD_STAGE_BANNER);
  g_assert_cmpint (obd_trace_get_span (trace, 0)->end, ==, obd_trace_get_span (trace, 1)->start);
  g_assert_cmpint (obd_trace_get_span (trace, 1)->end, >=, obd_trace_get_span (trace, 1)->start);
  obd_trace_say (trace, 'S', "220 \x1b[31mred");
  obd_trace_say (trace, '*', "note");
  g_assert_cmpstr (obd_trace_get_line (trace, 0), ==, "S: 220 \xef\xbf\xbd[31mred");
  g_assert_cmpstr (obd_trace_get_line (trace, 1), ==, "* note");
}

/* A server that talks for ever fills no memory. */
static void
test_trace_bounded (void)
{
  g_autoptr (ObdTrace) trace = obd_trace_new (g_get_monotonic_time ());
  g_autofree char *huge = g_strnfill (100000, 'x');
  gsize total = 0;

  for (guint i = 0; i < 10000; i++)
    obd_trace_say (trace, 'S', huge);
  for (guint i = 0; i < obd_trace_get_n_lines (trace); i++)
    total += strlen (obd_trace_get_line (trace, i));
  g_assert_cmpuint (total, <, 1024 * 1024);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/read", test_secret_read);
  g_test_add_func ("/secret/looks-made", test_secret_looks_made);
  g_test_add_func ("/secret/refused", test_secret_refused);
  g_test_add_func ("/secret/unreadable", test_secret_unreadable);
  g_test_add_func ("/secret/wipe", test_wipe);
  g_test_add_func ("/reply/parts", test_reply);
  g_test_add_func ("/reply/bounded", test_reply_bounded);
  g_test_add_func ("/text/sanitize", test_sanitize);
  g_test_add_func ("/text/sanitize-cut", test_sanitize_cut);
  g_test_add_func ("/endpoint", test_endpoint);
  g_test_add_func ("/nicks", test_nicks);
  g_test_add_func ("/trace/spans", test_trace);
  g_test_add_func ("/trace/bounded", test_trace_bounded);
  return g_test_run ();
}
