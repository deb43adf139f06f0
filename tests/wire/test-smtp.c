/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-smtp-fixture.h"

#include <stdlib.h>

/* --- Codes that may and may not stand somewhere ----------------------------------------------- */

typedef ObdReply *(*Step) (ObdSmtpFixture *fixture, GError **error);

static ObdReply *
step_greeting (ObdSmtpFixture  *fixture,
               GError  **error)
{
  return obd_smtp_greeting (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

static ObdReply *
step_hello (ObdSmtpFixture  *fixture,
            GError  **error)
{
  g_autoptr (ObdReply) greeting = NULL;

  greeting = obd_smtp_greeting (fixture->smtp, obd_wire_test_deadline (), NULL, NULL);
  g_assert_nonnull (greeting);
  return obd_smtp_hello (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

static ObdReply *
step_starttls (ObdSmtpFixture  *fixture,
               GError  **error)
{
  obd_smtp_fixture_greet (fixture);
  return obd_smtp_starttls (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

static ObdReply *
step_auth (ObdSmtpFixture  *fixture,
           GError  **error)
{
  g_autoptr (ObdSecret) secret = obd_secret_new ("hunter22", -1);

  obd_smtp_fixture_greet (fixture);
  return obd_smtp_auth (fixture->smtp, "PLAIN", "joe", secret, fixture->deadline,
                        fixture->cancellable, error);
}

static ObdReply *
step_mail (ObdSmtpFixture  *fixture,
           GError  **error)
{
  ObdReply *mail = NULL;
  ObdReply *rcpt = NULL;

  obd_smtp_fixture_greet (fixture);
  obd_smtp_envelope (fixture->smtp, "joe@example.test", NULL, 0, &mail, &rcpt, fixture->deadline,
                     fixture->cancellable, error);
  return mail;
}

static ObdReply *
step_rcpt (ObdSmtpFixture  *fixture,
           GError  **error)
{
  g_autoptr (ObdReply) mail = NULL;
  ObdReply *rcpt = NULL;

  obd_smtp_fixture_greet (fixture);
  obd_smtp_envelope (fixture->smtp, "joe@example.test", "ann@example.org", 0, &mail, &rcpt,
                     fixture->deadline, fixture->cancellable, error);
  return rcpt;
}

static ObdReply *
step_data (ObdSmtpFixture  *fixture,
           GError  **error)
{
  g_autoptr (ObdReply) data = NULL;

  obd_smtp_fixture_greet (fixture);
  return obd_smtp_data (fixture->smtp, "Subject: x\n\nhello\n", &data, fixture->deadline,
                        fixture->cancellable, error);
}

static ObdReply *
step_reset (ObdSmtpFixture  *fixture,
            GError  **error)
{
  obd_smtp_fixture_greet (fixture);
  return obd_smtp_reset (fixture->smtp, fixture->deadline, fixture->cancellable, error);
}

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
  ObdSmtpFixture fixture;

  obd_smtp_fixture_begin (&fixture, script);
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
  obd_smtp_fixture_end (&fixture, NULL);
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

/* --- Silence at every stage ------------------------------------------------------------------- */

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
  ObdSmtpFixture fixture;

  obd_smtp_fixture_begin_full (&fixture, script, cancellable);
  reply = stage->step (&fixture, &error);
  g_assert_null (reply);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  obd_smtp_fixture_end (&fixture, NULL);
}

/* The same silence, ended by the deadline. */
static void
test_hang (gconstpointer data)
{
  const Stage *stage = data;
  g_autofree char *script = g_strconcat (stage->before, "H", NULL);
  g_autoptr (ObdReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  ObdSmtpFixture fixture;

  obd_smtp_fixture_begin (&fixture, script);
  fixture.deadline = g_get_monotonic_time () + 50000;
  reply = stage->step (&fixture, &error);
  g_assert_null (reply);
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
  obd_smtp_fixture_end (&fixture, NULL);
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
  return g_test_run ();
}
