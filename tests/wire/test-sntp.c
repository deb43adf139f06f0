/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "obd-sntp-private.h"
#include "obd-sntp.h"
#include "obd-wire-test.h"

#include <string.h>

#define HOST "time.example.test"
#define UNIX_EPOCH G_GINT64_CONSTANT (2208988800)
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* What a server does with the answer before it sends it. */
typedef enum
{
  HONEST,
  SHORT,
  WRONG_MODE,
  FORGED,       /* echoes another question's stamp */
  UNSYNCHRONISED,
  KISS_OF_DEATH,
  STRATUM_16,
  NO_TIME,
  LOSES_FIRST,  /* answers the second question only */
  SILENT,
} Manner;

typedef struct
{
  const char *name;
  Manner      manner;
  int         code; /* -1: an offset */
} Case;

static const Case cases[] = {
  { "honest", HONEST, -1 },
  { "loses-first", LOSES_FIRST, -1 },
  { "short", SHORT, OBD_WIRE_ERROR_PROTOCOL },
  { "wrong-mode", WRONG_MODE, OBD_WIRE_ERROR_PROTOCOL },
  { "forged", FORGED, OBD_WIRE_ERROR_PROTOCOL },
  { "unsynchronised", UNSYNCHRONISED, OBD_WIRE_ERROR_PROTOCOL },
  { "kiss-of-death", KISS_OF_DEATH, OBD_WIRE_ERROR_PROTOCOL },
  { "stratum-16", STRATUM_16, OBD_WIRE_ERROR_PROTOCOL },
  { "no-time", NO_TIME, OBD_WIRE_ERROR_PROTOCOL },
};

typedef struct
{
  GSocket *socket;
  GThread *thread;
  Manner   manner;
  gint64   ahead; /* microseconds that its clock is ahead of ours */
  guint16  port;
} Server;

static void
put_stamp (guint8 *packet,
           gsize   offset,
           gint64  unix_time)
{
  guint64 seconds = (unix_time / G_USEC_PER_SEC + UNIX_EPOCH) & G_MAXUINT32;
  guint64 fraction = ((guint64) (unix_time % G_USEC_PER_SEC) << 32) / G_USEC_PER_SEC;
  guint64 wire = GUINT64_TO_BE (seconds << 32 | fraction);

  memcpy (packet + offset, &wire, sizeof wire);
}

static gsize
make_answer (const guint8 *question,
             guint8       *answer,
             Manner        manner,
             gint64        now)
{
  memset (answer, 0, OBD_SNTP_SIZE);
  answer[0] = (manner == UNSYNCHRONISED ? 3 << 6 : 0) | 4 << 3 | (manner == WRONG_MODE ? 5 : 4);
  answer[1] = manner == KISS_OF_DEATH ? 0 : manner == STRATUM_16 ? 16 : 2;
  memcpy (answer + 24, question + 40, 8);
  if (manner == FORGED)
    answer[24] ^= 1;
  if (manner != NO_TIME)
    {
      put_stamp (answer, 32, now);
      put_stamp (answer, 40, now);
    }
  return manner == SHORT ? OBD_SNTP_SIZE - 1 : OBD_SNTP_SIZE;
}

static gpointer
server_worker (gpointer data)
{
  Server *server = data;
  guint8 question[512];
  guint8 answer[OBD_SNTP_SIZE];

  for (guint n = 0;; n++)
    {
      g_autoptr (GSocketAddress) from = NULL;
      gssize length = g_socket_receive_from (server->socket, &from, (char *) question,
                                             sizeof question, NULL, NULL);

      if (length < OBD_SNTP_SIZE) /* the test says that it is over */
        return NULL;
      if (server->manner == SILENT || (server->manner == LOSES_FIRST && n == 0))
        continue;
      length = make_answer (question, answer, server->manner, g_get_real_time () + server->ahead);
      g_socket_send_to (server->socket, from, (const char *) answer, length, NULL, NULL);
    }
}

