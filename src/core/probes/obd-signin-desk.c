/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-signin-desk.h"

typedef enum
{
  TICKET_ON_ITS_WAY, /* SYN not answered yet */
  TICKET_CONNECTED,
  TICKET_READY, /* asked, waits */
  TICKET_SIGNING_IN,
  TICKET_GONE,
} TicketState;

/* What was spent on one protocol. */
typedef struct
{
  GPtrArray *hosts;  /* char (owned): names that saw the password */
  gboolean   busy;   /* somebody is signing in */
  gboolean   closed; /* nobody will be granted any more: accepted, or refused */
} Account;

typedef struct
{
  ObdProtocol  protocol;
  ObdEndpoint *endpoint; /* (owned) */
  gboolean     typed;
  guint        standing;
  TicketState  state;
  gint64       courtesy_end; /* 0 until it could go but for better ones that are on their way */
} Ticket;

struct _ObdSigninDesk
{
  GMutex     lock;
  GCond      moved;
  gboolean   allow_plaintext;
  GPtrArray *tickets;                   /* Ticket (owned), (mutex lock) */
  Account    accounts[OBD_N_PROTOCOLS]; /* (mutex lock) */
  gint64     origin;                    /* (mutex lock) */
  gint64     slowest;                   /* microseconds, (mutex lock) */
  gboolean   searching;                 /* servers are still searched for, (mutex lock) */
  gboolean   closed;                    /* the run ends, (mutex lock) */
};

static void
free_ticket (gpointer data)
{
  Ticket *ticket = data;

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
  Ticket *ticket = g_new0 (Ticket, 1);

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
  Ticket *mine = g_ptr_array_index (desk->tickets, ticket);

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

static gint64
get_patience (ObdSigninDesk *desk)
{
  return desk->origin + MAX (OBD_PATIENCE_LEAST, OBD_PATIENCE_FACTOR * desk->slowest);
}

gint64
obd_signin_desk_get_patience (ObdSigninDesk *desk)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  return get_patience (desk);
}

static Ticket *
get_ticket (ObdSigninDesk *desk,
            guint          number)
{
  return g_ptr_array_index (desk->tickets, number);
}

static Account *
get_account (ObdSigninDesk *desk,
             const Ticket  *ticket)
{
  return &desk->accounts[ticket->protocol];
}

/* With the lock held. */
static void
move_ticket (ObdSigninDesk *desk,
             Ticket        *ticket,
             TicketState    state)
{
  ticket->state = state;
  g_cond_broadcast (&desk->moved);
}

void
obd_signin_desk_connected (ObdSigninDesk *desk,
                           guint          ticket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  if (get_ticket (desk, ticket)->state == TICKET_ON_ITS_WAY)
    move_ticket (desk, get_ticket (desk, ticket), TICKET_CONNECTED);
}

void
obd_signin_desk_leave (ObdSigninDesk *desk,
                       guint          ticket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  if (get_ticket (desk, ticket)->state == TICKET_SIGNING_IN)
    get_account (desk, get_ticket (desk, ticket))->busy = FALSE;
  move_ticket (desk, get_ticket (desk, ticket), TICKET_GONE);
}

void
obd_signin_desk_close (ObdSigninDesk *desk)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  desk->closed = TRUE;
  g_cond_broadcast (&desk->moved);
}

void
obd_signin_desk_settle (ObdSigninDesk   *desk,
                        guint            ticket,
                        ObdSigninResult  result)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);

  Account *account = get_account (desk, get_ticket (desk, ticket));

  g_return_if_fail (get_ticket (desk, ticket)->state == TICKET_SIGNING_IN);

  account->busy = FALSE;
  /* Refused: providers lock accounts that hammer. Accepted: nothing is left to prove. */
  if (result != OBD_SIGNIN_UNDECIDED)
    account->closed = TRUE;
  move_ticket (desk, get_ticket (desk, ticket), TICKET_GONE);
}

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
  const Ticket *a = get_ticket (desk, left);
  const Ticket *b = get_ticket (desk, right);
  guint rank_a = rank_port (a->endpoint);
  guint rank_b = rank_port (b->endpoint);

  if (a->typed != b->typed)
    return a->typed;
  if (a->standing != b->standing)
    return a->standing < b->standing;
  return rank_a != rank_b ? rank_a < rank_b : left < right;
}

