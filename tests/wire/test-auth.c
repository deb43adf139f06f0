/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-wire-test.h"

#include <gsasl.h>
#include <string.h>

#define PASSWORD "canary-Zx81"
#define USER "joe@example.test"
#define GREET "S:220 mail.example\nC:EHLO\nS:250-mail.example\nS:250 AUTH "

/* --- A server that really checks, by libgsasl's other half ------------------------------------ */

static int
property_cb (Gsasl          *library,
             Gsasl_session  *session,
             Gsasl_property  property)
{
  switch ((int) property)
    {
    case GSASL_PASSWORD:
      gsasl_property_set (session, GSASL_PASSWORD, PASSWORD);
      return GSASL_OK;
    case GSASL_VALIDATE_SIMPLE:
      return g_strcmp0 (gsasl_property_get (session, GSASL_AUTHID), USER) == 0
                     && g_strcmp0 (gsasl_property_fast (session, GSASL_PASSWORD), PASSWORD) == 0
                 ? GSASL_OK : GSASL_AUTHENTICATION_ERROR;
    default:
      return GSASL_NO_CALLBACK;
    }
}

typedef struct
{
  GSocket    *listener;
  GThread    *thread;
  const char *mechanism;
  guint16     port;
} SaslServer;

static void
say (GOutputStream *output,
     const char    *format,
     const char    *argument)
{
  g_autofree char *line = g_strconcat (format, argument, "\r\n", NULL);

  g_output_stream_write_all (output, line, strlen (line), NULL, NULL, NULL);
}

/* The response behind "AUTH NAME " if there is one, else an answer to an empty challenge or, for a
 * mechanism where the server speaks first, none. */
static int
check_sign_in (Gsasl_session    *session,
               GDataInputStream *input,
               GOutputStream    *output,
               char             *line)
{
  char *response = strchr (line + strlen ("AUTH "), ' ');
  int code = GSASL_NEEDS_MORE;
  g_autofree char *current = g_strdup (response != NULL ? response + 1 : "");

  for (;;)
    {
      char *challenge = NULL;

      code = gsasl_step64 (session, current, &challenge);
      if (code == GSASL_NEEDS_MORE || (code == GSASL_OK && challenge != NULL && *challenge != '\0'))
        {
          say (output, "334 ", challenge);
          g_free (current);
          current = g_data_input_stream_read_line (input, NULL, NULL, NULL);
        }
      gsasl_free (challenge);
      if (code != GSASL_NEEDS_MORE || current == NULL)
        return code;
    }
}

static gpointer
sasl_worker (gpointer data)
{
  SaslServer *server = data;
  g_autoptr (GSocket) socket = g_socket_accept (server->listener, NULL, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GDataInputStream) input = NULL;
  Gsasl *library = NULL;
  Gsasl_session *session = NULL;
  char *line;

  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  gsasl_init (&library);
  gsasl_callback_set (library, property_cb);
  gsasl_server_start (library, server->mechanism, &session);
  gsasl_property_set (session, GSASL_SERVICE, "smtp");
  gsasl_property_set (session, GSASL_HOSTNAME, "mail.example");
  say (output, "220 mail.example", "");
  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL)
    {
      if (g_str_has_prefix (line, "EHLO"))
        say (output, "250-mail.example\r\n250 AUTH ", server->mechanism);
      else if (g_str_has_prefix (line, "AUTH"))
        say (output, check_sign_in (session, input, output, line) == GSASL_OK
                         ? "235 2.7.0 welcome" : "535 5.7.8 no", "");
      g_free (line);
    }
  gsasl_finish (session);
  gsasl_done (library);
  return NULL;
}

static void
sasl_server_init (SaslServer *server,
                  const char *mechanism)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  server->mechanism = mechanism;
  server->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                   G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_bind (server->listener, any, FALSE, NULL));
  g_assert_true (g_socket_listen (server->listener, NULL));
  bound = g_socket_get_local_address (server->listener, NULL);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  server->thread = g_thread_new ("sasl-server", sasl_worker, server);
}

static void
sasl_server_clear (SaslServer *server)
{
  g_thread_join (server->thread);
  g_socket_close (server->listener, NULL);
  g_object_unref (server->listener);
}

