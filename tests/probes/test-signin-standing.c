/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-signin-desk.h"

/* Who named a server decides how soon it gets the password, and what it has to wait for. */

#define LONG (60 * G_USEC_PER_SEC)
/* Shorter than the courtesy: who is still waiting then, was told to wait. */
#define SHORT (OBD_SIGNIN_COURTESY / 5)

static guint
enter (ObdSigninDesk *desk,
       const char    *host,
       guint16        port,
       ObdSecurity    security,
       gboolean       typed)
{
  g_autoptr (ObdEndpoint) endpoint = obd_endpoint_new (host, port, security);

  return obd_signin_desk_enter (desk, OBD_PROTOCOL_SMTP, endpoint, typed);
}

static guint
enter_offer (ObdSigninDesk *desk,
             const char    *host,
             guint16        port)
{
  return enter (desk, host, port, obd_security_natural (port), FALSE);
}

static ObdSigninAnswer
ask (ObdSigninDesk *desk,
     guint          ticket,
     gint64         patience)
{
  static const ObdSigninState safe = { .encrypted = TRUE, .verified = TRUE };

  return obd_signin_desk_ask (desk, ticket, &safe, g_get_monotonic_time () + patience);
}

static guint
enter_standing (ObdSigninDesk *desk,
                const char    *host,
                guint          standing)
{
  guint ticket = enter_offer (desk, host, 465);

  obd_signin_desk_set_standing (desk, ticket, standing);
  return ticket;
}

typedef struct
{
  ObdSigninDesk *desk;
  guint          ticket;
} Asker;

static gpointer
ask_worker (gpointer data)
{
  Asker *asker = data;

  return GINT_TO_POINTER (ask (asker->desk, asker->ticket, LONG));
}

/* What is to be believed sooner goes first, whatever its port and whoever came first. */
static void
test_standing (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint guess = enter_standing (desk, "smtp.example.test", OBD_STANDING_GUESS);
  guint srv = enter_standing (desk, "b.example.test", OBD_STANDING_OF_SOURCE (OBD_SOURCE_SRV));
  guint list = enter_offer (desk, "a.example.test", 25);

  obd_signin_desk_set_standing (desk, list, OBD_STANDING_OF_SOURCE (OBD_SOURCE_PROVIDER_LIST));
  g_assert_cmpint (ask (desk, srv, SHORT), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, guess, SHORT), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, list, LONG), ==, OBD_SIGNIN_GRANTED);
}

/* While servers are searched for, what nobody named waits; what somebody named does not. */
static void
test_searching (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint guess = enter_standing (desk, "smtp.example.test", OBD_STANDING_GUESS);
  guint doubtful = enter_standing (desk, "mail.example.test", OBD_STANDING_DOUBTFUL);
  guint found;

  obd_signin_desk_set_searching (desk, TRUE);
  g_assert_cmpint (ask (desk, doubtful, 2 * OBD_SIGNIN_COURTESY), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, guess, 2 * OBD_SIGNIN_COURTESY), ==, OBD_SIGNIN_DENIED);
  found = enter_standing (desk, "a.example.test", OBD_STANDING_OF_SOURCE (OBD_SOURCE_MX));
  g_assert_cmpint (ask (desk, found, LONG), ==, OBD_SIGNIN_GRANTED);
}

/* The device's own server does not wait for a search. */
static void
test_typed_while_searching (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint typed = enter (desk, "mail.example.test", 587, OBD_SECURITY_STARTTLS, TRUE);

  obd_signin_desk_set_searching (desk, TRUE);
  g_assert_cmpint (ask (desk, typed, LONG), ==, OBD_SIGNIN_GRANTED);
}

/* The end of the search lets the guess go; so does the end of patience. */
static void
test_search_ends (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  Asker asker = { desk, enter_standing (desk, "smtp.example.test", OBD_STANDING_GUESS) };
  GThread *thread;

  obd_signin_desk_set_searching (desk, TRUE);
  thread = g_thread_new ("ask", ask_worker, &asker);
  obd_signin_desk_set_searching (desk, FALSE);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, OBD_SIGNIN_GRANTED);
}

static void
test_search_is_slow (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint guess = enter_standing (desk, "smtp.example.test", OBD_STANDING_GUESS);

  obd_signin_desk_set_searching (desk, TRUE);
  obd_signin_desk_open (desk, g_get_monotonic_time () - 2 * OBD_PATIENCE_LEAST);
  g_assert_cmpint (ask (desk, guess, LONG), ==, OBD_SIGNIN_GRANTED);
}

/* A guess that a source confirms goes like anything that was found. */
static void
test_promoted (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  Asker asker = { desk, enter_standing (desk, "smtp.example.test", OBD_STANDING_GUESS) };
  GThread *thread;

  obd_signin_desk_set_searching (desk, TRUE);
  thread = g_thread_new ("ask", ask_worker, &asker);
  obd_signin_desk_set_standing (desk, asker.ticket, OBD_STANDING_OF_SOURCE (OBD_SOURCE_SRV));
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, OBD_SIGNIN_GRANTED);
}

/* A guess lets what was named go first for longer than the courtesy among equals. */
static void
test_guess_after_named (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint guess = enter_standing (desk, "smtp.example.test", OBD_STANDING_GUESS);
  guint found = enter_standing (desk, "a.example.test", OBD_STANDING_OF_SOURCE (OBD_SOURCE_SRV));

  obd_signin_desk_connected (desk, found);
  g_assert_cmpint (ask (desk, guess, 2 * OBD_SIGNIN_COURTESY), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, found, LONG), ==, OBD_SIGNIN_GRANTED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signin-standing/standing", test_standing);
  g_test_add_func ("/signin-standing/searching", test_searching);
  g_test_add_func ("/signin-standing/typed-while-searching", test_typed_while_searching);
  g_test_add_func ("/signin-standing/search-ends", test_search_ends);
  g_test_add_func ("/signin-standing/search-is-slow", test_search_is_slow);
  g_test_add_func ("/signin-standing/promoted", test_promoted);
  g_test_add_func ("/signin-standing/guess-after-named", test_guess_after_named);
  return g_test_run ();
}
