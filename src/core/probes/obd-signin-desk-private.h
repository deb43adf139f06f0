/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "obd-signin-desk.h"

G_BEGIN_DECLS

typedef enum
{
  OBD_TICKET_ON_ITS_WAY, /* SYN not answered yet */
  OBD_TICKET_CONNECTED,
  OBD_TICKET_READY, /* asked, waits */
  OBD_TICKET_SIGNING_IN,
  OBD_TICKET_GONE,
} ObdTicketState;

/* What was spent on one protocol. */
typedef struct
{
  GPtrArray *hosts;  /* char (owned): names that saw the password */
  gboolean   busy;   /* somebody is signing in */
  gboolean   closed; /* nobody will be granted any more: accepted, or refused */
} ObdAccount;

typedef struct
{
  ObdProtocol    protocol;
  ObdEndpoint   *endpoint; /* (owned) */
  gboolean       typed;
  guint          standing;
  ObdTicketState state;
  gint64         courtesy_end; /* 0 until it could go but for better ones that are on their way */
} ObdTicket;

struct _ObdSigninDesk
{
  GMutex     lock;
  GCond      moved;
  gboolean   allow_plaintext;
  GPtrArray *tickets;                   /* ObdTicket (owned), (mutex lock) */
  ObdAccount accounts[OBD_N_PROTOCOLS]; /* (mutex lock) */
  gint64     origin;                    /* (mutex lock) */
  gint64     slowest;                   /* microseconds, (mutex lock) */
  gboolean   searching;                 /* servers are still searched for, (mutex lock) */
  gboolean   closed;                    /* the run ends, (mutex lock) */
};

/* All with the lock held. */

static inline ObdTicket *
obd_signin_get_ticket (ObdSigninDesk *desk,
                       guint          number)
{
  return g_ptr_array_index (desk->tickets, number);
}

static inline ObdAccount *
obd_signin_get_account (ObdSigninDesk   *desk,
                        const ObdTicket *ticket)
{
  return &desk->accounts[ticket->protocol];
}

/* Until when a SYN that nobody answers is waited for: g_get_monotonic_time() value. */
static inline gint64
obd_signin_get_patience (const ObdSigninDesk *desk)
{
  return desk->origin + MAX (OBD_PATIENCE_LEAST, OBD_PATIENCE_FACTOR * desk->slowest);
}

/* obd-signin-turn.c: blocks until it is @number's turn, or @deadline (a g_get_monotonic_time ()
 * value); FALSE if it will never be. */
gboolean obd_signin_await_turn (ObdSigninDesk *desk,
                                guint          number,
                                gint64         deadline);

G_END_DECLS
