/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "obd-answer.h"
#include "obd-job.h"

G_BEGIN_DECLS

/* How long an unanswered SYN is waited for at least (design.md, "What makes it fast"), and how
 * many times the slowest answer seen. Microseconds. */
#define OBD_PATIENCE_LEAST (3 * G_USEC_PER_SEC)
#define OBD_PATIENCE_FACTOR 3

/* Most server names that one run shows the password to, for each protocol (contract, "The
 * password"). */
#define OBD_SIGNIN_MAX_HOSTS 2

/* How long the first conversation that could sign in waits for a better one that is still on its
 * way, so that the choice is the same on every fast network. Microseconds. */
#define OBD_SIGNIN_COURTESY (250 * G_TIME_SPAN_MILLISECOND)

/**
 * ObdSigninState:
 * @encrypted: inside TLS
 * @verified: the certificate passed
 * @local: the connection does not leave this machine
 *
 * How safe the connection is that asks for the password.
 */
typedef struct
{
  gboolean encrypted;
  gboolean verified;
  gboolean local;
} ObdSigninState;

typedef enum
{
  OBD_SIGNIN_GRANTED, /* sign in now, then obd_signin_desk_settle() */
  OBD_SIGNIN_DENIED,  /* not here: it went elsewhere, was refused, or the run ends */
  OBD_SIGNIN_UNSAFE,  /* never over such a connection */
} ObdSigninAnswer;

typedef enum
{
  OBD_SIGNIN_ACCEPTED,  /* 235; OK of IMAP, +OK of POP3 */
  OBD_SIGNIN_REFUSED,   /* a definite refusal: the password goes nowhere else */
  OBD_SIGNIN_UNDECIDED, /* later, dropped, mechanism not taken: the password was not judged */
} ObdSigninResult;

/**
 * ObdSigninDesk:
 *
 * The one place that decides where the password goes: the contract's paragraph "The password".
 * Per run and protocol at most one sign-in for each server name and at most two names; the typed
 * endpoint first, if it can take the password safely; else the first endpoint that offers a sign-in
 * over verified TLS; nothing after a refusal, nothing after a success; one at a time. The protocols
 * do not wait for each other: what SMTP refuses may be tried once with IMAP, which is half of the
 * diagnosis. Reference counted; every function may be called from any thread.
 */
typedef struct _ObdSigninDesk ObdSigninDesk;

/**
 * obd_signin_desk_new:
 * @allow_plaintext: the user said that this server may get it over an unencrypted connection
 *
 * Returns: (transfer full): a desk that knows nobody yet
 */
ObdSigninDesk  *obd_signin_desk_new   (gboolean             allow_plaintext);
ObdSigninDesk  *obd_signin_desk_ref   (ObdSigninDesk       *desk);
void            obd_signin_desk_unref (ObdSigninDesk       *desk);
/**
 * obd_signin_desk_enter:
 * @protocol: what it speaks
 * @endpoint: who will ask
 * @typed: it is the endpoint that the device uses: it goes first
 *
 * Announces a conversation that could sign in, in the order in which hosts are preferred, before
 * any of them starts.
 *
 * Returns: its ticket
 */
guint           obd_signin_desk_enter (ObdSigninDesk       *desk,
                                       ObdProtocol          protocol,
                                       const ObdEndpoint   *endpoint,
                                       gboolean             typed);
/* That host saw the password in another run that counts with this one: it counts as a name that was
 * asked, for every protocol, and is not asked again. Before anybody asks. */
void            obd_signin_desk_avoid (ObdSigninDesk       *desk,
                                       const char          *host);
/* How soon that conversation goes, beside others that could take the password as safely: smaller is
 * sooner, %OBD_STANDING_TYPED_HOST if nobody says so. Also later, while it waits. */
void            obd_signin_desk_set_standing (ObdSigninDesk *desk,
                                              guint          ticket,
                                              guint          standing);
/* Servers are still searched for: what nobody named, or nobody could vouch for
 * (%OBD_STANDING_DOUBTFUL and behind), waits for them as long as a silent port is waited for. A
 * refusal there would keep the password from the right one. */
void            obd_signin_desk_set_searching (ObdSigninDesk *desk,
                                               gboolean       searching);
/* The run begins: from @origin (g_get_monotonic_time()) the patience with silent ports counts. */
void            obd_signin_desk_open  (ObdSigninDesk       *desk,
                                       gint64               origin);
/* A connect of the run took @duration microseconds: patience follows the slowest. */
void            obd_signin_desk_note_connect (ObdSigninDesk *desk,
                                              gint64         duration);
/* When an unanswered SYN is called silent, g_get_monotonic_time() value. */
gint64          obd_signin_desk_get_patience (ObdSigninDesk *desk);
/* The SYN of that conversation was answered. */
void            obd_signin_desk_connected (ObdSigninDesk   *desk,
                                           guint            ticket);
/**
 * obd_signin_desk_ask:
 * @state: how safe the connection is
 * @deadline: g_get_monotonic_time() value after which the answer is no
 *
 * The conversation has AUTH before it and asks for the password; blocks until that is decided.
 */
ObdSigninAnswer obd_signin_desk_ask   (ObdSigninDesk        *desk,
                                       guint                 ticket,
                                       const ObdSigninState *state,
                                       gint64                deadline);
/* What the server said to the sign-in that was granted. */
void            obd_signin_desk_settle (ObdSigninDesk       *desk,
                                        guint                ticket,
                                        ObdSigninResult      result);
/* The conversation ended, or cannot sign in; harmless after any other call. */
void            obd_signin_desk_leave (ObdSigninDesk        *desk,
                                       guint                 ticket);
/* The run ends: everybody who waits, or asks later, is denied. */
void            obd_signin_desk_close (ObdSigninDesk        *desk);

/* What the reply to AUTH means for the password: RFC 4954 sections 4 and 6. */
ObdSigninResult obd_signin_result_from_code (guint code);
/* What the answer of an incoming server to the sign-in means for the password: RFC 5530, RFC 3206,
 * RFC 2449 section 8.1. */
ObdSigninResult obd_signin_result_from_answer (const ObdAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObdSigninDesk, obd_signin_desk_unref)

G_END_DECLS
