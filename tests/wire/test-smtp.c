/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-wire-test.h"

#include <string.h>

typedef struct
{
  ObdScriptServer *server;
  ObdSmtp         *smtp;
  gint64           deadline;
  GCancellable    *cancellable; /* (nullable): for the step itself, not for what leads to it */
} Fixture;

static void
begin_full (Fixture      *fixture,
            const char   *script,
            GCancellable *cancellable)
{
  fixture->server = obd_script_server_new (script, NULL);
  obd_script_server_set_notify (fixture->server, cancellable);
  fixture->smtp = obd_wire_test_smtp (obd_script_server_get_port (fixture->server));
  fixture->deadline = obd_wire_test_deadline ();
  fixture->cancellable = cancellable;
}

static void
begin (Fixture    *fixture,
       const char *script)
{
  begin_full (fixture, script, NULL);
}

static void
greet (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ObdReply) greeting = obd_smtp_greeting (fixture->smtp, obd_wire_test_deadline (), NULL,
                                                    &error);
  g_autoptr (ObdReply) hello = NULL;

  g_assert_no_error (error);
  hello = obd_smtp_hello (fixture->smtp, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
}

static void
end (Fixture    *fixture,
     const char *heard)
{
  g_autofree char *said = NULL;

  obd_smtp_free (fixture->smtp);
  said = obd_script_server_finish (fixture->server);
  if (heard != NULL)
    g_assert_cmpstr (said, ==, heard);
  obd_script_server_free (fixture->server);
}

/* --- Codes that may and may not stand somewhere ----------------------------------------------- */

typedef ObdReply *(*Step) (Fixture *fixture, GError **error);

