/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-wire-test.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

/* Enough connections to fill a queue of length 0 on any kernel. */
#define N_FILLERS 4

static GPtrArray *
addresses_new (const char *first,
               guint16     first_port,
               const char *second,
               guint16     second_port)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (addresses, g_inet_socket_address_new_from_string (first, first_port));
  if (second != NULL)
    g_ptr_array_add (addresses, g_inet_socket_address_new_from_string (second, second_port));
  return addresses;
}

/* A bound port where nobody listens: it refuses, and no other process can take it meanwhile. */
static int
bind_loopback (guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  *port = ntohs (address.sin_port);
  return fd;
}

/* A port that answers no SYN, without a firewall: its queue is full and nobody accepts. */
typedef struct
{
  int     listener;
  int     fillers[N_FILLERS];
  guint16 port;
} Silence;

static void
silence_init (Silence *silence)
{
  struct sockaddr_in address = { .sin_family = AF_INET };

  silence->listener = bind_loopback (&silence->port);
  g_assert_cmpint (listen (silence->listener, 0), ==, 0);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  address.sin_port = htons (silence->port);
  for (guint i = 0; i < N_FILLERS; i++)
    {
      silence->fillers[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      (void) connect (silence->fillers[i], (struct sockaddr *) &address, sizeof address);
    }
}

static void
silence_clear (Silence *silence)
{
  for (guint i = 0; i < N_FILLERS; i++)
    close (silence->fillers[i]);
  close (silence->listener);
}

static void
test_connect (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("H", NULL);
  g_autoptr (GPtrArray) addresses = addresses_new ("127.0.0.1", obd_script_server_get_port (server),
                                                   NULL, 0);
  g_autoptr (ObdDial) dial = obd_dial_start (addresses);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  int no_delay = 0;

  connection = obd_dial_wait (dial, NULL, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (obd_dial_get_winner (dial)->state, ==, OBD_DIAL_CONNECTED);
  g_assert_cmpstr (obd_dial_get_winner (dial)->address, ==, "127.0.0.1");
  g_socket_get_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY,
                       &no_delay, NULL);
  g_assert_cmpint (no_delay, ==, 1);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static void
test_refused (void)
{
  guint16 port;
  int fd = bind_loopback (&port);
  g_autoptr (GPtrArray) addresses = addresses_new ("127.0.0.1", port, NULL, 0);
  g_autoptr (ObdDial) dial = obd_dial_start (addresses);
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_dial_wait (dial, NULL, obd_wire_test_deadline (), NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_REFUSED);
  g_assert_cmpint (obd_dial_get_result (dial, 0)->state, ==, OBD_DIAL_REFUSED);
  g_assert_null (obd_dial_get_winner (dial));
  close (fd);
}

static void
test_silent (void)
{
  Silence silence;
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (ObdDial) dial = NULL;
  g_autoptr (GError) error = NULL;

  silence_init (&silence);
  addresses = addresses_new ("127.0.0.1", silence.port, NULL, 0);
  dial = obd_dial_start (addresses);
  g_assert_null (obd_dial_wait (dial, NULL, g_get_monotonic_time () + 50000, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_SILENT);
  g_assert_cmpint (obd_dial_get_result (dial, 0)->state, ==, OBD_DIAL_SILENT);
  silence_clear (&silence);
}

static gpointer
cancel_worker (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_give_up (void)
{
  Silence silence;
  g_autoptr (GCancellable) give_up = g_cancellable_new ();
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (ObdDial) dial = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  silence_init (&silence);
  addresses = addresses_new ("127.0.0.1", silence.port, NULL, 0);
  dial = obd_dial_start (addresses);
  thread = g_thread_new ("give-up", cancel_worker, give_up);
  g_assert_null (obd_dial_wait (dial, give_up, obd_wire_test_deadline (), NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_SILENT);
  g_thread_join (thread);
  silence_clear (&silence);
}

static void
test_cancel (void)
{
  Silence silence;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) give_up = g_cancellable_new ();
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (ObdDial) dial = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  silence_init (&silence);
  addresses = addresses_new ("127.0.0.1", silence.port, NULL, 0);
  dial = obd_dial_start (addresses);
  thread = g_thread_new ("cancel", cancel_worker, cancellable);
  g_assert_null (obd_dial_wait (dial, give_up, obd_wire_test_deadline (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (obd_dial_get_result (dial, 0)->state, ==, OBD_DIAL_CANCELLED);
  g_thread_join (thread);
  silence_clear (&silence);
}

/* IPv4 answers, IPv6 is refused: both are told, and the conversation uses the winner. */
static void
test_both_families (void)
{
  g_autoptr (ObdScriptServer) server = obd_script_server_new ("H", NULL);
  guint16 port = obd_script_server_get_port (server);
  g_autoptr (GPtrArray) addresses = addresses_new ("::1", port, "127.0.0.1", port);
  g_autoptr (ObdDial) dial = obd_dial_start (addresses);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  connection = obd_dial_wait (dial, NULL, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
  obd_dial_finish (dial, NULL, obd_wire_test_deadline (), NULL);
  g_assert_cmpuint (obd_dial_get_n_results (dial), ==, 2);
  g_assert_cmpint (obd_dial_get_winner (dial)->family, ==, G_SOCKET_FAMILY_IPV4);
  g_assert_cmpint (obd_dial_get_result (dial, 0)->family, ==, G_SOCKET_FAMILY_IPV6);
  g_assert_cmpint (obd_dial_get_result (dial, 0)->state, !=, OBD_DIAL_PENDING);
  g_assert_cmpint (obd_dial_get_result (dial, 0)->state, !=, OBD_DIAL_CONNECTED);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

/* No TCP connection can be made to a group address: the kernel says so at once, as it says
 * "network unreachable" for IPv6 on a machine without it. That must not hide the other family. */
static void
test_no_route_does_not_hide (void)
{
  Silence silence;
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (ObdDial) dial = NULL;
  g_autoptr (GError) error = NULL;

  silence_init (&silence);
  addresses = addresses_new ("ff0e::1", 25, "127.0.0.1", silence.port);
  dial = obd_dial_start (addresses);
  g_assert_null (obd_dial_wait (dial, NULL, g_get_monotonic_time () + 50000, NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_SILENT);
  g_assert_cmpint (obd_dial_get_result (dial, 0)->state, ==, OBD_DIAL_UNREACHABLE);
  g_assert_true (obd_dial_get_result (dial, 0)->no_route);
  silence_clear (&silence);
}

static void
test_unreachable (void)
{
  g_autoptr (GPtrArray) addresses = addresses_new ("255.255.255.255", 25, NULL, 0);
  g_autoptr (ObdDial) dial = obd_dial_start (addresses);
  g_autoptr (GError) error = NULL;

  g_assert_null (obd_dial_wait (dial, NULL, obd_wire_test_deadline (), NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_UNREACHABLE);
}

/* Accepted and reset before the dial looks: that is a dropped connection, not a refused one. */
static void
test_reset_after_accept (void)
{
  struct linger linger = { 1, 0 };
  guint16 port;
  int listener = bind_loopback (&port);
  g_autoptr (GPtrArray) addresses = addresses_new ("127.0.0.1", port, NULL, 0);
  g_autoptr (ObdTrace) trace = obd_trace_new (0);
  g_autoptr (ObdDial) dial = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (ObdChannel) channel = NULL;
  g_autoptr (GError) error = NULL;
  int accepted;

  g_assert_cmpint (listen (listener, 1), ==, 0);
  dial = obd_dial_start (addresses);
  accepted = accept (listener, NULL, NULL);
  setsockopt (accepted, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  close (accepted);
  connection = obd_dial_wait (dial, NULL, obd_wire_test_deadline (), NULL, &error);
  g_assert_no_error (error);
  channel = obd_channel_new (connection, trace);
  g_assert_null (obd_channel_read_line (channel, obd_wire_test_deadline (), NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_DROPPED);
  close (listener);
}

static void
test_one_address_a_family (void)
{
  g_autoptr (GPtrArray) addresses = addresses_new ("255.255.255.255", 25, "255.255.255.255", 26);
  g_autoptr (ObdDial) dial = obd_dial_start (addresses);

  g_assert_cmpuint (obd_dial_get_n_results (dial), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dial/connect", test_connect);
  g_test_add_func ("/dial/refused", test_refused);
  g_test_add_func ("/dial/silent", test_silent);
  g_test_add_func ("/dial/give-up", test_give_up);
  g_test_add_func ("/dial/cancel", test_cancel);
  g_test_add_func ("/dial/both-families", test_both_families);
  g_test_add_func ("/dial/no-route-does-not-hide", test_no_route_does_not_hide);
  g_test_add_func ("/dial/unreachable", test_unreachable);
  g_test_add_func ("/dial/reset-after-accept", test_reset_after_accept);
  g_test_add_func ("/dial/one-address-a-family", test_one_address_a_family);
  return g_test_run ();
}
