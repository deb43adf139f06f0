/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose turn it is to sign in: everything here is called with the desk's lock held. */

#include "config.h"

#include "obd-signin-desk-private.h"

/* Which port is the better place for a password: RFC 8314 section 3 prefers implicit TLS, 587 is
 * RFC 6409's, 2525 a provider's spare, 25 is for servers among themselves. */
static const struct
{
  guint16     port;
  ObdSecurity security; /* UNKNOWN: any */
} preferred[] = {
  { 465, OBD_SECURITY_TLS }, { 993, OBD_SECURITY_TLS },      { 995, OBD_SECURITY_TLS },
  { 587, OBD_SECURITY_UNKNOWN }, { 143, OBD_SECURITY_UNKNOWN }, { 110, OBD_SECURITY_UNKNOWN },
  { 2525, OBD_SECURITY_UNKNOWN }, { 25, OBD_SECURITY_UNKNOWN },
};

static guint
rank_port (const ObdEndpoint *endpoint)
{
  guint rank = 0;

  for (; rank < G_N_ELEMENTS (preferred); rank++)
    if (preferred[rank].port == endpoint->port
        && (preferred[rank].security == OBD_SECURITY_UNKNOWN
            || preferred[rank].security == endpoint->security))
      break;
  return rank;
}

/* Then by standing; and hosts are preferred in the order in which they entered, so the smaller ticket
 * wins a tie. */
static gboolean
is_better (ObdSigninDesk *desk,
           guint          left,
           guint          right)
{
  const ObdTicket *a = obd_signin_get_ticket (desk, left);
  const ObdTicket *b = obd_signin_get_ticket (desk, right);
  guint rank_a = rank_port (a->endpoint);
  guint rank_b = rank_port (b->endpoint);

  if (a->typed != b->typed)
    return a->typed;
  if (a->standing != b->standing)
    return a->standing < b->standing;
  return rank_a != rank_b ? rank_a < rank_b : left < right;
}

static gboolean
is_spent (ObdSigninDesk   *desk,
          const ObdTicket *ticket)
{
  const ObdAccount *account = obd_signin_get_account (desk, ticket);

  return desk->closed || account->closed || account->hosts->len >= OBD_SIGNIN_MAX_HOSTS
         || g_ptr_array_find_with_equal_func (account->hosts, ticket->endpoint->host, g_str_equal,
                                              NULL);
}

/* Until when @mine must let the typed endpoint go first; 0 if it need not. */
static gint64
wait_for_typed (ObdSigninDesk *desk,
                guint          mine,
                gint64         now)
{
  const ObdTicket *ticket = obd_signin_get_ticket (desk, mine);
  gint64 until = 0;

  if (ticket->typed)
    return 0;
  for (guint i = 0; i < desk->tickets->len; i++)
    {
      const ObdTicket *other = obd_signin_get_ticket (desk, i);

      if (!other->typed || other->protocol != ticket->protocol || other->state == OBD_TICKET_GONE)
        continue;
      if (other->state != OBD_TICKET_ON_ITS_WAY)
        return G_MAXINT64;
      if (now < obd_signin_get_patience (desk))
        until = obd_signin_get_patience (desk);
    }
  return until;
}

/* Nobody named this server, or nobody who could vouch for it. */
static gboolean
is_doubtful (const ObdTicket *ticket)
{
  return !ticket->typed && ticket->standing >= OBD_STANDING_DOUBTFUL;
}

/* Until when @mine has to wait for what is still searched for; 0 if it need not. */
static gint64
wait_for_search (ObdSigninDesk *desk,
                 guint          mine,
                 gint64         now)
{
  if (!desk->searching || !is_doubtful (obd_signin_get_ticket (desk, mine))
      || now >= obd_signin_get_patience (desk))
    return 0;
  return obd_signin_get_patience (desk);
}

/* How long @ticket lets @other, which is better and on its way, go first. */
static gint64
get_courtesy_end (ObdSigninDesk   *desk,
                  const ObdTicket *ticket,
                  const ObdTicket *other)
{
  return is_doubtful (ticket) && !is_doubtful (other) ? obd_signin_get_patience (desk)
                                                      : ticket->courtesy_end;
}

/* Until when @mine lets a better one of its kind go first; 0 if it need not. */
static gint64
wait_for_better (ObdSigninDesk *desk,
                 guint          mine,
                 gint64         now)
{
  ObdTicket *ticket = obd_signin_get_ticket (desk, mine);
  gint64 until = 0;

  if (ticket->courtesy_end == 0)
    ticket->courtesy_end = now + OBD_SIGNIN_COURTESY;
  for (guint i = 0; i < desk->tickets->len; i++)
    {
      const ObdTicket *other = obd_signin_get_ticket (desk, i);

      if (i == mine || other->protocol != ticket->protocol || other->typed != ticket->typed
          || other->state == OBD_TICKET_GONE || !is_better (desk, i, mine))
        continue;
      if (other->state == OBD_TICKET_READY)
        return G_MAXINT64;
      if (now < get_courtesy_end (desk, ticket, other))
        until = MAX (until, get_courtesy_end (desk, ticket, other));
    }
  return until;
}

/* Until when @mine has to wait; 0: it may go. */
static gint64
wait_for_turn (ObdSigninDesk *desk,
               guint          mine,
               gint64         now)
{
  gint64 until;

  if (obd_signin_get_account (desk, obd_signin_get_ticket (desk, mine))->busy)
    return G_MAXINT64;
  until = wait_for_typed (desk, mine, now);
  if (until == 0)
    until = wait_for_search (desk, mine, now);
  return until != 0 ? until : wait_for_better (desk, mine, now);
}

gboolean
obd_signin_await_turn (ObdSigninDesk *desk,
                       guint          number,
                       gint64         deadline)
{
  while (!is_spent (desk, obd_signin_get_ticket (desk, number)))
    {
      gint64 now = g_get_monotonic_time ();
      gint64 until = wait_for_turn (desk, number, now);

      if (now >= deadline)
        return FALSE;
      if (until == 0)
        return TRUE;
      g_cond_wait_until (&desk->moved, &desk->lock, MIN (until, deadline));
    }
  return FALSE;
}