static ObdReply *
step_greeting (Fixture  *fixture,
               GError  **error)
{
  return obd_smtp_greeting (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

static ObdReply *
step_hello (Fixture  *fixture,
            GError  **error)
{
  g_autoptr (ObdReply) greeting = NULL;

  greeting = obd_smtp_greeting (fixture->smtp, obd_wire_test_deadline (), NULL, NULL);
  g_assert_nonnull (greeting);
  return obd_smtp_hello (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

static ObdReply *
step_starttls (Fixture  *fixture,
               GError  **error)
{
  greet (fixture);
  return obd_smtp_starttls (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

static ObdReply *
step_auth (Fixture  *fixture,
           GError  **error)
{
  g_autoptr (ObdSecret) secret = obd_secret_new ("hunter22", -1);

  greet (fixture);
  return obd_smtp_auth (fixture->smtp, "PLAIN", "joe", secret, fixture->deadline,
                        fixture->cancellable, error);
}

static ObdReply *
step_mail (Fixture  *fixture,
           GError  **error)
{
  ObdReply *mail = NULL;
  ObdReply *rcpt = NULL;

  greet (fixture);
  obd_smtp_envelope (fixture->smtp, "joe@example.test", NULL, 0, &mail, &rcpt, fixture->deadline,
                     fixture->cancellable, error);
  return mail;
}

static ObdReply *
step_rcpt (Fixture  *fixture,
           GError  **error)
{
  g_autoptr (ObdReply) mail = NULL;
  ObdReply *rcpt = NULL;

  greet (fixture);
  obd_smtp_envelope (fixture->smtp, "joe@example.test", "ann@example.org", 0, &mail, &rcpt,
                     fixture->deadline, fixture->cancellable, error);
  return rcpt;
}

static ObdReply *
step_data (Fixture  *fixture,
           GError  **error)
{
  g_autoptr (ObdReply) data = NULL;

  greet (fixture);
  return obd_smtp_data (fixture->smtp, "Subject: x\n\nhello\n", &data, fixture->deadline,
                        fixture->cancellable, error);
}

static ObdReply *
step_reset (Fixture  *fixture,
            GError  **error)
{
  greet (fixture);
  return obd_smtp_reset (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

#define GREET "S:220 mail.example\nC:EHLO\nS:250 mail.example\n"

typedef struct
{
  const char *name;
  Step        step;
  const char *before; /* the server's words up to the reply */
  const char *good;   /* codes that are replies */
  const char *bad;    /* codes that are protocol errors */
} Stage;

static const Stage stages[] = {
  { "greeting", step_greeting, "", "220 421 450 500 554", "200 221 235 250 334 354" },
  { "ehlo", step_hello, "S:220 x\nC:EHLO\n", "250 421 550 554", "200 220 221 235 251 334 354" },
  { "starttls", step_starttls, GREET "C:STARTTLS\n", "220 421 454 501 502", "221 235 250 334 354" },
  { "auth", step_auth, GREET "C:AUTH PLAIN \n", "235 421 454 503 530 534 535 538 550",
    "220 221 250 251 354" },
  { "mail", step_mail, GREET "C:MAIL FROM:<joe@example.test>\n", "250 421 451 530 550 553",
    "220 221 235 251 334 354" },
  { "rcpt", step_rcpt, GREET "C:MAIL\nS:250 ok\nC:RCPT TO:<ann@example.org>\n",
    "250 251 252 421 450 454 550 554", "220 221 235 253 334 354" },
  { "data", step_data, GREET "C:DATA\n", "421 451 503 554", "220 250 235 334" },
  { "end-of-data", step_data, GREET "C:DATA\nS:354 go\nB\n", "250 421 451 550 554",
    "220 221 235 354" },
  { "reset", step_reset, GREET "C:RSET\n", "250 421 500", "220 221 354" },
};

static void
try_code (const Stage *stage,
          const char  *code,
          gboolean     good)
{
  g_autofree char *script = g_strdup_printf ("%sS:%s said the server\nH", stage->before, code);
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  begin (&fixture, script);
  reply = stage->step (&fixture, &error);
  if (good)
    {
      g_assert_no_error (error);
      obd_wire_test_assert_reply (reply, atoi (code));
    }
  else
    {
      g_assert_null (reply);
      g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
    }
  obd_wire_test_assert_reply (obd_smtp_get_last_reply (fixture.smtp), atoi (code));
  end (&fixture, NULL);
}

static void
test_codes (gconstpointer data)
{
  const Stage *stage = data;
  g_auto (GStrv) good = g_strsplit (stage->good, " ", -1);
  g_auto (GStrv) bad = g_strsplit (stage->bad, " ", -1);

  for (guint i = 0; good[i] != NULL; i++)
    try_code (stage, good[i], TRUE);
  for (guint i = 0; bad[i] != NULL; i++)
    try_code (stage, bad[i], FALSE);
}

/* --- EHLO ------------------------------------------------------------------------------------- */

static void
test_extensions (void)
{
  Fixture fixture;
  g_autofree char *mechanisms = NULL;

  begin (&fixture, "S:220-mail.example\nS:220 ESMTP\nC:EHLO [127.0.0.1]\nS:250-AUTH.example\n"
                   "S:250-size 10240000\nS:250-AUTH PLAIN LOGIN\nS:250-AUTH=LOGIN cram-md5\n"
                   "S:250-XXXXXXXA\nS:250-STARTTLSX\nS:250 PIPELINING\nH");
  greet (&fixture);
  g_assert_true (obd_smtp_has_extension (fixture.smtp, "SIZE"));
  g_assert_true (obd_smtp_has_extension (fixture.smtp, "pipelining"));
  g_assert_true (obd_smtp_has_extension (fixture.smtp, "XXXXXXXA"));
  g_assert_false (obd_smtp_has_extension (fixture.smtp, "STARTTLS"));
  g_assert_cmpuint (obd_smtp_get_size_limit (fixture.smtp), ==, 10240000);
  mechanisms = g_strjoinv (" ", (char **) obd_smtp_get_mechanisms (fixture.smtp));
  g_assert_cmpstr (mechanisms, ==, "PLAIN LOGIN CRAM-MD5");
  g_assert_false (obd_smtp_is_helo_only (fixture.smtp));
  end (&fixture, "EHLO [127.0.0.1]|");
}

/* The server's own name in the first line is no extension. */
static void
test_no_auth_offered (void)
{
  Fixture fixture;

  begin (&fixture, "S:220 x\nC:EHLO\nS:250 AUTH PLAIN\nH");
  greet (&fixture);
  g_assert_cmpuint (g_strv_length ((GStrv) obd_smtp_get_mechanisms (fixture.smtp)), ==, 0);
  g_assert_null (obd_smtp_choose_mechanism (fixture.smtp, NULL));
  g_assert_cmpuint (obd_smtp_get_size_limit (fixture.smtp), ==, 0);
  end (&fixture, NULL);
}

static void
test_helo (void)
{
  static const char *const codes[] = { "500", "502", "504" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *script = g_strdup_printf (
          "S:220 x\nC:EHLO\nS:%s what\nC:HELO [127.0.0.1]\nS:250-old\nS:250 AUTH PLAIN\nH", codes[i]);
      Fixture fixture;

      begin (&fixture, script);
      greet (&fixture);
      obd_wire_test_assert_reply (obd_smtp_get_last_reply (fixture.smtp), 250);
      g_assert_true (obd_smtp_is_helo_only (fixture.smtp));
      g_assert_false (obd_smtp_has_extension (fixture.smtp, "AUTH"));
      end (&fixture, "EHLO [127.0.0.1]|HELO [127.0.0.1]|");
    }
}

static void
test_endless_reply (void)
{
  Fixture fixture;
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture, "M:220-more");
  reply = obd_smtp_greeting (fixture.smtp, fixture.deadline, NULL, &error);
  g_assert_null (reply);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_PROTOCOL);
  end (&fixture, NULL);
}

/* 421 and close: our next command is reset, and the server's words still reach us. */
static void
test_last_words (void)
{
  Fixture fixture;
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (ObdReply) hello = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture, "S:220 x\nS:421 4.3.2 too many connections");
  reply = obd_smtp_greeting (fixture.smtp, fixture.deadline, NULL, &error);
  g_assert_no_error (error);
  hello = obd_smtp_hello (fixture.smtp, fixture.deadline, NULL, &error);
  g_assert_no_error (error);
  obd_wire_test_assert_reply (hello, 421);
  end (&fixture, NULL);
}

/* --- Envelope --------------------------------------------------------------------------------- */

static void
envelope (Fixture     *fixture,
          const char  *sender,
          const char  *recipient,
          guint64      size,
          ObdReply   **mail,
          ObdReply   **rcpt)
{
  g_autoptr (GError) error = NULL;

  greet (fixture);
  g_assert_true (obd_smtp_envelope (fixture->smtp, sender, recipient, size, mail, rcpt,
                                    fixture->deadline, NULL, &error));
  g_assert_no_error (error);
}

static void
test_pipelining (void)
{
  Fixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;

  /* Answers only after both have come. */
  begin (&fixture, "S:220 x\nC:EHLO\nS:250-x\nS:250-SIZE 9\nS:250 PIPELINING\nC:MAIL\nC:RCPT\n"
                   "S:250 ok\nS:554 5.7.1 Relay access denied\nH");
  envelope (&fixture, "joe@example.test", "ann@example.org", 77, &mail, &rcpt);
  obd_wire_test_assert_reply (mail, 250);
  obd_wire_test_assert_reply (rcpt, 554);
  end (&fixture, "EHLO [127.0.0.1]|MAIL FROM:<joe@example.test> SIZE=77|RCPT TO:<ann@example.org>|");
}

static void
test_mail_refused (void)
{
  static const char *const scripts[] = {
    "S:220 x\nC:EHLO\nS:250-x\nS:250 PIPELINING\nC:MAIL\nC:RCPT\nS:530 5.7.0 sign in\n"
    "S:503 MAIL first\nC:RSET\nS:250 ok\nH",
    "S:220 x\nC:EHLO\nS:250 x\nC:MAIL\nS:530 5.7.0 sign in\nC:RSET\nS:250 ok\nH",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      Fixture fixture;
      g_autoptr (ObdReply) mail = NULL;
      g_autoptr (ObdReply) rcpt = NULL;
      g_autoptr (ObdReply) reset = NULL;

      begin (&fixture, scripts[i]);
      envelope (&fixture, "joe@example.test", "ann@example.org", 0, &mail, &rcpt);
      obd_wire_test_assert_reply (mail, 530);
      g_assert_null (rcpt);
      obd_wire_test_assert_reply (obd_smtp_get_last_reply (fixture.smtp), 530);
      reset = obd_smtp_reset (fixture.smtp, fixture.deadline, NULL, NULL);
      obd_wire_test_assert_reply (reset, 250);
      end (&fixture, NULL);
    }
}

static void
test_mail_refused_and_closed (void)
{
  Fixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;

  begin (&fixture, "S:220 x\nC:EHLO\nS:250-x\nS:250 PIPELINING\nC:MAIL\nC:RCPT\nS:550 go away");
  envelope (&fixture, "joe@example.test", "ann@example.org", 0, &mail, &rcpt);
  obd_wire_test_assert_reply (mail, 550);
  g_assert_null (rcpt);
  end (&fixture, NULL);
}

static void
test_utf8 (void)
{
  Fixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;

  begin (&fixture, "S:220 x\nC:EHLO\nS:250-x\nS:250 SMTPUTF8\nC:MAIL\nS:250 ok\nC:RCPT\nS:250 ok\nH");
  envelope (&fixture, "joe@example.test", "j\xc3\xb6rg@example.org", 0, &mail, &rcpt);
  end (&fixture, "EHLO [127.0.0.1]|MAIL FROM:<joe@example.test> SMTPUTF8|"
                 "RCPT TO:<j\xc3\xb6rg@example.org>|");
}

static void
test_refused_addresses (void)
{
  static const char *const addresses[] = {
    "a@example.test\r\nRCPT TO:<victim@example.org>", "a@example.test\nDATA", "a@example.test\rX",
    "a@example.test> AUTH=<x", "a b@example.test", "<a@example.test", "\"a@example.test",
    "j\xc3\xb6rg@example.test", "a\x01@example.test", "a@example.test\x7f",
  };
  Fixture fixture;

  begin (&fixture, GREET "C:QUIT\nS:221 bye\nH");
  greet (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    for (guint side = 0; side < 2; side++)
      {
        g_autoptr (GError) error = NULL;
        ObdReply *mail = NULL;
        ObdReply *rcpt = NULL;

        g_assert_false (obd_smtp_envelope (fixture.smtp, side ? "joe@example.test" : addresses[i],
                                           side ? addresses[i] : "joe@example.test", 0, &mail, &rcpt,
                                           fixture.deadline, NULL, &error));
        g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_INPUT);
        g_assert_null (mail);
      }
  obd_smtp_quit (fixture.smtp, NULL);
  end (&fixture, "EHLO [127.0.0.1]|QUIT|");
}

/* --- DATA ------------------------------------------------------------------------------------- */

static void
test_dots (void)
{
  Fixture fixture;
  g_autoptr (ObdReply) data = NULL;
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture, GREET "C:DATA\nS:354 go\nB\nS:250 2.0.0 queued\nH");
  greet (&fixture);
  reply = obd_smtp_data (fixture.smtp, "Subject: x\r\n\r\n.\n..two\na.b\rc", &data, fixture.deadline,
                         NULL, &error);
  g_assert_no_error (error);
  obd_wire_test_assert_reply (data, 354);
  obd_wire_test_assert_reply (reply, 250);
  end (&fixture, "EHLO [127.0.0.1]|DATA|Subject: x||..|...two|a.b|c|.|");
}

static void
test_data_refused (void)
{
  Fixture fixture;
  g_autoptr (ObdReply) data = NULL;
  g_autoptr (ObdReply) reply = NULL;

  begin (&fixture, GREET "C:DATA\nS:503 5.5.1 RCPT first\nH");
  greet (&fixture);
  reply = obd_smtp_data (fixture.smtp, "x\n", &data, fixture.deadline, NULL, NULL);
  obd_wire_test_assert_reply (data, 503);
  obd_wire_test_assert_reply (reply, 503);
  end (&fixture, "EHLO [127.0.0.1]|DATA|");
}

/* --- Spans, cancelling ------------------------------------------------------------------------ */

static void
test_spans (void)
{
  static const ObdStage expected[] = {
    OBD_STAGE_BANNER, OBD_STAGE_EHLO, OBD_STAGE_MAIL, OBD_STAGE_RCPT,
  };
  Fixture fixture;
  g_autoptr (ObdReply) mail = NULL;
  g_autoptr (ObdReply) rcpt = NULL;
  ObdTrace *trace;

  begin (&fixture, GREET "C:MAIL\nS:250 ok\nC:RCPT\nS:250 ok\nC:QUIT\nS:221 bye\nH");
  trace = obd_channel_get_trace (obd_smtp_get_channel (fixture.smtp));
  envelope (&fixture, "joe@example.test", "ann@example.org", 0, &mail, &rcpt);
  obd_smtp_quit (fixture.smtp, NULL);
  g_assert_cmpuint (obd_trace_get_n_spans (trace), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpint (obd_trace_get_span (trace, i)->stage, ==, expected[i]);
      g_assert_cmpint (obd_trace_get_span (trace, i)->end, >=, 0);
    }
  obd_wire_test_assert_reply (obd_smtp_get_last_reply (fixture.smtp), 250);
  end (&fixture, NULL);
}

/* The server stops talking where each stage waits; the cancel comes from the server's thread as
 * soon as the stage is reached. */
static void
test_cancel (gconstpointer data)
{
  const Stage *stage = data;
  g_autofree char *script = g_strconcat (stage->before, "N\nH", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  begin_full (&fixture, script, cancellable);
  reply = stage->step (&fixture, &error);
  g_assert_null (reply);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  end (&fixture, NULL);
}

/* The same silence, ended by the deadline. */
static void
test_hang (gconstpointer data)
{
  const Stage *stage = data;
  g_autofree char *script = g_strconcat (stage->before, "H", NULL);
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  begin (&fixture, script);
  fixture.deadline = g_get_monotonic_time () + 50000;
  reply = stage->step (&fixture, &error);
  g_assert_null (reply);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
  end (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autofree char *codes = g_strconcat ("/smtp/codes/", stages[i].name, NULL);
      g_autofree char *hang = g_strconcat ("/smtp/hang/", stages[i].name, NULL);
      g_autofree char *cancel = g_strconcat ("/smtp/cancel/", stages[i].name, NULL);

      g_test_add_data_func (codes, &stages[i], test_codes);
      g_test_add_data_func (hang, &stages[i], test_hang);
      g_test_add_data_func (cancel, &stages[i], test_cancel);
    }
  g_test_add_func ("/smtp/extensions", test_extensions);
  g_test_add_func ("/smtp/no-auth-offered", test_no_auth_offered);
  g_test_add_func ("/smtp/helo", test_helo);
  g_test_add_func ("/smtp/endless-reply", test_endless_reply);
  g_test_add_func ("/smtp/last-words", test_last_words);
  g_test_add_func ("/smtp/pipelining", test_pipelining);
  g_test_add_func ("/smtp/mail-refused", test_mail_refused);
  g_test_add_func ("/smtp/mail-refused-and-closed", test_mail_refused_and_closed);
  g_test_add_func ("/smtp/utf8", test_utf8);
  g_test_add_func ("/smtp/refused-addresses", test_refused_addresses);
  g_test_add_func ("/smtp/dots", test_dots);
  g_test_add_func ("/smtp/data-refused", test_data_refused);
  g_test_add_func ("/smtp/spans", test_spans);
  return g_test_run ();
}
