/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-dial.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/* How often a cancellable without a file descriptor (none left) is looked at, milliseconds. */
#define FALLBACK_SLICE 50

typedef struct
{
  ObdDialResult  result;
  GSocket       *socket; /* (owned) (nullable): while pending, and of a winner not yet taken */
  gint64         start;
} Attempt;

struct _ObdDial
{
  GPtrArray *attempts; /* (owned) Attempt */
  Attempt   *winner;   /* (nullable) */
};

static void
free_attempt (gpointer data)
{
  Attempt *attempt = data;

  if (attempt->socket != NULL)
    g_socket_close (attempt->socket, NULL);
  g_clear_object (&attempt->socket);
  g_free (attempt->result.address);
  g_free (attempt);
}

/* Ends an attempt. The loser's socket is closed at once: nothing will be said on it. */
static void
settle (Attempt      *attempt,
        ObdDialState  state)
{
  attempt->result.state = state;
  attempt->result.duration = g_get_monotonic_time () - attempt->start;
  if (state != OBD_DIAL_CONNECTED && attempt->socket != NULL)
    {
      g_socket_close (attempt->socket, NULL);
      g_clear_object (&attempt->socket);
    }
}

/* GIO folds errno into its own codes; ICMP "administratively prohibited" arrives as EHOSTUNREACH
 * or EACCES, a local firewall's REJECT as EPERM, a family without address as EADDRNOTAVAIL. */
static ObdDialState
state_from_error (const GError *error)
{
  if (error->domain != G_IO_ERROR)
    return OBD_DIAL_UNREACHABLE;
  switch (error->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED: /* ECONNREFUSED: RST to the SYN */
      return OBD_DIAL_REFUSED;
    case G_IO_ERROR_CONNECTION_CLOSED: /* ECONNRESET: RST after the SYN was answered */
      return OBD_DIAL_CONNECTED;       /* and the first read will say that it was dropped */
    case G_IO_ERROR_TIMED_OUT: /* ETIMEDOUT: the kernel gave up sending SYNs */
      return OBD_DIAL_SILENT;
    default:
      return OBD_DIAL_UNREACHABLE;
    }
}

static void
settle_error (Attempt      *attempt,
              const GError *error,
              gboolean      at_once)
{
  ObdDialState state = state_from_error (error);

  attempt->result.no_route = at_once && state == OBD_DIAL_UNREACHABLE;
  settle (attempt, state);
}

static void
send_syn (Attempt        *attempt,
          GSocketAddress *address)
{
  g_autoptr (GError) error = NULL;

  attempt->start = g_get_monotonic_time ();
  attempt->socket = g_socket_new (attempt->result.family, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);
  if (attempt->socket == NULL)
    {
      settle_error (attempt, error, TRUE);
      return;
    }
  g_socket_set_blocking (attempt->socket, FALSE);
  g_socket_set_option (attempt->socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (g_socket_connect (attempt->socket, address, NULL, &error))
    settle (attempt, OBD_DIAL_CONNECTED);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    settle_error (attempt, error, TRUE);
}

static gboolean
has_family (ObdDial       *dial,
            GSocketFamily  family)
{
  for (guint i = 0; i < dial->attempts->len; i++)
    if (((Attempt *) g_ptr_array_index (dial->attempts, i))->result.family == family)
      return TRUE;
  return FALSE;
}

ObdDial *
obd_dial_start (GPtrArray *addresses)
{
  ObdDial *dial = g_new0 (ObdDial, 1);

  dial->attempts = g_ptr_array_new_with_free_func (free_attempt);
  for (guint i = 0; i < addresses->len; i++)
    {
      GSocketAddress *address = g_ptr_array_index (addresses, i);
      GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
      Attempt *attempt;

      if (has_family (dial, g_socket_address_get_family (address)))
        continue;
      attempt = g_new0 (Attempt, 1);
      attempt->result.family = g_socket_address_get_family (address);
      attempt->result.address = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
      attempt->result.port = g_inet_socket_address_get_port (inet);
      send_syn (attempt, address);
      g_ptr_array_add (dial->attempts, attempt);
    }
  return dial;
}

static void
settle_pending (ObdDial      *dial,
                ObdDialState  state)
{
  for (guint i = 0; i < dial->attempts->len; i++)
    {
      Attempt *attempt = g_ptr_array_index (dial->attempts, i);

      if (attempt->result.state == OBD_DIAL_PENDING)
        settle (attempt, state);
    }
}

static void
check_attempt (Attempt *attempt)
{
  g_autoptr (GError) error = NULL;

  if (g_socket_check_connect_result (attempt->socket, &error))
    settle (attempt, OBD_DIAL_CONNECTED);
  else
    settle_error (attempt, error, FALSE);
}

static guint
add_cancellable (GPollFD      *fds,
                 guint         n,
                 GCancellable *cancellable,
                 gboolean     *added)
{
  *added = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fds[n]);
  return *added ? n + 1 : n;
}

static int
poll_timeout (gint64   deadline,
              gboolean sliced)
{
  gint64 left = MAX (deadline - g_get_monotonic_time (), 0);
  gint64 milliseconds = (left + 999) / 1000;

  return MIN (milliseconds, sliced ? FALLBACK_SLICE : 3600 * 1000);
}

