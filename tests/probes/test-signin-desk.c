/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-signin-desk.h"

/* Each clause of the contract's paragraph "The password". */

#define LONG (60 * G_USEC_PER_SEC)
/* Shorter than the courtesy: who is still waiting then, was told to wait. */
#define SHORT (OBD_SIGNIN_COURTESY / 5)

static const ObdSigninState safe = { .encrypted = TRUE, .verified = TRUE };

static guint
enter_incoming (ObdSigninDesk *desk,
                ObdProtocol    protocol,
                const char    *host,
                guint16        port,
                gboolean       typed)
{
  g_autoptr (ObdEndpoint) endpoint = obd_endpoint_new (host, port, obd_security_natural (port));

  return obd_signin_desk_enter (desk, protocol, endpoint, typed);
}

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
  return obd_signin_desk_ask (desk, ticket, &safe, g_get_monotonic_time () + patience);
}

/* "At most one sign-in per server name": also if the first one told nothing. */
static void
test_one_per_name (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint first = enter_offer (desk, "mail.example.test", 465);
  guint second = enter_offer (desk, "mail.example.test", 587);

  g_assert_cmpint (ask (desk, first, LONG), ==, OBD_SIGNIN_GRANTED);
  obd_signin_desk_settle (desk, first, OBD_SIGNIN_UNDECIDED);
  g_assert_cmpint (ask (desk, second, LONG), ==, OBD_SIGNIN_DENIED);
}

/* What other runs spent counts: a host that was asked there, and the number of hosts. */
static void
test_asked_before (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint same, another, third;

  obd_signin_desk_avoid (desk, "mail.example.test");
  same = enter_offer (desk, "mail.example.test", 465);
  another = enter_offer (desk, "smtp.example.test", 465);
  third = enter_offer (desk, "third.example.test", 465);
  g_assert_cmpuint (ask (desk, same, SHORT), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpuint (ask (desk, another, LONG), ==, OBD_SIGNIN_GRANTED);
  obd_signin_desk_settle (desk, another, OBD_SIGNIN_UNDECIDED);
  g_assert_cmpuint (ask (desk, third, LONG), ==, OBD_SIGNIN_DENIED);
}

/* "At most two server names". */
static void
test_two_names (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint tickets[3] = { enter_offer (desk, "smtp.example.test", 465),
                       enter_offer (desk, "mail.example.test", 465),
                       enter_offer (desk, "example.test", 465) };

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (ask (desk, tickets[i], LONG), ==, OBD_SIGNIN_GRANTED);
      obd_signin_desk_settle (desk, tickets[i], OBD_SIGNIN_UNDECIDED);
    }
  g_assert_cmpint (ask (desk, tickets[2], LONG), ==, OBD_SIGNIN_DENIED);
}

/* "After a 535 the same password goes nowhere else"; and after a success nothing is left to prove. */
static void
test_settled (gconstpointer data)
{
  ObdSigninResult result = GPOINTER_TO_INT (data);
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint first = enter_offer (desk, "smtp.example.test", 465);
  guint second = enter_offer (desk, "mail.example.test", 465);

  g_assert_cmpint (ask (desk, first, LONG), ==, OBD_SIGNIN_GRANTED);
  obd_signin_desk_settle (desk, first, result);
  g_assert_cmpint (ask (desk, second, LONG), ==, OBD_SIGNIN_DENIED);
}

/* "It goes to the typed endpoint if that can take it safely, else …" */
static void
test_typed_first (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint offers[2] = { enter_offer (desk, "mail.example.test", 465),
                      enter_offer (desk, "mail.example.test", 587) };
  guint typed = enter (desk, "mail.example.test", 25, OBD_SECURITY_STARTTLS, TRUE);

  /* Connected, it is waited for as long as it takes. */
  obd_signin_desk_open (desk, g_get_monotonic_time () - 2 * OBD_PATIENCE_LEAST);
  obd_signin_desk_connected (desk, typed);
  g_assert_cmpint (ask (desk, offers[0], SHORT), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, typed, LONG), ==, OBD_SIGNIN_GRANTED);
  obd_signin_desk_settle (desk, typed, OBD_SIGNIN_UNDECIDED);
  g_assert_cmpint (ask (desk, offers[1], LONG), ==, OBD_SIGNIN_DENIED);
}