static ObdSmtp *
greet (guint16 port)
{
  ObdSmtp *smtp = obd_wire_test_smtp (port);
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdReply) greeting = NULL;
  g_autoptr (ObdReply) hello = NULL;

  greeting = obd_smtp_greeting (smtp, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
  hello = obd_smtp_hello (smtp, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
  return smtp;
}

static ObdReply *
sign_in (ObdSmtp     *smtp,
         const char  *mechanism,
         const char  *password,
         GError     **error)
{
  g_autoptr (ObdSecret) secret = obd_secret_new (password, -1);

  return obd_smtp_auth (smtp, mechanism, USER, secret, obd_wire_test_deadline (), NULL, error);
}

static void
assert_hidden (ObdSmtp    *smtp,
               const char *secret)
{
  g_autofree char *trace = obd_wire_test_dup_trace (obd_smtp_get_channel (smtp));
  g_autofree char *base64 = g_base64_encode ((const guchar *) secret, strlen (secret));
  const ObdReply *last = obd_smtp_get_last_reply (smtp);

  base64[strlen (base64) - 4] = '\0'; /* what follows may change its last letters */
  g_assert_null (strstr (trace, secret));
  g_assert_null (strstr (trace, base64));
  if (last != NULL)
    g_assert_null (strstr (last->text, secret));
}

static void
test_mechanism (gconstpointer data)
{
  const char *mechanism = data;
  static const char *const passwords[] = { PASSWORD, "canary-wrong" };

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      SaslServer server;
      ObdSmtp *smtp;
      g_autoptr (ObdReply) reply = NULL;
      g_autoptr (GError) error = NULL;

      sasl_server_init (&server, mechanism);
      smtp = greet (server.port);
      g_assert_cmpstr (obd_smtp_choose_mechanism (smtp, NULL), ==, mechanism);
      reply = sign_in (smtp, mechanism, passwords[i], &error);
      g_assert_no_error (error);
      obd_wire_test_assert_reply (reply, i == 0 ? 235 : 535);
      assert_hidden (smtp, passwords[i]);
      obd_smtp_free (smtp);
      sasl_server_clear (&server);
    }
}

/* --- What servers do wrong -------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *script;
  const char *mechanism;
  guint       code; /* 0: @error */
  int         error;
  const char *heard; /* (nullable) behind EHLO */
} Case;

static const Case cases[] = {
  { "plain-initial-response", GREET "PLAIN\nC:AUTH PLAIN \nS:235 ok\nH", "PLAIN", 235, 0,
    "AUTH PLAIN AGpvZUBleGFtcGxlLnRlc3QAY2FuYXJ5LVp4ODE=|" },
  { "login", GREET "LOGIN\nC:AUTH LOGIN\nS:334 VXNlcm5hbWU6\nC:am9l\nS:334 UGFzc3dvcmQ6\nC:Y2Fu\n"
    "S:235 ok\nH", "LOGIN", 235, 0,
    "AUTH LOGIN|am9lQGV4YW1wbGUudGVzdA==|Y2FuYXJ5LVp4ODE=|" },
  { "login-prompts-in-plain-text", GREET "LOGIN\nC:AUTH LOGIN\nS:334 Username:\nC:am9l\n"
    "S:334 Password:\nC:Y2Fu\nS:235 ok\nH", "LOGIN", 235, 0, NULL },
  { "login-refused-after-the-name", GREET "LOGIN\nC:AUTH LOGIN\nS:334 VXNlcm5hbWU6\nC:am9l\n"
    "S:535 no\nH", "LOGIN", 535, 0, NULL },
  { "session-goes-on", GREET "PLAIN\nC:AUTH\nS:535 no\nC:QUIT\nS:221 bye\nH", "PLAIN", 535, 0, NULL },
  { "250-is-no-success", GREET "PLAIN\nC:AUTH\nS:250 ok\nH", "PLAIN", 0, OBD_WIRE_ERROR_PROTOCOL,
    NULL },
  { "challenge-is-no-base64", GREET "CRAM-MD5\nC:AUTH\nS:334 <not base64>\nC:*\nS:501 ok\nH",
    "CRAM-MD5", 0, OBD_WIRE_ERROR_PROTOCOL, "AUTH CRAM-MD5|*|" },
  { "challenges-without-end", GREET "LOGIN\nC:AUTH\nS:334 \nC:\nS:334 \nC:\nS:334 \nC:\nS:334 \n"
    "C:\nS:334 \nC:\nS:334 \nC:\nS:334 \nC:\nS:334 \nC:\nS:334 \nC:\nS:501 ok\nH", "LOGIN", 0,
    OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "scram-without-proof", GREET "SCRAM-SHA-1\nC:AUTH SCRAM-SHA-1 biws\nS:235 welcome\nH",
    "SCRAM-SHA-1", 0, OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "scram-foreign-nonce", GREET "SCRAM-SHA-1\nC:AUTH\nS:334 cj14eXoscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5Ng==\n"
    "C:*\nS:501 ok\nH", "SCRAM-SHA-1", 0, OBD_WIRE_ERROR_PROTOCOL, NULL },
  /* r=xyz,s=QSXCR+Q6sek8bf92,i=2000000000: must be refused before anything is computed */
  { "scram-too-many-rounds", GREET "SCRAM-SHA-1\nC:AUTH\n"
    "S:334 cj14eXoscz1RU1hDUitRNnNlazhiZjkyLGk9MjAwMDAwMDAwMA==\nC:*\nS:501 ok\nH", "SCRAM-SHA-1", 0,
    OBD_WIRE_ERROR_PROTOCOL, NULL },
  { "unknown-mechanism", GREET "NTLM\nH", "NTLM", 0, OBD_WIRE_ERROR_FAILED, "" },
  { "dropped", GREET "PLAIN\nC:AUTH\nR", "PLAIN", 0, OBD_WIRE_ERROR_DROPPED, NULL },
  { "echoes-password", GREET "PLAIN\nC:AUTH\nS:535 5.7.8 bad password " PASSWORD "\nH", "PLAIN", 535,
    0, NULL },
  { "echoes-base64", GREET "PLAIN\nC:AUTH\n"
    "S:535-5.7.8 you said AGpvZUBleGFtcGxlLnRlc3QAY2FuYXJ5LVp4ODE=\n"
    "S:535 and Y2FuYXJ5LVp4ODE= or xAFjYW5hcnktWng4MQ==\nH", "PLAIN", 535, 0, NULL },
  { "echoes-as-challenge", GREET "LOGIN\nC:AUTH LOGIN\nS:334 x\nC:am9l\nS:334 x\nC:Y2Fu\n"
    "S:334 Y2FuYXJ5LVp4ODE=\nC:\nS:535 no\nH", "LOGIN", 0, OBD_WIRE_ERROR_PROTOCOL, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (ObdScriptServer) server = obd_script_server_new (row->script, NULL);
  ObdSmtp *smtp = greet (obd_script_server_get_port (server));
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *heard = NULL;

  reply = sign_in (smtp, row->mechanism, PASSWORD, &error);
  if (row->code != 0)
    {
      g_assert_no_error (error);
      obd_wire_test_assert_reply (reply, row->code);
    }
  else
    {
      g_assert_null (reply);
      g_assert_error (error, OBD_WIRE_ERROR, row->error);
    }
  assert_hidden (smtp, PASSWORD);
  if (strstr (row->script, "QUIT") != NULL)
    obd_smtp_quit (smtp, NULL);
  obd_smtp_free (smtp);
  heard = obd_script_server_finish (server);
  if (row->heard != NULL)
    g_assert_cmpstr (strchr (heard, '|') + 1, ==, row->heard);
}

/* A password that makes the command longer than a line may be waits for an empty challenge. */
static void
test_long_password (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new (
      GREET "PLAIN\nC:AUTH PLAIN\nS:334 \nC:A\nS:235 ok\nH", NULL);
  g_autofree char *password = g_strnfill (1024, 'p');
  ObdSmtp *smtp = greet (obd_script_server_get_port (server));
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdReply) reply = sign_in (smtp, "PLAIN", password, &error);
  g_autofree char *heard = NULL;

  g_assert_no_error (error);
  obd_wire_test_assert_reply (reply, 235);
  obd_smtp_free (smtp);
  heard = obd_script_server_finish (server);
  g_assert_nonnull (strstr (heard, "|AUTH PLAIN|A"));
}

