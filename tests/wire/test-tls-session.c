/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-tls-test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- After the handshake ---------------------------------------------------------------------- */

static void
test_drop_inside (void)
{
  static const char *const scripts[] = { "T", "T\nR", "T\ns:220 half", "T\ns:220 half\nC:x\nR" };
  ObdTestAuthority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;

  obd_test_authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  context = obd_wire_test_context (authority.root);
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (ObdScriptServer) server = obd_script_server_new (scripts[i], gio);
      g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
      g_autoptr (ObdTlsFacts) facts = NULL;
      g_autoptr (GError) error = NULL;

      if (obd_wire_test_start_tls (channel, context, OBD_TEST_HOST, &facts, &error))
        {
          obd_channel_write_line (channel, "x", NULL, obd_wire_test_deadline (), NULL, NULL);
          g_assert_null (obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error));
        }
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_DROPPED);
    }
  obd_test_authority_clear (&authority);
}

/* A long conversation inside TLS in both directions. */
static void
test_bulk (void)
{
  ObdTestAuthority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = g_strnfill (8 * 1024 * 1024, 'x');
  g_autofree char *body = g_strconcat (filler, "\r\n.\r\n", NULL);

  obd_test_authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  context = obd_wire_test_context (authority.root);
  {
    g_autoptr (ObdScriptServer) server = obd_script_server_new ("T\nB\nS:250 got it", gio);
    g_autoptr (ObdChannel) channel = obd_wire_test_connect (obd_script_server_get_port (server));
    g_autofree char *line = NULL;

    g_assert_true (obd_wire_test_start_tls (channel, context, OBD_TEST_HOST, &facts, &error));
    g_assert_true (obd_channel_write_body (channel, body, obd_wire_test_deadline (), NULL, &error));
    line = obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error);
    g_assert_cmpstr (line, ==, "250 got it");
  }
  obd_test_authority_clear (&authority);
}

/* --- STARTTLS --------------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *script;
  gsize       dropped;
} Starttls;

#define BEFORE "S:220 x\nC:EHLO\nS:250-x\nS:250-AUTH LOGIN\nS:250 STARTTLS\nC:STARTTLS\n"
#define INSIDE "T\nC:EHLO\nS:250-x\nS:250 AUTH PLAIN\nC:QUIT\nS:221 bye"

static const Starttls starttls[] = {
  { "clean", BEFORE "S:220 go\n" INSIDE, 0 },
  /* curl's tests 980 to 982: an answer to the EHLO to come, smuggled in before the handshake */
  { "injected", BEFORE "S:220 go\\r\\n250-evil\\r\\n250 AUTH LOGIN\n" INSIDE, 26 },
};

static void
test_starttls (gconstpointer data)
{
  const Starttls *row = data;
  ObdTestAuthority authority;
  g_autoptr (GTlsCertificate) gio = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  gsize dropped = 99;

  obd_test_authority_init (&authority);
  gio = obd_test_certificate_to_gio (authority.good, NULL);
  context = obd_wire_test_context (authority.root);
  {
    g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, gio);
    g_autoptr (ObdSmtp) smtp = obd_wire_test_smtp (obd_script_server_get_port (server));
    gint64 deadline = obd_wire_test_deadline ();
    g_autoptr (ObdReply) greeting = obd_smtp_greeting (smtp, deadline, NULL, &error);
    g_autoptr (ObdReply) first = obd_smtp_hello (smtp, deadline, NULL, &error);
    g_autoptr (ObdReply) go = obd_smtp_starttls (smtp, deadline, NULL, &error);
    g_autoptr (ObdReply) second = NULL;

    obd_wire_test_assert_reply (go, 220);
    /* forgotten with all that was said in plain text */
    g_assert_false (obd_smtp_has_extension (smtp, "STARTTLS"));
    g_assert_true (obd_channel_start_tls (obd_smtp_get_channel (smtp), context, OBD_TEST_HOST, &facts,
                                          &dropped, deadline, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (dropped, ==, row->dropped);
    second = obd_smtp_hello (smtp, deadline, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (obd_smtp_get_mechanisms (smtp)[0], ==, "PLAIN");
    g_assert_cmpstr (obd_smtp_choose_mechanism (smtp, NULL), ==, "PLAIN");
    obd_smtp_quit (smtp, NULL);
  }
  obd_test_authority_clear (&authority);
}

/* --- Versions: a server by OpenSSL, which can still speak the old ones ------------------------ */

typedef struct
{
  const char *name;
  const char *option;
  const char *version; /* %NULL: %OBD_WIRE_ERROR_TLS_VERSION */
} Version;

static const Version versions[] = {
  { "1.3", "-tls1_3", "TLS 1.3" },
  { "1.2", "-tls1_2", "TLS 1.2" },
  { "1.1", "-tls1_1", NULL },
  { "1.0", "-tls1", NULL },
};

static GSubprocess *
spawn_openssl (const char *option,
               const char *pem,
               guint16    *port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  GSubprocess *process;

  /* Reads its standard input: it ends when ours closes. */
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                  | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                              &error, g_getenv ("OPENSSL"), "s_server", "-accept", "127.0.0.1:0",
                              "-cert", pem, "-key", pem, "-cipher", "DEFAULT@SECLEVEL=0", option,
                              NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (g_str_has_prefix (line, "ACCEPT "))
        {
          *port = atoi (strrchr (line, ':') + 1);
          return process;
        }
    }
}

static void
test_version (gconstpointer data)
{
  const Version *row = data;
  ObdTestAuthority authority;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (ObdChannel) channel = NULL;
  g_autoptr (ObdTlsFacts) facts = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *pem = NULL;
  guint16 port = 0;

  if (g_getenv ("OPENSSL") == NULL || *g_getenv ("OPENSSL") == '\0')
    {
      g_test_skip ("needs the openssl program");
      return;
    }
  obd_test_authority_init (&authority);
  folder = g_dir_make_tmp ("obd-tls-XXXXXX", NULL);
  pem = obd_test_certificate_save (authority.good, folder, TRUE);
  process = spawn_openssl (row->option, pem, &port);
  context = obd_wire_test_context (authority.root);
  channel = obd_wire_test_connect (port);
  if (obd_wire_test_start_tls (channel, context, OBD_TEST_HOST, &facts, &error))
    {
      g_assert_cmpstr (facts->version, ==, row->version);
      obd_wire_test_assert_problems (facts->problems, OBD_TLS_PROBLEM_NONE);
    }
  else
    {
      g_assert_null (row->version);
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TLS_VERSION);
    }
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  remove (pem);
  remove (folder);
  obd_test_authority_clear (&authority);
}

static void
add (const char    *group,
     const char    *name,
     gconstpointer  data,
     GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/tls/%s/%s", group, name);

  g_test_add_data_func (path, data, func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (starttls); i++)
    add ("starttls", starttls[i].name, &starttls[i], test_starttls);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    add ("version", versions[i].name, &versions[i], test_version);
  g_test_add_func ("/tls/drop-inside", test_drop_inside);
  g_test_add_func ("/tls/bulk", test_bulk);
  return g_test_run ();
}