static void
test_typed_failed (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint offer = enter_offer (desk, "mail.example.test", 465);
  guint typed = enter (desk, "mail.example.test", 25, OBD_SECURITY_STARTTLS, TRUE);

  obd_signin_desk_connected (desk, typed);
  obd_signin_desk_leave (desk, typed);
  g_assert_cmpint (ask (desk, offer, LONG), ==, OBD_SIGNIN_GRANTED);
}

/* A typed port whose SYN nobody answers is waited for as long as any silent port, not longer;
 * patience follows the slowest answer. */
static void
test_typed_silent (void)
{
  for (guint slow = 0; slow < 2; slow++)
    {
      g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
      guint offers[2] = { enter_offer (desk, "smtp.example.test", 465),
                          enter_offer (desk, "mail.example.test", 465) };

      enter (desk, "mail.example.test", 25, OBD_SECURITY_STARTTLS, TRUE);
      obd_signin_desk_open (desk, g_get_monotonic_time ());
      g_assert_cmpint (ask (desk, offers[0], SHORT), ==, OBD_SIGNIN_DENIED);
      obd_signin_desk_open (desk, g_get_monotonic_time () - OBD_PATIENCE_LEAST);
      if (slow)
        obd_signin_desk_note_connect (desk, LONG);
      g_assert_cmpint (ask (desk, offers[1], slow ? SHORT : LONG), ==,
                       slow ? OBD_SIGNIN_DENIED : OBD_SIGNIN_GRANTED);
    }
}

/* "… never over an unencrypted or unverified connection unless the user said so for this server":
 * so for no other. A connection that does not leave this machine is safe where it was typed. */
static void
test_safety (void)
{
  static const struct
  {
    ObdSigninState  state;
    gboolean        typed;
    gboolean        allowed;
    ObdSigninAnswer answer;
  } cases[] = {
    { { TRUE, TRUE, FALSE }, FALSE, FALSE, OBD_SIGNIN_GRANTED },
    { { TRUE, TRUE, FALSE }, TRUE, FALSE, OBD_SIGNIN_GRANTED },
    { { TRUE, FALSE, FALSE }, FALSE, FALSE, OBD_SIGNIN_UNSAFE },
    { { TRUE, FALSE, FALSE }, TRUE, FALSE, OBD_SIGNIN_UNSAFE },
    { { FALSE, FALSE, FALSE }, FALSE, FALSE, OBD_SIGNIN_UNSAFE },
    { { FALSE, FALSE, FALSE }, TRUE, FALSE, OBD_SIGNIN_UNSAFE },
    { { FALSE, FALSE, TRUE }, TRUE, FALSE, OBD_SIGNIN_GRANTED },
    { { FALSE, FALSE, TRUE }, FALSE, FALSE, OBD_SIGNIN_UNSAFE },
    { { FALSE, FALSE, FALSE }, TRUE, TRUE, OBD_SIGNIN_GRANTED },
    { { FALSE, FALSE, FALSE }, FALSE, TRUE, OBD_SIGNIN_UNSAFE },
    { { TRUE, FALSE, TRUE }, FALSE, TRUE, OBD_SIGNIN_UNSAFE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (cases[i].allowed);
      guint ticket = enter (desk, "mail.example.test", 587, OBD_SECURITY_STARTTLS, cases[i].typed);

      g_test_message ("case %u", i);
      g_assert_cmpint (obd_signin_desk_ask (desk, ticket, &cases[i].state,
                                            g_get_monotonic_time () + LONG),
                       ==, cases[i].answer);
    }
}

/* "… if that can take it safely, else to the first endpoint that offers AUTH over verified TLS". */
static void
test_typed_unsafe (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint offer = enter_offer (desk, "mail.example.test", 587);
  guint typed = enter (desk, "mail.example.test", 25, OBD_SECURITY_NONE, TRUE);
  ObdSigninState plain = { FALSE, FALSE, FALSE };

  g_assert_cmpint (obd_signin_desk_ask (desk, typed, &plain, g_get_monotonic_time () + LONG), ==,
                   OBD_SIGNIN_UNSAFE);
  g_assert_cmpint (ask (desk, offer, LONG), ==, OBD_SIGNIN_GRANTED);
}

/* A refusal forbids every other sign-in, so nobody signs in while one is under way. */
static void
test_one_at_a_time (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint first = enter_offer (desk, "smtp.example.test", 587);
  guint better = enter_offer (desk, "mail.example.test", 465);
  guint third = enter_offer (desk, "example.test", 465);

  g_assert_cmpint (ask (desk, first, LONG), ==, OBD_SIGNIN_GRANTED);
  g_assert_cmpint (ask (desk, better, SHORT), ==, OBD_SIGNIN_DENIED);
  obd_signin_desk_leave (desk, first);
  g_assert_cmpint (ask (desk, third, LONG), ==, OBD_SIGNIN_GRANTED);
}

/* The better port, and at the same port the better host, is waited for a moment, not for ever. */
static void
test_courtesy (gconstpointer data)
{
  gboolean by_host = GPOINTER_TO_INT (data);
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint better = by_host ? enter_offer (desk, "smtp.example.test", 587)
                         : enter_offer (desk, "mail.example.test", 465);
  guint tickets[2] = { enter_offer (desk, "mail.example.test", 587),
                       enter_offer (desk, "example.test", 587) };

  obd_signin_desk_connected (desk, better);
  g_assert_cmpint (ask (desk, tickets[0], SHORT), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, tickets[1], LONG), ==, OBD_SIGNIN_GRANTED);
}