static void
test_choose (void)
{
  static const struct
  {
    const char *offered;
    const char *wanted;
    const char *chosen;
  } rows[] = {
    { "PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1", NULL, "SCRAM-SHA-1" },
    { "SCRAM-SHA-1 SCRAM-SHA-256", NULL, "SCRAM-SHA-256" },
    { "LOGIN PLAIN CRAM-MD5", NULL, "CRAM-MD5" },
    { "LOGIN PLAIN", NULL, "PLAIN" },
    { "NTLM XOAUTH2", NULL, NULL },
    { "PLAIN LOGIN", "LOGIN", "LOGIN" },
    { "PLAIN", "LOGIN", NULL },
    { "NTLM", "NTLM", NULL },
    { "plain", NULL, "PLAIN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *script = g_strconcat (GREET, rows[i].offered, "\nH", NULL);
      g_autoptr (ObdScriptServer) server = obd_script_server_new (script, NULL);
      ObdSmtp *smtp = greet (obd_script_server_get_port (server));

      g_assert_cmpstr (obd_smtp_choose_mechanism (smtp, rows[i].wanted), ==, rows[i].chosen);
      obd_smtp_free (smtp);
    }
}

static void
test_trace (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new (
      GREET "LOGIN\nC:AUTH LOGIN\nS:334 VXNlcm5hbWU6\nC:am9l\nS:334 UGFzc3dvcmQ6\nC:Y2Fu\n"
      "S:235 ok\nH", NULL);
  ObdSmtp *smtp = greet (obd_script_server_get_port (server));
  g_autoptr (ObdReply) reply = sign_in (smtp, "LOGIN", PASSWORD, NULL);
  g_autofree char *trace = obd_wire_test_dup_trace (obd_smtp_get_channel (smtp));

  g_assert_true (g_str_has_suffix (trace, "C: AUTH LOGIN\nS: 334 (hidden)\nC: (hidden)\n"
                                          "S: 334 (hidden)\nC: (hidden)\nS: 235 ok\n"));
  obd_smtp_free (smtp);
}

int
main (int    argc,
      char **argv)
{
  static const char *const mechanisms[] = {
    "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    {
      g_autofree char *path = g_strconcat ("/auth/mechanism/", mechanisms[i], NULL);

      g_test_add_data_func (path, mechanisms[i], test_mechanism);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/auth/case/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/auth/long-password", test_long_password);
  g_test_add_func ("/auth/choose", test_choose);
  g_test_add_func ("/auth/trace", test_trace);
  return g_test_run ();
}
