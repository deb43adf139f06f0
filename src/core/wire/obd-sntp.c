/* SPDX-License-Identifier: GPL-3.0-or-later */

/* RFC 4330 (SNTP version 4), client mode. */

#include "config.h"

#include "obd-sntp.h"

#include "obd-resolve.h"
#include "obd-sntp-private.h"

#include <string.h>

#define NTP_PORT 123
/* RFC 4330 section 5, and how long an answer is waited for before the question is said again: a
 * datagram may get lost. Doubled each time. Microseconds. */
#define FIRST_PATIENCE G_USEC_PER_SEC
#define LONGEST_PATIENCE (16 * G_USEC_PER_SEC)

enum
{
  MODE_CLIENT = 3,
  MODE_SERVER = 4,
  LEAP_UNSYNCHRONISED = 3,
  VERSION = 4,
  MAX_STRATUM = 15,
  OFFSET_ORIGINATE = 24,
  OFFSET_RECEIVE = 32,
  OFFSET_TRANSMIT = 40,
};

/* Seconds from 1900 to 1970. */
#define UNIX_EPOCH G_GINT64_CONSTANT (2208988800)

static gboolean
fail (GError     **error,
      int          code,
      const char  *message)
{
  g_set_error_literal (error, OBD_WIRE_ERROR, code, message);
  return FALSE;
}

/* The transmit stamp is noise instead of our clock: the server only echoes it, so an answer cannot
 * be made without having seen the question, and a wrong clock is not told to anybody. */
void
obd_sntp_compose (guint8  packet[OBD_SNTP_SIZE],
                  guint64 nonce)
{
  guint64 wire = GUINT64_TO_BE (nonce);

  memset (packet, 0, OBD_SNTP_SIZE);
  packet[0] = VERSION << 3 | MODE_CLIENT;
  memcpy (packet + OFFSET_TRANSMIT, &wire, sizeof wire);
}

static guint64
read_stamp (const guint8 *packet,
            gsize         offset)
{
  guint64 wire;

  memcpy (&wire, packet + offset, sizeof wire);
  return GUINT64_FROM_BE (wire);
}

/* Microseconds since 1970. A stamp without its highest bit is of the era that begins in 2036
 * (RFC 4330 section 3). */
static gint64
stamp_to_unix (guint64 stamp)
{
  gint64 seconds = stamp >> 32;
  gint64 fraction = ((stamp & G_MAXUINT32) * G_USEC_PER_SEC) >> 32;

  if (seconds < G_GINT64_CONSTANT (0x80000000))
    seconds += G_GINT64_CONSTANT (0x100000000);
  return (seconds - UNIX_EPOCH) * G_USEC_PER_SEC + fraction;
}

gboolean
obd_sntp_parse (const guint8  *packet,
                gsize          length,
                guint64        nonce,
                gint64         sent,
                gint64         received,
                gint64        *offset,
                GError       **error)
{
  guint64 transmit;

  if (length < OBD_SNTP_SIZE)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "a time answer that is too short");
  if ((packet[0] & 7) != MODE_SERVER || ((packet[0] >> 3) & 7) == 0)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "not the answer of a time server");
  if (read_stamp (packet, OFFSET_ORIGINATE) != nonce)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "an answer to a question that was not asked");
  /* Stratum 0 is a "kiss of death": a refusal (RFC 4330 section 8). */
  if (packet[0] >> 6 == LEAP_UNSYNCHRONISED || packet[1] == 0 || packet[1] > MAX_STRATUM)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "the time server does not know the time");
  transmit = read_stamp (packet, OFFSET_TRANSMIT);
  if (transmit == 0 || read_stamp (packet, OFFSET_RECEIVE) == 0)
    return fail (error, OBD_WIRE_ERROR_PROTOCOL, "a time answer without a time");
  *offset = (stamp_to_unix (read_stamp (packet, OFFSET_RECEIVE)) - sent
             + stamp_to_unix (transmit) - received) / 2;
  return TRUE;
}

/* G_IO_ERROR of a datagram socket: ICMP answers arrive as errors of the next call. */
static gboolean
propagate (GError **error,
           GError  *io_error)
{
  if (io_error->domain != G_IO_ERROR || io_error->code == G_IO_ERROR_CANCELLED)
    {
      g_propagate_error (error, io_error);
      return FALSE;
    }
  fail (error, io_error->code == G_IO_ERROR_CONNECTION_REFUSED ? OBD_WIRE_ERROR_REFUSED
                                                               : OBD_WIRE_ERROR_UNREACHABLE,
        io_error->message);
  g_error_free (io_error);
  return FALSE;
}