/* One poll over what is pending, @give_up and @cancellable. */
static void
poll_once (ObdDial      *dial,
           GCancellable *give_up,
           gint64        deadline,
           GCancellable *cancellable)
{
  g_autofree GPollFD *fds = g_new0 (GPollFD, dial->attempts->len + 2);
  g_autofree Attempt **pending = g_new0 (Attempt *, dial->attempts->len + 1);
  gboolean has_give_up;
  gboolean has_cancel;
  gboolean sliced;
  guint n_pending = 0;
  guint n;

  for (guint i = 0; i < dial->attempts->len; i++)
    {
      Attempt *attempt = g_ptr_array_index (dial->attempts, i);

      if (attempt->result.state != OBD_DIAL_PENDING)
        continue;
      fds[n_pending].fd = g_socket_get_fd (attempt->socket);
      fds[n_pending].events = G_IO_OUT | G_IO_ERR | G_IO_HUP;
      pending[n_pending++] = attempt;
    }
  n = add_cancellable (fds, n_pending, give_up, &has_give_up);
  n = add_cancellable (fds, n, cancellable, &has_cancel);
  sliced = has_give_up != (give_up != NULL) || has_cancel != (cancellable != NULL);
  g_poll (fds, n, poll_timeout (deadline, sliced));
  if (has_give_up)
    g_cancellable_release_fd (give_up);
  if (has_cancel)
    g_cancellable_release_fd (cancellable);
  for (guint i = 0; i < n_pending; i++)
    if (fds[i].revents != 0)
      check_attempt (pending[i]);
}

static Attempt *
find_state (ObdDial      *dial,
            ObdDialState  state)
{
  for (guint i = 0; i < dial->attempts->len; i++)
    {
      Attempt *attempt = g_ptr_array_index (dial->attempts, i);

      if (attempt->result.state == state)
        return attempt;
    }
  return NULL;
}

/* Waits until an attempt is connected (if @first) or none is pending; says FALSE on cancel. */
static gboolean
wait_for_answers (ObdDial      *dial,
                  gboolean      first,
                  GCancellable *give_up,
                  gint64        deadline,
                  GCancellable *cancellable)
{
  while (find_state (dial, OBD_DIAL_PENDING) != NULL
         && !(first && find_state (dial, OBD_DIAL_CONNECTED) != NULL))
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          settle_pending (dial, OBD_DIAL_CANCELLED);
          return FALSE;
        }
      poll_once (dial, give_up, deadline, cancellable);
      if (g_cancellable_is_cancelled (cancellable))
        continue;
      if (g_cancellable_is_cancelled (give_up) || g_get_monotonic_time () >= deadline)
        if (!(first && find_state (dial, OBD_DIAL_CONNECTED) != NULL))
          settle_pending (dial, OBD_DIAL_SILENT);
    }
  return !g_cancellable_is_cancelled (cancellable);
}

/* A family that this machine has no way to says nothing about the server: it counts last, so that
 * "no IPv6 here" never hides how IPv4 ended. */
static void
set_failure (ObdDial  *dial,
             GError  **error)
{
  gboolean unreachable = FALSE;

  for (guint i = 0; i < dial->attempts->len; i++)
    {
      const Attempt *attempt = g_ptr_array_index (dial->attempts, i);

      unreachable |= attempt->result.state == OBD_DIAL_UNREACHABLE && !attempt->result.no_route;
    }
  if (find_state (dial, OBD_DIAL_REFUSED) != NULL)
    g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_REFUSED, "connection refused");
  else if (!unreachable && find_state (dial, OBD_DIAL_SILENT) != NULL)
    g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_SILENT, "no answer");
  else
    g_set_error_literal (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_UNREACHABLE, "unreachable");
}

GSocketConnection *
obd_dial_wait (ObdDial       *dial,
               GCancellable  *give_up,
               gint64         deadline,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GSocket) socket = NULL;

  if (!wait_for_answers (dial, TRUE, give_up, deadline, cancellable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return NULL;
    }
  dial->winner = find_state (dial, OBD_DIAL_CONNECTED);
  if (dial->winner == NULL)
    {
      set_failure (dial, error);
      return NULL;
    }
  socket = g_steal_pointer (&dial->winner->socket);
  return g_socket_connection_factory_create_connection (socket);
}

static void
close_losers (ObdDial *dial)
{
  for (guint i = 0; i < dial->attempts->len; i++)
    {
      Attempt *attempt = g_ptr_array_index (dial->attempts, i);

      if (attempt->socket != NULL && attempt->result.state != OBD_DIAL_PENDING)
        {
          g_socket_close (attempt->socket, NULL);
          g_clear_object (&attempt->socket);
        }
    }
}

void
obd_dial_finish (ObdDial      *dial,
                 GCancellable *give_up,
                 gint64        deadline,
                 GCancellable *cancellable)
{
  wait_for_answers (dial, FALSE, give_up, deadline, cancellable);
  close_losers (dial);
}

guint
obd_dial_get_n_results (ObdDial *dial)
{
  return dial->attempts->len;
}

const ObdDialResult *
obd_dial_get_result (ObdDial *dial,
                     guint    index)
{
  return &((Attempt *) g_ptr_array_index (dial->attempts, index))->result;
}

const ObdDialResult *
obd_dial_get_winner (ObdDial *dial)
{
  return dial->winner != NULL ? &dial->winner->result : NULL;
}

void
obd_dial_free (ObdDial *dial)
{
  g_ptr_array_unref (dial->attempts);
  g_free (dial);
}