static void
server_init (Server *server,
             Manner  manner,
             gint64  ahead)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  server->manner = manner;
  server->ahead = ahead;
  server->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                 G_SOCKET_PROTOCOL_UDP, NULL);
  g_assert_true (g_socket_bind (server->socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (server->socket, NULL);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  server->thread = g_thread_new ("time-server", server_worker, server);
}

static void
server_clear (Server *server)
{
  g_autoptr (GSocketAddress) self = g_socket_get_local_address (server->socket, NULL);

  g_socket_send_to (server->socket, self, "end", 3, NULL, NULL);
  g_thread_join (server->thread);
  g_object_unref (server->socket);
}

static ObdWireContext *
context_for (guint16 port)
{
  g_autoptr (ObdAddressBook) book = obd_address_book_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  obd_address_book_add (book, HOST, 123, loopback, port);
  return obd_wire_context_new (book, NULL, NULL);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  static const gint64 offsets[] = { 0, 7 * HOUR, -400 * 24 * HOUR };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      Server server;
      g_autoptr (ObdWireContext) context = NULL;
      g_autoptr (GError) error = NULL;
      gint64 offset = 0;

      if (row->manner == LOSES_FIRST && i > 0)
        break;
      server_init (&server, row->manner, offsets[i]);
      context = context_for (server.port);
      obd_sntp_ask (context, HOST, &offset, obd_wire_test_deadline (), NULL, &error);
      server_clear (&server);
      if (row->code >= 0)
        {
          g_assert_error (error, OBD_WIRE_ERROR, row->code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (ABS (offset - offsets[i]), <, 60 * G_USEC_PER_SEC);
    }
}

static void
test_timeout (void)
{
  Server server;
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (GError) error = NULL;
  gint64 offset;

  server_init (&server, SILENT, 0);
  context = context_for (server.port);
  g_assert_false (obd_sntp_ask (context, HOST, &offset, g_get_monotonic_time () + 50000, NULL,
                                &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_TIMEOUT);
  server_clear (&server);
}

static gpointer
cancel_worker (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  Server server;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ObdWireContext) context = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;
  gint64 offset;

  server_init (&server, SILENT, 0);
  context = context_for (server.port);
  thread = g_thread_new ("cancel", cancel_worker, cancellable);
  g_assert_false (obd_sntp_ask (context, HOST, &offset, obd_wire_test_deadline (), cancellable,
                                &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  server_clear (&server);
}

static void
test_refused (void)
{
  g_autoptr (ObdWireContext) context = context_for (1); /* tcpmux: nobody has it over UDP */
  g_autoptr (GError) error = NULL;
  gint64 offset;

  g_assert_false (obd_sntp_ask (context, HOST, &offset, obd_wire_test_deadline (), NULL, &error));
  g_assert_error (error, OBD_WIRE_ERROR, OBD_WIRE_ERROR_REFUSED);
}

/* The stamps of 2036 roll over; the offset must not. */
static void
test_era (void)
{
  guint8 answer[OBD_SNTP_SIZE];
  guint8 question[OBD_SNTP_SIZE];
  gint64 after_2036 = G_GINT64_CONSTANT (2090000000) * G_USEC_PER_SEC;
  gint64 offset = 0;
  g_autoptr (GError) error = NULL;

  obd_sntp_compose (question, 42);
  make_answer (question, answer, HONEST, after_2036 + 5 * G_USEC_PER_SEC);
  g_assert_true (obd_sntp_parse (answer, sizeof answer, 42, after_2036, after_2036, &offset, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ABS (offset - 5 * G_USEC_PER_SEC), <, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sntp/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/sntp/timeout", test_timeout);
  g_test_add_func ("/sntp/cancel", test_cancel);
  g_test_add_func ("/sntp/refused", test_refused);
  g_test_add_func ("/sntp/era", test_era);
  return g_test_run ();
}