static void
test_no_courtesy_for_worse (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint worse = enter_offer (desk, "smtp.example.test", 25);
  guint better = enter_offer (desk, "mail.example.test", 2525);

  obd_signin_desk_connected (desk, worse);
  g_assert_cmpint (ask (desk, better, SHORT), ==, OBD_SIGNIN_GRANTED);
}

typedef struct
{
  ObdSigninDesk   *desk;
  guint            ticket;
  ObdSigninResult  result;
  ObdSigninAnswer  answer;
} Asker;

static gpointer
asker_thread (gpointer data)
{
  Asker *asker = data;

  asker->answer = ask (asker->desk, asker->ticket, LONG);
  if (asker->answer == OBD_SIGNIN_GRANTED)
    obd_signin_desk_settle (asker->desk, asker->ticket, asker->result);
  return NULL;
}

/* "Per run at most one sign-in per server name and protocol": what one protocol refused or accepted,
 * the others may still try, at the same name too; while one signs in, the others need not wait. */
static void
test_protocols_apart (gconstpointer data)
{
  ObdSigninResult result = GPOINTER_TO_INT (data);
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint smtp = enter_offer (desk, "mail.example.test", 465);
  guint imap = enter_incoming (desk, OBD_PROTOCOL_IMAP, "mail.example.test", 993, TRUE);
  guint pop3 = enter_incoming (desk, OBD_PROTOCOL_POP3, "mail.example.test", 995, FALSE);
  guint other = enter_incoming (desk, OBD_PROTOCOL_IMAP, "imap.example.test", 993, FALSE);

  g_assert_cmpint (ask (desk, smtp, LONG), ==, OBD_SIGNIN_GRANTED);
  g_assert_cmpint (ask (desk, imap, LONG), ==, OBD_SIGNIN_GRANTED);
  obd_signin_desk_settle (desk, smtp, result);
  g_assert_cmpint (ask (desk, pop3, LONG), ==, OBD_SIGNIN_GRANTED);
  obd_signin_desk_settle (desk, pop3, result);
  obd_signin_desk_settle (desk, imap, result);
  g_assert_cmpint (ask (desk, other, LONG), ==, result == OBD_SIGNIN_UNDECIDED ? OBD_SIGNIN_GRANTED
                                                                              : OBD_SIGNIN_DENIED);
}

/* Within a protocol all rules hold: one sign-in a name, two names, the typed endpoint first. */
static void
test_rules_within_protocol (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint spent[3] = { enter_offer (desk, "a.example", 465), enter_offer (desk, "b.example", 465),
                     enter_offer (desk, "c.example", 465) };
  guint offer = enter_incoming (desk, OBD_PROTOCOL_IMAP, "a.example", 993, FALSE);
  guint typed = enter_incoming (desk, OBD_PROTOCOL_IMAP, "a.example", 143, TRUE);
  guint again = enter_incoming (desk, OBD_PROTOCOL_IMAP, "a.example", 993, FALSE);

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (ask (desk, spent[i], LONG), ==, i < 2 ? OBD_SIGNIN_GRANTED
                                                             : OBD_SIGNIN_DENIED);
      if (i < 2)
        obd_signin_desk_settle (desk, spent[i], OBD_SIGNIN_UNDECIDED);
    }
  obd_signin_desk_connected (desk, typed);
  g_assert_cmpint (ask (desk, offer, SHORT), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, typed, LONG), ==, OBD_SIGNIN_GRANTED);
  obd_signin_desk_settle (desk, typed, OBD_SIGNIN_UNDECIDED);
  g_assert_cmpint (ask (desk, again, LONG), ==, OBD_SIGNIN_DENIED);
}

