/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-channel-private.h"
#include "obd-wire-test.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *script;
  const char *lines; /* what is read, joined by "|", up to the error */
  int         code;  /* the error that ends it */
} Case;

static const Case cases[] = {
  { "crlf", "S:one\nS:two", "one|two|", OBD_WIRE_ERROR_DROPPED },
  { "lone-lf", "s:one\\ntwo\\n", "one|two|", OBD_WIRE_ERROR_DROPPED },
  { "lone-cr-stays", "s:o\\rne\\r\\n", "o\rne|", OBD_WIRE_ERROR_DROPPED },
  { "empty-line", "s:\\r\\n\\r\\n", "||", OBD_WIRE_ERROR_DROPPED },
  { "no-line-end", "s:half", "", OBD_WIRE_ERROR_DROPPED },
  { "closed-at-once", "", "", OBD_WIRE_ERROR_DROPPED },
  { "reset", "S:one\nC:go\nR", "one|", OBD_WIRE_ERROR_DROPPED },
  { "nul-byte", "s:a\\0b\\r\\n", "", OBD_WIRE_ERROR_PROTOCOL },
  { "endless-lines", "M:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NULL,
    OBD_WIRE_ERROR_PROTOCOL },
  { "tls-alert", "s:\x15\x03\x01\\0\x02\x02\x46", "", OBD_WIRE_ERROR_PROTOCOL },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char *line;

  if (strstr (row->script, "C:go") != NULL)
    obd_channel_write_line (channel, "go", NULL, obd_wire_test_deadline (), NULL, NULL);
  while ((line = obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error)) != NULL)
    {
      g_string_append_printf (lines, "%s|", line);
      g_free (line);
    }
  g_assert_error (error, OBD_WIRE_ERROR, row->code);
  if (row->lines != NULL)
    g_assert_cmpstr (lines->str, ==, row->lines);
}

static void
assert_one_line (gsize length,
                 int   code)
{
  g_autofree char *filler = g_strnfill (length, 'x');
  g_autofree char *script = g_strconcat ("S:", filler, "\nH", NULL);
  g_autoptr (ObdScriptServer) server = obd_script_server_new (script, NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error);
  if (code >= 0)
    {
      g_assert_error (error, OBD_WIRE_ERROR, code);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (line), ==, length);
}

static void
test_line_length (void)
{
  assert_one_line (OBD_CHANNEL_MAX_LINE, -1);
  assert_one_line (OBD_CHANNEL_MAX_LINE + 2, OBD_WIRE_ERROR_PROTOCOL);
  assert_one_line (OBD_CHANNEL_MAX_LINE * 3, OBD_WIRE_ERROR_PROTOCOL);
}

static void
test_timeout (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("s:220 almost\nH", NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_channel_read_line (channel, g_get_monotonic_time () + 30000, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
}

static gpointer
cancel_worker (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel_read (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("H", NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_worker, cancellable);

  g_assert_null (obd_channel_read_line (channel, obd_wire_test_deadline (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* A server that reads nothing: the socket's buffers fill up and the write hangs. */
static void
test_cancel_write (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("M:x", NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = g_strnfill (64 * 1024 * 1024, 'x');
  GThread *thread = g_thread_new ("cancel", cancel_worker, cancellable);

  g_assert_false (obd_channel_write_body (channel, body, obd_wire_test_deadline (), cancellable,
                                          &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_timeout_write (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("M:x", NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
  g_autoptr (GError) error = NULL;
  g_autofree char *body = g_strnfill (64 * 1024 * 1024, 'x');

  g_assert_false (obd_channel_write_body (channel, body, g_get_monotonic_time () + 50000, NULL,
                                          &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
}

static void
test_injection (void)
{
  static const char *const lines[] = { "a\r\nb", "a\nb", "a\rb", "\x01", "a\x7f", "a\tb" };
  g_autofree char *heard = NULL;
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("C:end", NULL);
  g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (obd_channel_write_line (channel, lines[i], NULL, obd_wire_test_deadline (),
                                              NULL, &error));
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT);
    }
  g_assert_true (obd_channel_write_line (channel, "end", NULL, obd_wire_test_deadline (), NULL,
                                         NULL));
  g_clear_pointer (&channel, obd_channel_free);
  heard = obd_script_server_finish (server);
  g_assert_cmpstr (heard, ==, "end|");
}

/* --- Redaction -------------------------------------------------------------------------------- */

typedef struct
{
  const char *secret;
  const char *line;
  const char *expected;
} Redaction;

static const Redaction redactions[] = {
  { "hunter22", "535 no such password hunter22!", "535 no such password (hidden)!" },
  { "hunter22", "535 hunter22 hunter22", "535 (hidden) (hidden)" },
  { "hunter22", "535-hunter22", "535-(hidden)" },
  { "hunter22", "nothing", "nothing" },
  /* "\0joe\0hunter22", "\0jo\0hunter22", "\0j\0hunter22": each alignment of base64 */
  { "hunter22", "535 got AGpvZQBodW50ZXIyMg== from you", "535 got (hidden) from you" },
  { "hunter22", "535 got AGpvAGh1bnRlcjIy", "535 got (hidden)" },
  { "hunter22", "535 got AGoAaHVudGVyMjI=.", "535 got (hidden)." },
  { "hunter22", "535 aHVudGVyMjI=", "535 (hidden)" },
  /* never the code, and a short one only as a word */
  { "535", "535 the code is 535", "535 the code is (hidden)" },
  { "a", "535 a bad day", "535 (hidden) bad day" },
  { "p\xc3\xa4ss", "535 p\xc3\xa4ss", "535 (hidden)" },
};

static void
test_redaction (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (redactions); i++)
    {
      g_autoptr (ObdRedactor) redactor = obd_redactor_new ();
      g_autofree char *shown = NULL;

      obd_redactor_add (redactor, redactions[i].secret, strlen (redactions[i].secret));
      shown = obd_redactor_apply (redactor, redactions[i].line);
      g_assert_cmpstr (shown, ==, redactions[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/channel/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/channel/line-length", test_line_length);
  g_test_add_func ("/channel/timeout", test_timeout);
  g_test_add_func ("/channel/cancel-read", test_cancel_read);
  g_test_add_func ("/channel/cancel-write", test_cancel_write);
  g_test_add_func ("/channel/timeout-write", test_timeout_write);
  g_test_add_func ("/channel/injection", test_injection);
  g_test_add_func ("/channel/redaction", test_redaction);
  return g_test_run ();
}
