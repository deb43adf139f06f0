/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-signin-desk-private.h"

static void
free_ticket (gpointer data)
{
  ObdTicket *ticket = data;

  obd_endpoint_unref (ticket->endpoint);
  g_free (ticket);
}

ObdSigninDesk *
obd_signin_desk_new (gboolean allow_plaintext)
{
  ObdSigninDesk *desk = g_atomic_rc_box_new0 (ObdSigninDesk);

  g_mutex_init (&desk->lock);
  g_cond_init (&desk->moved);
  desk->allow_plaintext = allow_plaintext;
  desk->tickets = g_ptr_array_new_with_free_func (free_ticket);
  for (guint i = 0; i < OBD_N_PROTOCOLS; i++)
    desk->accounts[i].hosts = g_ptr_array_new_with_free_func (g_free);
  desk->origin = g_get_monotonic_time ();
  return desk;
}

ObdSigninDesk *
obd_signin_desk_ref (ObdSigninDesk *desk)
{
  return g_atomic_rc_box_acquire (desk);
}

static void
clear_desk (gpointer data)
{
  ObdSigninDesk *desk = data;

  g_ptr_array_unref (desk->tickets);
  for (guint i = 0; i < OBD_N_PROTOCOLS; i++)
    g_ptr_array_unref (desk->accounts[i].hosts);
  g_cond_clear (&desk->moved);
  g_mutex_clear (&desk->lock);
}

void
obd_signin_desk_unref (ObdSigninDesk *desk)
{
  g_atomic_rc_box_release_full (desk, clear_desk);
}

guint
obd_signin_desk_enter (ObdSigninDesk     *desk,
                       ObdProtocol        protocol,
                       const ObdEndpoint *endpoint,
                       gboolean           typed)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);
  ObdTicket *ticket = g_new0 (ObdTicket, 1);

  ticket->protocol = protocol;
  ticket->endpoint = obd_endpoint_ref (endpoint);
  ticket->typed = typed;
  ticket->standing = OBD_STANDING_TYPED_HOST;
  g_ptr_array_add (desk->tickets, ticket);
  return desk->tickets->len - 1;
}

void
obd_signin_desk_avoid (ObdSigninDesk *desk,
                       const char    *host)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  for (guint i = 0; i < OBD_N_PROTOCOLS; i++)
    g_ptr_array_add (desk->accounts[i].hosts, g_strdup (host));
}

void
obd_signin_desk_set_standing (ObdSigninDesk *desk,
                              guint          ticket,
                              guint          standing)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);
  ObdTicket *mine = g_ptr_array_index (desk->tickets, ticket);

  mine->standing = standing;
  g_cond_broadcast (&desk->moved);
}

void
obd_signin_desk_set_searching (ObdSigninDesk *desk,
                               gboolean       searching)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  desk->searching = searching;
  g_cond_broadcast (&desk->moved);
}

void
obd_signin_desk_open (ObdSigninDesk *desk,
                      gint64         origin)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  desk->origin = origin;
}

void
obd_signin_desk_note_connect (ObdSigninDesk *desk,
                              gint64         duration)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  desk->slowest = MAX (desk->slowest, duration);
}

gint64
obd_signin_desk_get_patience (ObdSigninDesk *desk)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  return obd_signin_get_patience (desk);
}

/* With the lock held. */
static void
move_ticket (ObdSigninDesk *desk,
             ObdTicket     *ticket,
             ObdTicketState state)
{
  ticket->state = state;
  g_cond_broadcast (&desk->moved);
}

void
obd_signin_desk_connected (ObdSigninDesk *desk,
                           guint          ticket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  if (obd_signin_get_ticket (desk, ticket)->state == OBD_TICKET_ON_ITS_WAY)
    move_ticket (desk, obd_signin_get_ticket (desk, ticket), OBD_TICKET_CONNECTED);
}

void
obd_signin_desk_leave (ObdSigninDesk *desk,
                       guint          ticket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  if (obd_signin_get_ticket (desk, ticket)->state == OBD_TICKET_SIGNING_IN)
    obd_signin_get_account (desk, obd_signin_get_ticket (desk, ticket))->busy = FALSE;
  move_ticket (desk, obd_signin_get_ticket (desk, ticket), OBD_TICKET_GONE);
}

void
obd_signin_desk_close (ObdSigninDesk *desk)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  desk->closed = TRUE;
  g_cond_broadcast (&desk->moved);
}

void
obd_signin_desk_settle (ObdSigninDesk  *desk,
                        guint           ticket,
                        ObdSigninResult result)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  ObdAccount *account = obd_signin_get_account (desk, obd_signin_get_ticket (desk, ticket));

  g_return_if_fail (obd_signin_get_ticket (desk, ticket)->state == OBD_TICKET_SIGNING_IN);

  account->busy = FALSE;
  /* Refused: providers lock accounts that hammer. Accepted: nothing is left to prove. */
  if (result != OBD_SIGNIN_UNDECIDED)
    account->closed = TRUE;
  move_ticket (desk, obd_signin_get_ticket (desk, ticket), OBD_TICKET_GONE);
}

static gboolean
is_safe (ObdSigninDesk        *desk,
         const ObdTicket      *ticket,
         const ObdSigninState *state)
{
  if (state->encrypted && state->verified)
    return TRUE;
  /* The user's word, and loopback, count for the server that was typed and for no other. */
  return ticket->typed && (desk->allow_plaintext || state->local);
}

ObdSigninAnswer
obd_signin_desk_ask (ObdSigninDesk        *desk,
                     guint                 number,
                     const ObdSigninState *state,
                     gint64                deadline)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);
  ObdTicket *ticket = obd_signin_get_ticket (desk, number);

  if (!is_safe (desk, ticket, state))
    {
      move_ticket (desk, ticket, OBD_TICKET_GONE);
      return OBD_SIGNIN_UNSAFE;
    }
  move_ticket (desk, ticket, OBD_TICKET_READY);
  if (!obd_signin_await_turn (desk, number, deadline))
    {
      move_ticket (desk, ticket, OBD_TICKET_GONE);
      return OBD_SIGNIN_DENIED;
    }
  obd_signin_get_account (desk, ticket)->busy = TRUE;
  g_ptr_array_add (obd_signin_get_account (desk, ticket)->hosts, g_strdup (ticket->endpoint->host));
  move_ticket (desk, ticket, OBD_TICKET_SIGNING_IN);
  return OBD_SIGNIN_GRANTED;
}