/* Each protocol has a best port: implicit TLS, then its own one (RFC 8314 section 3). */
static void
test_courtesy_incoming (gconstpointer data)
{
  ObdProtocol protocol = GPOINTER_TO_INT (data);
  gboolean imap = protocol == OBD_PROTOCOL_IMAP;
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint worse = enter_incoming (desk, protocol, "mail.example.test", imap ? 143 : 110, FALSE);
  guint better = enter_incoming (desk, protocol, "other.example.test", imap ? 993 : 995, FALSE);

  obd_signin_desk_connected (desk, better);
  g_assert_cmpint (ask (desk, worse, SHORT), ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, better, SHORT), ==, OBD_SIGNIN_GRANTED);
}

/* The end of a run ends all protocols. */
static void
test_close_all (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint imap = enter_incoming (desk, OBD_PROTOCOL_IMAP, "mail.example.test", 993, TRUE);

  obd_signin_desk_close (desk);
  g_assert_cmpint (ask (desk, imap, LONG), ==, OBD_SIGNIN_DENIED);
}

/* Cancel and the end of the run let everybody go, and nobody in. */
static void
test_close (void)
{
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  guint typed = enter (desk, "mail.example.test", 25, OBD_SECURITY_STARTTLS, TRUE);
  Asker asker = { desk, enter_offer (desk, "mail.example.test", 465), OBD_SIGNIN_ACCEPTED, 0 };
  GThread *thread;

  obd_signin_desk_connected (desk, typed);
  thread = g_thread_new ("asker", asker_thread, &asker);
  obd_signin_desk_close (desk);
  g_thread_join (thread);
  g_assert_cmpint (asker.answer, ==, OBD_SIGNIN_DENIED);
  g_assert_cmpint (ask (desk, typed, LONG), ==, OBD_SIGNIN_DENIED);
}

/* Whatever the order in which they come: never more than the contract allows. */
static void
test_crowd (gconstpointer data)
{
  ObdSigninResult result = GPOINTER_TO_INT (data);
  guint expected = result == OBD_SIGNIN_UNDECIDED ? OBD_SIGNIN_MAX_HOSTS : 1;
  static const char *const hosts[] = { "a.example", "b.example", "c.example", "d.example" };
  static const guint16 ports[] = { 465, 587, 2525, 25 };
  g_autoptr (ObdSigninDesk) desk = obd_signin_desk_new (FALSE);
  Asker askers[16];
  GThread *threads[16];
  guint granted = 0;

  for (guint i = 0; i < 16; i++)
    askers[i] = (Asker) { desk, enter_offer (desk, hosts[i / 4], ports[i % 4]), result, 0 };
  for (guint i = 0; i < 16; i++)
    threads[i] = g_thread_new ("asker", asker_thread, &askers[i]);
  for (guint i = 0; i < 16; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < 16; i++)
    granted += askers[i].answer == OBD_SIGNIN_GRANTED;
  g_assert_cmpuint (granted, ==, expected);
}

static void
test_codes (void)
{
  static const guint refused[] = { 535, 534, 525, 550, 554, 521, 530 + 5 };
  static const guint undecided[] = { 421, 432, 451, 454, 500, 501, 502, 503, 504, 530, 538, 250, 334 };

  g_assert_cmpint (obd_signin_result_from_code (235), ==, OBD_SIGNIN_ACCEPTED);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (obd_signin_result_from_code (refused[i]), ==, OBD_SIGNIN_REFUSED);
  for (guint i = 0; i < G_N_ELEMENTS (undecided); i++)
    g_assert_cmpint (obd_signin_result_from_code (undecided[i]), ==, OBD_SIGNIN_UNDECIDED);
}