static GSocket *
connect_socket (GSocketAddress  *address,
                GError         **error)
{
  g_autoptr (GSocket) socket = NULL;
  GError *io_error = NULL;

  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_DATAGRAM,
                         G_SOCKET_PROTOCOL_UDP, &io_error);
  if (socket != NULL)
    {
      g_socket_set_blocking (socket, FALSE);
      if (g_socket_connect (socket, address, NULL, &io_error))
        return g_steal_pointer (&socket);
    }
  propagate (error, io_error);
  return NULL;
}

/* One question and its answer. A wait that ran out is %G_IO_ERROR_TIMED_OUT in @io_error. */
static gssize
exchange (GSocket       *socket,
          const guint8  *question,
          guint8        *buffer,
          gsize          size,
          gint64         until,
          GCancellable  *cancellable,
          GError       **io_error)
{
  /* The wait counts in whole milliseconds; less than one would be none, again and again. */
  gint64 patience = MAX (until - g_get_monotonic_time (), 1000);

  if (g_socket_send (socket, (const char *) question, OBD_SNTP_SIZE, cancellable, io_error) < 0
      || !g_socket_condition_timed_wait (socket, G_IO_IN, patience, cancellable, io_error))
    return -1;
  return g_socket_receive (socket, (char *) buffer, size, cancellable, io_error);
}

static gboolean
try_once (GSocket       *socket,
          gint64         until,
          gint64        *offset,
          gboolean      *timed_out,
          GCancellable  *cancellable,
          GError       **error)
{
  guint64 nonce = (guint64) g_random_int () << 32 | g_random_int ();
  guint8 question[OBD_SNTP_SIZE];
  guint8 buffer[512];
  GError *io_error = NULL;
  /* The wall clock once, the way between by the clock that nobody sets. */
  gint64 sent = g_get_real_time ();
  gint64 start = g_get_monotonic_time ();
  gssize length;

  obd_sntp_compose (question, nonce);
  length = exchange (socket, question, buffer, sizeof buffer, until, cancellable, &io_error);
  *timed_out = g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
               || g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  if (io_error != NULL)
    return propagate (error, io_error);
  return obd_sntp_parse (buffer, length, nonce, sent, sent + g_get_monotonic_time () - start,
                         offset, error);
}

static gboolean
ask_address (GSocketAddress  *address,
             gint64          *offset,
             gint64           deadline,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autoptr (GSocket) socket = connect_socket (address, error);
  gint64 patience = FIRST_PATIENCE;
  gboolean timed_out = TRUE;

  if (socket == NULL)
    return FALSE;
  while (timed_out && g_get_monotonic_time () < deadline)
    {
      gint64 until = MIN (deadline, g_get_monotonic_time () + patience);
      g_autoptr (GError) local_error = NULL;

      if (try_once (socket, until, offset, &timed_out, cancellable, &local_error))
        return TRUE;
      if (!timed_out)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      patience = MIN (2 * patience, LONGEST_PATIENCE);
    }
  return fail (error, OBD_WIRE_ERROR_TIMEOUT, "the time server did not answer in time");
}

/* One address after the other as long as a family is unreachable; silence is waited for once. */
gboolean
obd_sntp_ask (ObdWireContext  *context,
              const char      *host,
              gint64          *offset,
              gint64           deadline,
              GCancellable    *cancellable,
              GError         **error)
{
  g_autoptr (GPtrArray) addresses = NULL;
  g_autoptr (GError) last = NULL;

  addresses = obd_resolve (context, host, NTP_PORT, NULL, deadline, cancellable, error);
  if (addresses == NULL)
    return FALSE;
  for (guint i = 0; i < addresses->len; i++)
    {
      g_clear_error (&last);
      if (ask_address (g_ptr_array_index (addresses, i), offset, deadline, cancellable, &last))
        return TRUE;
      if (!g_error_matches (last, OBD_WIRE_ERROR, OBD_WIRE_ERROR_UNREACHABLE))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&last));
  return FALSE;
}