static gboolean
is_spent (ObdSigninDesk *desk,
          const Ticket  *ticket)
{
  const Account *account = get_account (desk, ticket);

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
  const Ticket *ticket = get_ticket (desk, mine);
  gint64 until = 0;

  if (ticket->typed)
    return 0;
  for (guint i = 0; i < desk->tickets->len; i++)
    {
      const Ticket *other = get_ticket (desk, i);

      if (!other->typed || other->protocol != ticket->protocol || other->state == TICKET_GONE)
        continue;
      if (other->state != TICKET_ON_ITS_WAY)
        return G_MAXINT64;
      if (now < get_patience (desk))
        until = get_patience (desk);
    }
  return until;
}

/* Nobody named this server, or nobody who could vouch for it. */
static gboolean
is_doubtful (const Ticket *ticket)
{
  return !ticket->typed && ticket->standing >= OBD_STANDING_DOUBTFUL;
}

/* Until when @mine has to wait for what is still searched for; 0 if it need not. */
static gint64
wait_for_search (ObdSigninDesk *desk,
                 guint          mine,
                 gint64         now)
{
  if (!desk->searching || !is_doubtful (get_ticket (desk, mine)) || now >= get_patience (desk))
    return 0;
  return get_patience (desk);
}

/* How long @ticket lets @other, which is better and on its way, go first. */
static gint64
get_courtesy_end (ObdSigninDesk *desk,
                  const Ticket  *ticket,
                  const Ticket  *other)
{
  return is_doubtful (ticket) && !is_doubtful (other) ? get_patience (desk) : ticket->courtesy_end;
}

/* Until when @mine lets a better one of its kind go first; 0 if it need not. */
static gint64
wait_for_better (ObdSigninDesk *desk,
                 guint          mine,
                 gint64         now)
{
  Ticket *ticket = get_ticket (desk, mine);
  gint64 until = 0;

  if (ticket->courtesy_end == 0)
    ticket->courtesy_end = now + OBD_SIGNIN_COURTESY;
  for (guint i = 0; i < desk->tickets->len; i++)
    {
      const Ticket *other = get_ticket (desk, i);

      if (i == mine || other->protocol != ticket->protocol || other->typed != ticket->typed
          || other->state == TICKET_GONE || !is_better (desk, i, mine))
        continue;
      if (other->state == TICKET_READY)
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

  if (get_account (desk, get_ticket (desk, mine))->busy)
    return G_MAXINT64;
  until = wait_for_typed (desk, mine, now);
  if (until == 0)
    until = wait_for_search (desk, mine, now);
  return until != 0 ? until : wait_for_better (desk, mine, now);
}

static gboolean
is_safe (ObdSigninDesk        *desk,
         const Ticket         *ticket,
         const ObdSigninState *state)
{
  if (state->encrypted && state->verified)
    return TRUE;
  /* The user's word, and loopback, count for the server that was typed and for no other. */
  return ticket->typed && (desk->allow_plaintext || state->local);
}

/* With the lock held. Blocks until it is @number's turn; FALSE if it will never be. */
static gboolean
await_turn (ObdSigninDesk *desk,
            guint          number,
            gint64         deadline)
{
  while (!is_spent (desk, get_ticket (desk, number)))
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

ObdSigninAnswer
obd_signin_desk_ask (ObdSigninDesk        *desk,
                     guint                 number,
                     const ObdSigninState *state,
                     gint64                deadline)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&desk->lock);
  Ticket *ticket = get_ticket (desk, number);

  if (!is_safe (desk, ticket, state))
    {
      move_ticket (desk, ticket, TICKET_GONE);
      return OBD_SIGNIN_UNSAFE;
    }
  move_ticket (desk, ticket, TICKET_READY);
  if (!await_turn (desk, number, deadline))
    {
      move_ticket (desk, ticket, TICKET_GONE);
      return OBD_SIGNIN_DENIED;
    }
  get_account (desk, ticket)->busy = TRUE;
  g_ptr_array_add (get_account (desk, ticket)->hosts, g_strdup (ticket->endpoint->host));
  move_ticket (desk, ticket, TICKET_SIGNING_IN);
  return OBD_SIGNIN_GRANTED;
}