static void
test_answers (void)
{
  static const struct
  {
    ObdAnswerStatus  status;
    const char      *code;
    ObdSigninResult  result;
  } rows[] = {
    { OBD_ANSWER_OK, NULL, OBD_SIGNIN_ACCEPTED },
    { OBD_ANSWER_OK, "CAPABILITY", OBD_SIGNIN_ACCEPTED },
    { OBD_ANSWER_NO, "IN-USE", OBD_SIGNIN_ACCEPTED },
    { OBD_ANSWER_NO, NULL, OBD_SIGNIN_REFUSED },
    { OBD_ANSWER_NO, "AUTHENTICATIONFAILED", OBD_SIGNIN_REFUSED },
    { OBD_ANSWER_NO, "AUTHORIZATIONFAILED", OBD_SIGNIN_REFUSED },
    { OBD_ANSWER_NO, "EXPIRED", OBD_SIGNIN_REFUSED },
    { OBD_ANSWER_NO, "CONTACTADMIN", OBD_SIGNIN_REFUSED },
    { OBD_ANSWER_NO, "ALERT", OBD_SIGNIN_REFUSED },
    { OBD_ANSWER_NO, "AUTH", OBD_SIGNIN_REFUSED },
    { OBD_ANSWER_NO, "UNAVAILABLE", OBD_SIGNIN_UNDECIDED },
    { OBD_ANSWER_NO, "PRIVACYREQUIRED", OBD_SIGNIN_UNDECIDED },
    { OBD_ANSWER_NO, "SYS/TEMP", OBD_SIGNIN_UNDECIDED },
    { OBD_ANSWER_NO, "LOGIN-DELAY", OBD_SIGNIN_UNDECIDED },
    { OBD_ANSWER_BAD, NULL, OBD_SIGNIN_UNDECIDED },
    { OBD_ANSWER_BYE, NULL, OBD_SIGNIN_UNDECIDED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ObdAnswer) answer = obd_answer_new (rows[i].status, rows[i].code, "", "");

      g_assert_cmpint (obd_signin_result_from_answer (answer), ==, rows[i].result);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signin-desk/one-per-name", test_one_per_name);
  g_test_add_func ("/signin-desk/two-names", test_two_names);
  g_test_add_func ("/signin-desk/asked-before", test_asked_before);
  g_test_add_data_func ("/signin-desk/nothing-after-refusal",
                        GINT_TO_POINTER (OBD_SIGNIN_REFUSED), test_settled);
  g_test_add_data_func ("/signin-desk/nothing-after-success",
                        GINT_TO_POINTER (OBD_SIGNIN_ACCEPTED), test_settled);
  g_test_add_func ("/signin-desk/typed-first", test_typed_first);
  g_test_add_func ("/signin-desk/typed-failed", test_typed_failed);
  g_test_add_func ("/signin-desk/typed-silent", test_typed_silent);
  g_test_add_func ("/signin-desk/typed-unsafe", test_typed_unsafe);
  g_test_add_func ("/signin-desk/safety", test_safety);
  g_test_add_func ("/signin-desk/one-at-a-time", test_one_at_a_time);
  g_test_add_data_func ("/signin-desk/better-port", GINT_TO_POINTER (FALSE), test_courtesy);
  g_test_add_data_func ("/signin-desk/better-host", GINT_TO_POINTER (TRUE), test_courtesy);
  g_test_add_func ("/signin-desk/no-courtesy-for-worse", test_no_courtesy_for_worse);
  g_test_add_func ("/signin-desk/close", test_close);
  g_test_add_data_func ("/signin-desk/crowd-undecided",
                        GINT_TO_POINTER (OBD_SIGNIN_UNDECIDED), test_crowd);
  g_test_add_data_func ("/signin-desk/crowd-refused",
                        GINT_TO_POINTER (OBD_SIGNIN_REFUSED), test_crowd);
  g_test_add_data_func ("/signin-desk/protocols-after-refusal",
                        GINT_TO_POINTER (OBD_SIGNIN_REFUSED), test_protocols_apart);
  g_test_add_data_func ("/signin-desk/protocols-after-success",
                        GINT_TO_POINTER (OBD_SIGNIN_ACCEPTED), test_protocols_apart);
  g_test_add_data_func ("/signin-desk/protocols-undecided",
                        GINT_TO_POINTER (OBD_SIGNIN_UNDECIDED), test_protocols_apart);
  g_test_add_func ("/signin-desk/rules-within-protocol", test_rules_within_protocol);
  g_test_add_data_func ("/signin-desk/better-port-imap", GINT_TO_POINTER (OBD_PROTOCOL_IMAP),
                        test_courtesy_incoming);
  g_test_add_data_func ("/signin-desk/better-port-pop3", GINT_TO_POINTER (OBD_PROTOCOL_POP3),
                        test_courtesy_incoming);
  g_test_add_func ("/signin-desk/close-all", test_close_all);
  g_test_add_func ("/signin-desk/codes", test_codes);
  g_test_add_func ("/signin-desk/answers", test_answers);
  return g_test_run ();
}
